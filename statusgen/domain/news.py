"""News: the updates and events of entries, as feeds and posts publish them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.entry import Entry, announced_as, first_published, last_changed
from statusgen.domain.incident import IncidentNow
from statusgen.model import Group, Phase, Text


class News(Struct, frozen=True):
    """An update of an incident or an event of a maintenance, as it is published.

    `text` is None for an event by the clock; `groups` are those in which a person announces it.
    `date` is its time in feeds, in which no two news have the same one.
    """

    id: str
    at: datetime
    date: datetime
    entry: Entry
    phase: Phase
    text: Text | None
    groups: tuple[Group, ...]


def news_of_all(entries: Iterable[Entry], groups: tuple[Group, ...]) -> tuple[News, ...]:
    """Return the news of all entries with their dates in feeds, newest first.

    Of news at one second, that which was known first keeps it, and each other one takes the first
    later second that is free. An event by the clock is known with the announcement of its window,
    an update at its own time. So what is published later changes no earlier date, unless it is
    dated back to the very second of other news.
    """
    known = sorted(
        (key for entry in entries for key in _known(entry, news_of(entry, groups))),
        key=lambda each: each[:-1],
    )
    taken: set[datetime] = set()
    found: list[News] = []
    for *_, news in known:
        date = _free(news.at, taken)
        taken.add(date.replace(microsecond=0))
        found.append(news if date == news.date else replace(news, date=date))
    return tuple(sorted(found, key=lambda each: each.date, reverse=True))


def news_since(
    entries: Iterable[Entry], groups: tuple[Group, ...], since: datetime
) -> tuple[News, ...]:
    """Return the news of all entries that are not older than an instant, as `news_of_all` does.

    The dates of older news are at most seconds later than their times, so they take none of these.
    """
    recent = (entry for entry in entries if last_changed(entry) >= since - _DAY)
    return tuple(news for news in news_of_all(recent, groups) if news.at >= since)


_Known = tuple[datetime, datetime, str, News]
"""When news was known, when its entry was announced, the entry's id, the news."""


def _known(entry: Entry, newest_first: tuple[News, ...]) -> Iterator[_Known]:
    announced = first_published(entry)
    known = announced
    for news in reversed(newest_first):
        known = known if news.text is None else max(known, news.at)
        yield known, announced, entry.stable_id, news


def _free(at: datetime, taken: set[datetime]) -> datetime:
    """Return `at`, or the first later second that is free.

    News of an entry stay in order: all seconds from the time of one to its date are taken.
    """
    date = at
    while date.replace(microsecond=0) in taken:
        date = date.replace(microsecond=0) + _SECOND
    return date


_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def news_of(entry: Entry, groups: tuple[Group, ...]) -> tuple[News, ...]:
    """Return the news of one entry, newest first; `groups` are all groups of the site."""
    kind = announced_as(entry)
    where = tuple(group for group in groups if kind in group.announces)
    if isinstance(entry, IncidentNow):
        return tuple(
            News(each.id, each.at, each.at, entry, each.status, each.text, where)
            for each in reversed(entry.updates)
        )
    return tuple(
        News(each.id, each.at, each.at, entry, each.kind, each.text, where)
        for each in reversed(entry.events)
    )
