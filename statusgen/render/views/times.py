"""Instants, stretches of time and windows as pages tell them."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from markupsafe import Markup

from statusgen.render.context import SiteContext, with_world
from statusgen.render.views.markup import filled, moment, stamp


def clock(context: SiteContext, at: datetime) -> Markup:
    """Return an instant with as much of its date as a reader needs, without its zone."""
    return _near(context, at, context.words.moment(at, context.reader_at))


def zoned(context: SiteContext, at: datetime) -> Markup:
    """Return an instant with as much of its date as a reader needs, and its zone."""
    words = context.words
    return _near(context, at, f"{words.moment(at, context.reader_at)} {words.zone_name(at)}")


def _near(context: SiteContext, at: datetime, label: str) -> Markup:
    """Return a time whose date is told from where the reader is, marked for a script to retell."""
    return moment(at, label, "" if context.reader_at is None else " data-near")


def age(context: SiteContext, at: datetime) -> Markup:
    """Return how far an instant is from the reader; nothing on a page that lasts."""
    if context.reader_at is None:
        return Markup()
    return _told_by_clock("age", at, context.words.relative(at, context.reader_at))


def lapse(context: SiteContext, at: datetime) -> Markup:
    """Return how long it is between an instant and the reader, whichever comes first."""
    between = abs(at - with_world(context).reader_at)
    return _told_by_clock("lapse", at, context.words.duration(between))


def _told_by_clock(name: str, at: datetime, words: str) -> Markup:
    """Return words that are true at one instant, with what a script needs to tell them later."""
    return Markup('<span data-{}="{}">{}</span>').format(name, stamp(at), words)


def zones(context: SiteContext, instants: Iterable[datetime]) -> str:
    """Return the names of the zone at some instants, each once: a clock may change in between."""
    return context.words.joined(list(dict.fromkeys(map(context.words.zone_name, instants))))


def span(
    context: SiteContext, start: datetime, end: datetime, reader_at: datetime | None = None
) -> Markup:
    """Return a stretch of time; both its ends tell the date where `reader_at` is another day."""
    words, at = context.words, reader_at or context.reader_at
    form = partial(_near, context) if reader_at is None else moment
    zone, last_zone = words.zone_name(start), words.zone_name(end)
    first, last = words.moment(start, at), f"{words.moment(end, at)} {last_zone}"
    first = first if zone == last_zone else f"{first} {zone}"
    return filled(words.say("{start} to {end}"), start=form(start, first), end=form(end, last))


def window_in_words(context: SiteContext, starts: datetime, ends: datetime) -> Markup:
    """Return a window as a sentence has it, with the names of its days."""
    first, last = context.words.window_ends(starts, ends)
    message = context.words.say("{start} to {end}")
    return filled(message, start=moment(starts, first), end=moment(ends, last))
