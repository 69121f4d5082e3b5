"""The picture of a state that goes with a link, where somebody shares one."""

import functools

from msgspec import Struct

from statusgen.cache.store import digest
from statusgen.model import State
from statusgen.render.palette import LIGHT

SIZE = (1200, 630)
"""Width and height in pixels: the proportions that previews of links are shown in."""

MEDIA_TYPE = "image/png"

_DRAWING = "1"
"""Version of the drawing, part of a picture's address: raise it whenever pictures look different.

A test compares it with what is drawn."""


class PictureCard(Struct, frozen=True):
    """All that a picture shows: it is the same picture wherever these are the same.

    `state` is None on a picture about no state, which has no shape; `note` may be empty. A line
    in letters that our font does not have is left out.
    """

    state: State | None
    word: str
    name: str
    note: str = ""


@functools.lru_cache(maxsize=256)
def draw(card: PictureCard) -> bytes:
    """Return the picture of a card as a PNG; the same bytes wherever the same library draws."""
    from statusgen.render.pictures.drawing import drawn  # noqa: PLC0415 - loads what only drawing needs

    return drawn(card)


@functools.lru_cache(maxsize=256)
def key(card: PictureCard) -> str:
    """Return a short name for what is drawn of a card, without drawing it."""
    state = "" if card.state is None else card.state.name
    colours = (LIGHT.paper, LIGHT.ink, LIGHT.mute, LIGHT.hair, LIGHT.states[card.state])
    return picture_key(_DRAWING, state, card.word, card.name, card.note, *colours)


def picture_key(*parts: str) -> str:
    """Return a short name for a picture that is drawn of these texts and colours alone."""
    return digest(*parts)
