"""A component at an instant: its state, and what it went through."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property

from msgspec import Struct

from statusgen.domain.entry import Entry
from statusgen.domain.history import (
    DAYS,
    Day,
    HistoryContext,
    StatePeriod,
    days,
)
from statusgen.domain.incident import Beginning, IncidentNow, StartKind
from statusgen.domain.uptime import RecentUptime, recent_uptime
from statusgen.model import Component, State
from statusgen.spans import merged

PERIODS = timedelta(days=400)
"""The time of which the periods of components are known: more than a year, and any zone's days."""


YEAR = 365
"""Number of days, today included, of the longest uptime."""


class ComponentNow(Struct, frozen=True, dict=True):
    """A component now: its worst state of all open and running entries, and its history.

    `since` is the start of the present state, None while operational; `periods` are the times in
    which an entry affected the component that ended less than `PERIODS` ago; `past` is their
    context.
    """

    component: Component
    state: State
    since: datetime | None
    causes: tuple[Entry, ...]
    periods: tuple[StatePeriod, ...]
    past: HistoryContext

    @property
    def beginning(self) -> Beginning | None:
        """When the present state began; None while operational.

        The first update of an incident is not its beginning: then it is that of the incident.
        """
        if self.since is None:
            return None
        incidents = (each for each in self.causes if isinstance(each, IncidentNow))
        first = [each for each in incidents if each.updates[0].at == self.since]
        unknown = [each.beginning for each in first if each.incident.began is None]
        known = Beginning(StartKind.BEGAN, self.since)
        return min(unknown, key=lambda each: each.at, default=known)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The last ninety days, oldest first."""
        return days(self.periods, self.past)

    @property
    def day_state(self) -> State:
        """The state that its day shows of this instant: planned work is maintenance."""
        going_on = (each.shown_as for each in self.periods if self.past.now in each.span)
        return max(going_on, default=State.OPERATIONAL)

    def recent_uptime(self, count: int) -> RecentUptime:
        """Return the uptime of the last `count` days, of which there are at most `YEAR`."""
        if count not in self._uptimes:
            self._uptimes[count] = recent_uptime(self.periods, self.past, count)
        return self._uptimes[count]

    @cached_property
    def _uptimes(self) -> dict[int, RecentUptime]:
        return {}

    @property
    def ninety_days(self) -> RecentUptime:
        """The uptime of the last ninety days."""
        return self.recent_uptime(DAYS)


def component_now(
    component: Component, periods: list[StatePeriod], current: Iterable[Entry], past: HistoryContext
) -> ComponentNow:
    """Return how a component stands; `current` are the entries that affect any now."""
    causes = tuple(entry for entry in current if component.id in entry.affects)
    state = max((cause.affects[component.id] for cause in causes), default=State.OPERATIONAL)
    return ComponentNow(
        component=component,
        state=state,
        since=_since(periods, state),
        causes=causes,
        periods=tuple(periods),
        past=past,
    )


def _since(periods: Iterable[StatePeriod], state: State) -> datetime | None:
    """Return the start of the present state; None while operational.

    A state that a worse one covers for a time begins again when the worse one ends.
    """
    if state is State.OPERATIONAL:
        return None
    *_, last = merged(each.span for each in periods if each.state is state)
    worse = (each.span.end for each in periods if each.state > state)
    return max((last.start, *filter(None, worse)))
