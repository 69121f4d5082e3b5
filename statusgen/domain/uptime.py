"""The uptime of a component: the share of a window in which it worked, and how it goes on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.history import HistoryContext, StatePeriod, known_part, span_of_days
from statusgen.model import State
from statusgen.spans import Span, length, overlap


def uptime(
    periods: Iterable[StatePeriod], context: HistoryContext, window: Span
) -> Fraction | None:
    """Return the share of `window` in which a component worked, from 0 to 1.

    Days before `known_since` and time after `now` are left out; the result is None if nothing
    remains. Each instant counts by the worst state that an incident caused: a major outage in
    full, a partial outage by half, degraded performance by a tenth. Planned maintenance is not
    counted against uptime, whatever its state; an incident during maintenance is.
    """
    loss = _loss(periods, context, window)
    return None if loss is None else _share(loss, context.now)


class _Loss(Struct, frozen=True):
    """The weighted downtime of a component in the `known` part of a window, in microseconds.

    `is_any` is whether any period counts against its uptime, even one that lost nothing so far.
    """

    known: Span
    lost: Fraction
    is_any: bool


def _loss(periods: Iterable[StatePeriod], context: HistoryContext, window: Span) -> _Loss | None:
    known = known_part(window, context)
    if known is None:
        return None
    against = against_uptime(periods, known)
    return _Loss(known, _downtime(against, context.now), is_any=bool(against))


def _share(loss: _Loss, now: datetime) -> Fraction:
    return 1 - loss.lost / _microseconds(length(loss.known, now))


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


def _course(
    periods: Iterable[StatePeriod], loss: _Loss | None, now: datetime
) -> UptimeCourse | None:
    """Return how an uptime goes on; None where it stays as it is: nothing is lost, or known."""
    rate = _worst((each for each in periods if not each.is_planned), now).downtime
    if loss is None or not (loss.is_any or rate):
        return None
    return UptimeCourse(loss.known.start, loss.lost, Fraction(rate))


class RecentUptime(Struct, frozen=True):
    """The uptime of the last days, from 0 to 1, and how it goes on.

    `fails_now` is whether something does not work now, even if it has lost no time yet. `since` is
    the first day with data where there is none of the first of these days.
    """

    exact: Fraction | None
    fails_now: bool
    since: date | None
    course: UptimeCourse | None

    @property
    def share(self) -> Fraction | None:
        """The uptime as people read it."""
        return rounded_uptime(self.exact, had_outage=self.fails_now)


def recent_uptime(
    periods: Sequence[StatePeriod], context: HistoryContext, count: int
) -> RecentUptime:
    """Return the uptime of the last `count` days, today included."""
    window, known = span_of_days(context, count), context.known_since
    outages = (each for each in periods if each.state.is_outage and not each.is_planned)
    first = window.start.astimezone(context.zone).date()
    loss = _loss(periods, context, window)
    return RecentUptime(
        exact=None if loss is None else _share(loss, context.now),
        fails_now=any(context.now in each.span for each in outages),
        since=known if known is not None and known > first else None,
        course=_course(periods, loss, context.now),
    )


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
