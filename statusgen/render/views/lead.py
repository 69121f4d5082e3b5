"""The head of a page: a headline, and the last update."""

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import Event, MaintenanceNow, last_word
from statusgen.render import urls
from statusgen.render.context import SiteContext, with_world
from statusgen.render.views.entries import kicker
from statusgen.render.views.key_figures import key_figures
from statusgen.render.views.parts import (
    KeyFigure,
    Kicker,
    LinkView,
    Phrase,
    Prose,
    brief,
    phrase,
    prose,
)
from statusgen.render.views.times import clock, event_in_words
from statusgen.render.views.window import WindowView, running_window, window


class Dateline(Struct, frozen=True):
    """The last update: status, time and text."""

    status: str
    time: Markup
    text: Prose


class Lead(Struct, frozen=True):
    """A headline, linked if it is of another page, and the text below it.

    `latest` is the last update; None if there is none yet or nothing is wrong, then `plain` or
    `text` is the text. `window` is that of planned work.
    """

    kicker: Kicker
    title: Phrase
    href: str | None = None
    latest: Dateline | None = None
    plain: Markup = Markup()
    text: Prose | None = None
    window: WindowView | None = None
    more: LinkView | None = None
    facts: tuple[KeyFigure, ...] = ()


def incident_lead(context: SiteContext, incident: IncidentNow) -> Lead:
    """Return the head of an incident's own page."""
    return Lead(
        kicker=kicker(context, incident),
        title=phrase(context, incident.incident.title),
        latest=dateline(context, incident),
        more=_post_mortem(context, incident),
        facts=key_figures(context, incident),
    )


def maintenance_lead(context: SiteContext, entry: MaintenanceNow) -> Lead:
    """Return the head of a maintenance: its window, and the newest word or the announcement."""
    word, about = last_word(entry), entry.maintenance
    return Lead(
        kicker=kicker(context, entry),
        title=phrase(context, about.title),
        latest=None if word is None else _word(context, word),
        text=prose(context, about.text) if word is None else None,
        window=_window(context, entry),
    )


def _window(context: SiteContext, entry: MaintenanceNow) -> WindowView:
    if entry.is_running:
        return running_window(context, entry, with_world(context).now)
    return window(context, entry.starts, entry.ends)


def _word(context: SiteContext, event: Event) -> Dateline:
    if event.text:
        text = prose(context, event.text)
    else:
        text = Prose(Markup("<p>{}</p>\n").format(event_in_words(context, event)))
    return Dateline(context.words.say(event.kind.label), clock(context, event.at), text)


def dateline(context: SiteContext, incident: IncidentNow) -> Dateline:
    """Return the last update of an incident, without its post-mortem, which is long."""
    words = [each for each in incident.updates if not each.status.is_afterword]
    last = words[-1] if words else incident.last_update
    status = context.words.say(last.status.label)
    return Dateline(status, clock(context, last.at), brief(context, last.text))


def _post_mortem(context: SiteContext, incident: IncidentNow) -> LinkView | None:
    """Return a link to the post-mortem, if it is published."""
    last = incident.last_update
    if not last.status.is_afterword:
        return None
    return LinkView(context.words.say(last.status.label), f"#{urls.anchor(last)}")
