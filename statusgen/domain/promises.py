"""Promises of what is published that a change of content breaks, found by comparing two worlds."""

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from statusgen.domain.entry import Entry, entry_record
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.world import World
from statusgen.model import (
    Component,
    ComponentGroup,
    EventKind,
    Maintenance,
    MaintenanceUpdate,
    Site,
    Update,
)

Location = tuple[str | int, ...]


class Breach(enum.Enum):
    """The ways in which a change breaks what is published."""

    ENTRY_GONE = "entry_gone"
    MAINTENANCE_GONE = "maintenance_gone"
    ENTRY_ID = "entry_id"
    WINDOW_CHANGED = "window_changed"
    TIME_CHANGED = "time_changed"
    UPDATE_GONE = "update_gone"
    PAGES_GONE = "pages_gone"
    EVENT_GONE = "event_gone"
    EVENT_LATE = "event_late"
    REMINDERS_GONE = "reminders_gone"
    DATE_CHANGED = "date_changed"
    IDENTITY = "identity"
    TIMEZONE = "timezone"
    LANGUAGE_GONE = "language_gone"
    COMPONENT_GONE = "component_gone"
    COMPONENT_ID = "component_id"
    COMPONENT_GROUP_ID = "component_group_id"
    POLICY_GONE = "policy_gone"
    GROUP_GONE = "group_gone"


class BrokenPromise(Struct, frozen=True):
    """A promise that a change breaks.

    `entry` is the one that it is about, as it is after the change or, where it is gone, as it was;
    `at` is a location in its file. `name` is the id, language or address that is lost.
    """

    breach: Breach
    name: str
    entry: Entry | None = None
    at: Location = ()
    count: int = 1


def broken_promises(before: World, after: World) -> tuple[BrokenPromise, ...]:
    """Return what is published in the world `before` and no longer kept in that `after`.

    Both are worlds of the same instant. A change of the time zone, or of when to remind, stands for
    all that it moves.
    """
    found = [*_entries(before, after), *_dates(before, after)]
    old, new = before.content.site, after.content.site
    if old.timezone != new.timezone:
        found = _as_one(found, _is_by_zone, Breach.TIMEZONE, old.timezone.key)
    if old.maintenance.remind_before != new.maintenance.remind_before:
        found = _as_one(found, _is_reminder, Breach.REMINDERS_GONE, "remind_before")
    site, components = _site(old, new), _components(before, after)
    return (*site, *components, *_group_texts(before, after), *found)


def _as_one(
    found: Sequence[BrokenPromise],
    is_part: Callable[[BrokenPromise], bool],
    breach: Breach,
    name: str,
) -> list[BrokenPromise]:
    """Return the broken promises with one in the place of all that have the same cause."""
    others = [each for each in found if not is_part(each)]
    count = len(found) - len(others)
    return [*others, BrokenPromise(breach, name, count=count)] if count else others


def _is_by_zone(broken: BrokenPromise) -> bool:
    return broken.breach in _BY_ZONE


def _is_reminder(broken: BrokenPromise) -> bool:
    is_event = broken.breach in {Breach.EVENT_GONE, Breach.EVENT_LATE}
    return is_event and broken.name.startswith(EventKind.REMINDER.value)


_BY_ZONE = frozenset(
    {
        Breach.WINDOW_CHANGED,
        Breach.TIME_CHANGED,
        Breach.UPDATE_GONE,
        Breach.EVENT_GONE,
        Breach.EVENT_LATE,
        Breach.DATE_CHANGED,
    }
)


# --- the site and its components ---------------------------------------------------------------


def _site(before: Site, after: Site) -> Iterator[BrokenPromise]:
    if (before.id_base, before.id_host) != (after.id_base, after.id_host):
        yield BrokenPromise(Breach.IDENTITY, before.id_base.rstrip("/"))
    if before.language != after.language:
        yield BrokenPromise(Breach.LANGUAGE_GONE, before.language)
    for language in before.languages[1:]:
        if language not in after.languages:
            yield BrokenPromise(Breach.LANGUAGE_GONE, language)


def _components(before: World, after: World) -> Iterator[BrokenPromise]:
    now = {name: each for each in after.content.components for name in (*each.aliases, each.id)}
    for each in before.content.components:
        found = now.get(each.id)
        if found is None:
            yield BrokenPromise(Breach.COMPONENT_GONE, each.id)
        elif _ids(found) != _ids(each):
            yield BrokenPromise(Breach.COMPONENT_ID, each.stable_id)
    yield from _component_groups(before.content.component_groups, after.content.component_groups)
    if before.content.policy is not None and after.content.policy is None:
        yield BrokenPromise(Breach.POLICY_GONE, "sla")


def _component_groups(
    before: Iterable[ComponentGroup], after: Iterable[ComponentGroup]
) -> Iterator[BrokenPromise]:
    """Yield each group with another id: all of its components are in one that was not there."""
    old, new = ({each.id: _member_names(each) for each in groups} for groups in (before, after))
    for name, members in old.items():
        added = (others for other, others in new.items() if other not in old)
        if name not in new and any(members <= others for others in added):
            yield BrokenPromise(Breach.COMPONENT_GROUP_ID, name)


def _member_names(group: ComponentGroup) -> frozenset[str]:
    """Return the first ids of the components of a group, which stay when they are renamed."""
    return frozenset(each.stable_id for each in group.components)


def _group_texts(before: World, after: World) -> Iterator[BrokenPromise]:
    """Yield each group that disappears with texts that have been written for it."""
    kept = {each.id for each in after.content.groups}
    written = dict.fromkeys(group.id for news in before.news for group in news.groups)
    for name in written:
        if name not in kept:
            yield BrokenPromise(Breach.GROUP_GONE, name)


def _ids(component: Component) -> tuple[str, str | None]:
    return component.stable_id, component.statuspage_id


# --- entries -----------------------------------------------------------------------------------


def _entries(before: World, after: World) -> Iterator[BrokenPromise]:
    now = {name: each for each in after.entries for name in (*each.aliases, each.id)}
    pages = _groups(before), _groups(after)
    for entry in before.entries:
        found = now.get(entry.id)
        if found is None or type(found) is not type(entry):
            is_due = isinstance(entry, MaintenanceNow) and entry.ended is None
            gone = Breach.MAINTENANCE_GONE if is_due else Breach.ENTRY_GONE
            yield BrokenPromise(gone, entry.id, entry)
            continue
        if found.stable_id != entry.stable_id:
            yield BrokenPromise(Breach.ENTRY_ID, entry.stable_id, found, ("aliases",))
        if pages[0].get(entry.id) and not pages[1].get(found.id):
            yield BrokenPromise(Breach.PAGES_GONE, entry.id, found)
        broken = tuple(_updates(entry, found))
        if isinstance(entry, MaintenanceNow) and isinstance(found, MaintenanceNow):
            broken = (*_windows(entry, found), *broken) or tuple(_events(entry, found))
        yield from broken


def _groups(world: World) -> Mapping[str, bool]:
    """Return whether the news of each entry have pages, because groups announce them."""
    return {each.entry.id: bool(each.groups) for each in world.news}


def _windows(before: MaintenanceNow, after: MaintenanceNow) -> Iterator[BrokenPromise]:
    """Yield the times of windows that are published, and not said to be moved."""
    old, new = before.maintenance, after.maintenance
    published = {each.id for each in before.events}
    by_id = {each.id: each for each in old.updates if each.id in published}
    pairs: list[tuple[Location, _Window, _Window]] = [((), old, new)]
    for index, update in enumerate(new.updates):
        if update.id in by_id:
            pairs.append((("updates", index), by_id[update.id], update))
    for at, then, now in pairs:
        for name in ("starts", "ends"):
            if getattr(then, name) != getattr(now, name):
                yield BrokenPromise(Breach.WINDOW_CHANGED, before.id, after, (*at, name))
                break


_Window = Maintenance | MaintenanceUpdate


def _events(before: MaintenanceNow, after: MaintenanceNow) -> Iterator[BrokenPromise]:
    """Yield the events by the clock that would disappear, or precede what is published.

    An update overrides the clock from its time on, so one that is dated back takes events away.
    """
    old, new = _by_clock(before), _by_clock(after)
    last = before.events[-1].at
    names = {name for name, _ in old}
    for each in old:
        if each not in new:
            yield BrokenPromise(Breach.EVENT_GONE, each[0], after)
    for name, at in new:
        if at < last and name not in names:
            yield BrokenPromise(Breach.EVENT_LATE, name, after)


def _by_clock(entry: MaintenanceNow) -> tuple[tuple[str, datetime], ...]:
    return tuple((each.id, each.at) for each in entry.events if each.text is None)


def _updates(before: Entry, after: Entry) -> Iterator[BrokenPromise]:
    """Yield the published updates that have another id, or are gone."""
    then, now = _published(before), _written(after)
    known, former = {each.id for each in now}, {each.id for each in _written(before)}
    new = [(index, each) for index, each in enumerate(now) if each.id not in former]
    for each in then:
        if each.id in known:
            continue
        moved = next((pair for pair in new if _is_same(each, pair[1])), None)
        if moved is None:
            yield BrokenPromise(Breach.UPDATE_GONE, each.id, after)
        else:
            new.remove(moved)
            at = ("updates", moved[0], "at")
            yield BrokenPromise(Breach.TIME_CHANGED, each.id, after, at)


def _is_same(before: Update | MaintenanceUpdate, after: Update | MaintenanceUpdate) -> bool:
    return before.status == after.status and before.at != after.at


def _written(entry: Entry) -> Sequence[Update | MaintenanceUpdate]:
    return entry_record(entry).updates


def _published(entry: Entry) -> Iterable[Update | MaintenanceUpdate]:
    if isinstance(entry, IncidentNow):
        return entry.updates
    published = {each.id for each in entry.events}
    return (each for each in entry.maintenance.updates if each.id in published)


def _dates(before: World, after: World) -> Iterator[BrokenPromise]:
    """Yield news that is dated otherwise because other news was dated back to its second."""
    now = {(each.entry.stable_id, each.id): each for each in after.news}
    for each in before.news:
        found = now.get((each.entry.stable_id, each.id))
        is_published = each.date <= before.now
        if found and is_published and found.at == each.at and found.date != each.date:
            yield BrokenPromise(Breach.DATE_CHANGED, each.id, found.entry)
