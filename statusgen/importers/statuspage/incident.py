"""Convert an incident of Statuspage."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec.structs import replace

from statusgen.content.schema.names import update_id
from statusgen.importers.foreign import ImportContext, known_state, new_update_id
from statusgen.importers.statuspage.records import EntryJson, UpdateJson
from statusgen.model import Incident, IncidentStatus, State, Update
from statusgen.text.wording import Wording

_STATES_OF_IMPACT = {each.impact: each for each in State if each.is_outage}
_STATUSES = {each.statuspage: each for each in reversed(IncidentStatus)}
"""The first status of each of their words."""
_RESOLUTION = "This incident is resolved."


def incident(record: EntryJson, context: ImportContext) -> Incident | None:
    """Return the incident, or None with a remark if it has no update."""
    updates = _closed(record, [*_updates(record, context)], context)
    if not updates:
        context.remarks.add(record.name, "not carried over, it has no update")
        return None
    first, *later = updates
    affects = dict(first.affects) or _by_impact(record, context)
    converted = Incident(
        id=context.new_id(record.created_at, record.name),
        path="",
        title=context.title(record.name),
        updates=(replace(first, affects={}), *_changes(affects, later)),
        affects=affects,
        began=_began_before(record, first),
    )
    _remark(record, converted, context)
    return converted


def _began_before(record: EntryJson, first: Update) -> datetime | None:
    """Return when the incident began if that was before its first update, or None."""
    began = record.started_at
    return began if began is not None and began < first.at else None


def _closed(record: EntryJson, updates: list[Update], context: ImportContext) -> list[Update]:
    """Return the updates, with a resolution if the incident is over and none of them says so."""
    over = _STATUSES.get(record.status)
    if not updates or over is None or over.is_open or not updates[-1].status.is_open:
        return updates
    at = max(record.resolved_at or updates[-1].at, updates[-1].at)
    sentence = f"no update says that it is resolved; one now does: {_RESOLUTION!r}"
    context.remarks.add(record.name, sentence)
    text = context.text(_RESOLUTION)
    ours = Update(f"{update_id(at)}-resolved", at, IncidentStatus.RESOLVED, text, {})
    return [*updates, ours]


def _updates(record: EntryJson, context: ImportContext) -> Iterator[Update]:
    seen: set[str] = set()
    words = Wording(context.site.language, context.site.timezone)
    for each in record.updates:
        status, body = _status(each, words)
        if status is None:
            context.remarks.add(record.name, f"an update with the unknown status {each.status!r}")
            continue
        yield Update(
            id=new_update_id(each.at, each.id, seen),
            at=each.at,
            status=status,
            text=context.prose(record.name, body, f"{status.label}."),
            affects=dict(states(record, each, context)),
        )


def _status(update: UpdateJson, words: Wording) -> tuple[IncidentStatus | None, str]:
    """Return the status of an update and its text, without what our own API adds to that."""
    body = update.body or ""
    for status in IncidentStatus:
        prefix = f"{words.say(status.heading)}.\n\n"
        is_other_word = update.status == status.statuspage != status.value
        if is_other_word and body.startswith(prefix):
            return status, body.removeprefix(prefix)
    return _STATUSES.get(update.status), body


def states(
    record: EntryJson, update: UpdateJson, context: ImportContext
) -> Iterator[tuple[str, State]]:
    """Yield our id and the new state of each component of an update that the site has."""
    for each in update.affected_components:
        state = known_state(each.new_status)
        if each.code in context.ids and state is not None:
            yield context.ids[each.code], state
        elif each.code in context.ids:
            context.remarks.add(record.name, f"the unknown state {each.new_status!r}")


def _by_impact(record: EntryJson, context: ImportContext) -> dict[str, State]:
    """Return the components of an incident whose updates name none, in the state of its impact."""
    state = _STATES_OF_IMPACT.get(record.impact or "", State.OPERATIONAL)
    found = {context.ids[each.id]: state for each in record.components if each.id in context.ids}
    if found and state is not State.OPERATIONAL:
        sentence = f"the state {state.value!r} of its components is guessed from its impact"
        context.remarks.add(record.name, sentence)
    return found


def _changes(affects: Mapping[str, State], updates: Iterable[Update]) -> Iterator[Update]:
    """Yield updates that name only the components whose state changes.

    Our rules make everything operational when an incident ends, and bring the states back when an
    update reopens it; Statuspage's do not. `ours` are the states by our rules, `now` the true ones.
    """
    ours, now = dict(affects), dict(affects)
    for update in updates:
        if update.status.is_open:
            now |= update.affects
        else:
            now = dict.fromkeys([*now, *update.affects], State.OPERATIONAL)
        names = now if update.status.is_open else [each for each in now if each not in ours]
        changed = {name: now[name] for name in names if ours.get(name) is not now[name]}
        ours |= changed
        yield replace(update, affects=changed)


def _is_over(update: UpdateJson) -> bool:
    status = _STATUSES.get(update.status)
    return status is not None and not status.is_open


def _remark(record: EntryJson, converted: Incident, context: ImportContext) -> None:
    """Add remarks on the facts that our incidents have no field for."""
    add = context.remarks.add
    last = converted.updates[-1]
    if record.status != last.status.statuspage:
        add(
            record.name,
            f"its status is {record.status!r}, but its last update {last.status.value!r}",
        )
    closed = {each.at for each in record.updates if _is_over(each)}
    if record.resolved_at is not None and record.resolved_at not in closed:
        add(record.name, f"it ended at {record.resolved_at:%Y-%m-%d %H:%M} UTC, by its page")
    for each in record.updates:
        left = [one.name for one in each.affected_components if one.new_status != "operational"]
        if left and _is_over(each):
            add(record.name, f"when it was over, not all was operational: {', '.join(left)}")
        if each.custom_tweet:
            add(record.name, f"a text for Twitter: {each.custom_tweet!r}")
