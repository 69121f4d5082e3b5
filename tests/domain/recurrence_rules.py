"""Random rules of recurrence, and two judges of them: libical, and trying every day."""

import ctypes
import random
from calendar import isleap, monthrange, timegm
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec import Struct

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST = 3000
Starts = Callable[[str, datetime], list[datetime]]
"""Expands the text of a rule from a first local time on."""


class Rule(Struct, frozen=True):
    """A random rule: its parts as numbers, Monday being 0."""

    often: str
    interval: int
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    position: int = 0

    @property
    def text(self) -> str:
        named = (f"{number or ''}{DAYS[day]}" for number, day in self.weekdays)
        parts = {
            "BYDAY": ",".join(named),
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "BYYEARDAY": ",".join(map(str, self.year_days)),
            "BYWEEKNO": ",".join(map(str, self.weeks)),
            "BYMONTH": ",".join(map(str, self.months)),
            "BYSETPOS": str(self.position or ""),
        }
        written = (f";{name}={value}" for name, value in parts.items() if value)
        return f"FREQ={self.often};INTERVAL={self.interval}{''.join(written)}"

    @property
    def is_disputed(self) -> bool:
        """Whether libical 3 has another reading of days of the month.

        It knows no last days in a daily rule, counts a day with two numbers twice, and takes the
        month of the first day where a yearly rule names no month.
        """
        has_last_days = min(self.month_days, default=1) < 0
        if has_last_days and (self.often == "DAILY" or self.position):
            return True
        return self.often == "YEARLY" and self.month_days != () and not self.months


def random_rule(seed: int) -> Rule:
    dice = random.Random(seed)  # noqa: S311 - a case
    often = dice.choice(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
    is_long = often in ("MONTHLY", "YEARLY")
    months = _some(dice, range(1, 13), 4) if dice.random() < 0.3 else ()
    kind = dice.choice(_kinds(often, has_months=bool(months)))
    numbers = (-1, 0, 0, 1, 2, 3) if is_long and kind == "weekdays" else (0,)
    days: dict[str, dict[str, Any]] = {
        "weekdays": {"weekdays": _weekdays(dice, numbers)},
        "month_days": {"month_days": _some(dice, (*range(1, 32), -1, -2), 4)},
        "year_days": {"year_days": _some(dice, (*range(1, 366), -1, -2, -100), 4)},
        "weeks": {"weeks": _some(dice, range(2, 52), 3), "weekdays": _weekdays(dice, numbers)},
        "": {},
    }
    position = dice.choice((0, 0, 1, -1, 2)) if is_long and (kind or months) else 0
    return Rule(often, dice.randint(1, 3), **days[kind], months=months, position=position)


def _kinds(often: str, *, has_months: bool) -> tuple[str, ...]:
    of_days = () if often == "WEEKLY" else ("month_days",)
    of_years = ("year_days", "weeks") if often == "YEARLY" and not has_months else ()
    return ("", "weekdays", *of_days, *of_years)


def _some(dice: random.Random, values: range | tuple[int, ...], most: int) -> tuple[int, ...]:
    return tuple(sorted(dice.sample(values, dice.randint(1, most))))


def _weekdays(dice: random.Random, numbers: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    days = dice.sample(range(7), dice.randint(1, 3))
    return tuple((dice.choice(numbers), day) for day in days)


# --- trying every day ----------------------------------------------------------------------------


def every_day_tried(rule: Rule, first: date, last: date) -> list[date]:
    """Return the days of a rule from `first` to `last`."""
    periods: dict[int, list[date]] = {}
    for day in _span(first.replace(month=1, day=1), last):
        number = _period(rule.often, day) - _period(rule.often, first)
        if number >= 0 and number % rule.interval == 0 and _is_match(rule, day, first):
            periods.setdefault(number, []).append(day)
    found = [day for days in periods.values() for day in _at_position(days, rule.position)]
    return [day for day in found if day >= first]


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _period(often: str, day: date) -> int:
    return {
        "DAILY": day.toordinal(),
        "WEEKLY": (day.toordinal() - 1) // 7,
        "MONTHLY": 12 * day.year + day.month,
        "YEARLY": day.year,
    }[often]


def _at_position(days: list[date], position: int) -> list[date]:
    if not position:
        return days
    index = position - 1 if position > 0 else len(days) + position
    return days[index : index + 1] if index >= 0 else []


def _is_match(rule: Rule, day: date, first: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        return _is_numbered(day.day, monthrange(day.year, day.month)[1], rule.month_days)
    if rule.year_days:
        return _is_numbered(*_in_year(day), rule.year_days)
    if rule.weeks and day.isocalendar().week not in rule.weeks:
        return False
    if rule.weekdays:
        return _is_weekday(rule, day)
    return _is_like_first(rule, day, first)


def _is_weekday(rule: Rule, day: date) -> bool:
    is_of_year = rule.often == "YEARLY" and not rule.months
    number, size = _in_year(day) if is_of_year else (day.day, monthrange(day.year, day.month)[1])
    numbers = (0, (number + 6) // 7, -((size - number) // 7 + 1))
    return any(day.weekday() == each and n in numbers for n, each in rule.weekdays)


def _is_like_first(rule: Rule, day: date, first: date) -> bool:
    """Return whether a day is one of a rule that names none: its first day says which."""
    if rule.often == "WEEKLY":
        return day.weekday() == first.weekday()
    is_of_month = day.month == first.month or rule.months != () or rule.often == "MONTHLY"
    return rule.often == "DAILY" or (day.day == first.day and is_of_month)


def _is_numbered(number: int, size: int, numbers: tuple[int, ...]) -> bool:
    return not {number, number - size - 1}.isdisjoint(numbers)


def _in_year(day: date) -> tuple[int, int]:
    return day.timetuple().tm_yday, 366 if isleap(day.year) else 365


# --- libical -------------------------------------------------------------------------------------


def starts_by(library: ctypes.CDLL) -> Starts:
    """Return how libical expands a rule, an implementation of its own in C."""
    expand = library.icalrecur_expand_recurrence
    times = ctypes.c_int64 * MOST
    expand.argtypes = (
        ctypes.c_char_p,
        ctypes.c_int64,
        ctypes.c_int,
        ctypes.POINTER(ctypes.c_int64),
    )

    def starts(rule: str, first: datetime) -> list[datetime]:
        found = times()
        assert expand(rule.encode(), timegm(first.timetuple()), MOST, found), rule
        in_utc = (datetime.fromtimestamp(each, UTC) for each in found if each)
        return [each.replace(tzinfo=None) for each in in_utc]

    return starts
