"""The world: everything derived from the content at one instant."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import takewhile
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.component_now import PERIODS, ComponentNow, component_now
from statusgen.domain.entry import (
    Entry,
    end_of,
    first_known,
    last_changed,
    sort_key,
    state_periods,
    with_entries,
)
from statusgen.domain.history import (
    HistoryContext,
    day_span,
)
from statusgen.domain.incident import IncidentNow
from statusgen.domain.incident_at import incident_at
from statusgen.domain.maintenance import MaintenanceNow, maintenance_at
from statusgen.domain.months import EntriesByMonth, Months
from statusgen.domain.news import News, news_of_all, news_since
from statusgen.domain.next_change import Change, ChangeKind, next_change
from statusgen.domain.settled import Settled
from statusgen.domain.settled_past import SettledPast
from statusgen.model import ComponentGroup, Content, State
from statusgen.model.states import to_say

ALL_OPERATIONAL = to_say("All services operational")
_INCIDENT_OPEN = to_say("Incident open")
_STATUSPAGE_INCIDENT_OPEN = to_say("An Incident Is Open")


_DAY = timedelta(days=1)


class World(Struct, frozen=True, eq=False, dict=True):
    """Everything derived from the content at `now`, on demand and once.

    `content` has drafts only on request, and also unpublished entries and updates: outputs use
    `incidents` and `maintenances` instead, which are all published entries, newest first. They are
    the `settled` ones, which a later world shares, and those that are `moving` still.
    """

    content: Content
    now: datetime
    incidents: tuple[IncidentNow, ...]
    maintenances: tuple[MaintenanceNow, ...]
    settled: SettledPast
    settled_months: EntriesByMonth
    moving: tuple[Entry, ...]

    @cached_property
    def known_since(self) -> date | None:
        """The day of the first entry in the site's zone: there is no data before."""
        first = (self.settled.first_known, *map(first_known, self.moving))
        zone = self.content.site.timezone
        days = (at.astimezone(zone).date() for at in first if at is not None)
        return min(days, default=None)

    @property
    def past(self) -> HistoryContext:
        """The context of the history at `now`."""
        return HistoryContext(self.known_since, self.now, self.content.site.timezone)

    @cached_property
    def months(self) -> Months:
        """The months of the history."""
        moving = EntriesByMonth(self.moving, self.past)
        to_begin = tuple(to_come(self.content, self.now))
        return Months(self.settled_months, moving, to_begin, self.past)

    @cached_property
    def components(self) -> tuple[ComponentNow, ...]:
        """The components that are not retired, in the order in which the site shows them."""
        today = self.now.astimezone(self.content.site.timezone).date()
        every = self.every_component
        return tuple(each for each in every if not each.component.is_retired(today))

    @cached_property
    def every_component(self) -> tuple[ComponentNow, ...]:
        """Every component, in the order in which the site shows them."""
        every: tuple[Entry, ...] = (*self.incidents, *self.maintenances)
        start = self.now - PERIODS
        periods = state_periods(each for each in every if (end_of(each) or self.now) >= start)
        current = [entry for entry in every if entry.affects]
        return tuple(
            component_now(each, periods.get(each.id, []), current, self.past)
            for each in self.content.components
        )

    @cached_property
    def overall(self) -> State:
        """The worst state of any listed component, or degraded if an incident is open beside."""
        return State.DEGRADED_PERFORMANCE if self.is_incident_beside else self._worst

    @property
    def label(self) -> str:
        """The message that describes the whole site: the label of its state."""
        if self.is_incident_beside:
            return _INCIDENT_OPEN
        return ALL_OPERATIONAL if self.overall is State.OPERATIONAL else self.overall.label

    @property
    def statuspage_description(self) -> str:
        """The message that describes the whole site, as Statuspage words it."""
        return _STATUSPAGE_INCIDENT_OPEN if self.is_incident_beside else self.overall.overall

    @cached_property
    def is_incident_beside(self) -> bool:
        """Whether an incident is open that no component shows, so that none may pass for all."""
        shown = {each.component.id for each in self.components}
        is_hidden = any(
            each.is_unfelt or (each.affects and shown.isdisjoint(each.affects))
            for each in self.open_incidents
        )
        return is_hidden and self._worst < State.DEGRADED_PERFORMANCE

    @cached_property
    def _worst(self) -> State:
        return max((each.state for each in self.components), default=State.OPERATIONAL)

    @cached_property
    def open_incidents(self) -> tuple[IncidentNow, ...]:
        """Open incidents: the worst first, then the newest."""
        still_open = [incident for incident in self.incidents if incident.is_open]
        return tuple(sorted(still_open, key=lambda each: each.state, reverse=True))

    @cached_property
    def running(self) -> tuple[MaintenanceNow, ...]:
        """Running maintenance, the one that began first leading."""
        return tuple(each for each in reversed(self.maintenances) if each.is_running)

    @cached_property
    def upcoming(self) -> tuple[MaintenanceNow, ...]:
        """Upcoming maintenance, the soonest first."""
        coming = [each for each in self.maintenances if each.is_upcoming]
        return tuple(sorted(coming, key=lambda each: (each.starts, each.id)))

    def recent_work(self, days: int) -> tuple[MaintenanceNow, ...]:
        """Return maintenance that is upcoming, runs or ended at most `days` days ago, oldest first.

        What was cancelled counts as over at the end of its window. Days are those of the site's
        zone, so that a calendar loses an entry at midnight only.
        """
        zone = self.content.site.timezone
        first = self.now.astimezone(zone).date() - timedelta(days=days)
        ends = ((each, end_of(each)) for each in reversed(self.maintenances))
        return tuple(
            each
            for each, over in ends
            if over is None or max(over, each.ends).astimezone(zone).date() >= first
        )

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All published entries, newest first."""
        return with_entries(self.settled.entries, self.moving)

    @cached_property
    def stable_ids(self) -> Mapping[str, str]:
        """The ids of all published entries that subscribers know, by their ids of today."""
        return {each.id: each.stable_id for each in self.entries}

    @cached_property
    def news(self) -> tuple[News, ...]:
        """All published news, newest first; the dates of the first may be seconds after `now`."""
        return news_of_all(self.entries, self.content.groups)

    @cached_property
    def last_news(self) -> datetime:
        """The time of the last publication, or the beginning of the day if that is later."""
        zone = self.content.site.timezone
        midnight = day_span(self.now.astimezone(zone).date(), zone).start
        return max((midnight, *map(last_changed, self.entries)))

    @cached_property
    def next_change(self) -> Change:
        """The next change by the clock alone."""
        recent = news_since(self.entries, self.content.groups, self.now - _DAY)
        ahead = takewhile(lambda each: each.date > self.now, recent)
        dates = [Change(each.date, ChangeKind.PUBLICATION, each.entry.id) for each in ahead]
        change = next_change(self.content, self.incidents, self.maintenances, self.now)
        return min((*dates, change), key=lambda each: each.at)


def has_any(group: ComponentGroup, components: Container[str]) -> bool:
    """Return whether any component of a group is among some, given by their ids."""
    return any(each.id in components for each in group.components)


def derive(
    content: Content,
    now: datetime,
    *,
    drafts: bool = False,
    settled: Mapping[str, Settled] | None = None,
) -> World:
    """Return the world of `content` at `now`, an aware instant; with `drafts`, drafts count too.

    `settled` are derived entries by their ids: those that are settled by `now` are not derived
    again.
    """
    published = content if drafts else without_drafts(content)
    known = {name: each.entry for name, each in (settled or {}).items() if each.since <= now}
    remind_before = content.site.maintenance.remind_before
    incidents = (
        known.get(each.id) or incident_at(each, now, published.policy)
        for each in published.incidents
    )
    maintenances = (
        known.get(each.id) or maintenance_at(each, now, remind_before)
        for each in published.maintenances
    )
    return _world(
        published,
        now,
        _newest_first(incidents, IncidentNow),
        _newest_first(maintenances, MaintenanceNow),
    )


def derive_later(world: World, now: datetime) -> World:
    """Return a world at a later instant, drafts among it, if nothing is published until then."""
    moving = derive(only(world.content, {each.id for each in world.moving}), now, drafts=True)
    return World(
        world.content,
        now,
        with_entries(world.settled.incidents, moving.incidents),
        with_entries(world.settled.maintenances, moving.maintenances),
        world.settled,
        world.settled_months,
        moving.entries,
    )


def _world(
    content: Content,
    now: datetime,
    incidents: tuple[IncidentNow, ...],
    maintenances: tuple[MaintenanceNow, ...],
) -> World:
    every: tuple[Entry, ...] = (*incidents, *maintenances)
    entries = sorted(every, key=sort_key, reverse=True)
    settled = tuple(each for each in entries if each.is_settled)
    moving = tuple(each for each in entries if not each.is_settled)
    months = EntriesByMonth(settled, HistoryContext(None, now, content.site.timezone))
    past = SettledPast(settled)
    return World(content, now, incidents, maintenances, past, months, moving)


def only(content: Content, ids: Container[str]) -> Content:
    """Return `content` with some entries only, given by their ids."""
    return replace(
        content,
        incidents=tuple(each for each in content.incidents if each.id in ids),
        maintenances=tuple(each for each in content.maintenances if each.id in ids),
    )


def without_drafts(content: Content) -> Content:
    """Return `content` without drafts."""
    return replace(
        content,
        incidents=tuple(each for each in content.incidents if not each.draft),
        maintenances=tuple(each for each in content.maintenances if not each.draft),
    )


_E = TypeVar("_E", IncidentNow, MaintenanceNow)


def _newest_first(entries: Iterable[Entry | None], kind: type[_E]) -> tuple[_E, ...]:
    published = [entry for entry in entries if isinstance(entry, kind)]
    return tuple(sorted(published, key=sort_key, reverse=True))


def to_come(content: Content, now: datetime) -> Iterator[datetime]:
    """Yield the instant from which each unpublished entry will count in the history."""
    for incident in content.incidents:
        if incident.updates[0].at > now:
            yield incident.started
    for work in content.maintenances:
        if work.announced > now:
            yield min(work.starts, work.announced)
