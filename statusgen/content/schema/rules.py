"""The rules that span several values of one entry: order, windows, ids, what a status needs.

They look at the tree of the file, not at the typed record, so that they speak also where another
value of the same file is refused: one run shows every mistake. What cannot be read is left to the
schema.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from pydantic.config import JsonDict

from statusgen.content.schema.context import SchemaContext
from statusgen.content.schema.errors import FieldError, InputError, listed
from statusgen.content.schema.names import update_id
from statusgen.content.schema.times import instant, shown
from statusgen.content.source.tree import Tree
from statusgen.model import IncidentStatus, MaintenanceAction, State
from statusgen.problems import Location, quoted

_ACTIONS = {each.value: each for each in MaintenanceAction}
_TIMES = ("starts", "ends")
_CLOSED = tuple(each.value for each in IncidentStatus if not each.is_open)
_CLOCK_ID = re.compile(r"announced|(reminder|started|completed)-[0-9]{8}t[0-9]{6}z")
"""Ids, in lower case, of events of a maintenance by the clock."""


_NOT_IN_SERIES = {
    "announced": "'announce_before' says how long before its start each is published",
    "updates": "what happens to one occurrence stands in a file of its own:"
    " statusgen update ID@2026-12-01",
}
_ONLY_IN_SERIES = {"announce_before": "'announced' says when it is published"}
"""Keys that other files of maintenance do not have, and what to write there."""


def _if_status(*words: str) -> JsonDict:
    return {"properties": {"status": {"enum": list(words)}}, "required": ["status"]}


RESOLUTION_SCHEMA: JsonDict = {
    "if": _if_status(*sorted(_CLOSED)),
    "then": {
        "properties": {"affects": {"additionalProperties": {"const": State.OPERATIONAL.value}}}
    },
}
"""JSON Schema of the part that it can express of `_resolution`."""

WINDOW_SCHEMA: JsonDict = {
    "allOf": [
        {
            "if": _if_status(each.value),
            "then": {
                "required": list(each.needs),
                "properties": {name: False for name in _TIMES if name not in each.needs},
            },
        }
        for each in MaintenanceAction
    ]
}
"""JSON Schema of the part that it can express of `_needs`."""


def incident_rules(tree: Tree, context: SchemaContext) -> Iterator[FieldError]:
    """Yield what is wrong between the values of an incident."""
    entry = _Entry(tree, context)
    yield from _order(entry)
    yield from _ids(entry)
    yield from _began(entry)
    yield from _components(entry)
    for index, update in entry.updates:
        yield from _promise(entry, index)
        yield from _resolution(index, update)


def maintenance_rules(tree: Tree, context: SchemaContext) -> Iterator[FieldError]:
    """Yield what is wrong between the values of a maintenance."""
    entry = _Entry(tree, context)
    yield from _order(entry)
    yield from _ids(entry)
    yield from _announcement(entry)
    yield from _since_announced(entry)
    yield from _components(entry)
    for index, update in entry.updates:
        yield from _needs(index, update)
        yield from _reserved(index, update)
    yield from _windows(entry)


class _Entry:
    """The tree of an entry, for looking up what can be read of it."""

    def __init__(self, tree: Tree, context: SchemaContext) -> None:
        self.top = tree if isinstance(tree, dict) else {}
        self.context = context
        listed = self.top.get("updates")
        self.updates = [
            (index, update)
            for index, update in enumerate(listed if isinstance(listed, list) else [])
            if isinstance(update, dict)
        ]

    def shown(self, at: datetime) -> str:
        """Return an instant as it could stand in this entry."""
        return shown(at, self.context.zone)

    def time(self, *at: str | int) -> datetime | None:
        """Return the instant at a location, or None where none can be made out for sure."""
        value: Tree = self.top
        for step in at:
            if isinstance(value, dict):
                value = value.get(str(step))
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step] if step < len(value) else None
        if not isinstance(value, str) or not self.context.is_zone_sure:
            return None
        try:
            return instant(value, self.context.zone)
        except InputError:
            return None


def _order(entry: _Entry) -> Iterator[FieldError]:
    latest: datetime | None = None
    for index, _ in entry.updates:
        at = entry.time("updates", index, "at")
        if at is not None and latest is not None and at < latest:
            yield FieldError(
                "this update is older than the one above it",
                f"expected updates oldest first; the one above is of {entry.shown(latest)}",
                ("updates", index, "at"),
            )
        latest = at or latest


def _ids(entry: _Entry) -> Iterator[FieldError]:
    seen: set[str] = set()
    for index, update in entry.updates:
        given = update.get("id")
        at = entry.time("updates", index, "at")
        name = given if isinstance(given, str) else update_id(at) if at else ""
        if name and name.lower() in seen:
            yield _twice(name, index, is_given=isinstance(given, str))
        seen.add(name.lower())


def _twice(name: str, index: int, *, is_given: bool) -> FieldError:
    if is_given:
        hint = "expected each update of an entry to have an id of its own"
        return FieldError(f"duplicate id {quoted(name)}", hint, ("updates", index, "id"))
    return FieldError(
        f"an update above has the same time, and so the same id {quoted(name)}",
        "change one of the times, or give this update an 'id' of its own",
        ("updates", index, "at"),
    )


def _components(entry: _Entry) -> Iterator[FieldError]:
    """Refuse a component that is named twice in one mapping, once by a former id."""
    ids = entry.context.components.current
    mappings: list[tuple[Location, Tree]] = [(("affects",), entry.top.get("affects"))]
    mappings += ((("updates", i, "affects"), each.get("affects")) for i, each in entry.updates)
    for at, mapping in mappings:
        seen: dict[str, str] = {}
        for name in mapping if isinstance(mapping, dict) else ():
            current = ids.get(name, name)
            if current in seen:
                message = f"{quoted(name)} and {quoted(seen[current])} are the same component"
                yield FieldError(message, "name it once", (*at, name), is_on_key=True)
            seen[current] = name


# --- incidents ---------------------------------------------------------------------------------


def _began(entry: _Entry) -> Iterator[FieldError]:
    began, first = entry.time("began"), entry.time("updates", 0, "at")
    if entry.updates and began and first and began > first:
        hint = f"expected a time that is not after {entry.shown(first)}"
        yield FieldError("'began' is after the first update", hint, ("began",))


def _promise(entry: _Entry, index: int) -> Iterator[FieldError]:
    at = entry.time("updates", index, "at")
    promised = entry.time("updates", index, "next_update")
    if at and promised and promised <= at:
        yield FieldError(
            "the next update is promised for a time that is not after this one",
            f"expected a time after {entry.shown(at)}",
            ("updates", index, "next_update"),
        )


def _resolution(index: int, update: dict[str, Tree]) -> Iterator[FieldError]:
    affects = update.get("affects")
    if update.get("status") not in _CLOSED or not isinstance(affects, dict):
        return
    for name, state in affects.items():
        if isinstance(state, str) and state != State.OPERATIONAL.value:
            yield FieldError(
                f"{quoted(name)} cannot be {quoted(state)} in an incident that is over",
                f"{listed(map(quoted, _CLOSED), 'and')} make every component operational;"
                " delete this, or use another status",
                ("updates", index, "affects", name),
            )


# --- maintenance -------------------------------------------------------------------------------


def _announcement(entry: _Entry) -> Iterator[FieldError]:
    """Refuse a file that does not say when it is published, or what only single work has."""
    is_series = entry.top.get("repeats") is not None
    needed = "announce_before" if is_series else "announced"
    if entry.top and entry.top.get(needed) is None:
        hint = (
            "expected how long before its start each is published, such as 7d"
            if is_series
            else "expected when the maintenance is first published"
        )
        yield FieldError(f"{quoted(needed)} is missing", hint, missing=needed)
    for name, hint in (_NOT_IN_SERIES if is_series else _ONLY_IN_SERIES).items():
        if entry.top.get(name) is not None:
            message = f"a file {'with' if is_series else 'without'} 'repeats' cannot have '{name}'"
            yield FieldError(message, hint, (name,), is_on_key=True)


def _since_announced(entry: _Entry) -> Iterator[FieldError]:
    announced = entry.time("announced")
    for index, _ in entry.updates[:1]:
        at = entry.time("updates", index, "at")
        if at and announced and at < announced:
            yield FieldError(
                "this update is older than the announcement",
                f"expected a time after {entry.shown(announced)}",
                ("updates", index, "at"),
            )


def _needs(index: int, update: dict[str, Tree]) -> Iterator[FieldError]:
    status = update.get("status")
    if not isinstance(status, str) or status not in _ACTIONS:
        return
    needed = _ACTIONS[status].needs
    for name in needed:
        if update.get(name) is None:
            message = f"{quoted(name)} is missing: an update that is '{status}' needs it"
            yield FieldError(
                message, f"expected the new '{name}' of the window", ("updates", index)
            )
    for name in _TIMES:
        if name not in needed and update.get(name) is not None:
            at: Location = ("updates", index, name)
            hint = "only 'extended' (ends) and 'rescheduled' (starts and ends) move the window"
            message = f"an update that is '{status}' cannot have '{name}'"
            yield FieldError(message, hint, at, is_on_key=True)


def _reserved(index: int, update: dict[str, Tree]) -> Iterator[FieldError]:
    name = update.get("id")
    if isinstance(name, str) and _CLOCK_ID.fullmatch(name.lower()):
        hint = "expected an id of your own, or none"
        message = f"the id {quoted(name)} is reserved for events by the clock"
        yield FieldError(message, hint, ("updates", index, "id"))


class _Window(Struct, frozen=True):
    """The window of a maintenance as far as it can be made out."""

    starts: datetime | None
    ends: datetime | None


def _windows(entry: _Entry) -> Iterator[FieldError]:
    """Follow the window through the updates: what each says must fit the window before it."""
    window = _Window(entry.time("starts"), entry.time("ends"))
    yield from _after_start(entry, window, ("ends",))
    yield from _announced_in_time(entry, window)
    for index, update in entry.updates:
        status = update.get("status")
        if isinstance(status, str) and status in _ACTIONS:
            moved = _moved(entry, _ACTIONS[status], window, index)
            if not any(_needs(index, update)):
                yield from _misfit(entry, _ACTIONS[status], window, moved, index)
            window = moved


def _moved(entry: _Entry, action: MaintenanceAction, before: _Window, index: int) -> _Window:
    """Return the window after an update."""
    starts, ends = (entry.time("updates", index, name) for name in _TIMES)
    return _Window(
        starts if "starts" in action.needs else before.starts,
        ends if "ends" in action.needs else before.ends,
    )


def _misfit(
    entry: _Entry, action: MaintenanceAction, before: _Window, after: _Window, index: int
) -> Iterator[FieldError]:
    """Yield the first thing that is wrong with an update in its window, if there is any."""
    at = entry.time("updates", index, "at")
    ends: Location = ("updates", index, "ends")
    wrong: list[FieldError] = []
    if action.is_work and at and before.starts and at < before.starts:
        wrong.append(_too_early(entry, action, before.starts, index))
    if action.needs:
        wrong += _after_start(entry, after, ends)
        wrong += _still_to_come(entry, after, at, ends)
    if action is MaintenanceAction.EXTENDED:
        wrong += _later(entry, before, after, ends)
    yield from wrong[:1]


def _after_start(entry: _Entry, window: _Window, at: Location) -> Iterator[FieldError]:
    starts, ends = window.starts, window.ends
    if starts and ends and ends <= starts:
        hint = f"expected a time after the start, {entry.shown(starts)}"
        yield FieldError("the end is not after the start", hint, at)


def _announced_in_time(entry: _Entry, window: _Window) -> Iterator[FieldError]:
    announced, ends = entry.time("announced"), window.ends
    if announced and ends and announced > ends:
        hint = f"expected a time before the end, {entry.shown(ends)}; preferably before the start"
        yield FieldError("this maintenance is announced after its end", hint, ("announced",))


def _still_to_come(
    entry: _Entry, window: _Window, at: datetime | None, ends: Location
) -> Iterator[FieldError]:
    if at and window.ends and window.ends <= at:
        hint = f"expected a time after that of the update, {entry.shown(at)}"
        yield FieldError("this end has already passed when the update is published", hint, ends)


def _later(entry: _Entry, before: _Window, after: _Window, at: Location) -> Iterator[FieldError]:
    if before.ends and after.ends and after.ends <= before.ends:
        hint = (
            f"expected a time after {entry.shown(before.ends)};"
            " if the work ends earlier, say 'completed' when it does, or 'rescheduled'"
        )
        yield FieldError("the new end is not later than the one before", hint, at)


def _too_early(
    entry: _Entry, action: MaintenanceAction, starts: datetime, index: int
) -> FieldError:
    return FieldError(
        f"an update cannot be '{action.value}' before the work begins",
        f"it begins {entry.shown(starts)}; expected a time from then on,"
        " or 'rescheduled' with another window above",
        ("updates", index, "at"),
    )
