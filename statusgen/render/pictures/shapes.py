"""The shapes of the states as masks, drawn large and made small, so that their edges are smooth."""

from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw

from statusgen.model import State

_UNITS = 16
_FINER = 4
_STROKE = 1.75
_FULL, _NONE = 255, 0

Point = tuple[float, float]


class _Pen:
    """Draws in the units of the site's symbols, whose corner is at 0, 0 and whose side is 16."""

    def __init__(self, size: int) -> None:
        self._scale = size * _FINER / _UNITS
        self._mask = Image.new("L", (size * _FINER, size * _FINER), _NONE)
        self._draw = ImageDraw.Draw(self._mask)

    @property
    def mask(self) -> Image.Image:
        return self._mask.reduce(_FINER)

    def solid(self, *corners: Point) -> None:
        self._draw.polygon(self._scaled(corners), fill=_FULL)

    def hole(self, *corners: Point) -> None:
        self._draw.polygon(self._scaled(corners), fill=_NONE)

    def line(self, *points: Point, fill: int = _FULL) -> None:
        self._draw.line(self._scaled(points), fill, round(_STROKE * self._scale), joint="curve")

    def cut(self, *points: Point) -> None:
        self.line(*points, fill=_NONE)

    def ring(self, middle: Point, radius: float) -> None:
        outer = radius + _STROKE / 2
        box = [(each - outer) * self._scale for each in middle]
        box += [(each + outer) * self._scale for each in middle]
        self._draw.ellipse(box, outline=_FULL, width=round(_STROKE * self._scale))

    def _scaled(self, points: tuple[Point, ...]) -> list[Any]:
        return [(x * self._scale, y * self._scale) for x, y in points]


def mask(state: State, size: int) -> Image.Image:
    """Return where the shape of a state is, in a square of `size` pixels."""
    pen = _Pen(size)
    _SHAPES[state](pen)
    return pen.mask


def _ring_with_tick(pen: _Pen) -> None:
    pen.ring((8, 8), 6.75)
    pen.line((5, 8.2), (7.1, 10.3), (11.2, 6))


def _square_with_hands(pen: _Pen) -> None:
    pen.solid((1, 1), (15, 1), (15, 15), (1, 15))
    pen.cut((8, 4), (8, 8.5), (11.5, 8.5))


def _triangle_with_bar(pen: _Pen) -> None:
    pen.solid((8, 0.8), (16, 15), (0, 15))
    pen.cut((8, 5.5), (8, 9.7))
    pen.cut((8, 11.4), (8, 13.2))


def _half_filled_diamond(pen: _Pen) -> None:
    pen.solid((8, 0), (16, 8), (8, 16), (0, 8))
    pen.hole((8, 2.5), (13.5, 8), (8, 13.5))


def _octagon_with_cross(pen: _Pen) -> None:
    pen.solid(
        (4.9, 0.5),
        (11.1, 0.5),
        (15.5, 4.9),
        (15.5, 11.1),
        (11.1, 15.5),
        (4.9, 15.5),
        (0.5, 11.1),
        (0.5, 4.9),
    )
    pen.cut((5.3, 5.3), (10.7, 10.7))
    pen.cut((10.7, 5.3), (5.3, 10.7))


_SHAPES: dict[State, Callable[[_Pen], None]] = {
    State.OPERATIONAL: _ring_with_tick,
    State.UNDER_MAINTENANCE: _square_with_hands,
    State.DEGRADED_PERFORMANCE: _triangle_with_bar,
    State.PARTIAL_OUTAGE: _half_filled_diamond,
    State.MAJOR_OUTAGE: _octagon_with_cross,
}
