"""Dates, times, lists and figures in the format of each language, by Babel."""

import functools
import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from msgspec import Struct

_LOCALES = {"en": "en_GB"}
"""The locale of a language, where its default has the wrong order of day and month."""

_DATES = {
    "de": (("E d", "E, d"), ("d M", "d. M")),
    "es": (("d MMMM", "d 'de' MMMM"), ("MMMM y", "MMMM 'de' y"), ("LLLL y", "LLLL 'de' y")),
}
"""Replacements in our patterns that a language needs (CLDR, availableFormats)."""

_SPANS = {"de": ("d.", "d MMM"), "it": ("dd", "dd MMM")}
"""Patterns of the first and the last day of a span within one month (CLDR, intervalFormats).

They are ours, because releases of CLDR differ in the spaces around the dash.
"""

_CONTRACTIONS = {
    "fr": ((r"\bde (?=[AEIOUÀÂÉÈÊÎÔ])", "d\u2019"), (r"\bde Le ", "du ")),
    "it": ((r"\bdi Il ", "del "), (r"\bdi L\u2019", "dell\u2019")),
}
"""Prepositions before the name of a city that a language contracts: "d'Oslo", "du Caire"."""


@functools.cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


@functools.lru_cache(maxsize=65536)
def date_as(day: date, pattern: str, language: str) -> str:
    """Return a date by a pattern of CLDR, with the changes of `_DATES`: Thu 19 Nov."""
    for ours, theirs in _DATES.get(language, ()):
        pattern = pattern.replace(ours, theirs)
    return format_date(day, pattern, locale=_locale(language))


class LocalTime(Struct, frozen=True):
    """An instant in a time zone: the local date, the local time and the name of the zone."""

    day: date
    time: str
    zone: str


@functools.lru_cache(maxsize=4096)
def local_time(at: datetime, zone: ZoneInfo, language: str) -> LocalTime:
    """Return the local date and time of an instant in UTC.

    The cache key must be in UTC: local times that occur twice, when clocks go back, are equal.
    """
    local = at.astimezone(zone)
    name = local.tzname() or "UTC"
    zone_name = f"UTC{name[:3]}:{name[3:] or '00'}" if name[0] in "+-" else name
    return LocalTime(local.date(), time_as(time(local.hour, local.minute), language), zone_name)


def days_as(first: date, last: date, language: str) -> str:
    """Return consecutive days in short form, with a dash: 13 to 19 Nov.

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
    """Return words as a list in a sentence: "a, b and c"."""
    return format_list(words, locale=_locale(language))


def choice_as(words: tuple[str, ...], language: str) -> str:
    """Return words as alternatives in a sentence: "a, b or c"."""
    return format_list(words, style="or", locale=_locale(language))


@functools.lru_cache(maxsize=4096)
def figure_as(figure: float, pattern: str, language: str) -> str:
    """Return a figure by a pattern of CLDR: 99.95."""
    return str(format_decimal(figure, format=pattern, locale=_locale(language)))


@functools.cache
def language_as(code: str, language: str) -> str:
    """Return the name of a language by its code: English, inglese."""
    return str(_locale(language).languages.get(code, code))


@functools.cache
def city_as(zone: str, language: str) -> str:
    """Return the city that a zone is named after: Rome, Rom, Roma."""
    known = _locale(language).time_zones.get(zone, {}).get("city")
    return str(known or zone.rpartition("/")[2].replace("_", " "))


@functools.cache
def contracted(words: str, language: str) -> str:
    """Return words that end in the name of a city, with the preposition before it contracted."""
    for pattern, short in _CONTRACTIONS.get(language, ()):
        words = re.sub(pattern, short, words)
    return words
