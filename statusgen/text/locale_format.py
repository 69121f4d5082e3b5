"""What Babel knows of each language: how dates, times, lists and figures are written there."""

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, tokenize_pattern
from babel.lists import format_list
from babel.numbers import format_decimal
from msgspec import Struct

_LOCALES = {"en": "en_GB"}
"""Where the language alone would give another country's order of day and month."""

_DATES = {
    "de": (("E d", "E, d"), ("d M", "d. M")),
    "es": (("d MMMM", "d 'de' MMMM"), ("MMMM y", "MMMM 'de' y"), ("LLLL y", "LLLL 'de' y")),
}
"""What is written otherwise in a date (CLDR, availableFormats) than in our own patterns."""

_SPANS = {"de": ("d.", "d MMM"), "it": ("dd", "dd MMM")}
"""How the first and the last day of a span within one month are written (CLDR, intervalFormats).

These are patterns of our own, because releases of CLDR differ in the spaces around the dash.
"""

_MONDAY = date(2024, 1, 1)
_SAME: Mapping[str, Callable[[date], date]] = {
    "E": lambda day: _MONDAY + timedelta(days=day.weekday()),
    "d": lambda day: _MONDAY.replace(day=day.day),
    "M": lambda day: _MONDAY.replace(month=day.month),
    "L": lambda day: _MONDAY.replace(month=day.month),
    "y": lambda day: _MONDAY.replace(year=day.year),
}
"""By each field of our patterns, one date for all those in which it is written alike."""


@functools.cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


@functools.lru_cache(maxsize=65536)
def date_as(day: date, pattern: str, language: str) -> str:
    """Return a date by a pattern of ours; a page needs few, and the next page the same ones."""
    return "".join(
        text if field is None else _field_as(_SAME[field](day), text, language)
        for field, text in _parts(pattern, language)
    )


@functools.cache
def _parts(pattern: str, language: str) -> Sequence[tuple[str | None, str]]:
    """Return the fields of a pattern, each with its own pattern, and what stands between them."""
    for ours, theirs in _DATES.get(language, ()):
        pattern = pattern.replace(ours, theirs)
    tokens = (token for _, token in tokenize_pattern(pattern))
    return [
        (None, each) if isinstance(each, str) else (each[0], each[0] * each[1]) for each in tokens
    ]


class LocalTime(Struct, frozen=True):
    """An instant by the clocks of a zone: its date, its time and the zone's name in words."""

    day: date
    time: str
    zone: str


@functools.lru_cache(maxsize=4096)
def local_time(at: datetime, zone: ZoneInfo, language: str) -> LocalTime:
    """Return an instant in UTC by the clocks of `zone`; a page tells the same ones many times.

    It is in UTC because a local time that comes twice, when clocks go back, equals itself.
    """
    local = at.astimezone(zone)
    name = local.tzname() or "UTC"
    in_words = f"UTC{name[:3]}:{name[3:] or '00'}" if name[0] in "+-" else name
    return LocalTime(local.date(), time_as(time(local.hour, local.minute), language), in_words)


@functools.lru_cache(maxsize=4096)
def _field_as(day: date, pattern: str, language: str) -> str:
    """Return one field of a date; of all dates of a history, each has but few values."""
    return format_date(day, pattern, locale=_locale(language))


def days_as(first: date, last: date, language: str) -> str:
    """Return days in a row as briefly as the language can: 13 to 19 Nov, with dashes.

    A dash between two months has thin spaces around it.
    """
    day, day_and_month = _SPANS.get(language, ("d", "d MMM"))
    is_one_month = (first.year, first.month) == (last.year, last.month)
    start = date_as(first, day if is_one_month else day_and_month, language)
    dash = "\u2013" if is_one_month else "\u2009\u2013\u2009"
    return start + dash + date_as(last, day_and_month, language)


@functools.lru_cache(maxsize=65536)
def time_as(local: time, language: str) -> str:
    """Return a time of day: 03:37."""
    return format_time(local, "HH:mm", locale=_locale(language))


@functools.lru_cache(maxsize=4096)
def list_as(words: tuple[str, ...], language: str) -> str:
    """Return words as a list in a sentence: "a, b and c"; the same ones stand together often."""
    return format_list(words, locale=_locale(language))


@functools.lru_cache(maxsize=4096)
def figure_as(figure: float, pattern: str, language: str) -> str:
    """Return a figure by a pattern of CLDR: 99.95."""
    return str(format_decimal(figure, format=pattern, locale=_locale(language)))


@functools.cache
def language_as(code: str, language: str) -> str:
    """Return what the language of a code is called: English, inglese."""
    return str(_locale(language).languages.get(code, code))


@functools.cache
def city_as(zone: str, language: str) -> str:
    """Return the place that a zone is named after: Rome, Rom, Roma."""
    known = _locale(language).time_zones.get(zone, {}).get("city")
    return str(known or zone.rpartition("/")[2].replace("_", " "))
