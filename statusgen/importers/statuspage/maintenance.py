"""Convert a scheduled maintenance of Statuspage.

Statuspage gives only the last window, has no status for cancelled, and allows updates with the
status scheduled, which ours have only when they move the window.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from statusgen.domain.maintenance import Event
from statusgen.importers.foreign import ImportContext, new_update_id
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
_DELAY = timedelta(minutes=1)
"""Maximum delay of the update that Statuspage makes by itself when the window begins."""

_ACTIONS = {
    "in_progress": MaintenanceAction.IN_PROGRESS,
    "verifying": MaintenanceAction.VERIFYING,
    "completed": MaintenanceAction.COMPLETED,
}
_SCHEDULED = "scheduled"


def maintenance(record: EntryJson, context: ImportContext) -> Maintenance | None:
    """Return the maintenance, or None with a remark if it has no window."""
    starts, ends = record.scheduled_for, record.scheduled_until
    if starts is None or ends is None or ends <= starts:
        context.remarks.add(record.name, "not carried over, its window has no end after its start")
        return None
    without_reminder = _without_reminder(record, context)
    text, later = _announcement(record, without_reminder, context)
    updates = tuple(_updates(record, later, (starts, ends), context))
    announced = min([record.created_at, *(each.at for each in without_reminder)])
    if announced > ends:
        announced = starts
        context.remarks.add(record.name, "announced after its end: announced at its start here")
    starts, updates = _begun(record, starts, updates, context)
    is_by_hand = any(each.status is MaintenanceAction.COMPLETED for each in updates)
    return Maintenance(
        id=context.new_id(record.created_at, record.name),
        path="",
        title=context.title(record.name),
        text=context.prose(record.name, text, record.name),
        announced=announced,
        starts=starts,
        ends=ends,
        affects=_affects(record, context),
        completion=Completion.CONFIRMED if is_by_hand else context.site.maintenance.completion,
        updates=updates,
    )


def _begun(
    record: EntryJson,
    starts: datetime,
    updates: tuple[MaintenanceUpdate, ...],
    context: ImportContext,
) -> tuple[datetime, tuple[MaintenanceUpdate, ...]]:
    """Return the start and the updates, with windows that begin when the work first did."""
    moved: list[MaintenanceUpdate] = []
    first = starts
    for each in reversed(updates):
        if each.starts is not None:
            moved.insert(0, replace(each, starts=min(first, each.starts)))
            first = starts
        else:
            moved.insert(0, each)
            first = min(first, each.at) if each.status.is_work else first
    if first < starts or tuple(moved) != updates:
        context.remarks.add(record.name, "it began before its window, which begins then here")
    return first, tuple(moved)


def _without_reminder(record: EntryJson, context: ImportContext) -> list[UpdateJson]:
    """Return the updates without the reminder, which our site sends by itself."""
    ahead = context.site.maintenance.remind_before
    starts = record.scheduled_for
    reminder = starts - ahead if starts is not None and ahead is not None else None
    first, later = record.updates[:1], record.updates[1:]
    return first + [each for each in later if (each.status, each.at) != (_SCHEDULED, reminder)]


def _announcement(
    record: EntryJson, updates: list[UpdateJson], context: ImportContext
) -> tuple[str, list[UpdateJson]]:
    """Return the text of the announcement, and the updates that follow it."""
    first = updates[0] if updates and updates[0].status == _SCHEDULED else None
    later = updates[1:] if first else updates
    texts = [first.body or "" if first else ""]
    for each in later:
        if each.status == _SCHEDULED and not _MOVED.search(each.body or ""):
            texts.append(f"Update of {each.at:%Y-%m-%d %H:%M} UTC: {each.body or ''}")
            sentence = "a word before it began was added to the text of its announcement"
            context.remarks.add(record.name, sentence)
    rest = [each for each in later if each.status != _SCHEDULED or _MOVED.search(each.body or "")]
    return "\n\n".join(texts), rest


def _updates(
    record: EntryJson,
    updates: Iterable[UpdateJson],
    window: tuple[datetime, datetime],
    context: ImportContext,
) -> Iterator[MaintenanceUpdate]:
    prefixes, seen = _prefixes(window, context), set[str]()
    for each in updates:
        action = _action(each, window[0], prefixes[EventKind.CANCELLED])
        if action is None:
            context.remarks.add(record.name, f"an update with the unknown status {each.status!r}")
            continue
        is_moved = action is MaintenanceAction.RESCHEDULED
        if is_moved and each.at >= window[1]:
            context.remarks.add(record.name, "an update that moved the window after its end")
            continue
        if is_moved:
            context.remarks.add(record.name, "it was rescheduled, from a window that is not known")
        at = window[0] if _is_start(each, action, window[0]) else each.at
        body = (each.body or "").removeprefix(prefixes[EventKind.CANCELLED])
        body = body.removeprefix(prefixes[EventKind.RESCHEDULED])
        yield MaintenanceUpdate(
            id=new_update_id(at, each.id, seen),
            at=at,
            status=action,
            text=context.prose(
                record.name, body, f"{action.value.replace('_', ' ').capitalize()}."
            ),
            starts=window[0] if is_moved else None,
            ends=window[1] if is_moved else None,
        )


def _prefixes(window: tuple[datetime, datetime], context: ImportContext) -> Mapping[EventKind, str]:
    """Return the prefixes by which our own API adds to a text what the status cannot say."""
    words = Wording(context.site.language, context.site.timezone)
    moved = Event("", window[0], EventKind.RESCHEDULED, *window, MaintenanceStatus.SCHEDULED)
    return {
        EventKind.CANCELLED: f"{words.say(EventKind.CANCELLED.heading)}.\n\n",
        EventKind.RESCHEDULED: f"{words.say(moved.kind.heading)}. {words.event(moved)}\n\n",
    }


def _action(update: UpdateJson, starts: datetime, prefix: str) -> MaintenanceAction | None:
    body = update.body or ""
    if update.status == _SCHEDULED:
        return MaintenanceAction.RESCHEDULED
    is_off = _CANCELLED.match(body) is not None and update.at < starts
    if update.status == "completed" and (is_off or body.startswith(prefix)):
        return MaintenanceAction.CANCELLED
    return _ACTIONS.get(update.status)


def _is_start(update: UpdateJson, action: MaintenanceAction, starts: datetime) -> bool:
    """Return whether an update is the one that Statuspage makes when the window begins."""
    return action is MaintenanceAction.IN_PROGRESS and starts <= update.at < starts + _DELAY


def _affects(record: EntryJson, context: ImportContext) -> dict[str, State]:
    """Return the worst state of each component, or maintenance where it has no other."""
    worst: dict[str, State] = {
        context.ids[each.id]: State.OPERATIONAL
        for each in record.components
        if each.id in context.ids
    }
    for update in record.updates:
        for name, state in states(record, update, context):
            worst[name] = max(worst.get(name, state), state)
    has_begun = any(each.status in ("in_progress", "verifying") for each in record.updates)
    named = {one.code for each in record.updates for one in each.affected_components}
    if has_begun and named:
        return worst
    return {
        name: State.UNDER_MAINTENANCE if state is State.OPERATIONAL else state
        for name, state in worst.items()
    }
