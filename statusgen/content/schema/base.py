"""How a tree becomes typed records: pydantic finds every mistake, this module words and places it.

pydantic was chosen because it reports all errors at once, each with its location, and makes the
JSON Schema of a file kind from the same classes.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from msgspec import Struct, convert
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails

from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.errors import FieldError, InputError, wrong_type
from statusgen.content.schema.placeholders import unfilled
from statusgen.content.schema.shapes import inner, record_of
from statusgen.content.schema.text_warnings import text_warnings
from statusgen.content.source.nodes import Source
from statusgen.content.source.parse import ParsedFile
from statusgen.content.source.syntax_errors import NO_BREAK, NO_BREAK_HINT
from statusgen.problems import (
    MAX_PROBLEMS,
    Location,
    Place,
    Problem,
    did_you_mean,
    has_error,
    nearest,
    quoted,
)


class Record(BaseModel):
    """The base of every typed record: no unknown keys, no change, an empty value is no value."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: object) -> object:
        if isinstance(data, dict):
            fields = cls.model_fields
            return {k: v for k, v in data.items() if v is not None or k not in fields}
        return data


R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Struct)


class Option(Struct, frozen=True):
    """Beside the type of a field: has `new` offer an option that gives its value.

    `metavar` shows what a value is, where it is no word of a list; `is_past` is of a time that has
    passed: `14:03` is the last one then.
    """

    help: str
    metavar: str | None = None
    is_past: bool = False


def to_model(kind: type[S], record: Record, /, **other: object) -> S:
    """Return a record of the model: what has the same names, and `other` in their place.

    Records within it become those of the model that stand in the same places.
    """
    names = (name for name in kind.__struct_fields__ if hasattr(record, name))
    values = {name: getattr(record, name) for name in names}
    return convert({**values, **other}, kind, from_attributes=True)


def to_models(kind: type[S], records: Iterable[Record]) -> tuple[S, ...]:
    """Return records of the model, as `to_model` does."""
    return tuple(to_model(kind, each) for each in records)


def validated(
    kind: type[R], reading: ParsedFile, context: SchemaContext, *, is_form: bool = False
) -> tuple[R | None, list[Problem]]:
    """Return the record that a file holds, None if it has an error, and all problems of the file.

    Also notes placeholders left unfilled, except in a form, which is there to have them; what else
    is wrong with the value that holds one is left out, because it follows from it.
    """
    problems = list(reading.problems)
    if reading.tree is None:
        if not problems:
            problems.append(Problem(Place(reading.source.path), "this file is empty"))
        return None, problems
    open_ends = {} if is_form else unfilled(reading)
    problems += open_ends.values()
    try:
        value = kind.model_validate(reading.tree, context=context)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        first = islice(_field_errors(details, kind), MAX_PROBLEMS + 1)
        found = _without_follow_ups(list(first))
        problems += placed((each for each in found if each.at not in open_ends), reading.source)
        value = None
    if not is_form:
        problems += islice(text_warnings(kind, reading.source, context), MAX_PROBLEMS + 1)
    return (None if has_error(problems) else value), problems


def placed(errors: Iterable[FieldError], source: Source) -> Iterator[Problem]:
    """Yield the errors in a file as problems at their places, up to a maximum number."""
    for each in islice(errors, MAX_PROBLEMS + 1):
        place = source.key(each.at) if each.is_on_key else source.value(each.at)
        marked = place.source_line[place.column - 1 : place.column - 1 + place.width]
        hint = NO_BREAK_HINT if each.hint and NO_BREAK.search(marked) else each.hint
        yield Problem(place, each.message, hint)


# --- pydantic's errors in our words ------------------------------------------------------------

_MAPPING = ("a mapping", "expected 'key: value'")
_LIST = ("a list", "expected items in [ ], or each on a line after '- '")
_EXPECTED = {
    **dict.fromkeys(
        ("model_type", "model_attributes_type", "dict_type", "dataclass_type"), _MAPPING
    ),
    **dict.fromkeys(("list_type", "tuple_type", "frozen_set_type", "set_type"), _LIST),
    "string_type": ("text", ""),
}
"""The expected shape, and a hint, by pydantic's type of an error."""


def _field_errors(details: Iterable[ErrorDetails], shape: object) -> Iterator[FieldError]:
    for detail in details:
        if detail["type"] == "too_short" and detail["input"]:
            continue  # a list is not empty because its items were refused
        at: Location = detail["loc"]
        is_on_key = bool(at) and at[-1] == "[key]"
        at = at[:-1] if is_on_key else at
        error = detail["ctx"].get("error") if "ctx" in detail else None
        if isinstance(error, InputError):
            for each in error.errors:
                on_key = is_on_key or each.is_on_key
                yield FieldError(each.message, each.hint, (*at, *each.at), is_on_key=on_key)
        else:
            yield _worded(detail, at, _fields(shape, at[:-1]))


def _without_follow_ups(errors: list[FieldError]) -> list[FieldError]:
    """Leave out that a key is missing where it is there, only misspelt."""
    misspelt = {(each.at[:-1], each.near) for each in errors if each.near}
    return [each for each in errors if (each.at, each.missing) not in misspelt]


def _worded(detail: ErrorDetails, at: Location, fields: Mapping[str, str]) -> FieldError:
    name = str(at[-1]) if at else "this file"
    match detail["type"]:
        case "missing":
            about = fields.get(name, "")
            message = f"{quoted(name)} is missing"
            return FieldError(message, f"expected {about}", at[:-1], missing=name)
        case "extra_forbidden":
            known = f"expected one of: {', '.join(fields)}{did_you_mean(name, fields)}"
            near = nearest(name, fields) or ""
            return FieldError(f"unknown key {quoted(name)}", known, at, is_on_key=True, near=near)
        case wrong if wrong in _EXPECTED:
            expected, hint = _EXPECTED[wrong]
            return FieldError(wrong_type(expected, detail["input"]), hint, at)
        case "too_short":
            return FieldError(f"{quoted(name)} is empty", "expected at least one item", at)
        case _:
            return FieldError(f"this value cannot be used: {detail['msg']}", "", at)


def _fields(shape: object, at: Location) -> dict[str, str]:
    """Return the keys that the record at a location may have, with what each is for."""
    for step in at:
        shape = inner(shape, step)
    record = record_of(shape)
    if record is None:
        return {}
    fields = record.model_fields.items()
    return {field.alias or name: field.description or name for name, field in fields}
