"""What may stand below `brand` in site.yml: a logo, and an accent that can be read."""

import re
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema

from statusgen.problems import quoted
from statusgen.schema.base import Record
from statusgen.schema.refusal import refuse
from statusgen.schema.scalars import (
    written,
)

PAPER = "#fdfcfa"
"""The light background on which an accent must be readable."""

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: the contrast of text."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, `#rrggbb`, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    dark = 0.04045
    return channel / 12.92 if channel <= dark else ((channel + 0.055) / 1.055) ** 2.4


def _accent(value: object) -> str:
    text = written(value, "a colour")
    if not re.fullmatch("#[0-9A-Fa-f]{6}", text):
        refuse(f"{quoted(text)} is no colour", "expected one such as '#0a5bd3', in quotes")
    reached = contrast(text, PAPER)
    if reached < LEAST_CONTRAST:
        message = f"the contrast of {text} on the page is only {int(reached * 10) / 10}:1"
        refuse(message, f"expected at least {LEAST_CONTRAST}:1; choose a darker colour")
    return text.lower()


_FILE_NAME = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
_FILE_PATTERN = f"^{_FILE_NAME}$"


def _file_name(value: object) -> str:
    text = written(value, "a file name")
    if not re.fullmatch(_FILE_NAME, text):
        hint = "expected the name of a file in templates/site, such as logo.svg"
        refuse(f"{quoted(text)} is no plain file name", hint)
    return text


Accent: TypeAlias = Annotated[
    str,
    BeforeValidator(_accent),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}),
]
FileName: TypeAlias = Annotated[
    str, BeforeValidator(_file_name), WithJsonSchema({"type": "string", "pattern": _FILE_PATTERN})
]


class Brand(Record):
    """How a site looks like its owner's."""

    logo: FileName | None = Field(default=None, description="a file of templates/site")
    accent: Accent | None = Field(
        default=None, description="a colour, '#rrggbb', readable on white"
    )
