"""Which settled entries the pages of now still tell of: few, however long the history is."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from statusgen.domain.almanac import Line
from statusgen.domain.history import DAYS
from statusgen.incremental.book import Book
from statusgen.outputs.calendar import KEPT_DAYS
from statusgen.outputs.feeds.channel import NEWEST as NEWEST_IN_FEED
from statusgen.render.statuspage_names import LATEST
from statusgen.render.views.component import NEWEST as NEWEST_ON_PAGE

_NEWEST = max(LATEST, NEWEST_IN_FEED, NEWEST_ON_PAGE) + 1
"""So many entries of each kind and of each component stand in a list, or tell that one goes on."""

_EDGE = timedelta(days=2)
"""Days are counted from a midnight of the site's zone, which may be more than a day away."""

_ORDERS: tuple[Callable[[Line], datetime], ...] = (
    lambda each: each.begun,
    lambda each: each.last_word,
    lambda each: each.ended or each.begun,
)
"""What "newest" means in one list or another."""


def told_now(book: Book) -> frozenset[str]:
    """Return the paths of the entries that something may tell of that is made now."""
    lines = tuple(each for _, each in book.settled_lines)
    still = kept(lines, book.now)
    return book.unsettled.union(path for path, each in book.settled_lines if each.id in still)


def kept(lines: Sequence[Line], now: datetime) -> frozenset[str]:
    """Return the ids of the settled entries that something may tell of that is made at `now`."""
    found = set(_recent(lines, now))
    names = frozenset(name for each in lines for name in each.named)
    for order in _ORDERS:
        found.update(_newest(sorted(lines, key=order, reverse=True), names))
    return frozenset(found)


def _recent(lines: Iterable[Line], now: datetime) -> Iterator[str]:
    incidents, works = (now - timedelta(days=days) - _EDGE for days in (DAYS, KEPT_DAYS))
    for each in lines:
        if each.until >= (incidents if each.is_incident else works):
            yield each.id


def _newest(lines: Iterable[Line], names: Collection[str]) -> Iterator[str]:
    """Yield the first of each kind and of each component; no name of one has a blank in it."""
    missing = dict.fromkeys((*names, "an incident", "a maintenance"), _NEWEST)
    for each in lines:
        if not missing:
            return
        for name in ("an incident" if each.is_incident else "a maintenance", *each.named):
            if name in missing:
                yield each.id
                missing[name] -= 1
                if not missing[name]:
                    del missing[name]
