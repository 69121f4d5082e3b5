"""The entries that a person means: by a part of an id, by words of a title, by being open."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from statusgen.domain.world import derive
from statusgen.model import Content, Incident, Maintenance

Written = Incident | Maintenance

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Current(Struct, frozen=True):
    """The ids of entries that are open or running, and of those that are coming or drafts."""

    open: frozenset[str]
    coming: frozenset[str]


def entries_meant(content: Content, now: datetime, words: str) -> tuple[Written, ...]:
    """Return the entries whose id or title has all of the words.

    Without words they are those that are open or running, or else those that are coming. Current
    entries come first: others are meant only by a former id, or by a date and a part. Of work that
    repeats itself, only the occurrence that is next is meant, unless the words say which: by its
    id, or as `WORDS@2026-12-01`.
    """
    if "@" in words:
        return _occurrences_of(content.maintenances, words)
    every: tuple[Written, ...] = (*content.incidents, *content.maintenances)
    exact = tuple(each for each in every if words and words in (each.id, *each.aliases))
    if exact:
        return exact
    current = _current(content, every, now)
    is_open = tuple(each for each in every if each.id in current.open)
    coming = tuple(each for each in every if each.id in current.coming)
    if not words:
        return is_open or tuple(_next_of_each(coming))
    found = _matching((*is_open, *coming), words)
    return tuple(_next_of_each(found)) or (_matching(every, words) if _DATE.match(words) else ())


def _occurrences_of(works: Iterable[Maintenance], words: str) -> tuple[Written, ...]:
    """Return the occurrences that `WORDS@DAY` means; an id before the sign means only its own."""
    part, _, day = words.rpartition("@")
    found = _matching((each for each in works if each.id.endswith(f"-{day}")), part)
    return tuple(each for each in found if each.id == f"{part}-{day}") or found


def current_ids(content: Content, now: datetime) -> frozenset[str]:
    """Return the ids of entries that are open, running or coming, drafts among them."""
    current = _current(content, (*content.incidents, *content.maintenances), now)
    return current.open | current.coming


def _current(content: Content, every: Iterable[Written], now: datetime) -> _Current:
    world = derive(content, now, drafts=True)
    incidents = (each.id for each in world.open_incidents)
    is_open = frozenset((*incidents, *(each.id for each in world.running)))
    published = {each.id for each in world.entries}
    unpublished = (each.id for each in every if each.id not in published)
    coming = (each.id for each in world.upcoming)
    return _Current(is_open, frozenset((*coming, *unpublished)))


def _next_of_each(entries: Iterable[Written]) -> Iterator[Written]:
    """Yield the entries, of the occurrences in one file only the first."""
    seen: set[str] = set()
    for each in sorted(entries, key=_start):
        if each.path not in seen:
            yield each
        seen.add(each.path)


def _start(entry: Written) -> datetime:
    return entry.starts if isinstance(entry, Maintenance) else entry.updates[0].at


def _matching(entries: Iterable[Written], words: str) -> tuple[Written, ...]:
    parts = words.casefold().split()
    return tuple(each for each in entries if all(part in _haystack(each) for part in parts))


def _haystack(entry: Written) -> str:
    return f"{entry.id} {' '.join(entry.title.by_language.values())}".casefold()
