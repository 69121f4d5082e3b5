"""The time at which the published site next changes by the clock alone."""

import enum
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from statusgen.domain.history import next_midnight
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow, next_edges
from statusgen.domain.support_hours import next_support_change
from statusgen.model import Content


class ChangeKind(enum.Enum):
    """The reason for a change by the clock."""

    PUBLICATION = "publication"
    MAINTENANCE = "maintenance"
    UPDATE_DUE = "update_due"
    SUPPORT_HOURS = "support_hours"
    NEW_DAY = "new_day"


class Change(Struct, frozen=True):
    """The time of a change by the clock, its reason, and the entry that it concerns."""

    at: datetime
    kind: ChangeKind
    entry_id: str | None = None


def next_change(
    content: Content,
    incidents: Iterable[IncidentNow],
    maintenances: Iterable[MaintenanceNow],
    now: datetime,
) -> Change:
    """Return the first change by the clock after `now`, at the latest the next midnight.

    Later changes are not certain: an update to come can move a window before it begins.
    """
    candidates = (
        *_publications(content, now),
        *_dues(incidents),
        *_edges(maintenances, content.site.maintenance.remind_before),
        *_support(content, now),
        Change(next_midnight(now, content.site.timezone), ChangeKind.NEW_DAY),
    )
    return min((change for change in candidates if change.at > now), key=lambda each: each.at)


def _publications(content: Content, now: datetime) -> Iterator[Change]:
    """Yield what is published after `now`; updates of a file are in order, the last one last."""
    for incident in content.incidents:
        if incident.updates[-1].at > now:
            for update in incident.updates:
                yield Change(update.at, ChangeKind.PUBLICATION, incident.id)
    for maintenance in content.maintenances:
        for at in (maintenance.announced, *(each.at for each in maintenance.updates)):
            if at > now:
                yield Change(at, ChangeKind.PUBLICATION, maintenance.id)


def _dues(incidents: Iterable[IncidentNow]) -> Iterator[Change]:
    for incident in incidents:
        if incident.next_update is not None:
            yield Change(incident.next_update, ChangeKind.UPDATE_DUE, incident.id)


def _edges(
    maintenances: Iterable[MaintenanceNow], remind_before: timedelta | None
) -> Iterator[Change]:
    for maintenance in maintenances:
        for edge in next_edges(maintenance, remind_before):
            yield Change(edge, ChangeKind.MAINTENANCE, maintenance.id)


def _support(content: Content, now: datetime) -> Iterator[Change]:
    change = None if content.policy is None else next_support_change(content.policy, now)
    if change is not None:
        yield Change(change, ChangeKind.SUPPORT_HOURS)
