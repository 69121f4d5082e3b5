"""Entries in short: as a card while they go on or are to come, as a row once they were."""

from collections.abc import Iterable

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.entry import Entry, components_of, end_of, start_of
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.model import MaintenanceStatus, State
from statusgen.render.context import SiteContext
from statusgen.render.views.entries import href, kicker, names, time_left, title
from statusgen.render.views.parts import (
    Kicker,
    Phrase,
    Prose,
    Sign,
    brief,
    filled,
    inline,
    phrase,
    sign,
)
from statusgen.render.views.times import age, span, window_in_words, zoned

CARD_TEXT = 400
"""How many characters of a text stand where it is told in short."""

MANY = 5
"""How many cards stand together with all their texts; of more only the first `WITH_TEXT` do."""

WITH_TEXT = 3


class Card(Struct, frozen=True):
    """An entry in short: what it is, its newest word, one line of times.

    Where much goes on at once, the later ones are told without their `text`.
    """

    kicker: Kicker
    title: Phrase
    href: str
    text: Prose | None
    window: Markup
    note: Markup


class EntryRow(Struct, frozen=True):
    """An entry in one line of a list of what was."""

    sign: Sign
    title: Phrase
    href: str
    note: Markup


def cards(context: SiteContext, entries: Iterable[Entry]) -> tuple[Card, ...]:
    """Return entries that go on or are to come, in short; of many, the first ones with text."""
    made = [card(context, entry) for entry in entries]
    if len(made) <= MANY:
        return tuple(made)
    return (*made[:WITH_TEXT], *(replace(each, text=None) for each in made[WITH_TEXT:]))


def card(context: SiteContext, entry: Entry) -> Card:
    """Return an entry that goes on or is to come, in short."""
    if isinstance(entry, IncidentNow):
        return _incident_card(context, entry)
    return _maintenance_card(context, entry)


def _incident_card(context: SiteContext, incident: IncidentNow) -> Card:
    last = incident.last_update
    return Card(
        kicker=kicker(context, incident),
        title=phrase(context, incident.incident.title),
        href=href(context, incident),
        text=brief(context, last.text, CARD_TEXT),
        window=Markup(),
        note=_card_note(context, incident),
    )


def _card_note(context: SiteContext, incident: IncidentNow) -> Markup:
    """Return since when an incident goes on, how fresh the news is, and its class if it has one."""
    policy, last = context.content.policy, incident.last_update
    note = filled(
        context.words.say("Since {since} · {status}, last update {update}"),
        since=zoned(context, incident.started),
        status=context.words.phase(last.status),
        update=zoned(context, last.at),
    )
    if policy is None or incident.incident.cos is None:
        return note
    cos = policy.class_of_service(incident.incident.cos)
    return filled("{note} · {cos}", note=note, cos=inline(context, cos.name))


def _maintenance_card(context: SiteContext, entry: MaintenanceNow) -> Card:
    window = span(context, entry.starts, entry.ends)
    left = Markup()
    if entry.is_running:
        left = filled("{w} · {l}", w=window, l=time_left(context, entry))
    about = names(context, components_of(entry)) if left else age(context, entry.starts)
    return Card(
        kicker=Kicker(sign(context, State.UNDER_MAINTENANCE), about),
        title=phrase(context, entry.maintenance.title),
        href=href(context, entry),
        text=brief(context, entry.maintenance.text, CARD_TEXT),
        window=Markup() if left else window_in_words(context, entry.starts, entry.ends),
        note=left,
    )


def row(context: SiteContext, entry: Entry) -> EntryRow:
    """Return an entry that was or goes on, in one line."""
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
        return filled(say("Since {time}, goes on"), time=zoned(context, incident.started))
    return filled(
        say(incident.ended_as.ended),
        duration=context.words.duration(incident.resolved - incident.started),
        span=span(context, incident.started, incident.resolved, incident.started),
    )


def _maintenance_note(context: SiteContext, entry: MaintenanceNow) -> Markup:
    status = context.words.status(entry)
    if entry.is_running:
        message = context.words.say("{status} since {time}")
        return filled(message, status=status, time=zoned(context, start_of(entry)))
    if entry.status is MaintenanceStatus.CANCELLED:
        return escape(status)
    end = end_of(entry) or entry.ends
    return filled("{s}, {t}", s=status, t=span(context, start_of(entry), end, start_of(entry)))
