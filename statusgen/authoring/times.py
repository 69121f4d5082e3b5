"""Times in options and answers: a date and time, a clock time, or a length of time.

Files of content hold whole times only, which is why they are read elsewhere.
"""

import re
from collections.abc import Container
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.console import echo, reject
from statusgen.content.schema.errors import InputError, refuse
from statusgen.content.schema.times import EXPECTED_YEAR, duration, instant, shown
from statusgen.model import Content
from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import quoted
from statusgen.spans import YEARS

_CLOCK = re.compile(r"(\d?\d):(\d\d)")
_LENGTH = re.compile(r"([+-]?) ?((?:[0-9]{1,5} ?[mhd] ?){1,3})")
_PART = re.compile(r"[0-9]+ ?[mhd]")
_WHOLE = re.compile(r"[0-9]{4,}-.*", re.DOTALL)
_EXPECTED = LazyMessage("expected a value such as 03:00, +30m, 4h or 2026-11-20 14:03")


class Clock(Struct, frozen=True):
    """How to read a time: in `zone`, as seen from `now`; the next one, or else the last.

    A length counts from `lengths_from`, by default from the minute of `now`.
    """

    zone: ZoneInfo
    now: datetime
    is_past: bool = False
    lengths_from: datetime | None = None


def written_times(content: Content) -> frozenset[datetime]:
    """Return the times of all updates and announcements, also of those still to come."""
    updates = (each.at for incident in content.incidents for each in incident.updates)
    of_works = (each.at for work in content.maintenances for each in work.updates)
    return frozenset((*updates, *of_works, *(each.announced for each in content.maintenances)))


def time_of_news(now: datetime, taken: Container[datetime]) -> datetime:
    """Return the minute of `now`, or its second if the minute is one of the `taken` times.

    News at the second of other news could change the published date of that in feeds.
    """
    minute = now.replace(second=0, microsecond=0)
    return now.replace(microsecond=0) if minute in taken else minute


def time_named(written: str, clock: Clock) -> datetime:
    """Return the instant in UTC that `written` names; raises InputError for anything else.

    `03:00` is the next time at which clocks show it, the present minute included, or the last one;
    `4h` lies ahead, or has passed; `+4h` and `-4h` say which. `now` is the present minute.
    """
    text = written.strip()
    if text.casefold() == "now":
        return clock.now.replace(second=0, microsecond=0)
    if _CLOCK.fullmatch(text):
        return _clock_time(text, clock)
    length = _LENGTH.fullmatch(text)
    if length is not None:
        return _after_length(length[1], length[2], clock)
    if not _WHOLE.fullmatch(text):
        values = {"time": quoted(written)}
        refuse(LazyMessage("{time} is neither a time nor a length of time", values), _EXPECTED)
    return _usable(instant(text, clock.zone))


def time_after(written: str, start: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant that `written` names as the end of what begins at `start`.

    Raises InputError, also if it is not after the start.
    """
    found = time_named(written, Clock(zone, start))
    if found <= start:
        refuse(
            LazyMessage("{time} is not after the start", {"time": shown(found, zone)}),
            LazyMessage("expected one after {time}", {"time": shown(start, zone)}),
        )
    return found


def time_as_written(written: str, clock: Clock) -> str:
    """Return a time as it is written; raises InputError if it is none."""
    time_named(written, clock)
    return written


def option_time(option: str, written: str, clock: Clock) -> datetime:
    """Return the instant in an option, and print it with its zone if it is not written whole.

    Raises click.BadParameter.
    """
    try:
        return time_confirmed(written, clock, f"{option} {written.strip()}: ")
    except InputError as error:
        reject(option, error.sentence)


def time_confirmed(written: str, clock: Clock, label: str = "  ") -> datetime:
    """Return the instant that `written` names, and print it with its zone if it is not whole.

    Raises InputError.
    """
    found = time_named(written, clock)
    if not _WHOLE.fullmatch(written.strip()):
        echo(f"{label}{shown(found, clock.zone)}")
    return found


def _clock_time(text: str, clock: Clock) -> datetime:
    hour, _, minute = text.partition(":")
    local = clock.now.astimezone(clock.zone)
    today = f"{local.date()} {hour:0>2}:{minute}"
    is_later = (int(hour), int(minute)) > (local.hour, local.minute)
    is_same = (int(hour), int(minute)) == (local.hour, local.minute)
    if is_same or is_later is not clock.is_past:
        return instant(today, clock.zone)
    other = local.date() + timedelta(days=-1 if clock.is_past else 1)
    return instant(f"{other} {hour:0>2}:{minute}", clock.zone)


def _after_length(sign: str, parts: str, clock: Clock) -> datetime:
    length = sum((duration(each) for each in _PART.findall(parts)), timedelta())
    is_back = sign == "-" or (clock.is_past and not sign)
    start = clock.lengths_from or clock.now.replace(second=0, microsecond=0)
    try:
        return _usable(start - length if is_back else start + length)
    except OverflowError:
        refuse(
            LazyMessage("{length} leaves the calendar", {"length": quoted(sign + parts)}), _EXPECTED
        )


def _usable(at: datetime) -> datetime:
    if at.year not in YEARS:
        refuse(LazyMessage("the year {year} cannot be used", {"year": at.year}), EXPECTED_YEAR)
    return at
