"""The entries to which the NOC can add an update, with what the update has to fit."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from statusgen.content.schema.names import entry_id
from statusgen.domain.entry import Entry, entry_record
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.model import EntryKind, State
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import instant
from statusgen.render.views.entries import title
from statusgen.render.views.parts import Phrase, phrase


class OpenEntry(Struct, frozen=True):
    """An entry to which an update can be added; `is_first` is whether it has none yet.

    `facts` is what a new update has to fit: the time after which it is, and how the entry stands.
    """

    title: Phrase
    kind: str
    path: str
    is_first: bool
    facts: Mapping[str, object]


def open_entries(context: RenderContext) -> Iterator[OpenEntry]:
    """Yield the entries that are open, running or coming and have a file of their own."""
    world = context.world
    for incident in world.open_incidents:
        if _has_file(incident):
            yield _entry(context, incident, _incident_facts(incident))
    for work in (*world.running, *world.upcoming):
        if _has_file(work):
            yield _entry(context, work, _maintenance_facts(work))


def _has_file(entry: Entry) -> bool:
    return entry_id(entry_record(entry).path) == entry.id


def _entry(context: SiteContext, entry: Entry, facts: Mapping[str, object]) -> OpenEntry:
    is_incident = isinstance(entry, IncidentNow)
    kind = EntryKind.INCIDENT if is_incident else EntryKind.MAINTENANCE
    record = entry_record(entry)
    return OpenEntry(
        phrase(context, title(entry)), kind.value, record.path, not record.updates, facts
    )


def _incident_facts(entry: IncidentNow) -> Mapping[str, object]:
    incident = entry.incident
    return {
        "title": incident.title.by_language,
        "began": instant(incident.began or incident.reported or entry.started),
        "after": instant(incident.updates[-1].at),
        "cos": incident.cos,
        "scope": incident.scope.value,
        "affects": _words(entry.affects),
    }


def _maintenance_facts(entry: MaintenanceNow) -> Mapping[str, object]:
    work = entry.maintenance
    return {
        "title": work.title.by_language,
        "after": instant(work.updates[-1].at if work.updates else work.announced),
        "starts": instant(entry.starts),
        "ends": instant(entry.ends),
        "affects": _words(work.affects),
    }


def _words(affects: Mapping[str, State]) -> Mapping[str, str]:
    return {name: state.value for name, state in affects.items()}
