"""Schema of how a maintenance repeats itself: a rule of RFC 5545, and where it ends."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.config import JsonDict

from statusgen.content.schema.base import Record
from statusgen.content.schema.errors import FieldError, refuse, written
from statusgen.content.schema.names import MAX_ID
from statusgen.content.schema.policy_values import Day
from statusgen.content.schema.scalars import Count, Duration, Scalar, text_schema
from statusgen.content.schema.times import shown
from statusgen.content.source.nodes import Source
from statusgen.domain.recurrence import (
    MAX_AHEAD,
    MAX_OCCURRENCES,
    MAX_SERIES,
    WEEKS_OF_MONTH,
    days_of_rule,
    is_past_last_year,
    latest,
    local_starts,
    matches,
    rule_fault,
    unclear_times,
)
from statusgen.model import Maintenance, Repeats
from statusgen.problems import Problem, Severity, quoted
from statusgen.spans import YEARS

EXAMPLE = "FREQ=MONTHLY;BYDAY=1TU"

MAX_INTERVAL = 9_999
"""Maximum INTERVAL of a rule."""

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_LIST = "{0}(,{0})*"
_DAY_OF_YEAR = "([1-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"
_PARTS: Mapping[str, str] = {
    "FREQ": "|".join(FREQUENCIES),
    "INTERVAL": f"[1-9][0-9]{{0,{len(str(MAX_INTERVAL)) - 1}}}",
    "BYDAY": _LIST.format("([+-]?([1-9]|[1-4][0-9]|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)"),
    "BYMONTHDAY": _LIST.format("[+-]?([1-9]|[12][0-9]|3[01])"),
    "BYYEARDAY": _LIST.format(f"[+-]?{_DAY_OF_YEAR}"),
    "BYWEEKNO": _LIST.format("[+-]?([1-9]|[1-4][0-9]|5[0-3])"),
    "BYMONTH": _LIST.format("([1-9]|1[0-2])"),
    "BYSETPOS": _LIST.format(f"[+-]?{_DAY_OF_YEAR}"),
    "WKST": "MO|TU|WE|TH|FR|SA|SU",
}
"""The parts of a rule, and what each may hold; times of day are those of the first occurrence."""

_ONLY_WITH: Mapping[str, tuple[str, ...]] = {
    "BYWEEKNO": ("YEARLY",),
    "BYYEARDAY": ("YEARLY",),
    "BYMONTHDAY": ("DAILY", "MONTHLY", "YEARLY"),
    "BYSETPOS": ("MONTHLY", "YEARLY"),
}
"""The frequencies with which RFC 5545, 3.3.10, allows a part.

It allows BYSETPOS with weeks too, of which dateutil counts the first from its first start.
"""

_MAX_DAYS: Mapping[str, int] = {"MONTHLY": 31, "YEARLY": 366}
"""Number of days in the longest period of a frequency."""

_NUMBERED_DAY = re.compile("[0-9](MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile("[0-9]+")
_HINT = f"expected a rule such as {EXAMPLE}"


def rule_as_written(value: object) -> str:
    """Return a rule in upper case; raises InputError for what RFC 5545 does not allow."""
    text = written(value, "a rule").strip().upper().removeprefix("RRULE:")
    parts = [each.partition("=") for each in text.split(";")]
    named = {name: held for name, _, held in parts}
    for name, _, held in parts:
        _require_part(name, held)
    if len(named) < len(parts):
        refuse(f"a part of {quoted(text)} stands there twice", _HINT)
    if "FREQ" not in named:
        refuse(f"{quoted(text)} does not say how often", _HINT)
    _require_fitting(named)
    if fault := rule_fault(text):
        refuse(f"{quoted(text)} cannot be followed: {fault}", _HINT)
    return text


def _require_part(name: str, held: str) -> None:
    if name in ("UNTIL", "COUNT"):
        refuse(f"the rule cannot have {name}", f"write '{name.lower()}' beside 'rule'")
    if name not in _PARTS:
        refuse(f"the rule cannot have {quoted(name)}", f"expected one of: {', '.join(_PARTS)}")
    if not re.fullmatch(_PARTS[name], held):
        often = f"expected one of: {', '.join(FREQUENCIES)}" if name == "FREQ" else _HINT
        refuse(f"{quoted(held)} is not a value of {name}", often)


def _require_fitting(named: Mapping[str, str]) -> None:
    often = named["FREQ"]
    for name, frequencies in _ONLY_WITH.items():
        if name in named and often not in frequencies:
            refuse(f"{name} cannot go with FREQ={often}", f"it goes with {', '.join(frequencies)}")
    is_numbered = _NUMBERED_DAY.search(named.get("BYDAY", "")) is not None
    if is_numbered and (often not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in named):
        refuse("a numbered day goes with FREQ=MONTHLY or FREQ=YEARLY", _HINT)
    numbers = map(int, _NUMBER.findall(named.get("BYDAY", "")))
    if (often == "MONTHLY" or "BYMONTH" in named) and max(numbers, default=0) > WEEKS_OF_MONTH:
        refuse(f"no month has more than {WEEKS_OF_MONTH} of a weekday", _HINT)
    if "BYSETPOS" in named and not any(n.startswith("BY") and n != "BYSETPOS" for n in named):
        refuse("BYSETPOS needs another part that begins with BY", _HINT)
    if "BYWEEKNO" in named and "BYDAY" not in named:
        refuse("BYWEEKNO needs BYDAY", "add the weekday, as in FREQ=YEARLY;BYWEEKNO=20;BYDAY=TU")
    positions = map(int, _NUMBER.findall(named.get("BYSETPOS", "")))
    if max(positions, default=0) > _MAX_DAYS.get(often, 0):
        hint = f"expected at most {_MAX_DAYS[often]} as BYSETPOS"
        refuse(f"FREQ={often} has no period of so many days", hint)


def _at_most_a_year(length: timedelta) -> timedelta:
    if length > MAX_AHEAD:
        refuse("this is more than a year", f"expected at most {MAX_AHEAD.days}d")
    return length


Rule: TypeAlias = Annotated[str, Scalar(rule_as_written, text_schema("FREQ="))]
"""A rule of RFC 5545, without its end."""

Ahead: TypeAlias = Annotated[Duration, AfterValidator(_at_most_a_year)]
"""How long before the start of an occurrence it is announced."""

_ENDS: JsonDict = {"oneOf": [{"required": ["until"]}, {"required": ["count"]}]}


class RepeatsRecord(Record):
    """How a maintenance repeats itself."""

    model_config = ConfigDict(json_schema_extra=_ENDS)

    rule: Rule = Field(description=f"a rule of RFC 5545 in the site's zone, as in {EXAMPLE}")
    until: Day | None = Field(default=None, description="the last day on which one may begin")
    count: Count | None = Field(
        default=None, description="the number of occurrences, in the place of until"
    )
    except_: tuple[Day, ...] = Field(
        default=(), alias="except", description="days on which it does not take place"
    )


# --- what is wrong with a series -----------------------------------------------------------------

_ROOM = len("-2026-12-01")
_SERIES = f"{MAX_SERIES.days // 366} years"


def series_errors(work: Maintenance, zone: ZoneInfo) -> Iterator[FieldError]:
    """Yield what is wrong with the occurrences of a maintenance, if it repeats itself."""
    repeats = work.repeats
    if repeats is None:
        return
    if len(work.id) + _ROOM > MAX_ID:
        hint = f"expected at most {MAX_ID - _ROOM} characters"
        yield FieldError("the name of the file has no room for a date", hint, ("repeats",))
    if (repeats.until is None) == (repeats.count is None):
        hint = "expected one of 'until' and 'count'"
        yield FieldError("a repetition ends in one way", hint, ("repeats",))
    else:
        yield from _misfits(work, repeats, zone)


def _misfits(work: Maintenance, repeats: Repeats, zone: ZoneInfo) -> Iterator[FieldError]:
    first = work.starts.astimezone(zone).replace(tzinfo=None)
    nearest = next(matches(repeats, first), None)
    starts = local_starts(work, zone)
    if nearest is None:
        hint = "check the rule, and 'until'"
        yield FieldError("this rule has no occurrence", hint, ("repeats", "rule"))
    elif nearest != first:
        hint = f"expected a value such as {nearest:%Y-%m-%d %H:%M}"
        yield FieldError("the first occurrence does not follow the rule", hint, ("starts",))
    elif not starts:
        hint = "leave a day out of the list"
        yield FieldError("every occurrence is excepted", hint, ("repeats", "except"))
    elif len(starts) > MAX_OCCURRENCES:
        hint = f"expected at most {MAX_OCCURRENCES}: let it end earlier"
        yield FieldError("there are too many occurrences", hint, ("repeats",))
    elif is_past_last_year(work, starts[-1], zone):
        hint = f"expected a time before the year {YEARS[-1]}; check its year"
        yield FieldError("the last occurrence ends after the end of the calendar", hint, ("ends",))
    else:
        yield from _too_long(repeats, first)


def _too_long(repeats: Repeats, first: datetime) -> Iterator[FieldError]:
    """Refuse a series that is not followed to its end, and so would lack occurrences."""
    if repeats.until is not None and repeats.until > latest(first).date():
        hint = f"expected a day up to {latest(first):%Y-%m-%d}"
        yield FieldError(f"a series lasts at most {_SERIES}", hint, ("repeats", "until"))
    elif repeats.count is not None and sum(1 for _ in matches(repeats, first)) < repeats.count:
        hint = "expected fewer: let it end earlier"
        message = f"there are not as many occurrences in {_SERIES}"
        yield FieldError(message, hint, ("repeats", "count"))


def series_warnings(work: Maintenance, zone: ZoneInfo, source: Source) -> Iterator[Problem]:
    """Yield the warnings about the occurrences of a maintenance, if it repeats itself."""
    yield from _clock_changes(work, zone, source)
    yield from _unused_exceptions(work, zone, source)


def _unused_exceptions(work: Maintenance, zone: ZoneInfo, source: Source) -> Iterator[Problem]:
    """Yield a warning for each excepted day on which no occurrence would begin."""
    if work.repeats is None or not work.repeats.except_:
        return
    days = days_of_rule(work, zone)
    for index, day in enumerate(work.repeats.except_):
        if day not in days:
            nearest = min(days, key=lambda each: abs(each - day))
            yield Problem(
                source.value(("repeats", "except", index)),
                "no occurrence begins on this day, so nothing is left out",
                f"the nearest one begins on {nearest:%Y-%m-%d}; check the day",
                Severity.WARNING,
            )


def _clock_changes(work: Maintenance, zone: ZoneInfo, source: Source) -> Iterator[Problem]:
    """Yield a warning for each time of occurrences that a clock change skips or repeats."""
    for local, at in unclear_times(work, zone):
        back = at.astimezone(zone).replace(tzinfo=None)
        happens = "occurs twice" if back == local else "does not exist"
        yield Problem(
            source.value(("repeats", "rule")),
            f"{local:%Y-%m-%d %H:%M} {happens}, because the clocks change",
            f"{shown(at, zone)}{' for the first time' if back == local else ''} is taken;"
            f" for another time, write a file {work.id}-{local:%Y-%m-%d}.yml",
            Severity.WARNING,
        )
