"""Convert an incident or a maintenance of the model to the keys of its file."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from statusgen.authoring.entry_yaml import Value, time_text
from statusgen.content.schema.names import update_id
from statusgen.importers.foreign import ImportedEntry
from statusgen.model import Incident, Maintenance, MaintenanceUpdate, State, Text, Update

Fields = dict[str, Value]


def entry_fields(entry: ImportedEntry, zone: ZoneInfo) -> Mapping[str, Value]:
    """Return the keys and values of an entry, times in `zone`, texts in the first language."""
    return _incident(entry, zone) if isinstance(entry, Incident) else _maintenance(entry, zone)


def _incident(entry: Incident, zone: ZoneInfo) -> Fields:
    fields: Fields = {"title": _text(entry.title)}
    if entry.draft:
        fields["draft"] = "true"
    if entry.reported is not None:
        fields["reported"] = time_text(entry.reported, zone)
    if entry.affects:
        fields["affects"] = _states(entry.affects)
    return fields | {"updates": [_update(each, zone) for each in entry.updates]}


def _update(update: Update, zone: ZoneInfo) -> Fields:
    fields = _id(update) | {
        "at": time_text(update.at, zone),
        "status": update.status.value,
    }
    if update.affects:
        fields["affects"] = _states(update.affects)
    return fields | {"text": _text(update.text)}


def _maintenance(entry: Maintenance, zone: ZoneInfo) -> Fields:
    fields: Fields = {"title": _text(entry.title)}
    if entry.affects:
        fields["affects"] = _states(entry.affects)
    fields |= {
        "announced": time_text(entry.announced, zone),
        "starts": time_text(entry.starts, zone),
        "ends": time_text(entry.ends, zone),
        "completion": entry.completion.value,
        "text": _text(entry.text),
    }
    updates = [_maintenance_update(each, zone) for each in entry.updates]
    return fields | ({"updates": updates} if updates else {})


def _maintenance_update(update: MaintenanceUpdate, zone: ZoneInfo) -> Fields:
    fields = _id(update) | {
        "at": time_text(update.at, zone),
        "status": update.action.value,
    }
    window = {"starts": update.starts, "ends": update.ends}
    fields |= {key: time_text(at, zone) for key, at in window.items() if at is not None}
    return fields | {"text": _text(update.text)}


def _id(update: Update | MaintenanceUpdate) -> Fields:
    """Return the id of an update unless it follows from its time."""
    return {} if update.id == update_id(update.at) else {"id": update.id}


def _states(affects: Mapping[str, State]) -> Mapping[str, Value]:
    return {name: state.value for name, state in affects.items()}


def _text(text: Text) -> str:
    return text.by_language[text.first]
