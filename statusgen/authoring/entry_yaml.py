"""Writes the YAML text of new entries and updates, with quotes only where needed.

The keys follow from the records of the schema. Only new files are written from data; existing files
are changed by splicing.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from msgspec.structs import asdict

from statusgen.content.schema.base import Record
from statusgen.content.schema.entries import (
    IncidentFile,
    MaintenanceFile,
    MaintenanceUpdateRecord,
    UpdateRecord,
)
from statusgen.content.schema.errors import InputError
from statusgen.content.schema.names import update_id
from statusgen.content.schema.times import instant
from statusgen.model import Incident, Maintenance, MaintenanceUpdate, Text, Update

Value: TypeAlias = "str | Mapping[str, Value] | Sequence[Mapping[str, Value]]"
"""A value of a field: text, a mapping of values, or a list of mappings."""

_PLAIN = re.compile(r"(?:[^\W_]|\?\?(?=\w))[^\n\t]*")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$")
_NO_BLOCK = re.compile(
    "[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that need an escape: controls, and invisible line ends."""

_AMBIGUOUS = frozenset(("null", "yes", "no", "on", "off", "y", "n"))
"""Words that other YAML parsers read as null or booleans."""

_LONGEST_PLAIN = 90
_PROSE = ("text", "workaround", "not_affected", "effect")
_INDENT = "  "


# --- keys and values ---------------------------------------------------------------------------


def entry_keys(entry: Incident | Maintenance, zone: ZoneInfo) -> dict[str, Value]:
    """Return the keys of an entry's file with their values, times local in `zone`."""
    shape = IncidentFile if isinstance(entry, Incident) else MaintenanceFile
    updates: Sequence[Update | MaintenanceUpdate] = entry.updates
    written = tuple(update_keys(each, zone) for each in updates)
    return keys(shape, {**asdict(entry), "updates": written}, zone)


def update_keys(update: Update | MaintenanceUpdate, zone: ZoneInfo) -> dict[str, Value]:
    """Return the keys of an update with their values; its id only where time does not give it."""
    shape = UpdateRecord if isinstance(update, Update) else MaintenanceUpdateRecord
    name = None if update.id == update_id(update.at) else update.id
    return keys(shape, {**asdict(update), "id": name}, zone)


def keys(shape: type[Record], values: Mapping[str, object], zone: ZoneInfo) -> dict[str, Value]:
    """Return values as they are written, in the order of a record's keys, defaults left out."""
    given = {
        name: values[name]
        for name, field in shape.model_fields.items()
        if values.get(name) and values[name] != field.default
    }
    return {name: written_value(value, zone) for name, value in given.items()}


def written_value(value: object, zone: ZoneInfo) -> Value:
    """Return a value of a record as it is written, times local in `zone`."""
    if isinstance(value, Text):
        texts = value.by_language
        return dict(texts) if len(texts) > 1 else texts[value.first]
    if isinstance(value, Mapping):
        return {name: written_value(each, zone) for name, each in value.items()}
    if isinstance(value, tuple):
        return list(value)
    return _scalar_text(value, zone)


def _scalar_text(value: object, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return time_text(value, zone)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.value if isinstance(value, Enum) else value)


# --- text --------------------------------------------------------------------------------------


def entry_text(entry: Mapping[str, Value]) -> str:
    """Return the YAML of an entry; parsing it returns the same texts, stripped."""
    return "".join(f"{line}\n" if line else "\n" for line in _mapping(entry, ""))


def time_text(at: datetime, zone: ZoneInfo) -> str:
    """Return an instant in local time of `zone`, without seconds if they are 0.

    An offset follows only if a clock change makes the local time ambiguous.
    """
    local = at.astimezone(zone)
    plain = local.replace(tzinfo=None).isoformat(
        sep=" ", timespec="auto" if local.second or local.microsecond else "minutes"
    )
    try:
        is_clear = instant(plain, zone) == at
    except InputError:
        is_clear = False
    return plain if is_clear else f"{plain}{local.isoformat()[-6:]}"


def _mapping(values: Mapping[str, Value], indent: str, *, is_prose: bool = False) -> Iterator[str]:
    for name, value in values.items():
        key = f"{indent}{_scalar(name)}:"
        has_prose = is_prose or name in _PROSE
        if isinstance(value, str):
            first, *rest = scalar_lines(value, f"{indent}{_INDENT}", is_prose=has_prose)
            yield f"{key} {first}"
            yield from rest
        elif isinstance(value, Mapping):
            yield key
            yield from _mapping(value, f"{indent}{_INDENT}", is_prose=has_prose)
        else:
            yield key
            for item in value:
                yield from _item(item, f"{indent}{_INDENT}")


def _item(values: Mapping[str, Value], indent: str) -> Iterator[str]:
    first, *rest = _mapping(values, f"{indent}{_INDENT}")
    yield f"{indent}- {first.lstrip()}"
    yield from rest


def scalar_lines(value: str, indent: str, *, is_prose: bool, is_block: bool = False) -> list[str]:
    """Return the lines of a text after its key: one, or a block if it is prose that needs one.

    With `is_block` it is a block wherever YAML permits.
    """
    value = re.sub("\r\n?", "\n", value)
    lines = value.strip("\n").split("\n")
    is_short = len(lines[0]) <= _LONGEST_PLAIN and _is_plain(lines[0])
    is_line = not is_block and len(lines) == 1 and (is_short or not is_prose)
    if is_line or not lines[0].strip() or _NO_BLOCK.search(value):
        return [_scalar(value.strip())]
    header = f"|{len(_INDENT) if lines[0][0].isspace() else ''}"
    return [header, *(f"{indent}{line}" if line.strip() else "" for line in lines)]


def _scalar(text: str) -> str:
    """Return a text on one line: plain, or as a JSON string, which YAML reads alike."""
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=bool(_NO_BLOCK.search(text)))


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and _NO_BLOCK.search(text) is None
        and _NOT_PLAIN.search(text) is None
        and text.casefold() not in _AMBIGUOUS
    )


# --- an update as an item of a list ------------------------------------------------------------


def block_item(item: Mapping[str, Value], indent: str) -> list[str]:
    """Return the lines of an item of a block list, with dashes after `indent`."""
    first, *rest = entry_text(item).splitlines()
    return [f"{indent}- {first}", *(f"{indent}  {line}" if line else "" for line in rest)]


def flow_item(item: Mapping[str, Value]) -> str:
    """Return an item of a flow list, on one line; its strings are JSON, which YAML reads alike."""
    return f"{{{', '.join(f'{key}: {flow_value(value)}' for key, value in item.items())}}}"


_LOST_BY_YAML = re.compile("[\x85\u2028\u2029\ufeff]")
"""Line breaks and byte-order mark of YAML 1.1 that are plain characters in JSON."""


def flow_value(value: object) -> str:
    """Return a value in flow style, as JSON, which YAML reads alike."""
    text = json.dumps(value, ensure_ascii=False)
    return _LOST_BY_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
