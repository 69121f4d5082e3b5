"""An incident of Statuspage as one of ours."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec.structs import replace

from statusgen.content.schema.names import update_id
from statusgen.importers.desk import ImportContext, known_state
from statusgen.importers.statuspage.records import EntryJson, UpdateJson
from statusgen.model import Incident, IncidentStatus, State, Update

_STATES_OF_IMPACT = {each.impact: each for each in State if each.is_outage}
_STATUSES = {each.statuspage: each for each in reversed(IncidentStatus)}
"""The first status of each of their words."""


def incident(record: EntryJson, desk: ImportContext) -> Incident | None:
    """Return the incident, or None where it has nothing that can be told."""
    updates = tuple(_updates(record, desk))
    if not updates:
        desk.remarks.add(record.name, "not carried over, it has no update")
        return None
    first, *later = updates
    affects = dict(first.affects) or _by_impact(record, desk)
    made = Incident(
        id=desk.new_id(record.created_at, record.name),
        path="",
        title=desk.title(record.name),
        updates=(replace(first, affects={}), *_changes(affects, later)),
        affects=affects,
        reported=_began_before(record, first),
    )
    _remark(record, made, desk)
    return made


def _began_before(record: EntryJson, first: Update) -> datetime | None:
    """Return when the incident began, where that was not with its first update."""
    began = record.started_at
    return began if began is not None and began < first.at else None


def _updates(record: EntryJson, desk: ImportContext) -> Iterator[Update]:
    seen: set[str] = set()
    for each in record.updates:
        status = _STATUSES.get(each.status)
        if status is None:
            desk.remarks.add(record.name, f"an update with the unknown status {each.status!r}")
            continue
        name = update_id(each.at)
        unique = name if name not in seen else f"{name}-{each.id}"
        seen.add(unique)
        yield Update(
            id=unique,
            at=each.at,
            status=status,
            text=desk.prose(record.name, each.body or "", f"{status.value.capitalize()}."),
            affects=dict(states(record, each, desk)),
        )


def states(
    record: EntryJson, update: UpdateJson, desk: ImportContext
) -> Iterator[tuple[str, State]]:
    """Yield our id and the new state of every component that an update names and we know."""
    for each in update.affected_components:
        state = known_state(each.new_status)
        if each.code in desk.ids and state is not None:
            yield desk.ids[each.code], state
        elif each.code in desk.ids:
            desk.remarks.add(record.name, f"the unknown state {each.new_status!r}")


def _by_impact(record: EntryJson, desk: ImportContext) -> dict[str, State]:
    """Return the components of an incident whose updates name none, by its impact."""
    state = _STATES_OF_IMPACT.get(record.impact or "", State.OPERATIONAL)
    found = {desk.ids[each.id]: state for each in record.components if each.id in desk.ids}
    if found and state is not State.OPERATIONAL:
        sentence = f"the state {state.value!r} of its components is guessed from its impact"
        desk.remarks.add(record.name, sentence)
    return found


def _changes(affects: Mapping[str, State], updates: Iterable[Update]) -> Iterator[Update]:
    """Yield updates that name only what changes.

    With us an end makes everything operational, and an update that reopens the incident brings back
    what was broken; with Statuspage it does not. `said` is what ours holds, `now` what is true.
    """
    said, now = dict(affects), dict(affects)
    for update in updates:
        if update.status.is_open:
            now |= update.affects
        else:
            now = dict.fromkeys([*now, *update.affects], State.OPERATIONAL)
        names = now if update.status.is_open else [each for each in now if each not in said]
        changed = {name: now[name] for name in names if said.get(name) is not now[name]}
        said |= changed
        yield replace(update, affects=changed)


def _is_over(update: UpdateJson) -> bool:
    status = _STATUSES.get(update.status)
    return status is not None and not status.is_open


def _remark(record: EntryJson, made: Incident, desk: ImportContext) -> None:
    """Note what an incident of ours has no place for."""
    say = desk.remarks.add
    last = made.updates[-1]
    if record.status != last.status.value:
        say(
            record.name,
            f"its status is {record.status!r}, but its last update {last.status.value!r}",
        )
    closed = {each.at for each in record.updates if _is_over(each)}
    if record.resolved_at is not None and record.resolved_at not in closed:
        say(record.name, f"it ended at {record.resolved_at:%Y-%m-%d %H:%M} UTC, by its page")
    for each in record.updates:
        left = [one.name for one in each.affected_components if one.new_status != "operational"]
        if left and _is_over(each):
            say(record.name, f"when it was over, not all was operational: {', '.join(left)}")
        if each.custom_tweet:
            say(record.name, f"a text for Twitter: {each.custom_tweet!r}")
