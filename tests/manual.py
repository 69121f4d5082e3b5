"""Tables of the manual that follow from the program: `python -m tests.manual` writes them anew.

Those of keys follow from the schema, those of options from the commands, that of limits from the
constants.
"""

import enum
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from statusgen.cli.main import cli
from statusgen.content.schema.alarms import AlarmsFile
from statusgen.content.schema.entries import IncidentFile, MaintenanceFile
from statusgen.content.schema.notice import IncidentNotice, MaintenanceNotice
from statusgen.content.schema.notify import NotifyFile
from statusgen.content.schema.policy.file import PolicyFile
from statusgen.content.schema.site import ComponentsFile, GroupsFile, SiteFile
from tests.limits import limit_table
from tests.paths import REPOSITORY

FOLDERS = ("", "content/", "templates/", "tests/", "statusgen/")
MANUAL = tuple(REPOSITORY / folder / "README.md" for folder in FOLDERS)
"""The files of the manual, the front page first."""

_, CONTENT, TEMPLATES, _, PACKAGE = MANUAL

KEYS: Mapping[str, tuple[Path, tuple[type[BaseModel], ...]]] = {
    "site.yml": (CONTENT, (SiteFile,)),
    "components.yml": (CONTENT, (ComponentsFile,)),
    "groups.yml": (CONTENT, (GroupsFile,)),
    "sla.yml": (CONTENT, (PolicyFile,)),
    "notify.yml": (CONTENT, (NotifyFile,)),
    "incidents": (CONTENT, (IncidentFile,)),
    "maintenance": (CONTENT, (MaintenanceFile,)),
    "alarms.yml": (CONTENT, (AlarmsFile,)),
    "Notices": (TEMPLATES, (IncidentNotice, MaintenanceNotice)),
}
"""The file and the records whose keys each section lists."""

SHARED = ("root", "now")
"""The options of every command."""


# --- keys --------------------------------------------------------------------------------------


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


def key_table(shapes: tuple[type[BaseModel], ...]) -> str:
    """Return the table of the keys of records in Markdown; required ones are bold."""
    found = {key: field for shape in reversed(shapes) for key, field in fields(shape)}
    ordered = dict.fromkeys(key for shape in shapes for key, _ in fields(shape))
    return _table(
        "key", "value", ((_key(key, found[key]), _meaning(found[key])) for key in ordered)
    )


def _table(first: str, second: str, rows: Iterator[tuple[str, str]]) -> str:
    lines = (f"| {left} | {right} |\n" for left, right in rows)
    return "".join((f"| {first} | {second} |\n", "| --- | --- |\n", *lines))


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


# --- options -----------------------------------------------------------------------------------


def commands() -> Mapping[str, click.Command]:
    """Return the commands by their names."""
    context = click.Context(cli)
    found = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def option_table(command: click.Command, *, is_shared: bool = False) -> str:
    """Return the table of the options of a command, or of those that every command has, or ""."""
    options = [each for each in command.params if isinstance(each, click.Option)]
    found = [each for each in options if (each.name in SHARED) is is_shared]
    context = click.Context(command)
    return _table("option", "", (_row(each, context) for each in found)) if found else ""


def _row(option: click.Option, context: click.Context) -> tuple[str, str]:
    names, about = option.get_help_record(context) or ("", "")
    escaped = names.replace("|", "\\|")
    return f"`{escaped}`", " ".join(about.split()).replace("|", "\\|")


# --- files -------------------------------------------------------------------------------------


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names of commands and the text of each, up to the next one."""
    section = text.partition("\n## Commands\n")[2].partition("\n## ")[0]
    found = re.split(r"^\*\*`statusgen (\w+)`\*\*", section, flags=re.MULTILINE)
    yield "", found[0]
    yield from zip(found[1::2], found[2::2], strict=True)


def written(path: Path) -> str:
    """Return the text of a file of the manual with its tables as they follow from the program."""
    text = path.read_text(encoding="utf-8")
    for heading, (where, shapes) in KEYS.items():
        if where == path:
            text = _with_section(text, heading, key_table(shapes))
    if path == PACKAGE:
        text = _with_section(text, "Limits", limit_table())
    for name, block in blocks(text) if path == PACKAGE else ():
        command = commands()[name or "build"]
        text = text.replace(block, _with_table(block, option_table(command, is_shared=not name)))
    return text


def _with_section(text: str, heading: str, table: str) -> str:
    """Return a text with a table in the place of the one that stands below a heading."""
    head = rf"^## {re.escape(heading)}\n(?:.*\n)*?"
    old = re.search(rf"{head}((?:\|.*\n)+)", text, re.MULTILINE)
    assert old, f"there is no section {heading} with a table"
    return text.replace(old[1], table)


def _with_table(block: str, table: str) -> str:
    """Return the text about a command with its table of options in the place of the one it has."""
    old = re.search(r"^\| option .*\n(?:\|.*\n)+", block, re.MULTILINE)
    assert bool(old) is bool(table), f"a table of options is missing, or too many: {block}"
    return block.replace(old[0], table) if old else block


def main() -> None:
    """Write the tables into the files of the manual."""
    for path in MANUAL:
        path.write_text(written(path), encoding="utf-8")


if __name__ == "__main__":
    main()
