"""The past, day by day: what a day's line says, and which entries stand under it."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.domain.entry import day_of
from statusgen.domain.history import last_days
from statusgen.domain.world import Entry, ended
from statusgen.render.context import Edition
from statusgen.render.views.cards import Row, row
from statusgen.render.views.index import Index
from statusgen.text.wording import at_start

RECENT = 14
"""How many days, today included, the home page tells of."""


class DayView(Struct, frozen=True):
    """One day: its entries; or in `quiet` what to say of a day without any, or of several."""

    label: Markup
    rows: tuple[Row, ...]
    quiet: str = ""


def by_day(edition: Edition, entries: Iterable[Entry], told_in: date) -> tuple[DayView, ...]:
    """Return entries under the days on which they began, the year named where it is not `told_in`.

    The order is that of the entries.
    """
    words = edition.words
    return tuple(
        DayView(dated(day, at_start(words.past_day(day, told_in))), _rows(edition, same))
        for day, same in itertools.groupby(entries, key=lambda each: day_of(each, words.zone))
    )


def recent(edition: Edition, index: Index) -> tuple[DayView, ...]:
    """Return the last days, newest first, each with what began in it.

    What began today and goes on stands at the head of the page; where that is all that there is
    to say of today, the list begins with yesterday. It ends where nobody watched yet. Days in a
    row of which the same is to be said are told in one line.
    """
    today, *before = reversed(last_days(edition.now, edition.words.zone, RECENT))
    entries = tuple(each for each in index.past if _last_day(edition, each) >= before[-1])
    is_told = any(ended(each) is None for each in entries)
    over = tuple(each for each in entries if ended(each) is not None)
    watched = [day for day in before if _is_watched(edition, day)]
    past = (
        *_days(edition, watched, entries),
        *_unwatched(edition, before[len(watched) :]),
    )
    row_today = _day(edition, today, over)
    return past if is_told and not row_today.rows else (row_today, *past)


def _is_watched(edition: Edition, day: date) -> bool:
    known = edition.world.known_since
    return known is not None and known <= day


def _unwatched(edition: Edition, days: Sequence[date]) -> Iterator[DayView]:
    """Yield one line for all the days of which nothing is known, if there are any."""
    if days:
        words, last = edition.words, days[0]
        label = words.say("{day} and before").format(day=words.day(last))
        yield DayView(dated(last, at_start(label)), (), words.say("No data"))


def _days(edition: Edition, days: Iterable[date], entries: Sequence[Entry]) -> Iterator[DayView]:
    """Yield days, newest first; those in a row that are quiet in the same way as one."""
    made = ((day, _day(edition, day, entries)) for day in days)
    for quiet, run in itertools.groupby(made, key=lambda each: each[1].quiet):
        same = tuple(run)
        if not quiet or len(same) == 1:
            yield from (view for _, view in same)
        else:
            label = edition.words.days(same[-1][0], same[0][0])
            yield DayView(escape(label), (), quiet)


def _day(edition: Edition, day: date, entries: Iterable[Entry]) -> DayView:
    words = edition.words
    is_today = day == words.local_date(edition.now)
    label = at_start(words.day(day))
    going_on = [each for each in entries if _went_on(edition, each, day)]
    began = [each for each in going_on if day_of(each, words.zone) == day]
    quiet = "" if began else _quiet(edition, day, len(going_on))
    told = _today(edition, day, label) if is_today else dated(day, label)
    return DayView(told, _rows(edition, began), quiet)


def _today(edition: Edition, day: date, label: str) -> Markup:
    """Return the name of a day while it is today, with the `label` that it has afterwards."""
    message = Markup('<time datetime="{}" data-past="{}">{}</time>')
    return message.format(day.isoformat(), label, edition.words.say("Today"))


def _rows(edition: Edition, entries: Iterable[Entry]) -> tuple[Row, ...]:
    return tuple(row(edition, each) for each in entries)


def _went_on(edition: Edition, entry: Entry, day: date) -> bool:
    return day_of(entry, edition.words.zone) <= day <= _last_day(edition, entry)


def _last_day(edition: Edition, entry: Entry) -> date:
    """Return the day on which an entry was over; while it goes on, that is today."""
    return edition.words.local_date(ended(entry) or edition.now)


def _quiet(edition: Edition, day: date, going_on: int) -> str:
    """Return what to say of a day on which nothing began."""
    words = edition.words
    if going_on:
        return words.count("Nothing new, {n} went on", "Nothing new, {n} went on", going_on)
    return words.say("Nothing to report") if _is_watched(edition, day) else words.say("No data")


def dated(day: date, label: str) -> Markup:
    """Return a date as machines and people read it; `label` is what people see."""
    return Markup(f'<time datetime="{day.isoformat()}">{escape(label)}</time>')  # noqa: S704 - escaped here
