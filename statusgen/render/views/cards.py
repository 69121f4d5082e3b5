"""Entries in short, as cards, while they are open or upcoming."""

from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.entry import Entry, components_of
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow, last_word
from statusgen.model import State
from statusgen.render.context import SiteContext
from statusgen.render.views.entries import href, kicker, names, since, time_left
from statusgen.render.views.markup import filled
from statusgen.render.views.open_list import promise
from statusgen.render.views.parts import Kicker, Phrase, Prose, brief, inline, phrase, sign
from statusgen.render.views.times import span
from statusgen.render.views.window import window_line
from statusgen.text.wording import capitalised

MANY = 5
"""Maximum number of cards with all their texts; of more, only the first `WITH_TEXT` have one."""

WITH_TEXT = 3


_EFFECT = 200
"""Maximum number of characters of the text of work to come."""


class Card(Struct, frozen=True):
    """An entry in short: its title, the text of its last update, one line of times.

    Planned work has its window in `line`, what is to come no kicker. If there are many cards, the
    later ones have no `text`.
    """

    kicker: Kicker | None
    title: Phrase
    href: str
    text: Prose | None
    line: Markup = Markup()
    note: Markup = Markup()


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
    return _running_card(context, entry) if entry.is_running else _coming_card(context, entry)


def _incident_card(context: SiteContext, incident: IncidentNow) -> Card:
    last = incident.last_update
    return Card(
        kicker=kicker(context, incident),
        title=phrase(context, incident.incident.title),
        href=href(context, incident),
        text=brief(context, last.text),
        note=_card_note(context, incident),
    )


def _card_note(context: SiteContext, incident: IncidentNow) -> Markup:
    """Return the start of an incident, its promise or last update, and its class if any."""
    policy = context.content.policy
    note = filled(
        "{since} · {status}, {promise}",
        since=capitalised(since(context, incident.beginning)),
        status=context.words.say(incident.last_update.status.label),
        promise=_promise(context, incident),
    )
    if policy is None or incident.incident.cos is None:
        return note
    cos = policy.class_of_service(incident.incident.cos)
    return filled("{note} · {cos}", note=note, cos=inline(context, cos.name))


def _promise(context: SiteContext, incident: IncidentNow) -> Markup:
    shown = promise(context, incident)
    return Markup("<strong>{}</strong>").format(shown.text) if shown.is_broken else shown.text


def _running_card(context: SiteContext, entry: MaintenanceNow) -> Card:
    """Return work that goes on: its window, and the newest word or the announcement."""
    word = last_word(entry)
    text = word.text if word is not None and word.text else entry.maintenance.text
    return Card(
        kicker=Kicker(sign(context, State.UNDER_MAINTENANCE), names(context, components_of(entry))),
        title=phrase(context, entry.maintenance.title),
        href=href(context, entry),
        text=brief(context, text),
        line=filled(
            "{w} · {l}", w=span(context, entry.starts, entry.ends), l=time_left(context, entry)
        ),
    )


def _coming_card(context: SiteContext, entry: MaintenanceNow) -> Card:
    """Return work to come: its window, length and components in a line, and its effect."""
    about, components = entry.maintenance, names(context, components_of(entry))
    window = window_line(context, entry.starts, entry.ends)
    return Card(
        kicker=None,
        title=phrase(context, about.title),
        href=href(context, entry),
        text=brief(context, about.effect or about.text, _EFFECT),
        line=Markup(" · ").join(filter(None, (window, components))),
    )
