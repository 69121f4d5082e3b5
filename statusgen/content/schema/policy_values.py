"""The kinds of values that only the support policy has: hours, months, telephone numbers, words."""

import enum
import re
from datetime import date, time
from itertools import pairwise
from typing import Annotated, TypeAlias

from pydantic import ValidationInfo

from statusgen.content.markdown import is_invisible
from statusgen.content.schema.errors import FieldError, InputError, refuse, written, wrong_type
from statusgen.content.schema.scalars import (
    NAMES_MARK,
    Known,
    Scalar,
    Word,
    context_of,
    known_name,
    matching,
    text_schema,
)
from statusgen.model import During, Eligible, Hours, Turn
from statusgen.problems import quoted

# --- days and hours ----------------------------------------------------------------------------

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOURS = re.compile(r"([0-9]{2}:[0-9]{2})\ ?[-\N{EN DASH}]\ ?([0-9]{2}:[0-9]{2})")
_HOURS_HINT = "expected opening and closing, such as 09:00-18:00"


def _month(value: object) -> date:
    text = written(value, "a month")
    found = _date(f"{text}-01") if _MONTH.fullmatch(text) else None
    return found or refuse(f"{quoted(text)} is not a month", "expected a value such as 2020-07")


def _day(value: object) -> date:
    text = written(value, "a date")
    found = _date(text) if _DAY.fullmatch(text) else None
    return found or refuse(f"{quoted(text)} is not a date", "expected a value such as 2026-12-25")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_hours(value: object) -> tuple[Hours, ...]:
    """Return the hours of one day, written as one stretch or as a list of them."""
    if not isinstance(value, list):
        return (_hours(value),)
    if not value:
        refuse("these hours are empty", f"{_HOURS_HINT}; leave out a day that is off")
    stretches = tuple(_each_hours(value))
    for index, (one, following) in enumerate(pairwise(stretches), start=1):
        if one.closes == time() or following.opens < one.closes:
            raise InputError.of([_overlapping(index)])
    return stretches


def _each_hours(values: list[object]) -> list[Hours]:
    stretches, errors = [], []
    for index, each in enumerate(values):
        try:
            stretches.append(_hours(each))
        except InputError as error:
            first = error.errors[0]
            errors.append(FieldError(first.message, first.hint, (index,)))
    if errors:
        raise InputError.of(errors)
    return stretches


def _overlapping(index: int) -> FieldError:
    message = "this begins before the hours that are named first have ended"
    return FieldError(
        message, "expected the stretches of a day in order, none in another", (index,)
    )


def _hours(value: object) -> Hours:
    text = written(value, "hours")
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        padded = re.sub(r"(?<![0-9])[0-9](?=:)", r"0\g<0>", text.strip())
        is_short = _HOURS.fullmatch(padded) is not None
        hint = f"write {padded}: hours have two digits" if is_short else _HOURS_HINT
        refuse(f"{quoted(text)} are not hours", hint)
    opens = _time(found[1])
    closes = time() if found[2] == "24:00" else _time(found[2])
    if found[2] != "24:00" and closes <= opens:
        hint = "after midnight the next day begins: write 22:00-24:00, and there 00:00-06:00"
        refuse(f"{quoted(text)} close before they open", hint)
    return Hours(opens, closes)


def _time(text: str) -> time:
    try:
        return time(int(text[:2]), int(text[3:]))
    except ValueError:
        refuse(f"there is no time {quoted(text)}", _HOURS_HINT)


_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_HOURS_SCHEMA = text_schema(f"^\\s*{_CLOCK} ?[-\u2013] ?({_CLOCK}|24:00)\\s*$")
_SEVERAL_HOURS_SCHEMA = {"type": "array", "items": _HOURS_SCHEMA, "minItems": 1}
_MONTH_PATTERN = "^[0-9]{4}-(0[1-9]|1[0-2])$"
_DAY_PATTERN = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

Month: TypeAlias = Annotated[date, Scalar(_month, text_schema(_MONTH_PATTERN))]
"""A month such as `2020-07`, by its first day."""

Day: TypeAlias = Annotated[date, Scalar(_day, text_schema(_DAY_PATTERN))]
"""A date such as `2026-12-25`."""

DayHours: TypeAlias = Annotated[
    tuple[Hours, ...], Scalar(_day_hours, {"anyOf": [_HOURS_SCHEMA, _SEVERAL_HOURS_SCHEMA]})
]
"""The support hours of one day: `09:00-18:00`, or a list of such."""


# --- words and names ---------------------------------------------------------------------------


def _who(value: object, info: ValidationInfo) -> Eligible | tuple[str, ...]:
    """Return who may use a channel: one of two words, or a list of tiers."""
    if isinstance(value, str):
        return Word(Eligible, "group of users")(value)
    if not isinstance(value, list) or not value:
        refuse(wrong_type("direct_support, everyone or a list of tiers", value))
    return tuple(known_name(each, context_of(info).tiers) for each in value)


def _plain(value: object) -> str:
    text = written(value).strip()
    return refuse("this text is empty") if is_invisible(text) else text


Plain: TypeAlias = Annotated[str, Scalar(_plain, text_schema(r"\S"))]
"""A name or a number that is the same in every language."""


class Deadline(enum.Enum):
    """By when an answer may be due, other than within a time."""

    END_OF_WORKING_DAY = "end_of_working_day"


def _words(kind: type[enum.Enum]) -> dict[str, list[str]]:
    return {"enum": [each.value for each in kind]}


_read_during = Word(During, "time of service", _words(During))


def _always(value: object) -> During:
    during = _read_during(value)
    if during is not During.ALWAYS:
        hint = "expected always; leave 'extended' out where there is no such support"
        refuse("extended support is what is there outside support hours", hint)
    return during


DuringWord: TypeAlias = Annotated[During, _read_during]
AlwaysWord: TypeAlias = Annotated[During, Scalar(_always, {"enum": ["always"]})]
DeadlineWord: TypeAlias = Annotated[Deadline, Word(Deadline, "deadline", _words(Deadline))]
TurnWord: TypeAlias = Annotated[Turn, Word(Turn, "kind of support", _words(Turn))]
KnownTier: TypeAlias = Annotated[str, Known("tiers")]
KnownChannel: TypeAlias = Annotated[str, Known("channels")]
KnownGroup: TypeAlias = Annotated[str, Known("groups")]

_TIERS_SCHEMA = {"type": "array", "items": {"type": "string", NAMES_MARK: "tiers"}, "minItems": 1}
Who: TypeAlias = Annotated[
    Eligible | tuple[str, ...], Scalar(_who, {"anyOf": [_words(Eligible), _TIERS_SCHEMA]})
]
"""Who may use a channel: `direct_support`, `everyone`, or a list of tiers."""


# --- telephone numbers and codes ---------------------------------------------------------------

_PHONE = re.compile(r"\+[1-9][0-9]*(?: [0-9]+)*")
MIN_DIGITS, MAX_DIGITS = 8, 15
"""E.164 allows 15 digits; fewer than 8 reach nobody from abroad."""


def _phone(value: object) -> str:
    text = " ".join(written(value, "a telephone number").split())
    digits = len(text.replace(" ", "")) - 1
    if not _PHONE.fullmatch(text) or not MIN_DIGITS <= digits <= MAX_DIGITS:
        hint = "expected +, the country code and digits in groups, such as +39 0461 171 5112"
        refuse(f"{quoted(text)} is not an international telephone number", hint)
    return text


PhoneNumber: TypeAlias = Annotated[str, Scalar(_phone, text_schema(r"^\+[1-9][0-9]*( [0-9]+)*$"))]
"""An international telephone number as it is shown, in groups."""

Country: TypeAlias = Annotated[
    str,
    matching("[A-Z]{2}", "a country", "is not a country code", "expected two capitals, such as IT"),
]
"""A country by its ISO 3166 code."""

SpokenLanguage: TypeAlias = Annotated[
    str,
    matching("[a-z]{2,3}", "a language", "is not a language code", "expected a value such as en"),
]
"""A language that people speak, by its ISO 639 code; the site need not be published in it."""
