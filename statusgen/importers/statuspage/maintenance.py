"""A scheduled maintenance of Statuspage as one of ours.

Statuspage tells only the last window, has no word for cancelled, and lets updates leave a
maintenance scheduled, which ours do only when they move it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from statusgen.content.schema.names import update_id
from statusgen.domain.maintenance import Event
from statusgen.importers.desk import ImportContext
from statusgen.importers.statuspage.incident import states
from statusgen.importers.statuspage.records import EntryJson, UpdateJson
from statusgen.model import (
    Completion,
    EventKind,
    Maintenance,
    MaintenanceAction,
    MaintenanceStatus,
    MaintenanceUpdate,
    State,
)
from statusgen.text.wording import Wording

_MOVED = re.compile(
    r"\b(re-?schedul|postpone|brought forward|moved|new (date|time|window))", re.IGNORECASE
)
_CANCELLED = re.compile(r"\W*cancell?ed\b", re.IGNORECASE)
_AT_ONCE = timedelta(minutes=1)
"""How late Statuspage may be with what it does by itself when the window begins."""

_ACTIONS = {
    "in_progress": MaintenanceAction.IN_PROGRESS,
    "verifying": MaintenanceAction.VERIFYING,
    "completed": MaintenanceAction.COMPLETED,
}
_FIRST = "scheduled"


def maintenance(record: EntryJson, desk: ImportContext) -> Maintenance | None:
    """Return the maintenance, or None where it has no window."""
    starts, ends = record.scheduled_for, record.scheduled_until
    if starts is None or ends is None or ends <= starts:
        desk.remarks.add(record.name, "not carried over, its window has no end after its start")
        return None
    told = _told(record, desk)
    words, later = _announcement(record, told, desk)
    updates = tuple(_updates(record, later, (starts, ends), desk))
    is_by_hand = any(each.action is MaintenanceAction.COMPLETED for each in updates)
    return Maintenance(
        id=desk.new_id(record.created_at, record.name),
        path="",
        title=desk.title(record.name),
        text=desk.prose(record.name, words, record.name),
        announced=min([record.created_at, *(each.at for each in told)]),
        starts=starts,
        ends=ends,
        affects=_affects(record, desk),
        completion=Completion.CONFIRMED if is_by_hand else desk.site.maintenance.completion,
        updates=updates,
    )


def _told(record: EntryJson, desk: ImportContext) -> list[UpdateJson]:
    """Return the updates but for a reminder, which this site sends by itself."""
    ahead = desk.site.maintenance.remind_before
    starts = record.scheduled_for
    reminder = starts - ahead if starts is not None and ahead is not None else None
    first, later = record.updates[:1], record.updates[1:]
    return first + [each for each in later if (each.status, each.at) != (_FIRST, reminder)]


def _announcement(
    record: EntryJson, told: list[UpdateJson], desk: ImportContext
) -> tuple[str, list[UpdateJson]]:
    """Return the text of the announcement, and the updates that follow it."""
    first = told[0] if told and told[0].status == _FIRST else None
    later = told[1:] if first else told
    words = [first.body or "" if first else ""]
    for each in later:
        if each.status == _FIRST and not _MOVED.search(each.body or ""):
            words.append(f"Update of {each.at:%Y-%m-%d %H:%M} UTC: {each.body or ''}")
            sentence = "a word before it began was added to the text of its announcement"
            desk.remarks.add(record.name, sentence)
    rest = [each for each in later if each.status != _FIRST or _MOVED.search(each.body or "")]
    return "\n\n".join(words), rest


def _updates(
    record: EntryJson,
    told: Iterable[UpdateJson],
    window: tuple[datetime, datetime],
    desk: ImportContext,
) -> Iterator[MaintenanceUpdate]:
    leads, seen = _leads(window, desk), set[str]()
    for each in told:
        action = _action(each, window[0], leads[EventKind.CANCELLED])
        if action is None:
            desk.remarks.add(record.name, f"an update with the unknown status {each.status!r}")
            continue
        is_moved = action is MaintenanceAction.RESCHEDULED
        if is_moved:
            desk.remarks.add(record.name, "it was rescheduled, from a window that is not known")
        at = window[0] if _is_the_start(each, action, window[0]) else each.at
        name = update_id(at)
        unique = name if name not in seen else f"{name}-{each.id}"
        seen.add(unique)
        body = (each.body or "").removeprefix(leads[EventKind.CANCELLED])
        body = body.removeprefix(leads[EventKind.RESCHEDULED])
        yield MaintenanceUpdate(
            id=unique,
            at=at,
            action=action,
            text=desk.prose(record.name, body, f"{action.value.replace('_', ' ').capitalize()}."),
            starts=window[0] if is_moved else None,
            ends=window[1] if is_moved else None,
        )


def _leads(window: tuple[datetime, datetime], desk: ImportContext) -> Mapping[EventKind, str]:
    """Return what our own API puts before a text to say what the status does not."""
    words = Wording(desk.site.language, desk.site.timezone)
    moved = Event("", window[0], EventKind.RESCHEDULED, *window, MaintenanceStatus.SCHEDULED)
    return {
        EventKind.CANCELLED: f"{words.heading(EventKind.CANCELLED)}.\n\n",
        EventKind.RESCHEDULED: f"{words.heading(moved.kind)}. {words.event(moved)}\n\n",
    }


def _action(update: UpdateJson, starts: datetime, lead: str) -> MaintenanceAction | None:
    body = update.body or ""
    if update.status == _FIRST:
        return MaintenanceAction.RESCHEDULED
    is_off = _CANCELLED.match(body) is not None and update.at < starts
    if update.status == "completed" and (is_off or body.startswith(lead)):
        return MaintenanceAction.CANCELLED
    return _ACTIONS.get(update.status)


def _is_the_start(update: UpdateJson, action: MaintenanceAction, starts: datetime) -> bool:
    """Return whether an update is what Statuspage says by itself when the window begins."""
    return action is MaintenanceAction.IN_PROGRESS and starts <= update.at < starts + _AT_ONCE


def _affects(record: EntryJson, desk: ImportContext) -> dict[str, State]:
    """Return the worst state of each component; maintenance, where it was told of none."""
    worst: dict[str, State] = {
        desk.ids[each.id]: State.OPERATIONAL for each in record.components if each.id in desk.ids
    }
    for update in record.updates:
        for name, state in states(record, update, desk):
            worst[name] = max(worst.get(name, state), state)
    has_begun = any(each.status in ("in_progress", "verifying") for each in record.updates)
    named = {one.code for each in record.updates for one in each.affected_components}
    if has_begun and named:
        return worst
    return {
        name: State.UNDER_MAINTENANCE if state is State.OPERATIONAL else state
        for name, state in worst.items()
    }
