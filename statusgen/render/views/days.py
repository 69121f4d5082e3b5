"""The past, day by day: a line for each day, and the entries listed under it."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.domain.entry import Entry, day_of, end_of, start_of
from statusgen.domain.history import day_span, last_days
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.model import MaintenanceStatus, State
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.entries import href, since, title
from statusgen.render.views.index import Index
from statusgen.render.views.markup import dated, filled
from statusgen.render.views.parts import Phrase, Sign, phrase, sign
from statusgen.render.views.times import span, true_until, zoned
from statusgen.text.wording import capitalised

RECENT = 14
"""Number of days on the home page, today included."""


class EntryRow(Struct, frozen=True):
    """An entry in one line of a list of past entries."""

    sign: Sign
    title: Phrase
    href: str
    note: Markup


class DayView(Struct, frozen=True):
    """One day with its entries, or, in `quiet`, the text of one or more days without any."""

    label: Markup
    rows: tuple[EntryRow, ...]
    quiet: str = ""


def by_day(context: SiteContext, entries: Iterable[Entry], today: date) -> tuple[DayView, ...]:
    """Return entries by the days on which they began; other years than that of `today` are named.

    The order is that of the entries.
    """
    words = context.words
    return tuple(
        DayView(dated(day, capitalised(words.past_day(day, today))), _rows(context, same))
        for day, same in itertools.groupby(entries, key=lambda each: day_of(each, words.zone))
    )


def recent(context: RenderContext, index: Index) -> tuple[DayView, ...]:
    """Return the last days, newest first, each with the entries that began in it.

    Open entries are at the head of the page: the list begins with yesterday if today has no
    others. It ends with the first day with data. Consecutive days with the same text share a
    line.
    """
    today, *before = reversed(last_days(context.now, context.words.zone, RECENT))
    entries = index.past(day_span(before[-1], context.words.zone).start)
    is_open_now = any(end_of(each) is None for each in entries)
    over = tuple(each for each in entries if end_of(each) is not None)
    with_data = [day for day in before if _has_data(context, day)]
    past = (
        *_days(context, with_data, entries),
        *_without_data(context, before[len(with_data) :]),
    )
    row_today = _day(context, today, over)
    return past if is_open_now and not row_today.rows else (row_today, *past)


def _has_data(context: SiteContext, day: date) -> bool:
    known = context.known_since
    return known is not None and known <= day


def _without_data(context: SiteContext, days: Sequence[date]) -> Iterator[DayView]:
    """Yield one line for all days without data, if there are any."""
    if days:
        words, last = context.words, days[0]
        label = words.say("{day} and earlier").format(day=words.day(last))
        yield DayView(dated(last, capitalised(label)), (), words.say("No data"))


def _days(
    context: RenderContext, days: Iterable[date], entries: Sequence[Entry]
) -> Iterator[DayView]:
    """Yield days, newest first; consecutive days with the same text as one."""
    made = ((day, _day(context, day, entries)) for day in days)
    for quiet, run in itertools.groupby(made, key=lambda each: each[1].quiet):
        same = tuple(run)
        if not quiet or len(same) == 1:
            yield from (view for _, view in same)
        else:
            label = context.words.days(same[-1][0], same[0][0])
            yield DayView(escape(label), (), quiet)


def _day(context: RenderContext, day: date, entries: Iterable[Entry]) -> DayView:
    words = context.words
    is_today = day == words.local_date(context.now)
    label = capitalised(words.day(day))
    going_on = [each for each in entries if _went_on(context, each, day)]
    began = [each for each in going_on if day_of(each, words.zone) == day]
    quiet = "" if began else _quiet(context, day, going_on)
    dated_label = _today(context, day, label) if is_today else dated(day, label)
    return DayView(dated_label, _rows(context, began), quiet)


def _today(context: SiteContext, day: date, label: str) -> Markup:
    """Return the label "Today", and for a script the `label` that the day has afterwards."""
    message = Markup('<time datetime="{}" data-past="{}">{}</time>')
    return message.format(day.isoformat(), label, context.words.say("Today"))


def _rows(context: SiteContext, entries: Iterable[Entry]) -> tuple[EntryRow, ...]:
    return tuple(context.memoize_entry(row, each) for each in entries)


def _went_on(context: RenderContext, entry: Entry, day: date) -> bool:
    return day_of(entry, context.words.zone) <= day <= _last_day(context, entry)


def _last_day(context: RenderContext, entry: Entry) -> date:
    """Return the day on which an entry ended; today while it is open."""
    return context.words.local_date(end_of(entry) or context.now)


def _quiet(context: RenderContext, day: date, going_on: Sequence[Entry]) -> str:
    """Return the text of a day on which no entry began."""
    words = context.words
    number = sum(end_of(each) is None or _last_day(context, each) > day for each in going_on)
    if number:
        return words.count("Nothing new, {n} ongoing", "Nothing new, {n} ongoing", number)
    if going_on:
        return words.count("Nothing new, {n} ended", "Nothing new, {n} ended", len(going_on))
    return words.say("Nothing to report") if _has_data(context, day) else words.say("No data")


# --- rows --------------------------------------------------------------------------------------


def row(context: SiteContext, entry: Entry) -> EntryRow:
    """Return a past or open entry in one line."""
    if isinstance(entry, IncidentNow):
        state, note = entry.worst, _incident_note(context, entry)
    else:
        state, note = State.UNDER_MAINTENANCE, _maintenance_note(context, entry)
    return EntryRow(
        sign=sign(context, state),
        title=phrase(context, title(entry)),
        href=href(context, entry),
        note=note,
    )


def _incident_note(context: SiteContext, incident: IncidentNow) -> Markup:
    say = context.words.say
    if incident.resolved is None or incident.ended_as is None:
        begun = capitalised(since(context, incident.beginning))
        return filled(say("{since}, ongoing"), since=begun)
    return filled(
        say(incident.ended_as.ended),
        duration=context.words.duration(incident.resolved - incident.started),
        span=span(context, incident.started, incident.resolved, incident.started),
    )


def _maintenance_note(context: SiteContext, entry: MaintenanceNow) -> Markup:
    status = context.words.say(entry.status.label)
    if entry.is_running:
        message = context.words.say("{status} since {time}")
        since = filled(message, status=status, time=zoned(context, start_of(entry)))
        return true_until(entry.ends, since)
    if entry.status is MaintenanceStatus.CANCELLED:
        return escape(status)
    end = end_of(entry) or entry.ends
    return filled("{s}, {t}", s=status, t=span(context, start_of(entry), end, start_of(entry)))
