"""Draws cards with Pillow, which is well kept, has wheels everywhere and writes small PNGs.

Everything stands in the middle, because some previews show nothing but a square around it.
"""

import functools
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from statusgen.model import State
from statusgen.render.palette import LIGHT
from statusgen.render.pictures import SIZE, PictureCard
from statusgen.render.pictures.lettering import Lettering, fitted
from statusgen.render.pictures.shapes import mask

_WIDTH, _HEIGHT = SIZE
_TEXT_WIDTH = 1080
_SHAPE = 208
_STEPS = 64
_EFFORT = 1
"""Compression level of PNG, up to 9: with few colours, more gains little."""
_GAP = 28
_MARGIN = 16
_NOTE_HEIGHT = 92
_WORD_SIZES = 116, 84
_NAME_SIZES = 64, 48
_NOTE_SIZES = 46, 36

_RULES = {
    None: 4,
    State.OPERATIONAL: 8,
    State.UNDER_MAINTENANCE: 16,
    State.DEGRADED_PERFORMANCE: 16,
    State.PARTIAL_OUTAGE: 24,
    State.MAJOR_OUTAGE: 32,
}
"""Height of the rule at the upper edge, in pixels; a worse state has a higher one."""


def drawn(card: PictureCard) -> bytes:
    """Return a card as a PNG of `SIZE`."""
    image = Image.new("RGB", SIZE, LIGHT.paper)
    draw = ImageDraw.Draw(image)
    colour = LIGHT.ink if card.state is None else LIGHT.states[card.state]
    draw.rectangle((0, 0, _WIDTH, _RULES[card.state] - 1), fill=colour)
    bottom = noted(draw, card.note)
    _show(image, card, (_RULES[card.state] + _MARGIN, bottom - _MARGIN))
    return png(image, colour)


def noted(draw: ImageDraw.ImageDraw, note: str) -> int:
    """Draw the note at the lower edge, where there is one; return where the room above it ends."""
    lettering = fitted(note, _TEXT_WIDTH, *_NOTE_SIZES)
    if not lettering.lines:
        return _HEIGHT
    top = _HEIGHT - _NOTE_HEIGHT
    draw.rectangle((0, top, _WIDTH, _HEIGHT), fill=LIGHT.ink)
    _write(draw, lettering, top + (_NOTE_HEIGHT - lettering.height) // 2, LIGHT.paper)
    return top


def _show(image: Image.Image, card: PictureCard, room: tuple[int, int]) -> None:
    """Draw shape, word and name one below the other, in the middle of the room that there is."""
    word = fitted(card.word, _TEXT_WIDTH, *_WORD_SIZES)
    name = fitted(card.name, _TEXT_WIDTH, *_NAME_SIZES)
    texts = word.height + _GAP // 2 + name.height
    shape = 0 if card.state is None else min(_SHAPE, room[1] - room[0] - texts - _GAP)
    at = (sum(room) - texts - (shape + _GAP if shape else 0)) // 2
    if card.state is not None:
        _place(image, card.state, shape, at)
        at += shape + _GAP
    draw = ImageDraw.Draw(image)
    _write(draw, word, at, LIGHT.ink)
    _write(draw, name, at + texts - name.height, LIGHT.mute)


def _place(image: Image.Image, state: State, size: int, top: int) -> None:
    image.paste(LIGHT.states[state], ((_WIDTH - size) // 2, top), mask(state, size))


def _write(draw: ImageDraw.ImageDraw, lettering: Lettering, top: int, fill: str) -> None:
    for number, line in enumerate(lettering.lines):
        middle = top + lettering.leading * number + lettering.leading // 2
        draw.text((_WIDTH // 2, middle), line, fill, lettering.font, anchor="mm")


def png(image: Image.Image, colour: str, steps: int = _STEPS) -> bytes:
    """Return an image as a PNG of few colours, which is half as large and written twice as fast."""
    file = BytesIO()
    few = _colours(steps, LIGHT.ink, LIGHT.mute, colour)
    image.quantize(palette=few, dither=Image.Dither.NONE).save(file, "png", compress_level=_EFFORT)
    return file.getvalue()


@functools.cache
def _colours(count: int, *inks: str) -> Image.Image:
    """Return a palette of the steps from paper to each ink, which the smooth edges are made of."""
    palette = Image.new("P", (1, 1))
    paper = ImageColor.getrgb(LIGHT.paper)
    steps = (
        _between(paper, ImageColor.getrgb(ink), n / (count - 1))
        for ink in inks
        for n in range(count)
    )
    palette.putpalette([part for step in steps for part in step])
    return palette


def _between(start: tuple[int, ...], end: tuple[int, ...], share: float) -> list[int]:
    return [round(a + (b - a) * share) for a, b in zip(start, end, strict=True)]
