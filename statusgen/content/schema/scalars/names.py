"""Ids, names that must exist elsewhere, and whole numbers."""

import re
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from statusgen.content.schema.names import ID_PATTERN, ID_RULE
from statusgen.content.schema.refusal import refuse, written
from statusgen.content.schema.scalars.common import setting_of
from statusgen.content.schema.setting import Names
from statusgen.content.schema.snapshot import one_of_names
from statusgen.problems import did_you_mean, quoted

_UPDATE_ID = re.compile(r"[A-Za-z0-9-]{1,80}")


def _identifier(value: object) -> str:
    text = written(value, "an id")
    if not ID_PATTERN.fullmatch(text):
        refuse(f"{quoted(text)} cannot be an id", f"expected {ID_RULE}")
    return text


def _update_id(value: object) -> str:
    text = written(value, "an id")
    if not _UPDATE_ID.fullmatch(text):
        hint = "expected A-Z, a-z, 0-9 and '-', at most 80 characters"
        refuse(f"{quoted(text)} cannot be the id of an update", hint)
    return text


Identifier: TypeAlias = Annotated[
    str,
    BeforeValidator(_identifier),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9-]{1,80}$"}),
]
"""A permanent name, part of addresses."""

UpdateId: TypeAlias = Annotated[
    str,
    BeforeValidator(_update_id),
    WithJsonSchema({"type": "string", "pattern": "^[A-Za-z0-9-]{1,80}$"}),
]
"""The permanent name of an update within its entry."""


def known_name(value: object, names: Names) -> str:
    """Return a name that must exist; raises Refusal, with the nearest one, where it does not."""
    name = written(value, f"a {names.kind}")
    if names.known is not None and name not in names.known:
        near = did_you_mean(name, sorted(names.known))
        expected = f"expected a {names.kind} of {names.where}{near}"
        hint = expected if names.known else names.missing or expected
        refuse(f"unknown {names.kind} {quoted(name)}", hint)
    return name


def _component(value: object, info: ValidationInfo) -> str:
    return known_name(value, setting_of(info).components)


def _class(value: object, info: ValidationInfo) -> str:
    return known_name(value, setting_of(info).classes)


def _region(value: object, info: ValidationInfo) -> str:
    return known_name(value, setting_of(info).regions)


KnownComponent: TypeAlias = Annotated[
    str, BeforeValidator(_component), WithJsonSchema(one_of_names("components"))
]
KnownClass: TypeAlias = Annotated[
    str, BeforeValidator(_class), WithJsonSchema(one_of_names("classes"))
]
KnownRegion: TypeAlias = Annotated[
    str, BeforeValidator(_region), WithJsonSchema(one_of_names("regions"))
]


def _count(value: object) -> int:
    text = written(value, "a whole number")
    if not re.fullmatch("[0-9]{1,9}", text) or int(text) == 0:
        refuse(f"{quoted(text)} is no whole number above 0", "expected digits only, such as 500")
    return int(text)


Count: TypeAlias = Annotated[
    int,
    BeforeValidator(_count),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 999_999_999}),
]
"""A whole number above 0."""
