"""The keys and values of entries and updates as their files have them.

The keys follow from the records of the schema. Only new files are written from data; existing files
are changed by splicing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from msgspec.structs import asdict

from statusgen.authoring.yaml_text import Value
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
        texts = {value.first: value.default, **value.by_language}
        return texts if len(texts) > 1 else value.default
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
