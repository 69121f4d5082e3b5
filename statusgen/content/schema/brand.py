"""What may stand below `brand` in site.yml: a logo, and an accent that can be read."""

import re
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema

from statusgen.content.colours import MIN_CONTRAST, PAPER, contrast
from statusgen.content.schema.base import Record
from statusgen.content.schema.refusal import refuse
from statusgen.content.schema.scalars import written
from statusgen.problems import quoted


def _accent(value: object) -> str:
    text = written(value, "a colour")
    if not re.fullmatch("#[0-9A-Fa-f]{6}", text):
        refuse(f"{quoted(text)} is no colour", "expected one such as '#0a5bd3', in quotes")
    reached = contrast(text, PAPER)
    if reached < MIN_CONTRAST:
        message = f"the contrast of {text} on the page is only {int(reached * 10) / 10}:1"
        refuse(message, f"expected at least {MIN_CONTRAST}:1; choose a darker colour")
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
