"""What a whole history comes to, line by line: enough for all that sees only a part of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.domain.entry import (
    Entry,
    components_of,
    day_of,
    end_of,
    first_known,
    is_past,
    last_changed,
    start_of,
)
from statusgen.domain.history import month_span
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow


class Line(Struct, frozen=True, array_like=True):
    """One entry in short; instants are in UTC, days and months are those of the site's zone.

    `until` is the last instant that anything is told of; `month` the one under which it stands,
    None for work to come; `first_month` and `last_month` are those between which it may count.
    """

    id: str
    is_incident: bool
    is_settled: bool
    begun: datetime
    ended: datetime | None
    last_word: datetime
    until: datetime
    watched_since: date
    month: date | None
    first_month: date
    last_month: date
    named: tuple[str, ...]


class MonthCount(Struct, frozen=True):
    """How many entries of each kind stand under a month."""

    incidents: int = 0
    maintenances: int = 0

    @property
    def all(self) -> int:
        """How many entries that are."""
        return self.incidents + self.maintenances


class Almanac(Struct, frozen=True):
    """What is known of all that is published.

    `known_since` is the day of the first entry in the site's zone; `months` are those in which
    something happened, by their first day, newest first; `size` is how many entries there are.
    Nothing can change any more in a month that is over by `until` and not among `open_months`.
    """

    known_since: date | None
    months: Mapping[date, MonthCount]
    size: int
    until: datetime
    open_months: frozenset[date]
    zone: ZoneInfo

    def is_settled(self, month: date) -> bool:
        """Return whether the month of a date is over, and all that stands under it."""
        end = month_span(month, self.zone).end
        return (
            end is not None and end <= self.until and month.replace(day=1) not in self.open_months
        )


def line(entry: Entry, now: datetime, zone: ZoneInfo) -> Line:
    """Return an entry in short, as it stands at `now`."""
    months = sorted(_month(at, zone) for at in _places(entry, now))
    return Line(
        id=entry.id,
        is_incident=isinstance(entry, IncidentNow),
        is_settled=entry.is_settled,
        begun=start_of(entry),
        ended=end_of(entry),
        last_word=last_changed(entry),
        until=max(end_of(entry) or now, last_changed(entry), *_window_end(entry)),
        watched_since=first_known(entry).astimezone(zone).date(),
        month=day_of(entry, zone).replace(day=1) if is_past(entry) else None,
        first_month=months[0],
        last_month=months[-1],
        named=tuple(sorted(components_of(entry))),
    )


def _places(entry: Entry, now: datetime) -> Iterator[datetime]:
    """Yield the instants by which a list or a figure may count an entry to a month."""
    yield start_of(entry)
    yield end_of(entry) or now
    if isinstance(entry, MaintenanceNow):
        yield entry.starts
        yield from (span.start for span in entry.spans)


def _window_end(entry: Entry) -> Iterator[datetime]:
    if isinstance(entry, MaintenanceNow):
        yield entry.ends


def _month(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date().replace(day=1)


def almanac(
    lines: Iterable[Line], to_come: Iterable[datetime], now: datetime, zone: ZoneInfo
) -> Almanac:
    """Return what all `lines` of a history come to at `now`.

    `to_come` are the instants from which on entries count that are not published yet: no month
    after one of them is settled before they are.
    """
    lines = tuple(lines)
    return Almanac(
        known_since=min((each.watched_since for each in lines), default=None),
        months=_counted(lines),
        size=len(lines),
        until=min((now, *to_come)),
        open_months=frozenset(_open(lines)),
        zone=zone,
    )


def _counted(lines: Iterable[Line]) -> Mapping[date, MonthCount]:
    found = Counter((each.month, each.is_incident) for each in lines if each.month is not None)
    months = sorted({month for month, _ in found if month is not None}, reverse=True)
    return {each: MonthCount(found[each, True], found[each, False]) for each in months}


def _open(lines: Iterable[Line]) -> Iterator[date]:
    """Yield every month in which an entry may count that is not settled."""
    for each in lines:
        if not each.is_settled:
            yield from months_between(each.first_month, each.last_month)


@lru_cache(maxsize=4096)
def months_between(first: date, last: date) -> tuple[date, ...]:
    """Return the first day of each month from that of `first` to that of `last`."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(month // 12, month % 12 + 1, 1) for month in months)
