"""The pages of the site in one language."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from statusgen.artefact import Artefact, Job
from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.months import Month
from statusgen.domain.news import news_of
from statusgen.outputs.jobs import (
    EntryInputs,
    MonthInputs,
    Output,
    current,
    entry_jobs,
    month_jobs,
)
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.component import component_page
from statusgen.render.views.embed import embed_page
from statusgen.render.views.frame import Page, frame
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


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of all pages; the home page is the last of those about the present."""
    for address, page in _site_pages(context):
        yield current(context, f"page /{address}", partial(render_page, context, page))
    yield from month_jobs(context, render_month, "pages")
    yield from entry_jobs(context, render_entries, "pages")


def render_page(context: RenderContext, page: Callable[[], Page]) -> Iterator[Artefact]:
    """Yield one page."""
    return _rendered(context, (page(),))


def render_month(inputs: MonthInputs) -> Iterator[Artefact]:
    """Yield the pages of a month: by day, and in figures."""
    return _rendered(inputs.context, _month_pages(inputs.context, inputs.month))


def render_entries(inputs: EntryInputs) -> Iterator[Artefact]:
    """Yield the pages of entries, and of each of their updates that is announced to groups."""
    return _rendered(inputs.context, _entry_pages(inputs.context, inputs.entries))


def _rendered(context: SiteContext, pages: Iterable[Page]) -> Iterator[Artefact]:
    around = frame(context)
    for page in pages:
        html = context.templates.render(
            page.template, frame=around, page=page, head=page.head, view=page.view
        )
        yield context.file(urls.file_of(page.address), html.encode())


# --- pages -------------------------------------------------------------------------------------


def _site_pages(context: RenderContext) -> Iterator[tuple[str, Callable[[], Page]]]:
    """Yield the address of each page about the present, with a function that makes it.

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
    for now in world.every_component:
        page = partial(component_page, context, found, now)
        yield urls.component_page(now.component.id), page
    yield urls.REPORTS, partial(reports_page, context)
    yield urls.HISTORY, partial(history_page, context)
    yield urls.HOME, partial(home_page, context, found)


def _month_pages(context: SiteContext, month: Month) -> Iterator[Page]:
    """Yield the pages of a month, by day and in figures, as far as there is data."""
    yield from report_page(context, month)
    if month.listing:
        yield month_page(context, month)


def _entry_pages(context: SiteContext, entries: Iterable[Entry]) -> Iterator[Page]:
    """Yield the page of each of some entries, and that of each of its news that is announced."""
    for entry in entries:
        news = news_of(entry, context.content.groups)
        yield from (news_page(context, each) for each in news if each.groups)
        if isinstance(entry, IncidentNow):
            yield incident_page(context, entry)
        else:
            yield maintenance_page(context, entry)


OUTPUT = Output("pages", jobs)
