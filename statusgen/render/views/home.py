"""The home page: what is wrong now, or that nothing is."""

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.history import DAYS
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import Edition
from statusgen.render.views import linked
from statusgen.render.views.badge import Embed, site_embed
from statusgen.render.views.cards import Card, cards
from statusgen.render.views.components import GroupView, groups, legend, states
from statusgen.render.views.days import DayView, recent
from statusgen.render.views.desks import desk_turns
from statusgen.render.views.entries import href, names
from statusgen.render.views.facts import facts
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.index import Index
from statusgen.render.views.lead import Lead, dateline
from statusgen.render.views.live import Place, in_order, turns
from statusgen.render.views.parts import SHAPES, Kicker, Link, Phrase, Sign, filled, inline, phrase
from statusgen.render.views.subscribe import calendars, feeds, kinds
from statusgen.render.views.support import PanelView, panel
from statusgen.render.views.times import window_in_words, zoned


class Now(Struct, frozen=True):
    """What goes on, in short, under its heading."""

    heading: str
    cards: tuple[Card, ...]


class HomeView(Struct, frozen=True):
    """What the template of the home page may see; `is_quiet` puts what comes before what is."""

    lead: Lead
    panel: PanelView | None
    now: Now
    coming: tuple[Card, ...]
    is_quiet: bool
    groups: tuple[GroupView, ...]
    legend: tuple[Sign, ...]
    days: int
    past: tuple[DayView, ...]
    history: str
    subscribe: tuple[Link, ...]
    embed: Embed


def home_page(edition: Edition, index: Index) -> Page:
    """Return the home page."""
    overall = edition.world.overall
    view = _view(edition, index)
    head = Head(
        title=edition.words.overall(overall),
        description=_description(view.lead),
        dated=as_of(edition),
        rule=SHAPES[overall],
        linked=linked.of_home(edition),
        turns=in_order(turns(edition, index, _scene), desk_turns(edition)),
    )
    return Page(urls.HOME, "site/home.html", head, view)


def _description(lead: Lead) -> str:
    if lead.latest is None:
        return f"{lead.title.text}. {lead.plain.striptags()}"
    text = " ".join(lead.latest.text.html.striptags().split())
    return f"{lead.title.text}. {lead.latest.status}: {text}"


def _scene(edition: Edition, index: Index) -> Iterator[Place]:
    """Yield what the clock may change on the home page."""
    overall = edition.world.overall
    yield Place("rule", "rule", SHAPES[overall])
    yield Place("title", "title", edition.words.overall(overall))
    yield Place("notice", "notice", _lead(edition, index))
    yield Place("now", "now", _now(edition, index))
    yield Place("coming", "coming", cards(edition, index, edition.world.upcoming))
    groups, components = states(edition)
    yield from (Place(f"g-{each.id}", "group", each) for each in groups)
    yield from (Place(f"c-{each.id}", "component", each) for each in components)


def _now(edition: Edition, index: Index) -> Now:
    """Return what goes on beside that which leads the page."""
    world = edition.world
    is_quiet = not world.open_incidents
    also = cards(edition, index, (*world.open_incidents[1:], *world.running))
    return Now(edition.words.say("Now") if is_quiet else edition.words.say("Also now"), also)


def _view(edition: Edition, index: Index) -> HomeView:
    world = edition.world
    return HomeView(
        lead=_lead(edition, index),
        panel=panel(edition),
        now=_now(edition, index),
        coming=cards(edition, index, world.upcoming),
        is_quiet=not world.open_incidents,
        groups=groups(edition),
        legend=legend(edition),
        days=DAYS,
        past=recent(edition, index),
        history=edition.href(urls.HISTORY),
        subscribe=(*feeds(edition), *kinds(edition), *calendars(edition)),
        embed=site_embed(edition),
    )


def _lead(edition: Edition, index: Index) -> Lead:
    incidents = edition.world.open_incidents
    if incidents:
        return _incident_lead(edition, index, incidents[0])
    say = edition.words.say
    running = edition.world.running
    title = say("Planned maintenance goes on") if running else say("All services are working")
    return Lead(
        kicker=_kicker(edition, index),
        title=Phrase(title),
        href=None,
        latest=None,
        plain=_running(edition, running[0]) if running else _calm(edition),
        more=None,
        facts=(),
    )


def _incident_lead(edition: Edition, index: Index, incident: IncidentNow) -> Lead:
    link = href(edition, incident)
    more = edition.words.count("{n} update", "All {n} updates", len(incident.updates))
    return Lead(
        kicker=_kicker(edition, index),
        title=phrase(edition, incident.incident.title),
        href=link,
        latest=dateline(edition, incident),
        plain=Markup(),
        more=Link(more, link),
        facts=facts(edition, index, incident),
    )


def _kicker(edition: Edition, index: Index) -> Kicker:
    """Return how everything stands, and what is affected by that which is told first."""
    overall = edition.world.overall
    sign = Sign(SHAPES[overall], edition.words.overall(overall))
    if overall is State.OPERATIONAL:
        return Kicker(sign, Markup())
    led = next((each for each in edition.world.open_incidents if each.state is overall), None)
    worst = [each.component.id for each in edition.world.components if each.state is overall]
    return Kicker(sign, names(edition, index, led.affects if led else worst))


def _running(edition: Edition, entry: MaintenanceNow) -> Markup:
    say = edition.words.say
    message = say("No incident is open. {title} goes on until {time}.")
    if entry.is_awaiting_confirmation:
        message = say("No incident is open. {title} was due to end at {time}.")
    title = inline(edition, entry.maintenance.title)
    return filled(message, title=title, time=zoned(edition, entry.ends))


def _calm(edition: Edition) -> Markup:
    say = edition.words.say
    if not edition.world.upcoming:
        return filled(say("No incident is open and no maintenance is planned."))
    coming = edition.world.upcoming[0]
    return filled(
        say("No incident is open. The next planned work is {title}: {window}."),
        title=inline(edition, coming.maintenance.title),
        window=window_in_words(edition, coming.starts, coming.ends),
    )
