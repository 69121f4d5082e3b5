"""Times and durations as people write them, to instants in UTC and to timedeltas."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from statusgen.content.schema.errors import InputError, refuse, with_nearest
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say
from statusgen.problems import quoted
from statusgen.spans import YEARS

EXAMPLE = "2026-11-20 14:03"
_DAY_EXAMPLE = "2026-11-20"
EXPECTED_YEAR = LazyMessage(
    "expected a year from {first} to {last}", {"first": YEARS[0], "last": YEARS[-1]}
)

_SHAPE = re.compile(
    r"(?P<year>[0-9]{4,})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:(?:[Tt]|\ +)(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,6}))?)?"
    r"(?P<zone>.*))?",
    re.DOTALL,
)
INSTANT_PATTERN = (
    r"^\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([Tt]| +)"
    r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    r"\s*([Zz]|[+-][0-9]{2}:?([0-5][0-9])?|\s[A-Za-z][A-Za-z0-9_+/-]*)?\s*$"
)
"""The shape of a time for JSON Schema, which knows neither calendars nor clock changes."""

_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})?")
MIN_OFFSET, MAX_OFFSET = timedelta(hours=-12), timedelta(hours=14)
"""The offsets that places have."""
_MONTHS, _MINUTES = 12, 60
_LEAP_SECOND = 60
_ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}")
_MACHINE_ZONES = frozenset({"localtime", "posixrules", "Factory"})
"""Names that mean something else on every machine, or nothing."""


@lru_cache(maxsize=4096)
def instant(text: str, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, that `text` names; without a zone of its own it is in `zone`.

    ISO 8601, seconds optional, `T` or a space; then an offset, or a space and an IANA name.
    Raises InputError for anything else, also for a local time that a clock change skips or repeats.
    """
    return _usual(text, zone) or _read(text, zone)


def _usual(text: str, zone: ZoneInfo) -> datetime | None:
    """Return what is written as in `EXAMPLE`, or with a Z as well, as most times are; else None."""
    bare = text.removesuffix("Z")
    if len(bare) != len(EXAMPLE) or bare[4::3] != EXAMPLE[4::3] or bare[11:13] > "23":
        return None
    try:
        naive = datetime.fromisoformat(bare)
    except ValueError:
        return None  # what is wrong with it is found out sign by sign
    if naive.year not in YEARS:
        return None
    return _in_utc(naive, zone) if bare == text else naive.replace(tzinfo=UTC)


def _read(text: str, zone: ZoneInfo) -> datetime:
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None:
        _refuse_short(text)
        expected = LazyMessage("expected a time such as {example}", {"example": EXAMPLE})
        refuse(_no_time(text), expected)
    if shape["hour"] is None:
        day = f"{shape['year']}-{shape['month']}-{shape['day']}"
        refuse(
            LazyMessage("{time} has no time of day", {"time": quoted(text)}),
            LazyMessage("write {time} for its beginning", {"time": f"{day} 00:00"}),
        )
    naive = _naive(shape)
    written = shape["zone"].strip()
    where = _zone(written, is_apart=shape["zone"].startswith(" ")) if written else zone
    return _in_utc(naive, where)


def _no_time(text: str) -> LazyMessage:
    return LazyMessage("{time} is not a date and time", {"time": quoted(text)})


_SHORT = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})((?:[Tt]|\s+)([0-9]{1,2}):([0-9]{1,2})(?![0-9])(.*))?",
    re.DOTALL,
)


def _refuse_short(text: str) -> None:
    """Refuse a time with a part of one digit or another space; raises InputError with both."""
    found = _SHORT.fullmatch(text.strip())
    if found is None:
        return
    year, *parts = found[1], *(each for each in found.group(2, 3, 5, 6) if each)
    month, day, *clock = (f"{int(each):02}" for each in parts)
    rest, rule = found[7] or "", LazyMessage("month, day, hour and minute have two digits each")
    half = re.fullmatch(r"\s*([ap])\.?m\.?", rest, re.IGNORECASE)
    if half is not None:
        clock[0] = f"{int(clock[0]) % 12 + (12 if half[1] in 'Pp' else 0):02}"
        rest, rule = "", LazyMessage("hours are 00 to 23")
    corrected = f"{year}-{month}-{day} {':'.join(clock) or '00:00'}{rest}"
    if re.search(r"[^\S ]", text):
        rule = LazyMessage("only ordinary spaces are allowed in it")
    refuse(_no_time(text), LazyMessage("write {time}: {rule}", {"time": corrected, "rule": rule}))


def _naive(shape: re.Match[str]) -> datetime:
    year, month, day = (int(shape[name]) for name in ("year", "month", "day"))
    hour, minute, second = (int(shape[name] or 0) for name in ("hour", "minute", "second"))
    _check_day(year, month, day)
    _check_time(hour, minute, second)
    micros = int((shape["fraction"] or "").ljust(6, "0"))
    return datetime.combine(date(year, month, day), time(hour, minute, second, micros))


def _check_day(year: int, month: int, day: int) -> None:
    if year not in YEARS:
        refuse(LazyMessage("the year {year} cannot be used", {"year": year}), EXPECTED_YEAR)
    if not 1 <= month <= _MONTHS:
        expected = LazyMessage(
            "expected year-month-day, such as {example}", {"example": _DAY_EXAMPLE}
        )
        refuse(LazyMessage("there is no month {month}", {"month": f"{month:02}"}), expected)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        values = {"month": f"{year:04}-{month:02}", "day": f"{day:02}"}
        expected = LazyMessage("its days are 01 to {last}", {"last": last})
        refuse(LazyMessage("{month} has no day {day}", values), expected)


def _check_time(hour: int, minute: int, second: int) -> None:
    if (hour, minute, second) == (24, 0, 0):
        refuse(LazyMessage("there is no hour 24"), LazyMessage("write 00:00 of the next day"))
    if second == _LEAP_SECOND:
        refuse(
            LazyMessage("second 60 is not allowed, not even for a leap second"),
            LazyMessage("write second 59"),
        )
    for message, value, last in (
        (to_say("there is no hour {n}"), hour, 23),
        (to_say("there is no minute {n}"), minute, 59),
        (to_say("there is no second {n}"), second, 59),
    ):
        if value > last:
            refuse(
                LazyMessage(message, {"n": value}),
                LazyMessage("expected 00 to {last}", {"last": last}),
            )


# --- zones -------------------------------------------------------------------------------------


def _zone(written: str, *, is_apart: bool) -> tzinfo:
    if written in ("Z", "z"):
        return UTC
    offset = _OFFSET.fullmatch(written)
    if offset is not None:
        return _offset_zone(written, offset)
    if not (written[0].isalpha() and is_apart):
        refuse(
            LazyMessage("{zone} after the time is not a zone", {"zone": quoted(written)}),
            LazyMessage(
                "expected an offset such as +01:00, or a space and a name such as Europe/Rome"
            ),
        )
    return named_zone(written)


def _offset_zone(written: str, offset: re.Match[str]) -> tzinfo:
    hours, minutes = int(offset["hours"]), int(offset["minutes"] or 0)
    distance = timedelta(hours=hours, minutes=minutes) * (-1 if offset["sign"] == "-" else 1)
    if minutes >= _MINUTES or not MIN_OFFSET <= distance <= MAX_OFFSET:
        message = LazyMessage("no place has the offset {offset}", {"offset": quoted(written)})
        refuse(message, LazyMessage("expected -12:00 to +14:00"))
    return timezone(distance)


def zone_names() -> list[str]:
    """Return the names of all IANA time zones, in alphabetical order."""
    return sorted(available_timezones() - _MACHINE_ZONES)


def named_zone(name: str) -> ZoneInfo:
    """Return the IANA time zone of this name; raises InputError where there is none."""
    is_name = _ZONE_NAME.fullmatch(name) and name not in _MACHINE_ZONES
    zone = _loaded(name) if is_name else None
    if zone is None:
        hint = LazyMessage("expected a name such as Europe/Rome")
        known = (each for each in available_timezones() if "/" in each)
        message = LazyMessage("there is no time zone {name}", {"name": quoted(name)})
        refuse(message, with_nearest(hint, name, known))
    return zone


def _loaded(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None


def _in_utc(naive: datetime, zone: tzinfo) -> datetime:
    first, second = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        raise _two_readings(naive, first, second)
    return first.astimezone(UTC)


def _two_readings(naive: datetime, first: datetime, second: datetime) -> InputError:
    """Word a local time that a clock change repeats or, where the offset grows, skips."""
    before, after = first.utcoffset() or timedelta(0), second.utcoffset() or timedelta(0)
    shown = naive.isoformat(sep=" ", timespec="minutes" if not naive.second else "seconds")
    one, other = f"{shown}{_offset(before)}", f"{shown}{_offset(after)}"
    values = {"time": shown, "zone": first.tzinfo, "one": one, "other": other}
    if before > after:
        return InputError(
            LazyMessage("{time} occurs twice in {zone}, where the clocks go back", values),
            LazyMessage("write {one} for the first time or {other} for the second", values),
        )
    clocks = {"earlier": _local(naive, after - before), "later": _local(naive, before - after)}
    return InputError(
        LazyMessage("{time} does not exist in {zone}, where the clocks go forward", values),
        LazyMessage("write {one} for {earlier} there or {other} for {later}", {**values, **clocks}),
    )


def _local(naive: datetime, shift: timedelta) -> str:
    return f"{naive + shift:%H:%M}"


def _offset(offset: timedelta) -> str:
    sign = "-" if offset < timedelta(0) else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"{sign}{hours:02}:{minutes:02}"


def shown(at: datetime, zone: ZoneInfo) -> str:
    """Return an instant as somebody in `zone` would write it in a file, with the zone's name.

    Parts of a second are left out.
    """
    try:
        local = at.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        local, zone = at.replace(tzinfo=None), ZoneInfo("UTC")
    return f"{local.isoformat(sep=' ', timespec='seconds' if local.second else 'minutes')} {zone}"


# --- durations ---------------------------------------------------------------------------------

MAX_UNITS = 99_999
"""Maximum number of minutes, hours or days of a length of time."""

_DURATION = re.compile(rf"(?P<count>[0-9]{{1,{len(str(MAX_UNITS))}}})\ ?(?P<unit>[mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def duration(text: str) -> timedelta:
    """Return a length of time such as `30m`, `24h` or `5d`; a day has 24 h. Raises InputError."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        expected = LazyMessage("expected a value such as 30m, 24h or 5d")
        refuse(LazyMessage("{length} is not a length of time", {"length": quoted(text)}), expected)
    length = int(found["count"]) * _UNITS[found["unit"]]
    if not length:
        expected = LazyMessage("expected at least 1m, or leave the line out")
        refuse(LazyMessage("a length of time cannot be zero"), expected)
    return length
