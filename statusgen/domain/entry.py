"""What can be asked of an incident and of a maintenance alike: an entry, as it stands."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import EventKind, MaintenanceNow
from statusgen.model import Announcement, IncidentStatus, Scope

Entry = IncidentNow | MaintenanceNow
Phase = IncidentStatus | EventKind


def path_of(entry: Entry) -> str:
    """Return the file of an entry, POSIX and relative to the root."""
    return entry.incident.path if isinstance(entry, IncidentNow) else entry.maintenance.path


def start_of(entry: Entry) -> datetime:
    """Return when an entry began or will begin, an instant in UTC.

    Of a maintenance, that is the start of its last run, early or not, or of a window to come.
    """
    if isinstance(entry, IncidentNow):
        return entry.started
    return entry.starts if entry.is_upcoming or not entry.spans else entry.spans[-1].start


def end_of(entry: Entry) -> datetime | None:
    """Return when an entry was over, or None while it is to come or goes on."""
    return entry.resolved if isinstance(entry, IncidentNow) else entry.ended


def components_of(entry: Entry) -> frozenset[str]:
    """Return the ids of all components that an entry affects at any time."""
    if isinstance(entry, IncidentNow):
        return frozenset(entry.spans)
    return frozenset(entry.maintenance.affects)


def sort_key(entry: Entry) -> tuple[datetime, str]:
    """Return by what entries are put in order; the newest has the greatest."""
    return start_of(entry), entry.id


def first_known(entry: Entry) -> datetime:
    """Return from when on an entry shows that somebody watched."""
    if isinstance(entry, IncidentNow):
        return entry.started
    return min(entry.starts, entry.maintenance.announced)


def last_changed(entry: Entry) -> datetime:
    """Return when something was last told of an entry, by the NOC or by the clock."""
    return entry.last_update.at if isinstance(entry, IncidentNow) else entry.events[-1].at


def is_past(entry: Entry) -> bool:
    """Return whether an entry has begun, or was called off: whether it is no work to come."""
    return not (isinstance(entry, MaintenanceNow) and entry.is_upcoming)


def day_of(entry: Entry, zone: ZoneInfo) -> date:
    """Return the day under which an entry stands: when it began, or was called off before."""
    first = min(start_of(entry), end_of(entry) or start_of(entry))
    return first.astimezone(zone).date()


def announced_as(entry: Entry) -> Announcement | None:
    """Return the kind of announcement that an entry is to the groups, or None (policy, section 5).

    The groups hear of global problems and of planned maintenance, and of nothing else.
    """
    if isinstance(entry, MaintenanceNow):
        return Announcement.MAINTENANCE
    return Announcement.GLOBAL_PROBLEM if entry.incident.scope is Scope.GLOBAL else None
