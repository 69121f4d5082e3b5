"""Icons as pixels, for feed readers and systems that do not draw SVG."""

from io import BytesIO

from PIL import Image

from statusgen.model import State
from statusgen.render.palette import LIGHT
from statusgen.render.pictures.shapes import mask

SIDE = 180
"""Side of the icon that telephones put on the home screen, in pixels."""

_SIDES = (16, 32, 48)
"""Sides of the icon that browsers and feed readers ask for by its name, in pixels."""

_SHARE = 0.7
"""Share of the side that the shape takes where the system cuts the corners."""


def icon_file(state: State) -> bytes:
    """Return `favicon.ico`: the shape of a state, without a ground, in all its sizes."""
    largest, *others = (_shape(state, side) for side in sorted(_SIDES, reverse=True))
    file = BytesIO()
    sizes = [(side, side) for side in _SIDES]
    largest.save(file, "ico", sizes=sizes, append_images=others)
    return file.getvalue()


def touch_icon(state: State) -> bytes:
    """Return the icon for home screens as a PNG: the shape of a state on paper."""
    ground = Image.new("RGB", (SIDE, SIDE), LIGHT.paper)
    side = round(SIDE * _SHARE)
    at = (SIDE - side) // 2
    ground.paste(LIGHT.states[state], (at, at), mask(state, side))
    file = BytesIO()
    ground.quantize(64, dither=Image.Dither.NONE).save(file, "png", optimize=True)
    return file.getvalue()


def _shape(state: State, side: int) -> Image.Image:
    shape = Image.new("RGBA", (side, side), LIGHT.states[state])
    shape.putalpha(mask(state, side))
    return shape
