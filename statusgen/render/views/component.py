"""The page of a component."""

from itertools import islice

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.component_now import ComponentNow
from statusgen.domain.entry import Entry, components_of, end_of
from statusgen.domain.history import DAYS
from statusgen.model import Component
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.palette import PLAIN, SHAPES
from statusgen.render.views import linked
from statusgen.render.views.badge import Embed, component_embed
from statusgen.render.views.cards import Card, cards
from statusgen.render.views.components import ComponentRow, LegendRow, component_row, legend
from statusgen.render.views.day_details import DayDetails, day_details
from statusgen.render.views.days import DayView, by_day
from statusgen.render.views.entries import since
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.index import Index
from statusgen.render.views.parts import KeyFigure, Kicker, LinkView, Phrase, phrase, sign
from statusgen.render.views.subscribe import alternates, follow_component
from statusgen.render.views.uptimes import uptimes
from statusgen.text.markdown import summary

NEWEST = 50
"""Maximum number of past entries on a component's page."""


class ComponentView(Struct, frozen=True):
    """Context of the template of a component's page.

    `retired` says since when the component is out of service; then it has no state, and no
    `kicker`. `past` has the entries that `day_details` does not name; `older` links to the history
    of the component.
    """

    kicker: Kicker | None
    name: Phrase
    retired: str | None
    description: Phrase | None
    row: ComponentRow
    uptimes: tuple[KeyFigure, ...]
    legend: tuple[LegendRow, ...]
    now: tuple[Card, ...]
    day_details: tuple[DayDetails, ...]
    past: tuple[DayView, ...]
    older: str | None
    follow: tuple[LinkView, ...]
    embed: Embed
    days: int


def component_page(context: RenderContext, index: Index, now: ComponentNow) -> Page:
    """Return the page of a component."""
    component = now.component
    name, retired = context.text(component.name), _retired(context, component)
    about = summary(context.text(component.description), 160) if component.description else name
    head = Head(
        title=name,
        description=f"{retired or context.words.state(now.state)}. {about}",
        dated=as_of(context),
        rule=PLAIN if retired else SHAPES[now.state],
        alternates=alternates(context, name, urls.component_page(component.id)),
        linked=linked.of_component(context, name, component.id),
    )
    view = _view(context, index, now)
    return Page(urls.component_page(component.id), "site/component.html", head, view)


def _retired(context: RenderContext, component: Component) -> str | None:
    """Return since when a component is out of service, if it is."""
    day = component.retired
    if day is None or not component.is_retired(context.words.local_date(context.now)):
        return None
    message = context.words.say("No longer in service since {day}")
    return message.format(day=context.words.full_date(day))


def _kicker(context: SiteContext, now: ComponentNow) -> Kicker:
    return Kicker(sign(context, now.state), _how_long(context, now))


def _now(context: RenderContext, component_id: str) -> tuple[Card, ...]:
    """Return what concerns a component: open incidents, running work, then what is to come."""
    world = context.world
    entries: tuple[Entry, ...] = (*world.open_incidents, *world.running, *world.upcoming)
    return cards(context, (each for each in entries if component_id in components_of(each)))


def _view(context: RenderContext, index: Index, now: ComponentNow) -> ComponentView:
    component = now.component
    retired = _retired(context, component)
    entries = index.of_component(component.id)
    named = {each for day in now.days for each in day.entry_ids}
    over = (each for each in entries if end_of(each) is not None and each.id not in named)
    past = tuple(islice(over, NEWEST + 1))
    return ComponentView(
        kicker=None if retired else _kicker(context, now),
        name=phrase(context, component.name),
        retired=retired,
        description=phrase(context, component.description) if component.description else None,
        row=component_row(context, now),
        uptimes=uptimes(context, now),
        legend=legend(context),
        now=_now(context, component.id),
        day_details=day_details(context, index, now),
        past=by_day(context, past[:NEWEST], context.words.local_date(context.now)),
        older=context.href(urls.history_of(component.id)) if len(past) > NEWEST else None,
        follow=follow_component(context, component.id),
        embed=component_embed(context, now),
        days=DAYS,
    )


def _how_long(context: SiteContext, now: ComponentNow) -> Markup:
    return since(context, now.beginning) if now.beginning else Markup()
