"""The page of an incident: its state, all its updates, its components over time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.incident import IncidentNow, StartKind, has_passed
from statusgen.domain.news import news_of
from statusgen.domain.state_span import StateSpan
from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import SiteContext, with_world
from statusgen.render.facts import BEGAN, EMERGENCY_CALLS, Fact, facts
from statusgen.render.palette import SHAPES
from statusgen.render.views import linked
from statusgen.render.views.bars import BarSegment, segments
from statusgen.render.views.details import FactView, fact_views
from statusgen.render.views.frame import Head, Page, dated_entry
from statusgen.render.views.lead import Lead, incident_lead
from statusgen.render.views.markup import filled, moment
from statusgen.render.views.parts import LinkView, Phrase, Sign, phrase, sign
from statusgen.render.views.response import ResponseView, response
from statusgen.render.views.subscribe import follow
from statusgen.render.views.support import PanelView, panel
from statusgen.render.views.times import clock, lapse
from statusgen.render.views.updates import UpdateDay, updates
from statusgen.spans import length
from statusgen.text.markdown import summary


class ComponentTimeline(Struct, frozen=True):
    """The states of one component during an incident, in words and as a timeline."""

    sign: Sign
    name: Phrase
    href: str
    words: Markup | str
    label: str
    segments: tuple[BarSegment, ...]


class IncidentView(Struct, frozen=True):
    """Context of the template of an incident's page."""

    lead: Lead
    panel: PanelView | None
    response: ResponseView | None
    updates: tuple[UpdateDay, ...]
    timelines: tuple[ComponentTimeline, ...]
    extent: str
    start: Markup
    end: Markup
    is_open: bool
    facts: tuple[FactView, ...]
    follow: tuple[LinkView, ...]


def incident_page(context: SiteContext, incident: IncidentNow) -> Page:
    """Return the page of an incident; in a context without the world it must be settled."""
    text = summary(context.text(incident.last_update.text), 200)
    status = context.words.say(incident.status.label)
    title = context.text(incident.incident.title)
    head = Head(
        title=title,
        description=context.words.labelled(status, text),
        dated=dated_entry(context, incident),
        rule=SHAPES[incident.state],
        kind="article",
        linked=linked.of_incident(context, incident),
    )
    view = _view(context, incident)
    return Page(urls.entry_page(incident), "site/incident.html", head, view)


def _view(context: SiteContext, incident: IncidentNow) -> IncidentView:
    start, end = _extent(context, incident)
    return IncidentView(
        lead=incident_lead(context, incident),
        panel=panel(with_world(context)) if incident.is_open else None,
        response=response(context, incident),
        updates=updates(context, news_of(incident, context.content.groups)),
        timelines=tuple(
            _timeline(context, incident, name, (start, end))
            for name in context.components
            if name in incident.spans
        ),
        extent=_extent_in_words(context, incident),
        start=clock(context, start),
        end=_now(context, end) if incident.is_open else clock(context, end),
        is_open=incident.is_open,
        facts=fact_views(context, _facts(context, incident)),
        follow=follow(context, incident),
    )


def _facts(context: SiteContext, incident: IncidentNow) -> Iterator[Fact]:
    """Yield the facts that are not among the figures at the head of the page."""
    is_past = has_passed(incident, incident.updates)
    figures = {BEGAN} if is_past else {BEGAN, EMERGENCY_CALLS}
    return (each for each in facts(context, incident) if each.key not in figures)


def _extent_in_words(context: SiteContext, incident: IncidentNow) -> str:
    say, is_known = context.words.say, incident.beginning.kind is StartKind.BEGAN
    if incident.is_open:
        return say("From its start to now") if is_known else say("From the first report to now")
    return say("From its start to its end") if is_known else say("From the first report to the end")


def _now(context: SiteContext, now: datetime) -> Markup:
    """Return the time of day, which a script keeps right."""
    return moment(now, context.words.time(now), " data-now")


def _extent(context: SiteContext, incident: IncidentNow) -> tuple[datetime, datetime]:
    """Return start and end of the timelines of an incident; the time between is never empty."""
    end = incident.resolved or with_world(context).now
    return min(incident.started, end - timedelta(minutes=1)), end


def _timeline(
    context: SiteContext,
    incident: IncidentNow,
    name: str,
    extent: tuple[datetime, datetime],
) -> ComponentTimeline:
    spans = incident.spans[name]
    return ComponentTimeline(
        sign=sign(context, incident.affects.get(name, State.OPERATIONAL)),
        name=phrase(context, context.components[name].name),
        href=context.href(urls.component_page(name)),
        words=_state_in_words(context, incident, name, extent[1]),
        label=_in_words(context, spans, extent[1]),
        segments=segments(spans, *extent),
    )


def _state_in_words(
    context: SiteContext, incident: IncidentNow, name: str, until: datetime
) -> Markup | str:
    """Return the state of a component, and for how long it has had it, or was affected."""
    words = context.words
    spans = incident.spans[name]
    if name in incident.affects:
        so_far = lapse(context, spans[-1].span.start)
        return filled("{s}, {t}", s=words.state(incident.affects[name]), t=so_far)
    troubled = [length(each.span, until) for each in spans if each.state > State.OPERATIONAL]
    if not troubled:
        return words.state(State.OPERATIONAL)
    lasted = words.duration(sum(troubled, timedelta()))
    return words.say("Operational again after {duration}").format(duration=lasted)


def _in_words(context: SiteContext, spans: tuple[StateSpan, ...], until: datetime) -> str:
    """Return the line of time for those who cannot see it; what goes on has no length yet."""
    words = context.words
    lengths = (words.duration(length(s.span, until)) if s.span.end else "" for s in spans)
    said = (f"{words.state(s.state)} {n}".strip() for s, n in zip(spans, lengths, strict=True))
    return ", ".join(said)
