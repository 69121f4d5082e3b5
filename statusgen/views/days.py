"""The past, day by day: what a day's line says, and which entries stand under it."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from statusgen.edition import Edition
from statusgen.history import last_days
from statusgen.views.entries import Row, row
from statusgen.views.index import Index, day_of
from statusgen.world import Entry, ended

RECENT = 14
"""How many days, today included, the home page tells of."""


@dataclass(frozen=True, slots=True)
class DayView:
    """One day: its entries, or in `quiet` what to say of a day without any."""

    label: Markup
    rows: tuple[Row, ...]
    quiet: str = ""


def by_day(edition: Edition, entries: Iterable[Entry]) -> tuple[DayView, ...]:
    """Return entries under the days on which they began; the order is theirs."""
    words = edition.words
    zone, today = words.zone, words.local_date(edition.now)
    return tuple(
        DayView(_dated(day, words.past_day(day, today)), tuple(row(edition, each) for each in same))
        for day, same in itertools.groupby(entries, key=lambda each: day_of(each, zone))
    )


def recent(edition: Edition, index: Index) -> tuple[DayView, ...]:
    """Return the last days, today first, each with all that went on in it."""
    days = last_days(edition.now, edition.words.zone, RECENT)
    return tuple(_day(edition, day, index.past) for day in reversed(days))


def _day(edition: Edition, day: date, entries: Iterable[Entry]) -> DayView:
    words = edition.words
    is_today = day == words.local_date(edition.now)
    label = words.say("Today") if is_today else words.day(day)
    rows = tuple(row(edition, each) for each in entries if _went_on(edition, each, day))
    return DayView(_dated(day, label), rows, "" if rows else _quiet(edition, day))


def _went_on(edition: Edition, entry: Entry, day: date) -> bool:
    """Return whether `day` is one from the entry's first to its last, or to today."""
    last = edition.words.local_date(ended(entry) or edition.now)
    return day_of(entry, edition.words.zone) <= day <= last


def _quiet(edition: Edition, day: date) -> str:
    known = edition.world.known_since
    is_known = known is not None and known <= day
    return edition.words.say("Nothing to report" if is_known else "No data")


def _dated(day: date, label: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), label)
