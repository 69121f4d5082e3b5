"""The days of recurring maintenance, by the rules of the content format."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

LAST_SUNDAY = "FREQ=MONTHLY;BYDAY=-1SU"
"""The rule that has the nights in which the clocks of Europe are changed."""
_STEPS = {"FREQ=WEEKLY": 7, "FREQ=DAILY;INTERVAL=2": 2, "FREQ=DAILY": 1}
RULES = (LAST_SUNDAY, *_STEPS)
_WEEK = timedelta(days=7)


def occurrence_days(
    series: dict[str, Any], zone: ZoneInfo
) -> Iterator[tuple[str, datetime, datetime]]:
    """Yield the day of each occurrence of a series, its start and its end."""
    first, last = (_local(series[name], zone) for name in ("starts", "ends"))
    repeats = series["repeats"]
    length = last - first if last > first else series["ends"] - series["starts"]
    starts = islice(_starts(repeats["rule"], first), repeats.get("count"))
    until = date.fromisoformat(repeats.get("until", "9999-12-31"))
    for each in takewhile(lambda each: each.date() <= until, starts):
        if each.date().isoformat() not in repeats.get("except", ()):
            start = _instant(each, zone)
            is_first = start == series["starts"]
            end = series["ends"] if is_first else _instant(each + length, zone)
            yield each.date().isoformat(), start, end


def _starts(rule: str, first: datetime) -> Iterator[datetime]:
    if rule in _STEPS:
        return (first + timedelta(days=number * _STEPS[rule]) for number in count())
    weeks = (first + number * _WEEK for number in count())
    return (each for each in weeks if is_last_of_month(each))


def is_last_of_month(day: datetime) -> bool:
    """Return whether a month has no later day of the same weekday."""
    return (day + _WEEK).month != day.month


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time: of one that comes twice the first, as `fold` is 0."""
    return local.replace(tzinfo=zone).astimezone(UTC)
