"""Forecast the states of a world that follow by the clock alone, without further updates.

A page contains the forecast, so that it stays true until the next build. Each step is derived by
the rules of the present.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from statusgen.domain.entry import Settled
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow, next_edges
from statusgen.domain.world import World, derive
from statusgen.model import Content, Incident, Maintenance

HORIZON = timedelta(days=7)
"""Length of a forecast: every site is built at least once a week."""

STEPS = 12
"""Maximum number of changes in a forecast, which bounds the size of a page."""


def forecast(world: World) -> tuple[World, ...]:
    """Return the worlds to come, one for each time at which an entry changes by the clock.

    The forecast ends at the next publication, because nothing may be shown before its time.
    """
    content, settled, end = _published(world), _settled(world), _end(world)
    ahead: list[World] = []
    at = _next_step(world)
    while at is not None and at < end and len(ahead) < STEPS:
        ahead.append(derive(content, at, drafts=True, settled=settled))
        at = _next_step(ahead[-1])
    return tuple(ahead)


def _next_step(world: World) -> datetime | None:
    """Return when next a promised update is due or a maintenance begins or ends."""
    dues = (each.next_update for each in world.incidents if each.next_update is not None)
    edges = (edge for each in world.maintenances for edge in next_edges(each, None))
    return min((at for at in (*dues, *edges) if at > world.now), default=None)


# --- published content -------------------------------------------------------------------------


def _published(world: World) -> Content:
    """Return the content that is published, without updates to come."""
    return replace(
        world.content,
        incidents=tuple(map(_incident, world.incidents)),
        maintenances=tuple(_maintenance(each, world.now) for each in world.maintenances),
    )


def _settled(world: World) -> dict[str, Settled]:
    return {each.id: Settled(world.now, each) for each in world.entries if each.is_settled}


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
