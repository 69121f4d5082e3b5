"""Forecast the states of a world that follow by the clock alone, without further updates.

A page contains the forecast, so that it stays true until the next build. Each step is derived by
the rules of the present.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from msgspec import Struct

from statusgen.domain.entry import Entry
from statusgen.domain.history import next_midnight
from statusgen.domain.maintenance import MaintenanceNow, next_edges
from statusgen.domain.support_hours import clock_change
from statusgen.domain.world import World, derive_later
from statusgen.model import Content

HORIZON = timedelta(days=14)
"""Length of a forecast: a page that is not built again stays true for that long."""

STEPS = 128
"""Maximum number of worlds of later days, which bounds the work of a build."""


class ForecastInputs(Struct, frozen=True):
    """The content that the worlds of later days follow from, and the time that they cover."""

    content: Content
    start: datetime
    end: datetime


class Forecast(Struct, frozen=True):
    """The worlds to come of today and of later days, in order.

    `until` is the instant from which on nothing is known. Later days follow from `known`, and so
    are the same at any time of a day as long as nothing is published.
    """

    today: tuple[World, ...]
    later: tuple[World, ...]
    until: datetime
    known: ForecastInputs

    @property
    def worlds(self) -> tuple[World, ...]:
        """All worlds to come."""
        return (*self.today, *self.later)


def forecast(world: World) -> Forecast:
    """Return the worlds to come: one for each change of an entry by the clock and for each day.

    The forecast ends at the next publication, because nothing may be shown before its time.
    """
    published = _next_publication(world)
    start = next_midnight(world.now, world.content.site.timezone)
    end = min(published, start + HORIZON)
    today = tuple(_steps(world, min(published, start)))
    later = tuple(islice(_steps((world, *today)[-1], end), STEPS))
    until = min(published, world.now + HORIZON)
    if len(later) == STEPS:
        until = min(until, _next_step(later[-1]))
    return Forecast(today, later, until, ForecastInputs(world.content, start, end))


def _steps(world: World, end: datetime) -> Iterator[World]:
    """Yield the worlds after a world and before an instant."""
    while (at := _next_step(world)) < end:
        world = derive_later(world, at)
        yield world


def _next_step(world: World) -> datetime:
    """Return when next an update is due, a maintenance or an offset changes, or a day begins."""
    site = world.content.site
    remind_before = site.maintenance.remind_before
    edges = (edge for each in world.moving for edge in _edges(each, remind_before))
    midnight = next_midnight(world.now, site.timezone)
    changes = _clock_changes(world, midnight)
    return min(at for at in (midnight, *edges, *changes) if at > world.now)


def _clock_changes(world: World, end: datetime) -> Iterator[datetime]:
    """Yield when clocks of the site or of a region change until `end`: pages name their zones."""
    for zone in world.content.zones:
        if world.now.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
            yield clock_change(zone, world.now.replace(microsecond=0), end)


def _edges(entry: Entry, remind_before: timedelta | None) -> Iterable[datetime]:
    if isinstance(entry, MaintenanceNow):
        return next_edges(entry, remind_before)
    return () if entry.next_update is None else (entry.next_update,)


# --- publication to come -----------------------------------------------------------------------


def _next_publication(world: World) -> datetime:
    """Return the time of the next publication, or a time after the horizon if none is known."""
    content = world.content
    times = (
        *(update.at for incident in content.incidents for update in incident.updates),
        *(work.announced for work in content.maintenances),
        *(update.at for work in content.maintenances for update in work.updates),
    )
    return min((*(at for at in times if at > world.now), world.now + 2 * HORIZON))
