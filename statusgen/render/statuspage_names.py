"""Ids of Atlassian Statuspage for our records, and the entries in its lists."""

import hashlib
import string
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice

from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.world import World
from statusgen.model import Component, Site

LATEST = 50
"""Number of the latest incidents, and of the latest maintenances, in its lists."""

_ALPHABET = string.digits + string.ascii_lowercase
_ID_LENGTH = 12
_IDS = len(_ALPHABET) ** _ID_LENGTH


def page_id(site: Site) -> str:
    """Return the id of the whole page."""
    return _id(site.id_base, "page")


def group_id(site: Site, ours: str) -> str:
    """Return the id of a group of components."""
    return _id(site.id_base, "group", ours)


def component_id(site: Site, component: Component) -> str:
    """Return the id of a component: the one that it had on Statuspage, or one of ours."""
    return component.statuspage_id or _id(site.id_base, "component", component.stable_id)


def entry_id(site: Site, entry: Entry) -> str:
    """Return the id of an incident or a maintenance."""
    kind = "incident" if isinstance(entry, IncidentNow) else "maintenance"
    return _id(site.id_base, kind, entry.stable_id)


def update_id(site: Site, entry: Entry, ours: str) -> str:
    """Return the id of an update of an incident, or of an event of a maintenance."""
    return _id(site.id_base, "update", entry.stable_id, ours)


@lru_cache(maxsize=65536)
def _id(base: str, *names: str) -> str:
    """Return twelve characters that depend on our own ids and the site's `id_base` only."""
    digest = hashlib.sha256("\n".join((base, *names)).encode()).digest()
    number = int.from_bytes(digest, "big") % _IDS
    letters = []
    for _ in range(_ID_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return "".join(letters)


def latest_incidents(world: World) -> tuple[IncidentNow, ...]:
    """Return the latest incidents, and beyond them those that are still open."""
    older = (each for each in world.incidents[LATEST:] if each.is_open)
    return (*world.incidents[:LATEST], *older)


def listed(world: World) -> Iterator[Entry]:
    """Yield every entry of the lists: the latest, and all that are open or upcoming."""
    lists: tuple[Iterable[Entry], ...] = (
        islice(world.incidents, LATEST),
        islice(world.maintenances, LATEST),
        world.open_incidents,
        world.running,
        world.upcoming,
    )
    yield from {entry.id: entry for entry in chain.from_iterable(lists)}.values()
