"""The past of a component: its state on each day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.model import State
from statusgen.spans import Span, overlap

_DAY = timedelta(days=1)
DAYS = 90
"""Number of days, today included, that the bars and the uptime of a component cover."""


class StatePeriod(Struct, frozen=True):
    """A period in which an entry put a component into one state."""

    entry_id: str
    state: State
    span: Span
    is_planned: bool = False

    @property
    def shown_as(self) -> State:
        """The state that days show: planned work is maintenance, whatever it stops meanwhile."""
        return min(self.state, State.UNDER_MAINTENANCE) if self.is_planned else self.state


_Date = date  # a field of this name would be its own type in Python 3.14


class Day(Struct, frozen=True):
    """One day of a component in the site's zone; `state` is None if it is not known.

    `is_maintained` is whether work was planned in it; an outage of the same day is its state.
    """

    date: _Date
    state: State | None
    entry_ids: tuple[str, ...] = ()
    is_maintained: bool = False


class HistoryContext(Struct, frozen=True):
    """The first monitored day, None if there is none; the current instant; the site's zone."""

    known_since: date | None
    now: datetime
    zone: ZoneInfo


@lru_cache(maxsize=256)
def day_span(day: date, zone: ZoneInfo) -> Span:
    """Return the span of a day, from midnight to midnight in `zone`: 23, 24 or 25 hours."""
    return Span(_midnight(day, zone), _midnight(day + timedelta(days=1), zone))


@lru_cache(maxsize=1024)
def month_span(month: date, zone: ZoneInfo) -> Span:
    """Return the span of the month of a date, from midnight to midnight in `zone`."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Span(_midnight(first, zone), _midnight(after, zone))


def month_before(day: date) -> date:
    """Return the first day of the month before that of a date."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return midnight in UTC: times of one zone would subtract without its clock changes."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def next_midnight(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the day after `now` begins in `zone`."""
    return _midnight(now.astimezone(zone).date() + timedelta(days=1), zone)


def last_days(now: datetime, zone: ZoneInfo, count: int = DAYS) -> tuple[date, ...]:
    """Return the last `count` dates in `zone`, today last."""
    return _dates_until(now.astimezone(zone).date(), count)


@lru_cache(maxsize=64)
def _dates_until(today: date, count: int) -> tuple[date, ...]:
    return tuple(today - timedelta(days=back) for back in reversed(range(count)))


def days(periods: Sequence[StatePeriod], context: HistoryContext) -> tuple[Day, ...]:
    """Return the worst state of each of the last 90 days, oldest first.

    Days before `known_since`, the day of the site's first entry, are unknown.
    """
    known, dates = context.known_since, last_days(context.now, context.zone)
    start, so_far = _midnight(dates[0], context.zone), context.now + timedelta.resolution
    affecting = _by_date(periods, Span(start, so_far), context.zone)
    return tuple(
        Day(day, None) if known is None or day < known else _day(day, affecting.get(day, ()))
        for day in dates
    )


def _by_date(
    periods: Iterable[StatePeriod], window: Span, zone: ZoneInfo
) -> Mapping[date, Sequence[StatePeriod]]:
    """Return the periods of `window` that affect each date on which something was affected."""
    found: dict[date, list[StatePeriod]] = defaultdict(list)
    for each in periods:
        part = overlap(each.span, window) if each.state > State.OPERATIONAL else None
        for day in () if part is None else _dates(part, zone):
            found[day].append(each)
    return found


def _dates(span: Span, zone: ZoneInfo) -> Iterator[date]:
    """Yield the dates of which a span, which is over, has a part."""
    last = ((span.end or span.start) - timedelta.resolution).astimezone(zone).date()
    day = span.start.astimezone(zone).date()
    while day <= last:
        yield day
        day += _DAY


def _day(day: date, affecting: Sequence[StatePeriod]) -> Day:
    if not affecting:
        return Day(day, State.OPERATIONAL)
    states = frozenset(each.shown_as for each in affecting)
    ids = tuple(dict.fromkeys(each.entry_id for each in affecting))
    return Day(day, max(states), ids, is_maintained=State.UNDER_MAINTENANCE in states)


def span_of_days(context: HistoryContext, count: int) -> Span:
    """Return the last `count` days in the site's zone, today as far as it has gone."""
    today = context.now.astimezone(context.zone).date()
    return Span(_midnight(today - timedelta(days=count - 1), context.zone), context.now)


def known_part(window: Span, context: HistoryContext) -> Span | None:
    """Return the part of `window` from the first monitored day to now, or None."""
    if context.known_since is None:
        return None
    first = _midnight(context.known_since, context.zone)
    return overlap(window, Span(first, context.now))
