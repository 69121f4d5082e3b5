"""The pages of the site in one language."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from statusgen.artefact import Artefact, Job
from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.months import Month
from statusgen.domain.news import news_of
from statusgen.domain.world import World
from statusgen.model import Policy
from statusgen.outputs.jobs import EntryInputs, MonthInputs, Output, current, entry_jobs, month_jobs
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.live_page import LaterInputs, LivePage, Make, later_file, live_page, render
from statusgen.render.views.component import component_page
from statusgen.render.views.compose import compose_page
from statusgen.render.views.embed import embed_page
from statusgen.render.views.frame import Page, frame
from statusgen.render.views.history import history_page, month_page
from statusgen.render.views.home import home_page, home_updates
from statusgen.render.views.incident import incident_page
from statusgen.render.views.index import Index, LaterDays, index
from statusgen.render.views.maintenance import maintenance_page
from statusgen.render.views.missing import missing_page
from statusgen.render.views.news import news_page
from statusgen.render.views.policy import policy_page
from statusgen.render.views.posts import posts_page
from statusgen.render.views.report import report_page, reports_page
from statusgen.render.views.subscribe_page import subscribe_page


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of all pages; the home page is the last of those about the present."""
    yield current(context, "page /404.html", partial(render_missing, context))
    found = index(context.world)
    for page in _site_pages(context):
        is_about_entries = page.depends_on not in _WITHOUT_ENTRIES
        days = found.later_days if is_about_entries else found.later_days_of(())
        yield from _live_jobs(context, page, days)
    for each in context.world.every_component:
        ours = each.component.id
        page = LivePage(urls.component_page(ours), partial(_component_page, ours))
        yield from _live_jobs(context, page, found.later_days_of(found.of_component(ours)))
    yield current(context, "page /", partial(render_home, context))
    yield _later_job(context, LivePage(urls.HOME, home_page), found.later_days)
    yield from month_jobs(context, render_month, "pages")
    yield from entry_jobs(context, render_entries, "pages")
    yield from (_later_job(context, page, found.later_days) for page in _dated_pages(context))


def _live_jobs(context: RenderContext, page: LivePage, days: LaterDays) -> Iterator[Job]:
    """Yield the jobs of a page about the present, and of what it shows later."""
    yield current(context, f"page /{page.depends_on}", partial(render_page, context, page))
    yield _later_job(context, page, days)


def _later_job(context: RenderContext, page: LivePage, days: LaterDays) -> Job:
    """Return the job of what a page shows on later days; only the embed shows when it is built."""
    is_dated = page.depends_on == urls.EMBED
    opened = context.now if is_dated else context.world.last_news
    inputs = LaterInputs(context.lasting, page, days, opened)
    name = f"later /{page.depends_on}"
    if is_dated:
        return current(context, name, partial(later_file, inputs))
    return Job(f"{name} {context.language}", later_file, inputs)


def render_page(context: RenderContext, page: LivePage) -> Iterator[Artefact]:
    """Yield a page about the present."""
    return live_page(context, page.make)


def render_home(context: RenderContext) -> Iterator[Artefact]:
    """Yield the home page, which is to be small."""
    return live_page(context, home_page, home_updates(context, index(context.world)))


def render_missing(context: RenderContext) -> Iterator[Artefact]:
    """Yield the page for an address at which there is nothing."""
    yield _rendered(context, missing_page(context))


def render_month(inputs: MonthInputs) -> Iterator[Artefact]:
    """Yield the pages of a month: by day, and in figures."""
    for make in _month_pages(inputs.context, inputs.month):
        yield from _dated(inputs.context, make, inputs.month, _month_then)


def render_entries(inputs: EntryInputs) -> Iterator[Artefact]:
    """Yield the pages of entries, and of each of their updates that is announced to groups."""
    context = inputs.context
    for entry in inputs.entries:
        news = news_of(entry, context.content.groups)
        yield from (_rendered(context, news_page(context, each)) for each in news if each.groups)
        yield from _dated(context, _entry_page, entry, _entry_then)


_Subject = TypeVar("_Subject", Entry, Month)


def _dated(
    context: SiteContext,
    make: Callable[[SiteContext, _Subject], Page],
    subject: _Subject,
    then: Callable[[_Subject, World], tuple[_Subject, bool]],
) -> Iterator[Artefact]:
    """Yield the page of a subject, which is kept true as long as it may change.

    `then` returns the subject in a world, and whether nothing changes it any more.
    """
    page = make(context, subject)
    if isinstance(context, RenderContext) and page.head.dated.is_live:
        return live_page(context, partial(_later, make, subject, then))
    return iter((_rendered(context, page),))


def _later(
    make: Callable[[SiteContext, _Subject], Page],
    subject: _Subject,
    then: Callable[[_Subject, World], tuple[_Subject, bool]],
    context: RenderContext,
    found: Index,
) -> Page:
    ahead, is_final = then(subject, found.world)
    return make(context.lasting if is_final else context, ahead)


def _dated_pages(context: RenderContext) -> Iterator[LivePage]:
    """Yield the pages of entries and of months that may change."""
    months = map(context.world.months.__getitem__, context.world.months.all)
    for month in (each for each in months if not each.is_final):
        for make in _month_pages(context, month):
            yield from _live(context, make, month, _month_then)
    for entry in context.world.moving:
        yield from _live(context, _entry_page, entry, _entry_then)


def _live(
    context: RenderContext,
    make: Callable[[SiteContext, _Subject], Page],
    subject: _Subject,
    then: Callable[[_Subject, World], tuple[_Subject, bool]],
) -> Iterator[LivePage]:
    page = make(context, subject)
    if page.head.dated.is_live:
        yield LivePage(page.address, partial(_later, make, subject, then))


def _month_then(month: Month, world: World) -> tuple[Month, bool]:
    then = world.months[month.month]
    return then, then.is_final


def _entry_then(entry: Entry, world: World) -> tuple[Entry, bool]:
    then = next(each for each in world.entries if each.id == entry.id)
    return then, then.is_settled


def _rendered(context: SiteContext, page: Page) -> Artefact:
    return context.file(urls.file_of(page.address), render(context, page, frame(context)).encode())


# --- pages -------------------------------------------------------------------------------------


def _site_pages(context: RenderContext) -> Iterator[LivePage]:
    """Yield each page that tells how everything stands.

    The home page, which links to all, comes after these.
    """
    content = context.world.content
    yield LivePage(urls.EMBED, _without_index(embed_page))
    yield LivePage(urls.SUBSCRIBE, _without_index(subscribe_page))
    yield LivePage(urls.COMPOSE, _without_index(compose_page))
    if content.policy is not None:
        yield LivePage(urls.SLA, partial(_policy_page, content.policy))
    if content.groups:
        yield LivePage(urls.POSTS, _without_index(posts_page))
    yield LivePage(urls.REPORTS, _without_index(reports_page))
    yield LivePage(urls.HISTORY, _without_index(history_page))


_WITHOUT_ENTRIES = (urls.SUBSCRIBE, urls.SLA)
"""The pages that show no entry that is settled."""


def _without_index(page: Callable[[RenderContext], Page]) -> Make:
    return lambda context, _: page(context)


def _policy_page(policy: Policy, context: RenderContext, _: Index) -> Page:
    return policy_page(context, policy)


def _component_page(component_id: str, context: RenderContext, found: Index) -> Page:
    now = next(each for each in found.world.every_component if each.component.id == component_id)
    return component_page(context, found, now)


def _month_pages(
    context: SiteContext, month: Month
) -> Iterator[Callable[[SiteContext, Month], Page]]:
    """Yield how to make what happened in a month: in figures and by day, as far as there is."""
    if any(True for _ in report_page(context, month)):
        yield _report_page
    if month.listing:
        yield month_page


def _report_page(context: SiteContext, month: Month) -> Page:
    return next(report_page(context, month))


def _entry_page(context: SiteContext, entry: Entry) -> Page:
    if isinstance(entry, IncidentNow):
        return incident_page(context, entry)
    return maintenance_page(context, entry)


OUTPUT = Output("pages", jobs)
