"""The page of a maintenance: its window, the components it affects, and all its events."""

from msgspec import Struct

from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.news import news_of
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.facts import facts
from statusgen.render.palette import PLAIN
from statusgen.render.views import linked
from statusgen.render.views.details import FactView, affected, fact_views
from statusgen.render.views.frame import Head, Page, dated_entry
from statusgen.render.views.lead import Lead, maintenance_lead
from statusgen.render.views.parts import LinkView
from statusgen.render.views.subscribe import follow, maintnote
from statusgen.render.views.updates import UpdateDay, updates
from statusgen.text.markdown import summary


class MaintenanceView(Struct, frozen=True):
    """Context of the template of a maintenance's page; `calendars` is empty once it is over."""

    lead: Lead
    facts: tuple[FactView, ...]
    updates: tuple[UpdateDay, ...]
    calendars: tuple[LinkView, ...]
    follow: tuple[LinkView, ...]


def maintenance_page(context: SiteContext, entry: MaintenanceNow) -> Page:
    """Return the page of a maintenance; in a context without the world it must be settled."""
    window = context.words.window(entry.starts, entry.ends)
    head = Head(
        title=context.text(entry.maintenance.title),
        description=f"{window}. {summary(context.text(entry.maintenance.text), 160)}",
        dated=dated_entry(context, entry),
        rule=_rule(entry),
        kind="article",
        linked=linked.of_maintenance(context, entry),
    )
    view = _view(context, entry)
    return Page(urls.entry_page(entry), "site/maintenance.html", head, view)


def _rule(entry: MaintenanceNow) -> str:
    state = entry.status.shown_as
    return PLAIN if state is None else state.shape


def _view(context: SiteContext, entry: MaintenanceNow) -> MaintenanceView:
    lead, news = maintenance_lead(context, entry), news_of(entry, context.content.groups)
    return MaintenanceView(
        lead=lead,
        facts=(
            *fact_views(context, facts(context, entry)),
            *affected(context, entry.maintenance.affects),
        ),
        updates=updates(context, news, is_announced_above=lead.text is not None),
        calendars=_calendars(context, entry),
        follow=follow(context, entry, maintnote(context)),
    )


def _calendars(context: SiteContext, entry: MaintenanceNow) -> tuple[LinkView, ...]:
    """Return links for a reader's calendar; `webcal:` makes programs subscribe, not copy."""
    if entry.ended is not None:
        return ()
    say = context.words.say
    public = context.public(urls.CALENDAR)
    return (
        LinkView(say("This window"), context.href(urls.event_file(entry)), ".ics"),
        LinkView(say("All maintenance"), f"webcal:{public.partition(':')[2]}", say("subscription")),
    )
