"""The other open incidents, one row each, under the worst one."""

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.incident import IncidentNow
from statusgen.model import Text
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.entries import href, kicker
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import Phrase, Sign, phrase
from statusgen.render.views.times import clock
from statusgen.text.markdown import summary

FIRST = 6
"""Maximum number of rows that a reader sees at once; further ones are in a disclosure."""

_TEXT = 200
"""Maximum number of characters of the newest text in a row."""


class Promise(Struct, frozen=True):
    """When news of an incident is promised, or came last; `is_broken` if the promise is."""

    text: Markup
    is_broken: bool


class OpenRow(Struct, frozen=True):
    """An open incident in one row; `text` is its newest one, None in the disclosure."""

    sign: Sign
    title: Phrase
    href: str
    promise: Promise
    text: Phrase | None


class OpenList(Struct, frozen=True):
    """The rows with their heading; `more` names the disclosure that has the `rest`."""

    heading: str
    rows: tuple[OpenRow, ...]
    more: str
    rest: tuple[OpenRow, ...]


def open_list(context: RenderContext) -> OpenList | None:
    """Return the open incidents after the worst one; None if there is no other."""
    others, count = context.world.open_incidents[1:], context.words.count
    if not others:
        return None
    shown, rest = others[:FIRST], others[FIRST:]
    return OpenList(
        heading=count("{n} more open", "{n} more open", len(others)),
        rows=tuple(_row(context, each, _text(context, each)) for each in shown),
        more=count("{n} more", "{n} more", len(rest)),
        rest=tuple(_row(context, each) for each in rest),
    )


def _row(context: SiteContext, incident: IncidentNow, text: Phrase | None = None) -> OpenRow:
    return OpenRow(
        sign=kicker(context, incident).sign,
        title=phrase(context, incident.incident.title),
        href=href(context, incident),
        promise=promise(context, incident),
        text=text,
    )


def _text(context: SiteContext, incident: IncidentNow) -> Phrase:
    """Return the beginning of the newest text, without its markup."""
    return phrase(context, _shortened(incident.last_update.text))


def _shortened(text: Text) -> Text:
    return Text(text.first, {name: summary(t, _TEXT) for name, t in text.by_language.items()})


def promise(context: SiteContext, incident: IncidentNow) -> Promise:
    """Return the next promised update, or the one that is overdue; without one, the last."""
    due, say = incident.next_update, context.words.say
    if due is None:
        last = clock(context, incident.last_update.at)
        return Promise(filled(say("last update {time}"), time=last), is_broken=False)
    message = say("update was due {time}") if incident.is_overdue else say("next update {time}")
    return Promise(filled(message, time=clock(context, due)), is_broken=incident.is_overdue)
