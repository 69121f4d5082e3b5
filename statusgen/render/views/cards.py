"""Entries in short, as cards, while they are open or upcoming."""

from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.entry import Entry, components_of
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.model import State
from statusgen.render.context import SiteContext
from statusgen.render.views.entries import href, kicker, names, time_left
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import Kicker, Phrase, Prose, brief, inline, phrase, sign
from statusgen.render.views.times import age, span, window_in_words, zoned

MANY = 5
"""Maximum number of cards with all their texts; of more, only the first `WITH_TEXT` have one."""

WITH_TEXT = 3


class Card(Struct, frozen=True):
    """An entry in short: its title, the text of its last update, one line of times.

    If there are many cards, the later ones have no `text`.
    """

    kicker: Kicker
    title: Phrase
    href: str
    text: Prose | None
    window: Markup
    note: Markup


def cards(context: SiteContext, entries: Iterable[Entry]) -> tuple[Card, ...]:
    """Return open or upcoming entries as cards; of many, only the first ones have a text."""
    made = [card(context, entry) for entry in entries]
    if len(made) <= MANY:
        return tuple(made)
    return (*made[:WITH_TEXT], *(replace(each, text=None) for each in made[WITH_TEXT:]))


def card(context: SiteContext, entry: Entry) -> Card:
    """Return an open or upcoming entry as a card."""
    if isinstance(entry, IncidentNow):
        return _incident_card(context, entry)
    return _maintenance_card(context, entry)


def _incident_card(context: SiteContext, incident: IncidentNow) -> Card:
    last = incident.last_update
    return Card(
        kicker=kicker(context, incident),
        title=phrase(context, incident.incident.title),
        href=href(context, incident),
        text=brief(context, last.text),
        window=Markup(),
        note=_card_note(context, incident),
    )


def _card_note(context: SiteContext, incident: IncidentNow) -> Markup:
    """Return the start of an incident, the time of its last update, and its class if any."""
    policy, last = context.content.policy, incident.last_update
    note = filled(
        context.words.say("Since {since} · {status}, last update {update}"),
        since=zoned(context, incident.started),
        status=context.words.say(last.status.label),
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
        text=brief(context, entry.maintenance.text),
        window=Markup() if left else window_in_words(context, entry.starts, entry.ends),
        note=left,
    )
