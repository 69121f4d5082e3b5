"""Instants, spans of time and windows in the HTML of pages."""

from datetime import datetime
from functools import partial

from markupsafe import Markup

from statusgen.domain.maintenance import Event
from statusgen.render.context import SiteContext, with_world
from statusgen.render.json_text import instant
from statusgen.render.views.markup import filled, moment


def clock(context: SiteContext, at: datetime) -> Markup:
    """Return an instant without its zone; its date only if it is not that of the reader."""
    return _near(context, at, context.words.moment(at, context.reader_at))


def zoned(context: SiteContext, at: datetime) -> Markup:
    """Return an instant with its zone; its date only if it is not that of the reader."""
    words = context.words
    return _near(context, at, f"{words.moment(at, context.reader_at)} {words.zone_name(at)}")


def _near(context: SiteContext, at: datetime, label: str) -> Markup:
    """Return a time relative to the reader's day, marked for a script that keeps it true."""
    return moment(at, label, "" if context.reader_at is None else " data-near")


def age(context: SiteContext, at: datetime) -> Markup:
    """Return how long ago an instant is for the reader; empty on a lasting page."""
    if context.reader_at is None:
        return Markup()
    return _relative("age", at, context.words.relative(at, context.reader_at))


def lapse(context: SiteContext, at: datetime) -> Markup:
    """Return the time between an instant and the reader, in either order."""
    between = abs(at - with_world(context).reader_at)
    return _relative("lapse", at, context.words.duration(between))


def lapse_of(start: datetime, words: str) -> Markup:
    """Return the `words` of a time that has passed since `start`, for a script to tell it later."""
    return _relative("lapse", start, words)


def _relative(name: str, at: datetime, words: str) -> Markup:
    """Return words that are true at one instant, with what a script needs to tell them later."""
    return Markup('<span data-{}="{}">{}</span>').format(name, instant(at), words)


def true_until(at: datetime, words: Markup) -> Markup:
    """Return words that an old page hides from an instant on, if it knows nothing of that time."""
    return Markup('<span data-over="{}">{}</span>').format(instant(at), words)


def span(
    context: SiteContext, start: datetime, end: datetime, reader_at: datetime | None = None
) -> Markup:
    """Return a span of time; both ends have their date if it is not that of `reader_at`.

    Two ends of the same minute are one time.
    """
    words, at = context.words, reader_at or context.reader_at
    form = partial(_near, context) if reader_at is None else moment
    zone, last_zone = words.zone_name(start), words.zone_name(end)
    first, last = words.moment(start, at), f"{words.moment(end, at)} {last_zone}"
    if f"{first} {zone}" == last:
        return form(end, last)
    first = first if zone == last_zone else f"{first} {zone}"
    return filled(words.say("{start} to {end}"), start=form(start, first), end=form(end, last))


def event_in_words(context: SiteContext, event: Event) -> Markup:
    """Return the sentence of ours for an event without a text, with its times for machines."""
    message = context.words.say(event.kind.sentence)
    return filled(message, window=window_in_words(context, event.starts, event.ends))


def window_in_words(context: SiteContext, starts: datetime, ends: datetime) -> Markup:
    """Return a window for a sentence, with the names of its days."""
    first, last = context.words.window_ends(starts, ends)
    message = context.words.say("{start} to {end}")
    return filled(message, start=moment(starts, first), end=moment(ends, last))
