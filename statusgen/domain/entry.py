"""Entries at an instant, which are incidents or maintenances, and the properties of both."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from statusgen.domain.history import StatePeriod
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow, running_spans
from statusgen.model import Announcement, Incident, Maintenance, Scope

Entry = IncidentNow | MaintenanceNow

_E = TypeVar("_E", bound=Entry)


def start_of(entry: Entry) -> datetime:
    """Return when an entry began or will begin, in UTC.

    For a maintenance, this is the start of its last run or of its next window.
    """
    if isinstance(entry, IncidentNow):
        return entry.started
    return entry.starts if entry.is_upcoming or not entry.spans else entry.spans[-1].start


def end_of(entry: Entry) -> datetime | None:
    """Return when an entry ended, or None while it is planned or open."""
    return entry.resolved if isinstance(entry, IncidentNow) else entry.ended


def entry_record(entry: Entry) -> Incident | Maintenance:
    """Return what the file of an entry says."""
    return entry.incident if isinstance(entry, IncidentNow) else entry.maintenance


def components_of(entry: Entry) -> frozenset[str]:
    """Return the ids of the components that an entry affects at any time."""
    if isinstance(entry, IncidentNow):
        return frozenset(entry.spans)
    return frozenset(entry.maintenance.affects)


def sort_key(entry: Entry) -> tuple[datetime, str]:
    """Return the sort key of an entry; the newest entry has the greatest."""
    return start_of(entry), entry.id


def with_entries(newest_first: Sequence[_E], more: Iterable[_E]) -> tuple[_E, ...]:
    """Return entries with some more among them, newest first."""
    found = list(reversed(newest_first))
    for each in more:
        insort(found, each, key=sort_key)
    found.reverse()
    return tuple(found)


def first_known(entry: Entry) -> datetime:
    """Return the first instant at which an entry shows that the site was monitored."""
    if isinstance(entry, IncidentNow):
        return entry.started
    return min(entry.starts, entry.maintenance.announced)


def first_published(entry: Entry) -> datetime:
    """Return when an entry was announced: when its first news was published."""
    return entry.updates[0].at if isinstance(entry, IncidentNow) else entry.events[0].at


def publication_of(record: Incident | Maintenance) -> datetime:
    """Return when the first news of an entry is published, by what its file says."""
    return record.updates[0].at if isinstance(record, Incident) else record.announced


def last_changed(entry: Entry) -> datetime:
    """Return the time of the last update or event of an entry."""
    return entry.last_update.at if isinstance(entry, IncidentNow) else entry.events[-1].at


def is_past(entry: Entry) -> bool:
    """Return whether an entry has begun or was cancelled, so that it is not planned work."""
    return not (isinstance(entry, MaintenanceNow) and entry.is_upcoming)


def day_of(entry: Entry, zone: ZoneInfo) -> date:
    """Return the day that an entry is listed under: when it began, or was cancelled before."""
    first = min(start_of(entry), end_of(entry) or start_of(entry))
    return first.astimezone(zone).date()


def announced_as(entry: Entry) -> Announcement | None:
    """Return the kind of an entry's announcements to groups, or None (policy, section 5).

    Only global problems and planned maintenance are announced to groups.
    """
    if isinstance(entry, MaintenanceNow):
        return Announcement.MAINTENANCE
    return Announcement.GLOBAL_PROBLEM if entry.incident.scope is Scope.GLOBAL else None


def state_periods(entries: Iterable[Entry]) -> Mapping[str, list[StatePeriod]]:
    """Return the periods in which entries affect each component, in the order of the entries."""
    found: dict[str, list[StatePeriod]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry, IncidentNow):
            for name, spans in entry.spans.items():
                found[name] += (StatePeriod(entry.id, each.state, each.span) for each in spans)
        else:
            for name, each in running_spans(entry):
                found[name].append(StatePeriod(entry.id, each.state, each.span, is_planned=True))
    return found
