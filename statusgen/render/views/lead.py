"""The head of a page: a headline, and the last update."""

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.incident import IncidentNow
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.views.entries import kicker
from statusgen.render.views.key_figures import key_figures
from statusgen.render.views.parts import KeyFigure, Kicker, LinkView, Phrase, Prose, brief, phrase
from statusgen.render.views.times import clock


class Dateline(Struct, frozen=True):
    """The last update: status, time and text."""

    status: str
    time: Markup
    text: Prose


class Lead(Struct, frozen=True):
    """A headline, linked if it is of another page, and the text below it.

    `latest` is the last update; None if nothing is wrong, then `plain` is the text.
    """

    kicker: Kicker
    title: Phrase
    href: str | None = None
    latest: Dateline | None = None
    plain: Markup = Markup()
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
