"""The picture that goes with a link to an announced update: its state, its title and its time."""

import functools
import re

from msgspec import Struct

from statusgen.model import State
from statusgen.render.palette import LIGHT
from statusgen.render.pictures import picture_key

_DRAWING = "1"
"""Version of the drawing, part of a picture's address: raise it whenever pictures look different.

A test compares it with what is drawn."""

_LETTERS = re.compile(
    "[\\s\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c"
    "\u038e-\u03a1\u03a3-\u03e1\u03f0-\u045f\u0490\u0491\u1e9e\u2013\u2014\u2018-\u201a"
    "\u201c-\u201e\u2020\u2022\u2026\u2032\u2033\u2039\u203a\u20ac\u2116\u2122]+"
)
"""Texts that the font has all letters of; known here, so that only drawing loads the font."""


class NewsCard(Struct, frozen=True):
    """All that the picture of an announced update shows.

    `state` is None for news without a shape; `status` is what the update says of the entry, and
    its time; `note` may be empty. A name in letters that our font does not have is left out.
    """

    state: State | None
    word: str
    title: str
    status: str
    name: str
    note: str = ""

    @property
    def is_drawable(self) -> bool:
        """Whether the font has every letter that matters."""
        return all(map(has_letters, (self.word, self.title, self.status)))


def has_letters(text: str) -> bool:
    """Return whether the font has all letters of a text, and there are any."""
    return _LETTERS.fullmatch(text) is not None


@functools.lru_cache(maxsize=16)
def draw_news(card: NewsCard) -> bytes:
    """Return the picture of a card as a PNG; the same bytes wherever the same library draws."""
    from statusgen.render.pictures.news_drawing import drawn  # noqa: PLC0415 - loads what only drawing needs

    return drawn(card)


def news_key(card: NewsCard) -> str:
    """Return a short name for what is drawn of a card, without drawing it."""
    state = "" if card.state is None else card.state.name
    texts = (card.word, card.title, card.status, card.name, card.note)
    colours = (LIGHT.paper, LIGHT.ink, LIGHT.mute, LIGHT.states[card.state])
    return picture_key(_DRAWING, state, *texts, *colours)
