"""What a template may see: small frozen records, one module for each kind of page."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.months import Month
from statusgen.domain.news import news_of
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.component import component_page
from statusgen.render.views.embed import embed_page
from statusgen.render.views.frame import Frame, Page, frame
from statusgen.render.views.history import history_page, month_page
from statusgen.render.views.home import home_page
from statusgen.render.views.incident import incident_page
from statusgen.render.views.index import index
from statusgen.render.views.maintenance import maintenance_page
from statusgen.render.views.missing import missing_page
from statusgen.render.views.news import news_page
from statusgen.render.views.policy import policy_page
from statusgen.render.views.posts import posts_page
from statusgen.render.views.report import report_page, reports_page

__all__ = [
    "Frame",
    "Page",
    "entry_pages",
    "frame",
    "month_pages",
    "site_pages",
]


def site_pages(context: RenderContext) -> Iterator[tuple[str, Callable[[], Page]]]:
    """Yield the address of each page that tells how everything stands, and how to make it.

    The home page comes last: it links to all.
    """
    world = context.world
    found = index(world)
    yield urls.NOT_FOUND, partial(missing_page, context)
    yield urls.EMBED, partial(embed_page, context, found)
    if world.content.policy is not None:
        yield urls.SLA, partial(policy_page, context, world.content.policy)
    if world.content.groups:
        yield urls.POSTS, partial(posts_page, context)
    for now in world.components:
        page = partial(component_page, context, found, now)
        yield urls.component_page(now.component.id), page
    yield urls.REPORTS, partial(reports_page, context)
    yield urls.HISTORY, partial(history_page, context)
    yield urls.HOME, partial(home_page, context, found)


def month_pages(context: SiteContext, month: Month) -> Iterator[Page]:
    """Yield what happened in a month, by day and in figures, as far as there is something."""
    yield from report_page(context, month)
    if month.listing:
        yield month_page(context, month)


def entry_pages(context: SiteContext, entries: Iterable[Entry]) -> Iterator[Page]:
    """Yield the page of each of some entries, and that of each of its news that is announced."""
    for entry in entries:
        news = news_of(entry, context.content.groups)
        yield from (news_page(context, each) for each in news if each.groups)
        if isinstance(entry, IncidentNow):
            yield incident_page(context, entry)
        else:
            yield maintenance_page(context, entry)
