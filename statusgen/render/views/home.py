"""The home page: the open incidents, or that there is none."""

from collections.abc import Iterator

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.history import DAYS
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.world import ALL_OPERATIONAL
from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.json_text import instant
from statusgen.render.palette import SHAPES
from statusgen.render.views import linked
from statusgen.render.views.cards import Card, cards
from statusgen.render.views.components import GroupView, LegendRow, groups, legend, pasts, states
from statusgen.render.views.days import DayView, recent
from statusgen.render.views.entries import href, names, time_left
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.index import Index
from statusgen.render.views.key_figures import key_figures
from statusgen.render.views.lead import Lead, dateline, maintenance_lead
from statusgen.render.views.live import (
    LiveRegion,
    TimedUpdate,
    first_later,
    icon,
    in_time_order,
    timed_updates,
)
from statusgen.render.views.markup import filled, safe
from statusgen.render.views.needs import needs
from statusgen.render.views.open_list import OpenList, open_list
from statusgen.render.views.parts import Kicker, LinkView, Phrase, Sign, inline, phrase, sign
from statusgen.render.views.support import PanelView, panel
from statusgen.render.views.support_desks import desk_updates
from statusgen.render.views.times import window_in_words

_NEEDS = 4
"""Maximum number of ways to subscribe on the home page."""


class HomeView(Struct, frozen=True):
    """Context of the template of the home page; if `is_quiet`, upcoming work comes first."""

    lead: Lead
    others: OpenList | None
    panel: PanelView | None
    now: tuple[Card, ...]
    coming: tuple[Card, ...]
    is_quiet: bool
    groups: tuple[GroupView, ...]
    legend: tuple[LegendRow, ...]
    days: int
    past: tuple[DayView, ...]
    history: str
    subscribe: tuple[LinkView, ...]


def home_page(context: RenderContext, index: Index) -> Page:
    """Return the home page."""
    overall = context.world.overall
    view = _view(context, index)
    head = Head(
        title=context.words.say(context.world.label),
        description=_description(view.lead),
        dated=as_of(context),
        rule=SHAPES[overall],
        linked=linked.of_home(context),
    )
    return Page(urls.HOME, "site/home.html", head, view)


def home_updates(context: RenderContext, index: Index) -> tuple[TimedUpdate, ...]:
    """Return the updates of the home page until the end of the day, which are small."""
    end = instant(first_later(context))
    desks = (each for each in desk_updates(context) if each.at < end)
    return in_time_order(timed_updates(context, index, _live_regions), desks)


def _description(lead: Lead) -> str:
    if lead.latest is None:
        return f"{lead.title.text}. {lead.plain.striptags()}"
    text = " ".join(lead.latest.text.html.striptags().split())
    return f"{lead.title.text}. {lead.latest.status}: {text}"


def _live_regions(context: RenderContext, index: Index) -> Iterator[LiveRegion]:
    """Yield the live regions of the home page."""
    overall = context.world.overall
    yield icon(context)
    yield LiveRegion("rule", "rule", SHAPES[overall])
    yield LiveRegion("title", "title", context.words.say(context.world.label))
    yield LiveRegion("notice", "notice", _lead(context))
    yield LiveRegion("open", "open", open_list(context))
    yield LiveRegion("now", "now", _now(context))
    yield LiveRegion("coming", "coming", cards(context, context.world.upcoming))
    groups, components = states(context)
    yield from (LiveRegion(f"g-{each.id}", "group", each) for each in groups)
    yield from (LiveRegion(f"c-{each.id}", "component", each) for each in components)
    yield from (LiveRegion(f"b-{each.id}", "bars", each.bars) for each in pasts(context))
    yield LiveRegion("past", "past", recent(context, index))


def _now(context: RenderContext) -> tuple[Card, ...]:
    """Return running maintenance, without the one at the head of the page."""
    world = context.world
    return cards(context, world.running if world.open_incidents else world.running[1:])


def _view(context: RenderContext, index: Index) -> HomeView:
    world = context.world
    return HomeView(
        lead=_lead(context),
        others=open_list(context),
        panel=panel(context),
        now=_now(context),
        coming=cards(context, world.upcoming),
        is_quiet=not world.open_incidents,
        groups=groups(context),
        legend=legend(context),
        days=DAYS,
        past=recent(context, index),
        history=context.href(urls.HISTORY),
        subscribe=tuple(_needs(context)),
    )


def _needs(context: RenderContext) -> Iterator[LinkView]:
    """Yield the first ways to subscribe, which lead to the page that has all."""
    for each in needs(context)[:_NEEDS]:
        yield LinkView(each.label, f"{context.href(urls.SUBSCRIBE)}#{each.id}")


def _lead(context: RenderContext) -> Lead:
    incidents = context.world.open_incidents
    if incidents:
        return _incident_lead(context, incidents[0])
    running = context.world.running
    if running:
        return _running_lead(context, running[0])
    title = Phrase(context.words.say(ALL_OPERATIONAL))
    return Lead(kicker=_kicker(context), title=title, plain=_calm(context))


def _running_lead(context: RenderContext, entry: MaintenanceNow) -> Lead:
    """Return the head of a maintenance that goes on, with the state of the whole site over it."""
    overall, components = _kicker(context), names(context, entry.affects)
    parts = filter(None, (components, time_left(context, entry)))
    about = Markup(" · ").join(parts)
    return replace(
        maintenance_lead(context, entry),
        kicker=Kicker(overall.sign, about),
        href=href(context, entry),
    )


def _incident_lead(context: RenderContext, incident: IncidentNow) -> Lead:
    link = href(context, incident)
    more = context.words.count("{n} update", "{n} updates", len(incident.updates))
    return Lead(
        kicker=_kicker(context),
        title=phrase(context, incident.incident.title),
        href=link,
        latest=dateline(context, incident),
        more=LinkView(more, link),
        facts=key_figures(context, incident),
    )


def _kicker(context: RenderContext) -> Kicker:
    """Return the overall state, and the components of the incident at the head of the page."""
    overall = context.world.overall
    if overall is State.OPERATIONAL:
        return Kicker(sign(context, overall), Markup())
    led = next((each for each in context.world.open_incidents if each.state is overall), None)
    worst = [each.component.id for each in context.world.components if each.state is overall]
    label = context.words.say(context.world.label)
    return Kicker(Sign(SHAPES[overall], label), names(context, led.affects if led else worst))


def _calm(context: RenderContext) -> Markup:
    say = context.words.say
    if not context.world.upcoming:
        return filled(say("No open incidents and no planned maintenance."))
    coming = context.world.upcoming[0]
    title = inline(context, coming.maintenance.title)
    return filled(
        say("No open incidents. Next planned maintenance: {title}, {window}."),
        title=safe(f'<a href="{escape(href(context, coming))}">{title}</a>'),
        window=window_in_words(context, coming.starts, coming.ends),
    )
