"""The head of a page: one sentence that says what is wrong, and the newest word on it."""

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
    """The newest word: where things stand since when, and what was said."""

    status: str
    time: Markup
    text: Prose


class Lead(Struct, frozen=True):
    """A headline, linked where its page is another one, and what follows in the same breath.

    `latest` is the newest word of the NOC, or None where nothing is wrong and `plain` says so.
    """

    kicker: Kicker
    title: Phrase
    href: str | None
    latest: Dateline | None
    plain: Markup
    more: LinkView | None
    facts: tuple[KeyFigure, ...]


def incident_lead(context: SiteContext, incident: IncidentNow) -> Lead:
    """Return the head of an incident's own page."""
    return Lead(
        kicker=kicker(context, incident),
        title=phrase(context, incident.incident.title),
        href=None,
        latest=dateline(context, incident),
        plain=Markup(),
        more=_post_mortem(context, incident),
        facts=key_figures(context, incident),
    )


def dateline(context: SiteContext, incident: IncidentNow) -> Dateline:
    """Return the newest word on how an incident stands; what is told of it afterwards is long."""
    words = [each for each in incident.updates if not each.status.is_afterword]
    last = words[-1] if words else incident.last_update
    status = context.words.phase(last.status)
    return Dateline(status, clock(context, last.at), brief(context, last.text))


def _post_mortem(context: SiteContext, incident: IncidentNow) -> LinkView | None:
    """Return the way to what was found out afterwards, where that has been told."""
    last = incident.last_update
    if not last.status.is_afterword:
        return None
    return LinkView(context.words.phase(last.status), f"#{urls.anchor(last)}")
