"""Incidents and maintenances with their updates as Statuspage tells them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from statusgen import addresses
from statusgen.edition import Edition
from statusgen.jsontext import instant_with_milliseconds as instant
from statusgen.lifecycle import (
    Event,
    EventKind,
    IncidentNow,
    MaintenanceNow,
    state_at,
)
from statusgen.markup import to_plain
from statusgen.model import IncidentStatus, MaintenanceStatus, State, Text, Update
from statusgen.statuspage import names
from statusgen.statuspage.components import Json, Shared, spans_of
from statusgen.world import Entry, begun, ended, named

_UNCHANGED = frozenset({EventKind.REMINDER, EventKind.RESCHEDULED, EventKind.EXTENDED})
"""What happens to a maintenance without a change of the status that Statuspage knows."""


_WATCHED = IncidentStatus.MONITORING


class _Step(Struct, frozen=True):
    """One update, whatever it is of; `names` are the components that the entry named by then."""

    id: str
    at: datetime
    status: str
    body: str
    names: frozenset[str]


def incident(shared: Shared, entry: IncidentNow) -> Json:
    """Return an incident with its updates, newest first."""
    steps = tuple(_updates(shared.edition, entry))
    return _entry(shared, entry, entry.incident.title, steps) | {
        "monitoring_at": _or_null(_monitored(entry.updates)),
        "impact": names.severity(entry.worst).value,
    }


def scheduled_maintenance(shared: Shared, entry: MaintenanceNow) -> Json:
    """Return a maintenance with its updates, newest first; one that is cancelled is completed."""
    steps = tuple(_events(shared.edition, entry))
    return _entry(shared, entry, entry.maintenance.title, steps) | {
        "monitoring_at": None,
        "impact": "maintenance",
        "scheduled_for": instant(entry.starts),
        "scheduled_until": instant(entry.ends),
    }


def _entry(shared: Shared, entry: Entry, title: Text, steps: Sequence[_Step]) -> Json:
    """Return what incidents and maintenances have in common."""
    site, affected = shared.edition.world.content.site, named(entry)
    return {
        "id": names.entry_id(site, entry),
        "name": shared.edition.said(title),
        "status": steps[-1].status,
        "created_at": instant(steps[0].at),
        "updated_at": instant(steps[-1].at),
        "resolved_at": _or_null(ended(entry)),
        "shortlink": shared.edition.public(addresses.entry_page(entry)),
        "started_at": instant(begun(entry)),
        "page_id": names.page_id(site),
        "incident_updates": _told(shared, entry, steps),
        "components": [
            _left(shared, entry, name) if entry.is_settled else each
            for name, each in shared.by_id.items()
            if name in affected
        ],
    }


def _left(shared: Shared, entry: Entry, name: str) -> Json:
    """Return a component as a settled entry has left it, whatever became of it afterwards."""
    ends = [each.span.end for each in spans_of(entry)[name] if each.state > State.OPERATIONAL]
    changed = max(filter(None, ends), default=begun(entry))
    left = {"status": State.OPERATIONAL.value, "updated_at": instant(changed)}
    return shared.by_id[name] | left


def _or_null(at: datetime | None) -> str | None:
    return None if at is None else instant(at)


def _monitored(updates: Sequence[Update]) -> datetime | None:
    """Return when a fix was last put under watch, if it was."""
    turns = (
        update.at
        for before, update in pairwise((None, *updates))
        if update
        and update.status is _WATCHED
        and (before is None or before.status is not _WATCHED)
    )
    return max(turns, default=None)


# --- updates -----------------------------------------------------------------------------------


def _updates(edition: Edition, entry: IncidentNow) -> Iterator[_Step]:
    """Yield the updates of an incident, oldest first."""
    so_far = frozenset(entry.incident.affects)
    for update in entry.updates:
        so_far |= update.affects.keys()
        body = to_plain(edition.said(update.text))
        yield _Step(update.id, update.at, update.status.value, body, so_far)


def _events(edition: Edition, entry: MaintenanceNow) -> Iterator[_Step]:
    """Yield the events of a maintenance, oldest first."""
    for event in entry.events:
        status = names.maintenance_status(event.status)
        yield _Step(event.id, event.at, status, _body(edition, event), named(entry))


def _body(edition: Edition, event: Event) -> str:
    """Return what an event says, led by what the status alone does not tell."""
    words = edition.words
    told = words.event(event) if event.text is None else to_plain(edition.said(event.text))
    if event.status is MaintenanceStatus.CANCELLED:
        return f"{words.heading(EventKind.CANCELLED)}.\n\n{told}"
    if event.kind not in _UNCHANGED:
        return told
    lead = f"{words.heading(event.kind)}. {words.event(event)}"
    return lead if event.text is None else f"{lead}\n\n{told}"


def _told(shared: Shared, entry: Entry, steps: Sequence[_Step]) -> list[Json]:
    """Return all steps, newest first; before the first, nothing is known to fail."""
    spans = spans_of(entry)
    states = [
        {name: state_at(each, step.at).value for name, each in spans.items()} for step in steps
    ]
    befores = (dict.fromkeys(spans, State.OPERATIONAL.value), *states)
    told = [
        _update(shared, entry, step) | {"affected_components": _affected(shared, step, before, now)}
        for step, before, now in zip(steps, befores, states, strict=False)
    ]
    return told[::-1]


def _update(shared: Shared, entry: Entry, step: _Step) -> Json:
    site, at = shared.edition.world.content.site, instant(step.at)
    return {
        "id": names.update_id(site, entry, step.id),
        "status": step.status,
        "body": step.body,
        "incident_id": names.entry_id(site, entry),
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
    }


def _affected(
    shared: Shared, step: _Step, before: Mapping[str, str], now: Mapping[str, str]
) -> list[Json]:
    """Return every component that was named so far, with its state before and after a step."""
    return [
        {
            "code": component["id"],
            "name": shared.long_names[name],
            "old_status": before[name],
            "new_status": now[name],
        }
        for name, component in shared.by_id.items()
        if name in step.names
    ]
