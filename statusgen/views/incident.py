"""The page of an incident: how it stands, all its updates, its components over time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from statusgen import addresses
from statusgen.edition import Edition
from statusgen.lifecycle import IncidentNow, StateSpan
from statusgen.markup import summary
from statusgen.model import State
from statusgen.spans import length
from statusgen.views.bars import Piece, pieces
from statusgen.views.frame import Head, Page, standing
from statusgen.views.index import Index
from statusgen.views.lead import Lead, incident_lead
from statusgen.views.parts import SHAPES, Link, Phrase, Sign, phrase, sign
from statusgen.views.response import ResponseView, response
from statusgen.views.subscribe import follow
from statusgen.views.support import PanelView, panel
from statusgen.views.times import clock, zones
from statusgen.views.updates import Told, updates


@dataclass(frozen=True, slots=True)
class Course:
    """What one component went through: how it stands, in words and as a line of time."""

    sign: Sign
    name: Phrase
    href: str
    words: str
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """What the template of an incident's page may see."""

    lead: Lead
    panel: PanelView | None
    response: ResponseView | None
    updates: tuple[Told, ...]
    zone: str
    courses: tuple[Course, ...]
    start: Markup
    end: Markup
    is_open: bool
    follow: tuple[Link, ...]


def incident_page(edition: Edition, index: Index, incident: IncidentNow) -> Page:
    """Return the page of an incident; of one that is settled, the page that lasts."""
    edition = edition.lasting() if incident.is_settled else edition
    text = summary(edition.said(incident.last_update.text), 200)
    status = edition.words.phase(incident.status)
    title = edition.said(incident.incident.title)
    head = Head(
        title=title,
        description=edition.words.labelled(status, text),
        dated=standing(edition, incident),
        rule=SHAPES[incident.state],
        kind="article",
    )
    view = _view(edition, index, incident)
    return Page(addresses.entry_page(incident), "site/incident.html", head, view)


def _view(edition: Edition, index: Index, incident: IncidentNow) -> IncidentView:
    start, end = _extent(incident, edition.now)
    return IncidentView(
        lead=incident_lead(edition, index, incident),
        panel=panel(edition) if incident.is_open else None,
        response=response(edition, incident),
        updates=updates(edition, index, index.news[incident.id]),
        zone=zones(edition, (update.at for update in incident.updates)),
        courses=tuple(
            _course(edition, index, incident, name, (start, end))
            for name in index.components
            if name in incident.spans
        ),
        start=clock(edition, start),
        end=clock(edition, end),
        is_open=incident.is_open,
        follow=follow(edition, incident),
    )


def _extent(incident: IncidentNow, now: datetime) -> tuple[datetime, datetime]:
    """Return the time that the lines of an incident's components cover; it is never empty."""
    end = incident.resolved or now
    return min(incident.started, end - timedelta(minutes=1)), end


def _course(
    edition: Edition,
    index: Index,
    incident: IncidentNow,
    name: str,
    extent: tuple[datetime, datetime],
) -> Course:
    spans = incident.spans[name]
    return Course(
        sign=sign(edition, incident.affects.get(name, State.OPERATIONAL)),
        name=phrase(edition, index.components[name].name),
        href=edition.href(addresses.component_page(name)),
        words=_standing(edition, incident, name, extent[1]),
        label=_in_words(edition, spans, extent[1]),
        pieces=pieces(spans, *extent),
    )


def _standing(edition: Edition, incident: IncidentNow, name: str, until: datetime) -> str:
    """Return how a component stands, and how long it has been so or was not."""
    words = edition.words
    spans = incident.spans[name]
    if name in incident.affects:
        lasted = words.duration(length(spans[-1].span, until))
        return f"{words.state(incident.affects[name])}, {lasted}"
    troubled = [length(each.span, until) for each in spans if each.state > State.OPERATIONAL]
    if not troubled:
        return words.state(State.OPERATIONAL)
    lasted = words.duration(sum(troubled, timedelta()))
    return words.say("Operational again after {duration}").format(duration=lasted)


def _in_words(edition: Edition, spans: tuple[StateSpan, ...], until: datetime) -> str:
    """Return the line of time for those who cannot see it."""
    words = edition.words
    said = (f"{words.state(s.state)} {words.duration(length(s.span, until))}" for s in spans)
    return ", ".join(said)
