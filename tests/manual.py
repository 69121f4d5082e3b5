"""Tables of the README that follow from the schema: `python -m tests.manual` writes them anew."""

import enum
import re
from collections.abc import Iterator
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from statusgen.content.schema.alarms import AlarmsFile
from statusgen.content.schema.entries import IncidentFile, MaintenanceFile
from statusgen.content.schema.notify import NotifyFile
from tests.paths import REPOSITORY

README = REPOSITORY / "README.md"
TABLES: dict[str, type[BaseModel]] = {
    "incidents": IncidentFile,
    "maintenance": MaintenanceFile,
    "alarms.yml": AlarmsFile,
    "notify.yml": NotifyFile,
}
"""The record whose keys each section lists."""


def records(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the records that a field may hold, in a list or optional."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Union, UnionType, tuple, list) or get_args(annotation):
        for inner in get_args(annotation):
            yield from records(inner)


def fields(shape: type[BaseModel], above: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Yield every key of a file with those above it, and its field."""
    for name, field in shape.model_fields.items():
        key = f"{above}{field.alias or name}"
        yield key, field
        for record in records(field.annotation):
            yield from fields(record, f"{key}.")


def table(shape: type[BaseModel]) -> str:
    """Return the table of a record's keys in Markdown; required ones are bold."""
    rows = (f"| {_key(key, field)} | {_meaning(field)} |\n" for key, field in fields(shape))
    return "".join(("| key | value |\n", "| --- | --- |\n", *rows))


def _key(key: str, field: FieldInfo) -> str:
    return f"**`{key}`**" if field.is_required() else f"`{key}`"


def _meaning(field: FieldInfo) -> str:
    """Return the description of a key, the words that it takes set as code."""
    words = "|".join(_words(field.annotation))
    text = field.description or ""
    return re.sub(rf"\b({words})\b", r"`\1`", text) if words else text


def _words(annotation: object) -> Iterator[str]:
    if annotation is bool:
        yield from ("true", "false")
    elif isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        yield from (str(each.value) for each in annotation)
    elif not list(records(annotation)):
        for inner in get_args(annotation):
            yield from _words(inner)


def main() -> None:
    """Write the tables into the README."""
    text = README.read_text(encoding="utf-8")
    for heading, shape in TABLES.items():
        old = re.search(rf"^### {re.escape(heading)}\n\n((?:\|.*\n)+)", text, re.MULTILINE)
        assert old, f"the README has no section {heading} with a table"
        text = text.replace(old[1], table(shape))
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
