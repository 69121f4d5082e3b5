"""Entries in one line each: the day, the state, the title, the components and the length."""

from collections.abc import Iterable
from functools import partial

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.domain.entry import Entry, components_of, day_of, end_of, start_of
from statusgen.domain.incident import IncidentNow
from statusgen.model import MaintenanceStatus, State
from statusgen.render.context import SiteContext
from statusgen.render.views.entries import href, title
from statusgen.render.views.markup import dated, filled
from statusgen.render.views.parts import Phrase, Sign, inline_names, phrase, sign
from statusgen.render.views.times import lapse

_SHOWN_NAMES = 3


class ListedEntry(Struct, frozen=True):
    """An entry in one line of a list; `component_ids` and the shape are for a script."""

    day: Markup
    sign: Sign
    title: Phrase
    href: str
    components: Markup
    component_ids: str
    length: Markup


def listed_entries(context: SiteContext, entries: Iterable[Entry]) -> tuple[ListedEntry, ...]:
    """Return entries in one line each, in their order."""
    return tuple(listed_entry(context, entry) for entry in entries)


def listed_entry(context: SiteContext, entry: Entry) -> ListedEntry:
    """Return an entry in one line.

    On a page about the present, which is made for many worlds, a settled entry is made once.
    """
    if context.reader_at is None or not entry.is_settled:
        return _listed_entry(context, entry)
    make = partial(_listed_entry, context.lasting, entry)
    return context.memo.result(make, entry, _listed_entry, context.language)


def _listed_entry(context: SiteContext, entry: Entry) -> ListedEntry:
    day, ids = day_of(entry, context.words.zone), affected(context, entry)
    return ListedEntry(
        day=dated(day, context.words.brief_day(day)),
        sign=sign(context, listed_state(entry)),
        title=phrase(context, title(entry)),
        href=href(context, entry),
        components=_names(context, ids),
        component_ids=" ".join(ids),
        length=_length(context, entry),
    )


def listed_state(entry: Entry) -> State:
    """Return the state under which an entry is listed: of an incident, the worst one it caused."""
    return entry.worst if isinstance(entry, IncidentNow) else State.UNDER_MAINTENANCE


def affected(context: SiteContext, entry: Entry) -> tuple[str, ...]:
    """Return the ids of the components of an entry, in the order in which the site shows them."""
    ids = components_of(entry)
    return tuple(each for each in context.components if each in ids)


def _names(context: SiteContext, ids: tuple[str, ...]) -> Markup:
    """Return the names of components; of many, the first ones and the number of the others."""
    known = context.memoize(inline_names)
    shown = [known[each] for each in ids]
    rest = len(ids) - _SHOWN_NAMES
    if rest > 1:
        more = context.words.count("{n} more", "{n} more", rest)
        shown = [*shown[:_SHOWN_NAMES], escape(more)]
    return Markup(", ").join(shown)


def _length(context: SiteContext, entry: Entry) -> Markup:
    """Return how long an entry took, or has taken so far where it goes on."""
    if end_of(entry) is not None:
        return escape(closed_length(context, entry))
    say, is_incident = context.words.say, isinstance(entry, IncidentNow)
    message = say("open, {duration}") if is_incident else say("running, {duration}")
    return filled(message, duration=lapse(context, start_of(entry)))


def closed_length(context: SiteContext, entry: Entry) -> str:
    """Return how long an entry took or that it was called off; of an open one, that it is open.

    Empty for an incident that was published when it was over, whose beginning is not known.
    """
    say, end = context.words.say, end_of(entry)
    if end is None:
        return say("open") if isinstance(entry, IncidentNow) else say("running")
    if isinstance(entry, IncidentNow):
        if not entry.was_outage:
            return say("false alarm")
    elif entry.status is MaintenanceStatus.CANCELLED:
        return say("cancelled")
    length = end - start_of(entry)
    return context.words.duration(length) if length else ""
