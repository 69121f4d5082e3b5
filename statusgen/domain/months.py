"""The months of a history: the entries of each, and whether they can still change."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, lru_cache

from msgspec import Struct

from statusgen.domain.entry import Entry, day_of, end_of, is_past, start_of, with_entries
from statusgen.domain.history import HistoryContext, known_part, month_span
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow


class MonthCount(Struct, frozen=True):
    """Number of entries of each kind that are listed under a month."""

    incidents: int = 0
    maintenances: int = 0

    def __add__(self, other: "MonthCount") -> "MonthCount":
        incidents = self.incidents + other.incidents
        return MonthCount(incidents, self.maintenances + other.maintenances)


class Neighbours(Struct, frozen=True):
    """The months after and before a month, by their first days; None where there is none."""

    newer: date | None
    older: date | None


class Month(Struct, frozen=True, dict=True):
    """A month of the history, given by its first day.

    `entries` are all that may count in it, newest first. `listed` are its neighbours with listed
    entries, `reported` its neighbours with figures. If the month `is_complete`, none of its
    entries can change; if it `is_final`, nothing on its pages can, and `past` is the context of
    the history at its end and not at now.
    """

    month: date
    entries: tuple[Entry, ...]
    listed: Neighbours
    reported: Neighbours
    past: HistoryContext
    is_complete: bool
    is_final: bool

    @cached_property
    def listing(self) -> tuple[Entry, ...]:
        """The entries that are listed under the month, those of its last day first."""
        zone = self.past.zone
        here = (each for each in self.entries if listed_under(each, self.past) == self.month)
        return tuple(sorted(here, key=lambda each: day_of(each, zone), reverse=True))

    @property
    def count(self) -> MonthCount:
        """Number of entries that are listed under the month."""
        return counted(self.listing)

    @property
    def is_reported(self) -> bool:
        """Whether the month has figures."""
        return known_part(month_span(self.month, self.past.zone), self.past) is not None


class EntriesByMonth(Struct, frozen=True, dict=True):
    """Entries, newest first, by their months."""

    entries: tuple[Entry, ...]
    past: HistoryContext

    @cached_property
    def listed(self) -> Mapping[date, tuple[Entry, ...]]:
        """The entries that are listed under each month, newest first."""
        found: dict[date, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            month = listed_under(entry, self.past)
            if month is not None:
                found[month].append(entry)
        return {month: tuple(entries) for month, entries in found.items()}

    @cached_property
    def counts(self) -> Mapping[date, MonthCount]:
        """The number of entries that are listed under each month."""
        return {month: counted(entries) for month, entries in self.listed.items()}

    @cached_property
    def counting(self) -> Mapping[date, tuple[Entry, ...]]:
        """The entries that may count in each month, newest first."""
        found: dict[date, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for month in counts_in(entry, self.past):
                found[month].append(entry)
        return {month: tuple(entries) for month, entries in found.items()}


class Months(Struct, frozen=True, dict=True):
    """All months of a history.

    The published entries are the `settled` ones and those that are `moving` still; `to_come` are
    the instants at which unpublished entries will begin to count: no month after one of them is
    final before its publication.
    """

    settled: EntriesByMonth
    moving: EntriesByMonth
    to_come: tuple[datetime, ...]
    past: HistoryContext

    @cached_property
    def listed(self) -> Mapping[date, MonthCount]:
        """The months under which entries are listed, newest first, with their counts."""
        found = dict(self.settled.counts)
        for month, count in self.moving.counts.items():
            found[month] = found.get(month, MonthCount()) + count
        return {month: found[month] for month in sorted(found, reverse=True)}

    @cached_property
    def reported(self) -> tuple[date, ...]:
        """The months with figures, newest first."""
        return _known_months(self.past)

    @cached_property
    def all(self) -> tuple[date, ...]:
        """Every month that has a page, newest first."""
        return tuple(sorted({*self.listed, *self.reported}, reverse=True))

    def __getitem__(self, month: date) -> Month:
        """Return the month that begins on a date; it need not be one of `all`."""
        if month not in self._made:
            self._made[month] = self._month(month)
        return self._made[month]

    @cached_property
    def _listed(self) -> tuple[date, ...]:
        return tuple(self.listed)

    @cached_property
    def _made(self) -> dict[date, Month]:
        return {}

    def _month(self, month: date) -> Month:
        listed, reported = _beside(self._listed, month), _beside(self.reported, month)
        is_final = self._is_final(month, listed, reported)
        end = month_span(month, self.past.zone).end
        past = (
            HistoryContext(self.past.known_since, end, self.past.zone)
            if is_final and end
            else self.past
        )
        is_complete = reported.newer is not None and self.is_settled(month)
        moving = self.moving.counting.get(month, ())
        entries = with_entries(self.settled.counting.get(month, ()), moving)
        return Month(month, entries, listed, reported, past, is_complete, is_final)

    def is_settled(self, month: date) -> bool:
        """Return whether the month that begins on a date is over, and every entry in it."""
        end = month_span(month, self.past.zone).end
        return end is not None and end <= self._known_until and month not in self._open

    @cached_property
    def _known_until(self) -> datetime:
        return min((self.past.now, *self.to_come))

    @cached_property
    def _open(self) -> frozenset[date]:
        """The months in which an unsettled entry may count."""
        still = (each for each in self.moving.entries if not each.is_settled)
        return frozenset(month for each in still for month in counts_in(each, self.past))

    def _is_final(self, month: date, listed: Neighbours, reported: Neighbours) -> bool:
        """Return whether the pages of a month can no longer change.

        The month is settled, and so are its neighbours, which its pages name. The newest month is
        not final, because its next neighbour is unknown.
        """
        if reported.newer is None or (listed.newer is None and month in self.listed):
            return False
        beside = (listed.newer, listed.older, reported.newer, reported.older)
        return all(map(self.is_settled, filter(None, (month, *beside))))


def counted(entries: Collection[Entry]) -> MonthCount:
    """Return the number of entries of each kind."""
    incidents = sum(isinstance(each, IncidentNow) for each in entries)
    return MonthCount(incidents, len(entries) - incidents)


def listed_under(entry: Entry, past: HistoryContext) -> date | None:
    """Return the month under which an entry is listed, None for upcoming work."""
    return day_of(entry, past.zone).replace(day=1) if is_past(entry) else None


def counts_in(entry: Entry, past: HistoryContext) -> tuple[date, ...]:
    """Return the months in which a list or a figure may count an entry, in order."""
    days = [at.astimezone(past.zone).date() for at in _instants(entry, past.now)]
    return months_between(min(days), max(days))


def _instants(entry: Entry, now: datetime) -> Iterator[datetime]:
    yield start_of(entry)
    yield end_of(entry) or now
    if isinstance(entry, MaintenanceNow):
        yield entry.starts
        yield from (span.start for span in entry.spans)


@lru_cache(maxsize=4096)
def months_between(first: date, last: date) -> tuple[date, ...]:
    """Return the first day of each month from that of `first` to that of `last`."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(month // 12, month % 12 + 1, 1) for month in months)


def _beside(months: Sequence[date], month: date) -> Neighbours:
    """Return the months beside one; `months` are newest first."""
    first = bisect_left(months, -month.toordinal(), key=lambda each: -each.toordinal())
    after = first + (months[first : first + 1] == (month,))
    newer = months[first - 1] if first else None
    return Neighbours(newer, months[after] if after < len(months) else None)


@lru_cache(maxsize=4)
def _known_months(past: HistoryContext) -> tuple[date, ...]:
    """Return the months with data, newest first: that of `now` may have only begun."""
    if past.known_since is None:
        return ()
    newest = past.now.astimezone(past.zone).date()
    months = months_between(past.known_since, newest)[::-1]
    has_begun = months and known_part(month_span(months[0], past.zone), past) is not None
    return months if has_begun else months[1:]
