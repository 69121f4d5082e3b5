"""Entries that readers do not see yet: drafts, and those that are published later."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from statusgen.domain.entry import Entry, publication_of, start_of
from statusgen.domain.incident_at import incident_at
from statusgen.domain.maintenance import maintenance_at
from statusgen.model import Content, Incident, Maintenance


class Waiting(Struct, frozen=True):
    """An entry as it will be published, and the number of later occurrences of its series."""

    entry: Entry
    later: int = 0


def waiting(content: Content, now: datetime) -> tuple[Waiting, ...]:
    """Return the entries that are not published at `now`, the soonest first.

    Of a series it is the next occurrence, or the last one of a draft that is over.
    """
    found = (*_incidents(content, now), *_maintenances(content, now))
    return tuple(sorted(found, key=lambda each: (start_of(each.entry), each.entry.id)))


def _incidents(content: Content, now: datetime) -> Iterator[Waiting]:
    for each in content.incidents:
        if _is_waiting(each, now):
            entry = incident_at(each, max(now, publication_of(each)), content.policy)
            yield from () if entry is None else (Waiting(entry),)


def _maintenances(content: Content, now: datetime) -> Iterator[Waiting]:
    by_file: dict[str, list[Maintenance]] = defaultdict(list)
    for each in sorted(content.maintenances, key=lambda work: work.starts):
        if _is_waiting(each, now):
            by_file[each.path].append(each)
    for works in by_file.values():
        coming = [each for each in works if each.ends > now] or works[-1:]
        entry = maintenance_at(coming[0], max(now, publication_of(coming[0])))
        yield from () if entry is None else (Waiting(entry, len(coming) - 1),)


def _is_waiting(record: Incident | Maintenance, now: datetime) -> bool:
    return record.draft or publication_of(record) > now
