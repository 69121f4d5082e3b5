"""Forecast the states of a world that follow by the clock alone, without further updates.

A page contains the forecast, so that it stays true until the next build. Each step is derived by
the rules of the present.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.entry import Entry
from statusgen.domain.history import next_midnight
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow, next_edges
from statusgen.domain.support_hours import clock_change
from statusgen.domain.world import World, derive_later
from statusgen.model import Content, Incident, Maintenance

HORIZON = timedelta(days=14)
"""Length of a forecast: a page that is not built again stays true for that long."""

STEPS = 64
"""Maximum number of worlds in a forecast, which bounds the work of a build."""


class Forecast(Struct, frozen=True):
    """The worlds to come, in order, and the instant from which on nothing is known."""

    worlds: tuple[World, ...]
    until: datetime


def forecast(world: World) -> Forecast:
    """Return the worlds to come: one for each change of an entry by the clock and for each day.

    The forecast ends at the next publication, because nothing may be shown before its time.
    """
    content, end = _published(world), _end(world)
    ahead: list[World] = []
    at = _next_step(world)
    while at < end and len(ahead) < STEPS:
        ahead.append(derive_later(world, content, at))
        at = _next_step(ahead[-1])
    return Forecast(tuple(ahead), min(at, end))


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
    policy = world.content.policy
    regions = () if policy is None else policy.regions
    for zone in {world.content.site.timezone, *(each.timezone for each in regions)}:
        if world.now.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
            yield clock_change(zone, world.now.replace(microsecond=0), end)


def _edges(entry: Entry, remind_before: timedelta | None) -> Iterable[datetime]:
    if isinstance(entry, MaintenanceNow):
        return next_edges(entry, remind_before)
    return () if entry.next_update is None else (entry.next_update,)


# --- published content -------------------------------------------------------------------------


def _published(world: World) -> Content:
    """Return the content that is published, without updates to come."""
    return replace(
        world.content,
        incidents=tuple(map(_incident, world.incidents)),
        maintenances=tuple(_maintenance(each, world.now) for each in world.maintenances),
    )


def _incident(entry: IncidentNow) -> Incident:
    if entry.is_settled:
        return entry.incident
    return replace(entry.incident, updates=entry.updates)


def _maintenance(entry: MaintenanceNow, now: datetime) -> Maintenance:
    if entry.is_settled:
        return entry.maintenance
    updates = tuple(update for update in entry.maintenance.updates if update.at <= now)
    return replace(entry.maintenance, updates=updates)


# --- publication to come -----------------------------------------------------------------------


def _end(world: World) -> datetime:
    """Return the time of the next publication, or the horizon if that is earlier."""
    content = world.content
    times = (
        *(update.at for incident in content.incidents for update in incident.updates),
        *(work.announced for work in content.maintenances),
        *(update.at for work in content.maintenances for update in work.updates),
    )
    return min((*(at for at in times if at > world.now), world.now + HORIZON))
