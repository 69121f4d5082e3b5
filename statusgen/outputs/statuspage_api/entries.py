"""Incidents and maintenances with their updates in the format of Statuspage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from statusgen.domain.entry import Entry, components_of, end_of, start_of
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import Event, MaintenanceNow
from statusgen.domain.state_span import state_at
from statusgen.model import EventKind, IncidentStatus, MaintenanceStatus, State, Text, Update
from statusgen.outputs.statuspage_api.components import (
    Json,
    Member,
    Shared,
    as_changed,
    changes_of,
    spans_of,
)
from statusgen.render import statuspage_names, urls
from statusgen.render.context import SiteContext
from statusgen.render.facts import in_lines
from statusgen.render.json_text import instant_with_milliseconds as instant
from statusgen.text.markdown import to_plain

_WATCHED = IncidentStatus.MONITORING


class _Step(Struct, frozen=True):
    """One update or event; `names` are the components that the entry named by then.

    `states` are those of all components of the entry after it.
    """

    id: str
    at: str
    status: str
    body: str
    names: AbstractSet[str]
    states: Mapping[str, str]


def incident(shared: Shared, entry: IncidentNow) -> Json:
    """Return an incident with its updates, newest first."""
    steps = tuple(_updates(shared.context, entry))
    return {
        **_entry(shared, entry, entry.incident.title, steps),
        "monitoring_at": _or_null(_monitored(entry.updates)),
        "impact": entry.worst.impact,
    }


def scheduled_maintenance(shared: Shared, entry: MaintenanceNow) -> Json:
    """Return a maintenance with its updates, newest first; one that is cancelled is completed."""
    steps = tuple(_events(shared.context, entry))
    return {
        **_entry(shared, entry, entry.maintenance.title, steps),
        "monitoring_at": None,
        "impact": "maintenance",
        "scheduled_for": instant(entry.starts),
        "scheduled_until": instant(entry.ends),
    }


def _entry(shared: Shared, entry: Entry, title: Text, steps: Sequence[_Step]) -> Json:
    """Return the keys that incidents and maintenances have in common."""
    site, affected = shared.context.content.site, components_of(entry)
    members = [each for each in shared.members if each.ours in affected]
    return {
        "id": statuspage_names.entry_id(site, entry),
        "name": shared.context.text(title),
        "status": steps[-1].status,
        "created_at": steps[0].at,
        "updated_at": steps[-1].at,
        "resolved_at": _or_null(end_of(entry)),
        "shortlink": shared.context.public(urls.entry_page(entry)),
        "started_at": instant(start_of(entry)),
        "page_id": statuspage_names.page_id(site),
        "incident_updates": _incident_updates(shared, entry, steps, members),
        "components": _components(shared, entry, members),
    }


def _components(shared: Shared, entry: Entry, members: Sequence[Member]) -> list[Json]:
    """Return components as they are now, or as a settled entry has left them."""
    if not entry.is_settled:
        return [shared.by_id[each.ours] for each in members]
    changed, never = changes_of(entry), start_of(entry)
    return [as_changed(each, State.OPERATIONAL, changed.get(each.ours, never)) for each in members]


def _or_null(at: datetime | None) -> str | None:
    return None if at is None else instant(at)


def _monitored(updates: Sequence[Update]) -> datetime | None:
    """Return when monitoring of a fix last began, if it did."""
    starts = (
        update.at
        for before, update in pairwise((None, *updates))
        if update
        and update.status is _WATCHED
        and (before is None or before.status is not _WATCHED)
    )
    return max(starts, default=None)


# --- updates -----------------------------------------------------------------------------------


def _updates(context: SiteContext, entry: IncidentNow) -> Iterator[_Step]:
    """Yield the updates of an incident, oldest first."""
    so_far: AbstractSet[str] = entry.incident.affects.keys()
    for update, states in zip(entry.updates, entry.states, strict=True):
        if update.affects:
            so_far |= update.affects.keys()
        words = {name: state.value for name, state in states.items()}
        status, body = update.status.statuspage, _text(context, update)
        body = _with_facts(context, entry, update.at, body)
        yield _Step(update.id, instant(update.at), status, body, so_far, words)


def _text(context: SiteContext, update: Update) -> str:
    """Return the text of an update, after its status where Statuspage has another word for that."""
    text, status = to_plain(context.text(update.text)), update.status
    if status.statuspage == status.value:
        return text
    return f"{context.words.say(status.heading)}.\n\n{text}"


def _with_facts(context: SiteContext, entry: Entry, at: datetime, body: str) -> str:
    return "\n\n".join(filter(None, (body, in_lines(context, entry, at))))


def _events(context: SiteContext, entry: MaintenanceNow) -> Iterator[_Step]:
    """Yield the events of a maintenance, oldest first."""
    spans = spans_of(entry)
    for event in entry.events:
        states = {name: state_at(each, event.at).value for name, each in spans.items()}
        status, body = event.status.statuspage, _body(context, event)
        body = _with_facts(context, entry, event.at, body)
        yield _Step(event.id, instant(event.at), status, body, spans.keys(), states)


def _body(context: SiteContext, event: Event) -> str:
    """Return the text of an event, led by what its status alone does not show."""
    words = context.words
    text = words.event(event) if event.text is None else to_plain(context.text(event.text))
    if event.status is MaintenanceStatus.CANCELLED:
        return f"{words.say(EventKind.CANCELLED.heading)}.\n\n{text}"
    if not (event.kind.moves_window or event.kind is EventKind.REMINDER):
        return text
    lead = f"{words.say(event.kind.heading)}. {words.event(event)}"
    return lead if event.text is None else f"{lead}\n\n{text}"


def _incident_updates(
    shared: Shared, entry: Entry, steps: Sequence[_Step], members: Sequence[Member]
) -> list[Json]:
    """Return all steps, newest first; before the first, nothing is known to fail."""
    site = shared.context.content.site
    entry_id = statuspage_names.entry_id(site, entry)
    before: Mapping[str, str] = dict.fromkeys(components_of(entry), State.OPERATIONAL.value)
    updates: list[Json] = []
    for step in steps:
        own_id, affected = (
            statuspage_names.update_id(site, entry, step.id),
            _affected(members, step, before),
        )
        updates.append(_update(step, own_id, entry_id, affected))
        before = step.states
    return updates[::-1]


def _update(step: _Step, update_id: str, entry_id: str, affected: list[Json]) -> Json:
    return {
        "id": update_id,
        "status": step.status,
        "body": step.body,
        "incident_id": entry_id,
        "created_at": step.at,
        "updated_at": step.at,
        "display_at": step.at,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
        "affected_components": affected,
    }


def _affected(members: Iterable[Member], step: _Step, before: Mapping[str, str]) -> list[Json]:
    """Return every component that was named so far, with its state before and after a step."""
    return [
        {
            "code": each.code,
            "name": each.long_name,
            "old_status": before[each.ours],
            "new_status": step.states[each.ours],
        }
        for each in members
        if each.ours in step.names
    ]
