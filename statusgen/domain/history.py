"""What the past looks like: the state of each day and the uptime of a component."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from statusgen.model import State
from statusgen.spans import Span, length, overlap

DAYS = 90
"""How many days, today included, the bars and the uptime of a component cover."""


class StatePeriod(Struct, frozen=True):
    """One component in one state for one time, and the entry that says so."""

    entry_id: str
    state: State
    span: Span
    is_planned: bool = False


class Day(Struct, frozen=True):
    """One day of a component in the site's zone; a `state` of None means that nothing is known."""

    date: date
    state: State | None
    entry_ids: tuple[str, ...] = ()


class HistoryContext(Struct, frozen=True):
    """From where the past is looked at: the first watched day, the instant, the site's zone."""

    known_since: date | None
    now: datetime
    zone: ZoneInfo


def day_span(day: date, zone: ZoneInfo) -> Span:
    """Return the day from midnight to midnight in `zone`: 23, 24 or 25 hours."""
    return Span(_midnight(day, zone), _midnight(day + timedelta(days=1), zone))


def month_span(month: date, zone: ZoneInfo) -> Span:
    """Return the month of a date, from midnight to midnight in `zone`."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Span(_midnight(first, zone), _midnight(after, zone))


def month_before(day: date) -> date:
    """Return the first day of the month before that of a date."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant in UTC: two times of one zone subtract as if its clocks never changed."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def next_midnight(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the day after `now` begins in `zone`."""
    return _midnight(now.astimezone(zone).date() + timedelta(days=1), zone)


def last_days(now: datetime, zone: ZoneInfo, count: int = DAYS) -> tuple[date, ...]:
    """Return the last `count` dates in `zone`, today last."""
    today = now.astimezone(zone).date()
    return tuple(today - timedelta(days=back) for back in reversed(range(count)))


def days(stretches: Sequence[StatePeriod], past: HistoryContext) -> tuple[Day, ...]:
    """Return the worst state of each of the last 90 days, oldest first.

    A day before `known_since`, the day of the site's first entry, is unknown: nobody watched it.
    """
    known, dates = past.known_since, last_days(past.now, past.zone)
    whole = Span(_midnight(dates[0], past.zone))
    recent = [each for each in stretches if _is_felt(each, whole)]
    return tuple(
        Day(day, None) if known is None or day < known else _day(day, recent, past) for day in dates
    )


def _day(day: date, stretches: Sequence[StatePeriod], past: HistoryContext) -> Day:
    so_far = Span(day_span(day, past.zone).start, _so_far(day, past))
    felt = [each for each in stretches if _is_felt(each, so_far)]
    worst = max((each.state for each in felt), default=State.OPERATIONAL)
    return Day(day, worst, tuple(dict.fromkeys(each.entry_id for each in felt)))


def _so_far(day: date, past: HistoryContext) -> datetime:
    """Return the end of `day`, or just after `now` on the day that still goes on."""
    end = _midnight(day + timedelta(days=1), past.zone)
    return min(end, past.now + timedelta.resolution)


def _is_felt(stretch: StatePeriod, span: Span) -> bool:
    return stretch.state > State.OPERATIONAL and overlap(stretch.span, span) is not None


def uptime(stretches: Iterable[StatePeriod], past: HistoryContext, window: Span) -> Fraction | None:
    """Return the share of `window` in which a component worked, from 0 to 1.

    Only what is known of the window counts, days before `known_since` and time after `now` are
    left out, and where nothing is known the answer is None. Each instant counts by the worst
    state that an incident caused at it: a major outage in full, a partial outage by half,
    degraded performance by a tenth. Planned maintenance is not counted against uptime, in
    whatever state it leaves the component; an incident during maintenance is.
    """
    known = watched(window, past)
    if known is None:
        return None
    against = against_uptime(stretches, known)
    if not against:
        return Fraction(1)
    downtime = _downtime(against, past.now)
    return 1 - downtime / _ticks(length(known, past.now))


def last_ninety_days(past: HistoryContext) -> Span:
    """Return the time from midnight, 89 days before today in the site's zone, to now."""
    return Span(_midnight(last_days(past.now, past.zone)[0], past.zone), past.now)


def watched(window: Span, past: HistoryContext) -> Span | None:
    """Return the part of `window` from the first day that somebody watched to now, or None."""
    if past.known_since is None:
        return None
    first = _midnight(past.known_since, past.zone)
    return overlap(window, Span(first, past.now))


def against_uptime(stretches: Iterable[StatePeriod], window: Span) -> tuple[StatePeriod, ...]:
    """Return the stretches that count against uptime in `window`, cut to it."""
    return tuple(
        each if part == each.span else replace(each, span=part)
        for each in stretches
        if not each.is_planned
        and (part := overlap(each.span, window)) is not None
        and each.state.downtime
    )


def _downtime(stretches: Sequence[StatePeriod], now: datetime) -> Fraction:
    """Return the weighted ticks of outage in stretches; each instant counts once."""
    spans = [each.span for each in stretches]
    edges = sorted({edge for span in spans for edge in (span.start, span.end or now)})
    times: dict[State, timedelta] = defaultdict(timedelta)
    for start, end in pairwise(edges):
        times[_worst(stretches, start)] += end - start
    return sum((state.downtime * _ticks(time) for state, time in times.items()), Fraction(0))


def _worst(stretches: Iterable[StatePeriod], instant: datetime) -> State:
    here = (each.state for each in stretches if instant in each.span)
    return max(here, default=State.OPERATIONAL)


def _ticks(duration: timedelta) -> int:
    """Return a length of time in the least that there is between two instants."""
    return duration // timedelta.resolution
