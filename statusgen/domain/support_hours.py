"""Support hours of a region as intervals, as an amount of time, and at one instant.

Hours are in the region's own zone, so 09:00 stays 09:00 over a clock change. Arguments may be in
any zone; results are in UTC.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.model.policy import Hours, Policy, Region
from statusgen.spans import Span, is_empty, overlap

ALWAYS_OPEN_AFTER = timedelta(days=366)
"""A region that does not close within this time counts as always open."""


class SupportNow(Struct, frozen=True):
    """Whether support is open now, and `until` when; None if that never changes."""

    is_open: bool
    until: datetime | None


class WeekdayHours(Struct, frozen=True):
    """Consecutive weekdays with the same hours, Monday being 0; no hours means closed."""

    first: int
    last: int
    hours: tuple[Hours, ...]


def support_spans(region: Region, start: datetime) -> Iterator[Span]:
    """Yield the support hours of `region` that end after `start`, in order, endlessly.

    Raises OverflowError at the end of the year 9999.
    """
    after = Span(start.astimezone(UTC))
    for day in days_from(region, start):
        yield from (span for span in _day_spans(region, day) if overlap(span, after))


def days_from(region: Region, start: datetime) -> Iterator[date]:
    """Yield the dates in the zone of `region` from that of `start` on, endlessly."""
    day = start.astimezone(region.timezone).date()
    while True:
        yield day
        day += timedelta(days=1)


def _day_spans(region: Region, day: date) -> tuple[Span, ...]:
    """Return the support hours of one local day, without hours that a clock change skips."""
    if any(holiday.date == day for holiday in region.holidays):
        return ()
    spans = (_span(region, day, hours) for hours in region.hours.get(day.weekday(), ()))
    return tuple(span for span in spans if not is_empty(span))


def _span(region: Region, day: date, hours: Hours) -> Span:
    last_day = day + timedelta(days=1) if hours.closes == time() else day
    zone = region.timezone
    return Span(_instant(zone, day, hours.opens), _instant(zone, last_day, hours.closes))


@lru_cache(maxsize=4096)
def _instant(zone: ZoneInfo, day: date, at: time) -> datetime:
    """Return when a clock of `zone` first shows `at` or, if that is skipped, a later time."""
    local = datetime.combine(day, at, zone)
    late, early = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    return late if late <= early else clock_change(zone, early, late)


def clock_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the second at which the offset of `zone` changes between two instants in UTC.

    Both are whole seconds, and the offset changes once.
    """
    offset = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        is_changed = middle.astimezone(zone).utcoffset() == offset
        before, after = (before, middle) if is_changed else (middle, after)
    return after


def in_support_hours(region: Region, instant: datetime) -> bool:
    """Return whether `instant` is in the support hours of `region`; a closing time is not."""
    return instant in next(support_spans(region, instant))


def closing(region: Region, day: date) -> datetime | None:
    """Return when support closes on a date of `region`, or None on a day off."""
    spans = _day_spans(region, day)
    return spans[-1].end if spans else None


def weekly_hours(region: Region) -> tuple[WeekdayHours, ...]:
    """Return the hours of a usual week from Monday on, with equal consecutive days grouped."""
    runs = groupby(range(7), key=lambda weekday: region.hours.get(weekday, ()))
    grouped = ((hours, tuple(weekdays)) for hours, weekdays in runs)
    return tuple(WeekdayHours(days[0], days[-1], hours) for hours, days in grouped)


# --- now ---------------------------------------------------------------------------------------


def support_now(region: Region, now: datetime) -> SupportNow:
    """Return whether `region` is in its support hours at `now`, and when that next changes."""
    first = next(support_spans(region, now))
    if now not in first:
        return SupportNow(is_open=False, until=first.start)
    return SupportNow(is_open=True, until=_next_closing(region, now))


def _next_closing(region: Region, now: datetime) -> datetime | None:
    """Return when the current hours end; adjacent hours count as one interval."""
    horizon = now.astimezone(UTC) + ALWAYS_OPEN_AFTER
    for span, following in pairwise(support_spans(region, now)):
        if span.end is None or span.end > horizon:
            break
        if span.end < following.start:
            return span.end
    return None


def support_changes(region: Region, now: datetime) -> Iterator[datetime]:
    """Yield the instants after `now` at which `region` opens or closes, in order."""
    change = support_now(region, now).until
    while change is not None:
        yield change
        change = support_now(region, change).until


def next_support_change(policy: Policy, now: datetime) -> datetime | None:
    """Return when support next opens or closes in any region, or None if it never does."""
    changes = (support_now(region, now).until for region in policy.regions)
    return min((change for change in changes if change is not None), default=None)
