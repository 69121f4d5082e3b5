"""The past of a component: its state on each day, and its uptime."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from statusgen.model import State
from statusgen.spans import Span, length, overlap

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


class Day(Struct, frozen=True):
    """One day of a component in the site's zone; `state` is None if it is not known.

    `is_maintained` is whether work was planned in it; an outage of the same day is its state.
    """

    date: date
    state: State | None
    entry_ids: tuple[str, ...] = ()
    is_maintained: bool = False

    @property
    def is_outage(self) -> bool:
        """Whether something did not work, and was not planned to."""
        return self.state is not None and self.state.is_outage


class HistoryContext(Struct, frozen=True):
    """The first monitored day, None if there is none; the current instant; the site's zone."""

    known_since: date | None
    now: datetime
    zone: ZoneInfo


@lru_cache(maxsize=256)
def day_span(day: date, zone: ZoneInfo) -> Span:
    """Return the span of a day, from midnight to midnight in `zone`: 23, 24 or 25 hours."""
    return Span(_midnight(day, zone), _midnight(day + timedelta(days=1), zone))


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
    today = now.astimezone(zone).date()
    return tuple(today - timedelta(days=back) for back in reversed(range(count)))


def days(periods: Sequence[StatePeriod], context: HistoryContext) -> tuple[Day, ...]:
    """Return the worst state of each of the last 90 days, oldest first.

    Days before `known_since`, the day of the site's first entry, are unknown.
    """
    known, dates = context.known_since, last_days(context.now, context.zone)
    start, so_far = _midnight(dates[0], context.zone), context.now + timedelta.resolution
    recent = [each for each in periods if _affects(each, Span(start, so_far))]
    return tuple(
        Day(day, None) if known is None or day < known else _day(day, recent, context.zone, so_far)
        for day in dates
    )


def _day(day: date, recent: Sequence[StatePeriod], zone: ZoneInfo, end: datetime) -> Day:
    """Return a day of which nothing counts from `end` on."""
    whole = day_span(day, zone)
    so_far = whole if whole.end is None or whole.end <= end else Span(whole.start, end)
    affecting = [each for each in recent if overlap(each.span, so_far) is not None]
    if not affecting:
        return Day(day, State.OPERATIONAL)
    states = frozenset(each.shown_as for each in affecting)
    ids = tuple(dict.fromkeys(each.entry_id for each in affecting))
    return Day(day, max(states), ids, is_maintained=State.UNDER_MAINTENANCE in states)


def _affects(period: StatePeriod, span: Span) -> bool:
    return period.state > State.OPERATIONAL and overlap(period.span, span) is not None


def uptime(
    periods: Iterable[StatePeriod], context: HistoryContext, window: Span
) -> Fraction | None:
    """Return the share of `window` in which a component worked, from 0 to 1.

    Days before `known_since` and time after `now` are left out; the result is None if nothing
    remains. Each instant counts by the worst state that an incident caused: a major outage in
    full, a partial outage by half, degraded performance by a tenth. Planned maintenance is not
    counted against uptime, whatever its state; an incident during maintenance is.
    """
    known = known_part(window, context)
    if known is None:
        return None
    against = against_uptime(periods, known)
    if not against:
        return Fraction(1)
    downtime = _downtime(against, context.now)
    return 1 - downtime / _microseconds(length(known, context.now))


_ALMOST_ALL = Fraction(9_999, 10_000)


def rounded_uptime(share: Fraction | None, *, had_outage: bool) -> Fraction | None:
    """Return an uptime as people read it: to the hundredth of a per cent, rounded down.

    After an outage, however short, it is never all of the time.
    """
    if share is None:
        return None
    rounded = Fraction((share * 10_000).__floor__(), 10_000)
    return min(rounded, _ALMOST_ALL) if had_outage else rounded


class UptimeCourse(Struct, frozen=True):
    """How an uptime goes on from now until the next change: the rate at which time is lost.

    `start` is the beginning of the window; `lost` is the weighted downtime in it, in microseconds.
    """

    start: datetime
    lost: Fraction
    rate: Fraction


def uptime_course(
    periods: Iterable[StatePeriod], context: HistoryContext, window: Span
) -> UptimeCourse | None:
    """Return how an uptime goes on; None where it stays as it is: nothing is lost, or known."""
    known = known_part(window, context)
    every = tuple(periods)
    counted = against_uptime(every, known) if known else ()
    worst = _worst((each for each in every if not each.is_planned), context.now)
    if known is None or not (counted or worst.downtime):
        return None
    return UptimeCourse(known.start, _downtime(counted, context.now), Fraction(worst.downtime))


def last_ninety_days(context: HistoryContext) -> Span:
    """Return the time from midnight, 89 days before today in the site's zone, to now."""
    return span_of_days(context, DAYS)


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


def against_uptime(periods: Iterable[StatePeriod], window: Span) -> tuple[StatePeriod, ...]:
    """Return the periods that count against uptime, cut to `window`."""
    return tuple(
        each if part == each.span else replace(each, span=part)
        for each in periods
        if not each.is_planned
        and (part := overlap(each.span, window)) is not None
        and each.state.downtime
    )


def _downtime(periods: Sequence[StatePeriod], now: datetime) -> Fraction:
    """Return the weighted downtime in microseconds; each instant counts once."""
    starts = ((each.span.start, each.state, 1) for each in periods)
    ends = ((each.span.end or now, each.state, -1) for each in periods)
    changes = sorted((*starts, *ends), key=lambda each: each[0])
    running: Counter[State] = Counter()
    times: dict[State, timedelta] = defaultdict(timedelta)
    for (start, state, step), (end, *_) in pairwise(changes):
        running[state] += step
        worst = max((each for each in running if running[each]), default=State.OPERATIONAL)
        times[worst] += end - start
    return sum((state.downtime * _microseconds(time) for state, time in times.items()), Fraction(0))


def _worst(periods: Iterable[StatePeriod], instant: datetime) -> State:
    here = (each.state for each in periods if instant in each.span)
    return max(here, default=State.OPERATIONAL)


def _microseconds(duration: timedelta) -> int:
    """Return a duration in microseconds."""
    return duration // timedelta.resolution
