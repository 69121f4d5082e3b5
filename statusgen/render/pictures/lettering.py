"""Lines of text as large as they fit, in a font that comes with the program.

It is Noto Serif, one of the style sheet's serifs, cut down to Latin, Greek and Cyrillic letters:
Pillow's own font has no letter with an accent, and what a machine has installed nobody knows.
"""

import functools
import re
from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct
from PIL import ImageFont

from statusgen import package_root

_FONT = package_root() / "render" / "pictures" / "noto-serif.ttf"
_NO_LETTER = "\uffff"
_MORE = "…"
_ENDS = re.compile(r"\s+|(?<=\w-)(?=\w)|$")
"""Where a line may end."""

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
    font = font_of(largest)
    text = " ".join(text.split())  # of all the spaces that there are, the font has one
    if not (text and all(map(_is_drawn, set(text)))):
        return Lettering((), font)
    size = min(largest, int(largest * width / max(1.0, font.getlength(text))))
    if size >= smallest:
        return Lettering((text,), font_of(size))
    return Lettering(_two_lines(text, font_of(smallest), width), font_of(smallest))


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> tuple[str, ...]:
    """Return text in lines of a width, the last of which is cut at a word where there are more."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most - 1:
        line = _beginning(rest, font, width)
        lines.append(line.strip())
        rest = rest[len(line) :].strip()
    if rest:
        lines.append(rest if font.getlength(rest) <= width else _ended(rest, font, width))
    return tuple(lines)


def _ended(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return the beginning of text that is too long for a line, with an ellipsis."""
    return _beginning(text, font, width - int(font.getlength(_MORE))).rstrip(" -") + _MORE


def font_of(size: int) -> ImageFont.FreeTypeFont:
    """Return the font in a size, in pixels."""
    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)


@functools.cache
def _is_drawn(letter: str) -> bool:
    """Return whether the font has a letter; a missing one is drawn as an empty box."""
    font = font_of(_SMALL)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NO_LETTER))


def _two_lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> tuple[str, ...]:
    first = _beginning(text, font, width)
    rest = text[len(first) :].strip()
    return (first, shortened(rest, font, width)) if rest else (first,)


def _beginning(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return the words that fit into a line, or the letters where not even one word does."""
    starts = tuple(takewhile(lambda each: font.getlength(each) <= width, _starts(text)))
    return starts[-1] if starts else _cut(text, font, width)


def _starts(text: str) -> Iterator[str]:
    """Yield the beginnings of text after which a line may end: at a space, or after a hyphen."""
    yield from (text[: end.end()].rstrip() for end in _ENDS.finditer(text))


def shortened(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return text, cut with an ellipsis where it does not fit into a width."""
    if font.getlength(text) <= width:
        return text
    return _cut(text, font, width - int(font.getlength(_MORE))) + _MORE


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while font.getlength(text) > width:
        text = text[:-1]
    return text
