"""What the clock alone will make of a world, step by step, if nothing more is said.

A page carries this to stay true until it is built again: the steps are derived by the same rules
as the present.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow, next_edges
from statusgen.domain.world import Entry, World, components_of, derive, end_of, start_of
from statusgen.model import Content, Incident, Maintenance

HORIZON = timedelta(days=7)
"""How far ahead a world is followed: who builds a site at all builds it within a week."""

STEPS = 12
"""How many changes are followed at most, so that a page stays small in a busy week."""


def forecast(world: World) -> tuple[World, ...]:
    """Return the worlds that follow, one for each time at which an entry moves by the clock.

    They know no more of the history than the present states rest on. Nothing of what is still to
    be published may be told before its time, so the outlook ends where something will be.
    """
    content, end = _known(world), _end(world)
    ahead: list[World] = []
    at = _next_move(world)
    while at is not None and at < end and len(ahead) < STEPS:
        ahead.append(derive(content, at, drafts=True, whole=world.almanac))
        at = _next_move(ahead[-1])
    return tuple(ahead)


def _next_move(world: World) -> datetime | None:
    """Return when a promised update is due, or a maintenance begins or ends, the next time."""
    dues = (each.next_update for each in world.incidents if each.next_update is not None)
    edges = (edge for each in world.maintenances for edge in next_edges(each, None))
    return min((at for at in (*dues, *edges) if at > world.now), default=None)


# --- what is known -----------------------------------------------------------------------------


def _known(world: World) -> Content:
    """Return the content as readers know it, without what no state to come depends on."""
    kept = frozenset(_kept(world))
    return replace(
        world.content,
        incidents=tuple(_incident(each) for each in world.incidents if each.id in kept),
        maintenances=tuple(
            _maintenance(each, world.now) for each in world.maintenances if each.id in kept
        ),
    )


def _kept(world: World) -> Iterator[str]:
    """Yield the ids of what may still move, and of what was over while that went on.

    A state that a worse one covered for a time counts from the end of that.
    """
    since: dict[str, datetime] = {}
    for entry in world.entries:
        if not entry.is_settled:
            yield entry.id
            for name in components_of(entry):
                since[name] = min(start_of(entry), since.get(name, start_of(entry)))
    for entry in world.entries:
        if entry.is_settled and _is_over_since(entry, since):
            yield entry.id


def _is_over_since(entry: Entry, since: dict[str, datetime]) -> bool:
    over = end_of(entry)
    return over is not None and any(
        name in since and over > since[name] for name in components_of(entry)
    )


def _incident(entry: IncidentNow) -> Incident:
    return replace(entry.incident, updates=entry.updates)


def _maintenance(entry: MaintenanceNow, now: datetime) -> Maintenance:
    told = tuple(update for update in entry.maintenance.updates if update.at <= now)
    return replace(entry.maintenance, updates=told)


# --- what is still to be said ------------------------------------------------------------------


def _end(world: World) -> datetime:
    """Return when something is published that the content already has, or the horizon before."""
    content = world.content
    said = (
        *(update.at for incident in content.incidents for update in incident.updates),
        *(work.announced for work in content.maintenances),
        *(update.at for work in content.maintenances for update in work.updates),
    )
    return min((*(at for at in said if at > world.now), world.now + HORIZON))
