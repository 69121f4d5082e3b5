"""Instants, stretches of time and windows as pages tell them."""

from collections.abc import Iterable
from datetime import datetime

from markupsafe import Markup

from statusgen.edition import Edition
from statusgen.views.parts import filled, moment


def clock(edition: Edition, at: datetime) -> Markup:
    """Return an instant with as much of its date as a reader needs, without its zone."""
    return moment(at, edition.words.moment(at, edition.reader_at))


def zoned(edition: Edition, at: datetime) -> Markup:
    """Return an instant with as much of its date as a reader needs, and its zone."""
    words = edition.words
    return moment(at, f"{words.moment(at, edition.reader_at)} {words.zone_name(at)}")


def age(edition: Edition, at: datetime) -> str:
    """Return how far an instant is from the reader; nothing on a page that lasts."""
    return edition.words.relative(at, edition.reader_at) if edition.reader_at else ""


def zones(edition: Edition, instants: Iterable[datetime]) -> str:
    """Return the names of the zone at some instants, each once: a clock may change in between."""
    return edition.words.joined(list(dict.fromkeys(map(edition.words.zone_name, instants))))


def span(
    edition: Edition, start: datetime, end: datetime, reader_at: datetime | None = None
) -> Markup:
    """Return a stretch of time; both its ends tell the date where `reader_at` is another day."""
    words, at = edition.words, reader_at or edition.reader_at
    zones = words.zone_name(start), words.zone_name(end)
    first = words.moment(start, at) if len(set(zones)) == 1 else words.time_zoned(start)
    last = f"{words.moment(end, at)} {zones[1]}"
    return filled(words.say("{start} to {end}"), start=moment(start, first), end=moment(end, last))


def window_in_words(edition: Edition, starts: datetime, ends: datetime) -> Markup:
    """Return a window as a sentence has it, with the names of its days."""
    first, last = edition.words.window_ends(starts, ends)
    message = edition.words.say("{start} to {end}")
    return filled(message, start=moment(starts, first), end=moment(ends, last))
