"""Settled entries, which do not change any more from an instant on."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from statusgen.domain.entry import Entry
from statusgen.domain.incident_at import incident_at
from statusgen.domain.maintenance import maintenance_at
from statusgen.model import Incident, Maintenance, Policy

_END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)


class Settled(Struct, frozen=True):
    """An entry that does not change any more from an instant on."""

    since: datetime
    entry: Entry


def settled_incident(incident: Incident, policy: Policy | None) -> Settled | None:
    """Return a settled incident, or None while updates may follow."""
    last = incident.updates[-1].at
    entry = None if incident.draft else incident_at(incident, last, policy)
    return Settled(last, entry) if entry is not None and entry.is_settled else None


def settled_maintenance(work: Maintenance, remind_before: timedelta | None) -> Settled | None:
    """Return a settled maintenance, or None if it does not end by the clock alone."""
    entry = None if work.draft else maintenance_at(work, _END_OF_TIME, remind_before)
    if entry is None or entry.ended is None:
        return None
    return Settled(max(entry.ended, entry.events[-1].at), entry)
