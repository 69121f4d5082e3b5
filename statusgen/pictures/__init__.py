"""The picture of a state that goes with a link, where somebody shares one."""

import functools
from pathlib import Path

from msgspec import Struct

from statusgen.memory import digest
from statusgen.model import State
from statusgen.palette import LIGHT
from statusgen.remembered import Remembered

SIZE = (1200, 630)
"""Width and height in pixels: the proportions that previews of links are shown in."""

MEDIA_TYPE = "image/png"


class Card(Struct, frozen=True):
    """All that a picture shows: it is the same picture wherever these are the same.

    `state` is None on a picture about no state, which has no shape; `note` may be empty. A line
    in letters that our font does not have is left out.
    """

    state: State | None
    word: str
    name: str
    note: str = ""


def _drawn(card: Card) -> bytes:
    """Return the picture of a card as a PNG; the same bytes wherever the same library draws."""
    from statusgen.pictures.drawing import drawn  # noqa: PLC0415 - loads what only drawing needs

    return drawn(card)


draw = Remembered(_drawn)


@functools.lru_cache(maxsize=256)
@functools.cache
def key(card: Card) -> str:
    """Return a short name for what is drawn of a card, without drawing it."""
    return digest(repr(card), repr(LIGHT), _craft())


@functools.cache
def _craft() -> str:
    """Return a short name for how all cards are drawn: for this package's own files."""
    files = sorted(Path(__file__).parent.iterdir())
    return digest(*(each.read_bytes() for each in files if each.suffix in {".py", ".ttf"}))
