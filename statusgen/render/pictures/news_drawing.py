"""Draws the picture of an announced update, which can be read at half its size.

No text is smaller than 36 pixels: previews show pictures about 600 pixels wide.
"""

from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFont

from statusgen.render.palette import LIGHT
from statusgen.render.pictures import SIZE
from statusgen.render.pictures.drawing import noted, png
from statusgen.render.pictures.lettering import font_of, shortened, wrapped
from statusgen.render.pictures.news_card import NewsCard, has_letters
from statusgen.render.pictures.shapes import mask

_EDGE = 72
_WIDTH = SIZE[0] - 2 * _EDGE
_RULE = 24
_SHAPE = 44
_STATE, _STATE_MIDDLE = 40, 105
_SMALL, _FOOT = 36, 83
"""Size of the foot, and how far its middle is above the lower edge or above the note."""
_GAP = 48
_TITLE_TOP, _LINES = 146, 4
_SIZES = ((40, 88), (80, 68))
"""Sizes of the title by its number of letters; that of a longer one is the least."""
_LEAST = 60
_LEADING = 1.12
_STEPS = 5
"""Number of steps from paper to each ink: sixteen colours in all take half a byte a pixel."""
_BOLD = 1
"""Width of the stroke around letters, which makes them bold."""


def drawn(card: NewsCard) -> bytes:
    """Return a card as a PNG of `SIZE`."""
    image = Image.new("RGB", SIZE, LIGHT.paper)
    draw = ImageDraw.Draw(image)
    colour = LIGHT.ink if card.state is None else LIGHT.states[card.state]
    draw.rectangle((0, 0, SIZE[0], _RULE - 1), fill=colour)
    state_end = _state(image, card, colour)
    _title(draw, card.title)
    _foot(draw, card, noted(draw, card.note) - _FOOT, state_end)
    return png(image, colour, _STEPS)


def _state(image: Image.Image, card: NewsCard, colour: str) -> int:
    """Draw the shape and the word of the state; return where the word ends."""
    left = _EDGE
    if card.state is not None:
        top = _STATE_MIDDLE - _SHAPE // 2
        image.paste(colour, (left, top), mask(card.state, _SHAPE))
        left += _SHAPE + 20
    font = font_of(_STATE)
    word = shortened(card.word, font, _EDGE + _WIDTH - left)
    _bold(ImageDraw.Draw(image), (left, _STATE_MIDDLE), word, font, colour)
    return left + round(font.getlength(word))


def _title(draw: ImageDraw.ImageDraw, title: str) -> None:
    size = next((size for most, size in _SIZES if len(title) <= most), _LEAST)
    font, leading = font_of(size), round(size * _LEADING)
    for number, line in enumerate(wrapped(title, font, _WIDTH, _LINES)):
        middle = _TITLE_TOP + leading * number + leading // 2
        draw.text((_EDGE, middle), line, LIGHT.ink, font, anchor="lm")


def _foot(draw: ImageDraw.ImageDraw, card: NewsCard, middle: int, state_end: int) -> None:
    """Draw status and time, and the name of the site; where it does not fit, beside the state."""
    font = font_of(_SMALL)
    status = shortened(" ".join(card.status.split()), font, _WIDTH)
    draw.text((_EDGE, middle), status, LIGHT.mute, font, anchor="lm")
    if not has_letters(card.name):
        return
    ends = (_EDGE + round(font.getlength(status)), middle), (state_end, _STATE_MIDDLE)
    room, at = next(_with_room(ends, font.getlength(card.name)))
    name = shortened(card.name, font, room)
    left = _EDGE + _WIDTH - round(font.getlength(name))
    _bold(draw, (left, at), name, font, LIGHT.ink)


def _with_room(ends: tuple[tuple[int, int], ...], needed: float) -> Iterator[tuple[int, int]]:
    """Yield the room to the right of texts and their middles: enough first, then the largest."""
    rooms = [(_EDGE + _WIDTH - _GAP - end, middle) for end, middle in ends]
    yield from (each for each in rooms if each[0] >= needed)
    yield max(rooms)


def _bold(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    font: ImageFont.FreeTypeFont,
    colour: str,
) -> None:
    draw.text(at, text, colour, font, anchor="lm", stroke_width=_BOLD, stroke_fill=colour)
