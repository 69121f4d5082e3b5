"""News: the updates and events of entries, as feeds and posts publish them."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from statusgen.domain.entry import Entry, announced_as
from statusgen.domain.incident import IncidentNow
from statusgen.model import Group, Phase, Text


class News(Struct, frozen=True):
    """An update of an incident or an event of a maintenance, as it is published.

    `text` is None for an event by the clock; `groups` are those in which a person announces it.
    """

    id: str
    at: datetime
    entry: Entry
    phase: Phase
    text: Text | None
    groups: tuple[Group, ...]


def news_of_all(entries: Iterable[Entry], groups: tuple[Group, ...]) -> tuple[News, ...]:
    """Return the news of all entries, newest first; the order at one instant never changes."""
    found = [news for entry in entries for news in reversed(news_of(entry, groups))]
    found.sort(key=lambda news: (news.at, news.entry.id))
    return tuple(reversed(found))


def news_of(entry: Entry, groups: tuple[Group, ...]) -> tuple[News, ...]:
    """Return the news of one entry, newest first; `groups` are all groups of the site."""
    kind = announced_as(entry)
    where = tuple(group for group in groups if kind in group.announces)
    if isinstance(entry, IncidentNow):
        return tuple(
            News(each.id, each.at, entry, each.status, each.text, where)
            for each in reversed(entry.updates)
        )
    return tuple(
        News(each.id, each.at, entry, each.kind, each.text, where)
        for each in reversed(entry.events)
    )
