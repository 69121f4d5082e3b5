"""Colours and their contrast, by which everybody or not everybody can read something."""

PAPER = "#fdfcfa"
"""The page on which an accent must be readable, in the light scheme."""

PAPER_AT_NIGHT = "#151412"
"""The page in the dark scheme."""

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: the contrast of text."""

_STEPS = 20


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, `#rrggbb`, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def at_night(colour: str) -> str:
    """Return a colour with as much white in it as makes it readable in the dark scheme."""
    mixed = (_with_white(colour, step / _STEPS) for step in range(_STEPS + 1))
    return next(each for each in mixed if contrast(each, PAPER_AT_NIGHT) >= LEAST_CONTRAST)


def _with_white(colour: str, share: float) -> str:
    parts = (round(each + (255 - each) * share) for each in _channels(colour))
    return "#" + "".join(f"{each:02x}" for each in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(each / 255) for each in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, ...]:
    """Return red, green and blue, each from 0 to 255."""
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _linear(channel: float) -> float:
    dark = 0.04045
    return channel / 12.92 if channel <= dark else ((channel + 0.055) / 1.055) ** 2.4
