"""A subscriber who polls the feeds of a site, of each format, and shows what is new to him."""

from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import feedparser
import jsonfeed

Item = tuple[str, str, str]
"""The key by which a reader knows an item again, its title, and its time."""


@dataclass
class Subscriber:
    """A feed reader: it remembers what it has seen, and shows what is new, the oldest first."""

    seen: set[str] = field(default_factory=set)
    heard: list[tuple[str, str]] = field(default_factory=list)

    def poll(self, path: str, written: bytes) -> None:
        for key, title, when in reversed(list(READERS[path.rpartition(".")[2]](written))):
            if key not in self.seen:
                self.heard.append((title, when))
            self.seen.add(key)


def read_rss(written: bytes) -> Iterator[Item]:
    for item in feedparser.parse(written).entries:
        yield item.id, item.title, stamp(item.published_parsed)


def read_atom(written: bytes) -> Iterator[Item]:
    """Read as those readers do who show an entry again when its `updated` has moved."""
    for entry in feedparser.parse(written).entries:
        at = stamp(entry.updated_parsed)
        yield f"{entry.id} {at}", entry.title, at


def read_json(written: bytes) -> Iterator[Item]:
    for item in jsonfeed.Feed.parse_string(written).items:
        yield item.id, item.title, item.date_published


READERS = {"rss": read_rss, "atom": read_atom, "json": read_json}


def stamp(parsed: Any) -> str:  # noqa: ANN401 - a time as feedparser gives it
    return f"{datetime.fromtimestamp(timegm(parsed), UTC):%Y-%m-%dT%H:%M:%SZ}"
