"""Which settled entries the pages of now still tell of: few, however long the history is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from statusgen.almanac import Line
from statusgen.book import Book, is_settled, settled_lines
from statusgen.history import DAYS
from statusgen.outputs.calendar import KEPT_DAYS
from statusgen.statuspage import LATEST
from statusgen.syndication.channel import NEWEST as NEWEST_IN_FEED
from statusgen.views.component import NEWEST as NEWEST_ON_PAGE

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


def told_now(book: Book, now: datetime) -> frozenset[str]:
    """Return the paths of the entries that something may tell of that is made at `now`."""
    still = _kept(settled_lines(book, now), now)
    return frozenset(
        each.path
        for each in book.facts
        if not is_settled(each, now) or (each.line is not None and each.line.id in still)
    )


def _kept(lines: Sequence[Line], now: datetime) -> frozenset[str]:
    """Return the ids of the settled entries that something may tell of that is made at `now`."""
    found = {each.id for each in lines if _is_recent(each, now)}
    for order in _ORDERS:
        found.update(_newest(sorted(lines, key=order, reverse=True)))
    return frozenset(found)


def _is_recent(each: Line, now: datetime) -> bool:
    days = DAYS if each.is_incident else KEPT_DAYS
    return each.until >= now - timedelta(days=days) - _EDGE


def _newest(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the first of each kind and of each component; no name of one has a blank in it."""
    counted: dict[str, int] = defaultdict(int)
    for each in lines:
        for name in ("an incident" if each.is_incident else "a maintenance", *each.named):
            if counted[name] < _NEWEST:
                counted[name] += 1
                yield each.id
