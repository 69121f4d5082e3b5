"""Lines of text as large as they fit, in a font that comes with the program.

It is Noto Serif, one of the style sheet's serifs, cut down to Latin, Greek and Cyrillic letters:
Pillow's own font has no letter with an accent, and what a machine has installed nobody knows.
"""

import functools
from collections.abc import Iterator

from msgspec import Struct
from PIL import ImageFont

from statusgen import package_root

_FONT = package_root() / "render" / "pictures" / "noto-serif.ttf"
_NO_LETTER = "\uffff"
_MORE = "…"
_SMALL = 24
"""A font size at which letters differ and are drawn fast."""


class Lettering(Struct, frozen=True):
    """Lines of text in one font; `leading` is from one line to the next in pixels."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont

    @property
    def leading(self) -> int:
        """Distance between lines, in pixels."""
        return round(self.font.size * 1.2)

    @property
    def height(self) -> int:
        """Height of all lines, in pixels."""
        return self.leading * len(self.lines)


def fitted(text: str, width: int, largest: int, smallest: int) -> Lettering:
    """Return text in one line that is as large as fits, else small in two, cut where it must be.

    There is no line where the font does not have every letter.
    """
    font = _font(largest)
    text = " ".join(text.split())  # of all the spaces that there are, the font has one
    if not (text and all(map(_is_drawn, set(text)))):
        return Lettering((), font)
    size = min(largest, int(largest * width / max(1.0, font.getlength(text))))
    if size >= smallest:
        return Lettering((text,), _font(size))
    return Lettering(_two_lines(text, _font(smallest), width), _font(smallest))


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)


@functools.cache
def _is_drawn(letter: str) -> bool:
    """Return whether the font has a letter; a missing one is drawn as an empty box."""
    font = _font(_SMALL)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NO_LETTER))


def _two_lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> tuple[str, ...]:
    first = _beginning(text, font, width)
    rest = text[len(first) :].strip()
    return (first, _shortened(rest, font, width)) if rest else (first,)


def _beginning(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return the words that fit into a line, or the letters where not even one word does."""
    starts = [each for each in _starts(text) if font.getlength(each) <= width]
    return starts[-1] if starts else _cut(text, font, width)


def _starts(text: str) -> Iterator[str]:
    words = text.split()
    yield from (" ".join(words[: count + 1]) for count in range(len(words)))


def _shortened(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    return _cut(text, font, width - int(font.getlength(_MORE))) + _MORE


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while font.getlength(text) > width:
        text = text[:-1]
    return text
