"""The sitemaps (sitemaps.org 0.9): every lasting page of one language, and where others have it.

A map may name 50,000 addresses at most, so there is one a month, and one that names them all.
They are in one folder, because a map may list only addresses below its own folder.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from html import escape

from statusgen.artefact import Artefact, Job
from statusgen.domain.entry import last_changed
from statusgen.domain.months import Month
from statusgen.outputs.jobs import MonthInputs, Output, current, month_jobs
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import instant
from statusgen.render.views.index import index, last_news

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = f'{_XML}<urlset xmlns="{_SITEMAPS}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of all maps."""
    yield current(context, "sitemap", partial(render_present, context))
    yield from month_jobs(context, render_month, "sitemap")


def render_present(context: RenderContext) -> Iterator[Artefact]:
    """Yield the list of all maps, and the map of the pages of no month."""
    maps = (urls.SITEMAP_PAGES, *map(urls.month_map, context.world.months.all))
    rows = "".join(f"  <sitemap><loc>{_public(context, each)}</loc></sitemap>\n" for each in maps)
    listed = f'{_XML}<sitemapindex xmlns="{_SITEMAPS}">\n{rows}</sitemapindex>\n'
    yield context.file(urls.SITEMAP, listed.encode())
    yield _map(context, urls.SITEMAP_PAGES, _pages(context))


def render_month(inputs: MonthInputs) -> Iterator[Artefact]:
    """Yield the map of a month: of its pages, and of the entries that are listed under it."""
    pages = _pages_of(inputs.month)
    yield _map(inputs.context, urls.month_map(inputs.month.month), pages)


def _map(context: SiteContext, path: str, pages: Iterable[tuple[str, datetime | None]]) -> Artefact:
    rows = (_url(context, page, last) for page, last in pages)
    return context.file(path, f"{_HEAD}{''.join(rows)}</urlset>\n".encode())


def _url(context: SiteContext, path: str, last: datetime | None) -> str:
    """Return a page with the time of its last news, and its alternates, itself among them."""
    lastmod = f"<lastmod>{instant(last)}</lastmod>" if last else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}"/>'
        for language, address in context.alternates(path)
    )
    return f"  <url><loc>{_public(context, path)}</loc>{lastmod}{others}</url>\n"


def _public(context: SiteContext, path: str) -> str:
    return escape(context.public(path), quote=False)


def _pages(context: RenderContext) -> Iterator[tuple[str, datetime | None]]:
    """Yield each page with the time of the last news on it, None where it has none."""
    world, known = context.world, index(context.world)
    yield urls.HOME, last_news(world.entries)
    yield urls.HISTORY, last_news(world.entries)
    if world.content.policy is not None:
        yield urls.SLA, None
    yield urls.REPORTS, None
    yield urls.SUBSCRIBE, None
    for component in world.content.components:
        entries = known.of_component(component.id)
        yield urls.component_page(component.id), last_news(entries)
    for entry in world.upcoming:
        yield urls.entry_page(entry), last_changed(entry)


def _pages_of(month: Month) -> Iterator[tuple[str, datetime | None]]:
    if month.is_reported:
        yield urls.report_page(month.month), None
    if month.listing:
        yield urls.month_page(month.month), last_news(month.listing)
    for entry in month.listing:
        yield urls.entry_page(entry), last_changed(entry)


OUTPUT = Output("sitemap", jobs)
