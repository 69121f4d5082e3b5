"""Colours and their contrast, as WCAG 2.2 measures legibility."""

PAPER = "#fdfcfa"
"""The background on which an accent must be readable, in the light scheme."""

DARK_PAPER = "#151412"
"""The background in the dark scheme."""

MIN_CONTRAST = 4.5
"""Minimum contrast of text (WCAG 2.2, 1.4.3)."""

_STEPS = 20


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, `#rrggbb`, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def for_dark_scheme(colour: str) -> str:
    """Return a colour mixed with as much white as the dark scheme needs to be readable."""
    mixed = (_with_white(colour, step / _STEPS) for step in range(_STEPS + 1))
    return next(each for each in mixed if contrast(each, DARK_PAPER) >= MIN_CONTRAST)


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
