"""What is true at one instant. Every decision of the domain is taken here or below, once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import TypeVar

from statusgen.changes import Change, next_change
from statusgen.history import Day, Past, Stretch, days, last_ninety_days, uptime
from statusgen.lifecycle import (
    EventKind,
    IncidentNow,
    MaintenanceNow,
    incident_at,
    maintenance_at,
    running_spans,
)
from statusgen.model import (
    Announcement,
    Component,
    Content,
    Group,
    IncidentStatus,
    Scope,
    State,
    Text,
)
from statusgen.spans import merged

Entry = IncidentNow | MaintenanceNow
Phase = IncidentStatus | EventKind


@dataclass(frozen=True, slots=True)
class News:
    """One thing that readers are told once: an update of an incident, an event of a maintenance.

    `text` is None where the clock alone speaks; `groups` are those in which a person announces it.
    """

    id: str
    at: datetime
    entry: Entry
    phase: Phase
    text: Text | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ComponentNow:
    """A component now: the worst of all that is open or running, and what it went through.

    `since` is when the present state began, None while operational; `days` are the last ninety,
    oldest first; `uptime` over them is a share from 0 to 1, None where nothing is known;
    `stretches` are all times in which an entry told of the component.
    """

    component: Component
    state: State
    since: datetime | None
    causes: tuple[Entry, ...]
    days: tuple[Day, ...]
    uptime: Fraction | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class World:
    """What is true at `now`.

    `content` has drafts only where they were asked for, and what is still to come: outputs show
    `incidents` and `maintenances` instead.

    `incidents` and `maintenances` are all that is published, newest first; `news` is everything
    that readers were told, newest first; `known_since` is the day of the first entry in the
    site's zone.
    """

    content: Content
    now: datetime
    components: tuple[ComponentNow, ...]
    incidents: tuple[IncidentNow, ...]
    maintenances: tuple[MaintenanceNow, ...]
    news: tuple[News, ...]
    known_since: date | None
    next_change: Change

    @property
    def overall(self) -> State:
        """The worst state of any component now."""
        return max((each.state for each in self.components), default=State.OPERATIONAL)

    @property
    def open_incidents(self) -> tuple[IncidentNow, ...]:
        """Incidents that go on: the worst first, then the newest."""
        still_open = [incident for incident in self.incidents if incident.is_open]
        return tuple(sorted(still_open, key=lambda each: each.state, reverse=True))

    @property
    def running(self) -> tuple[MaintenanceNow, ...]:
        """Maintenance that goes on, the one that began first leading."""
        return tuple(each for each in reversed(self.maintenances) if each.is_running)

    @property
    def upcoming(self) -> tuple[MaintenanceNow, ...]:
        """Maintenance still to come, the soonest first."""
        coming = [each for each in self.maintenances if each.is_upcoming]
        return tuple(sorted(coming, key=lambda each: (each.starts, each.id)))

    def entries_of(self, component_id: str) -> tuple[Entry, ...]:
        """Return every entry that names a component at any time, newest first."""
        return tuple(entry for entry in self.entries if component_id in named(entry))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that is published, newest first."""
        return tuple(sorted((*self.incidents, *self.maintenances), key=_recency, reverse=True))


def begun(entry: Entry) -> datetime:
    """Return when an entry began or will begin, an instant in UTC.

    Of a maintenance, that is the start of its last run, early or not, or of a window to come.
    """
    if isinstance(entry, IncidentNow):
        return entry.started
    return entry.starts if entry.is_upcoming or not entry.spans else entry.spans[-1].start


def ended(entry: Entry) -> datetime | None:
    """Return when an entry was over, or None while it is to come or goes on."""
    return entry.resolved if isinstance(entry, IncidentNow) else entry.ended


def named(entry: Entry) -> frozenset[str]:
    """Return the ids of all components that an entry affects at any time."""
    if isinstance(entry, IncidentNow):
        return frozenset(entry.spans)
    return frozenset(entry.maintenance.affects)


def derive(content: Content, now: datetime, *, drafts: bool = False) -> World:
    """Return the world of `content` at `now`, an aware instant; with `drafts`, drafts count too."""
    told = content if drafts else without_drafts(content)
    remind_before = content.site.maintenance.remind_before
    incidents = _newest_first(incident_at(each, now, told.policy) for each in told.incidents)
    maintenances = _newest_first(
        maintenance_at(each, now, remind_before) for each in told.maintenances
    )
    known_since = _known_since((*incidents, *maintenances), content)
    return World(
        content=told,
        now=now,
        components=_components(content, incidents, maintenances, known_since, now),
        incidents=incidents,
        maintenances=maintenances,
        news=_news((*incidents, *maintenances), content.groups),
        known_since=known_since,
        next_change=next_change(told, incidents, maintenances, now),
    )


def without_drafts(content: Content) -> Content:
    """Return `content` without the entries that are not to be published yet."""
    return replace(
        content,
        incidents=tuple(each for each in content.incidents if not each.draft),
        maintenances=tuple(each for each in content.maintenances if not each.draft),
    )


_E = TypeVar("_E", IncidentNow, MaintenanceNow)


def _newest_first(entries: Iterable[_E | None]) -> tuple[_E, ...]:
    published = [entry for entry in entries if entry is not None]
    return tuple(sorted(published, key=_recency, reverse=True))


def _recency(entry: Entry) -> tuple[datetime, str]:
    return begun(entry), entry.id


def _known_since(entries: Iterable[Entry], content: Content) -> date | None:
    """Return the day in the site's zone from which on somebody watched, if there is one."""
    first = min((_first_word(entry) for entry in entries), default=None)
    return first and first.astimezone(content.site.timezone).date()


def _first_word(entry: Entry) -> datetime:
    if isinstance(entry, IncidentNow):
        return entry.started
    return min(entry.starts, entry.maintenance.announced)


# --- components --------------------------------------------------------------------------------


def _components(
    content: Content,
    incidents: tuple[IncidentNow, ...],
    maintenances: tuple[MaintenanceNow, ...],
    known_since: date | None,
    now: datetime,
) -> tuple[ComponentNow, ...]:
    felt = _stretches(incidents, maintenances)
    published: tuple[Entry, ...] = (*incidents, *maintenances)
    current = [entry for entry in published if entry.affects]
    zone = content.site.timezone
    return tuple(
        _component_now(
            component,
            felt.get(component.id, []),
            tuple(entry for entry in current if component.id in entry.affects),
            past=Past(known_since, now, zone),
        )
        for component in content.components
    )


def _component_now(
    component: Component, felt: list[Stretch], causes: tuple[Entry, ...], past: Past
) -> ComponentNow:
    state = max((cause.affects[component.id] for cause in causes), default=State.OPERATIONAL)
    return ComponentNow(
        component=component,
        state=state,
        since=_since(felt, state, past.now),
        causes=causes,
        days=days(felt, past),
        uptime=uptime(felt, past, last_ninety_days(past)),
        stretches=tuple(felt),
    )


def _since(felt: Iterable[Stretch], state: State, now: datetime) -> datetime | None:
    """Return from when on the present state holds without a break; None while operational.

    A state that a worse one covered for a time begins anew when the worse one ends.
    """
    if state is State.OPERATIONAL:
        return None
    same = merged(each.span for each in felt if each.state is state)
    worse = (each.span.end for each in felt if each.state > state)
    began = (span.start for span in same if now in span)
    return max((*began, *filter(None, worse)))


def _stretches(
    incidents: Iterable[IncidentNow], maintenances: Iterable[MaintenanceNow]
) -> Mapping[str, list[Stretch]]:
    felt: dict[str, list[Stretch]] = defaultdict(list)
    for incident in incidents:
        for name, spans in incident.spans.items():
            felt[name] += (Stretch(incident.id, each.state, each.span) for each in spans)
    for maintenance in maintenances:
        for name, each in running_spans(maintenance):
            felt[name].append(Stretch(maintenance.id, each.state, each.span, is_planned=True))
    return felt


# --- news --------------------------------------------------------------------------------------


def _news(entries: Iterable[Entry], groups: tuple[Group, ...]) -> tuple[News, ...]:
    """Return all news, newest first; what is told at one instant keeps its order for ever."""
    told = [news for entry in entries for news in _told(entry, groups)]
    told.sort(key=lambda news: (news.at, news.entry.id))
    return tuple(reversed(told))


def _told(entry: Entry, groups: tuple[Group, ...]) -> Iterator[News]:
    kind = announced_as(entry)
    where = tuple(group for group in groups if kind in group.announces)
    if isinstance(entry, IncidentNow):
        for update in entry.updates:
            yield News(update.id, update.at, entry, update.status, update.text, where)
    else:
        for event in entry.events:
            yield News(event.id, event.at, entry, event.kind, event.text, where)


def announced_as(entry: Entry) -> Announcement | None:
    """Return the kind of announcement that an entry is to the groups, or None (policy, section 5).

    The groups hear of global problems and of planned maintenance, and of nothing else.
    """
    if isinstance(entry, MaintenanceNow):
        return Announcement.MAINTENANCE
    return Announcement.GLOBAL_PROBLEM if entry.incident.scope is Scope.GLOBAL else None
