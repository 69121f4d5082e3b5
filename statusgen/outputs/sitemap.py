"""The sitemaps (sitemaps.org 0.9): every lasting page of one language, and where others have it.

A map may name 50,000 addresses at most, so there is one a month, and one that names them all.
They lie beside each other, because a map may tell only of what lies below its own folder.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from html import escape

from statusgen.artefact import Artefact
from statusgen.domain.entry import Entry, last_changed
from statusgen.domain.report import months_with_data
from statusgen.outputs.output import Output, months
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.json_text import instant
from statusgen.render.views.index import index

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = f'{_XML}<urlset xmlns="{_SITEMAPS}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'


def of_site(context: RenderContext) -> Iterator[Artefact]:
    """Yield the list of all maps, and the map of what belongs to no month."""
    maps = (urls.SITEMAP_PAGES, *map(urls.month_map, months(context.world)))
    rows = "".join(f"  <sitemap><loc>{_public(context, each)}</loc></sitemap>\n" for each in maps)
    listed = f'{_XML}<sitemapindex xmlns="{_SITEMAPS}">\n{rows}</sitemapindex>\n'
    yield Artefact(urls.SITEMAP, listed.encode())
    yield _map(context, urls.SITEMAP_PAGES, _pages(context))


def of_month(context: RenderContext, month: date) -> Iterator[Artefact]:
    """Yield the map of a month: of its pages, and of the entries that stand under it."""
    yield _map(context, urls.month_map(month), _pages_of(context, month))


def _map(
    context: RenderContext, path: str, pages: Iterable[tuple[str, datetime | None]]
) -> Artefact:
    rows = (_url(context, page, last) for page, last in pages)
    return Artefact(path, f"{_HEAD}{''.join(rows)}</urlset>\n".encode())


def _url(context: RenderContext, path: str, last: datetime | None) -> str:
    """Return a page with the time of its last news, and its alternates, itself among them."""
    lastmod = f"<lastmod>{instant(last)}</lastmod>" if last else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}"/>'
        for language, address in context.alternates(path)
    )
    return f"  <url><loc>{_public(context, path)}</loc>{lastmod}{others}</url>\n"


def _public(context: RenderContext, path: str) -> str:
    return escape(context.public(path), quote=False)


def _pages(context: RenderContext) -> Iterator[tuple[str, datetime | None]]:
    """Yield each page with the time of the last news on it, None where it has none."""
    world, known = context.world, index(context.world)
    yield urls.HOME, _last(world.entries)
    yield urls.HISTORY, _last(world.entries)
    if world.content.policy is not None:
        yield urls.SLA, None
    yield urls.REPORTS, None
    for component in world.content.components:
        entries = known.by_component.get(component.id, ())
        yield urls.component_page(component.id), _last(entries)
    for entry in world.upcoming:
        yield urls.entry_page(entry), last_changed(entry)


def _pages_of(context: RenderContext, month: date) -> Iterator[tuple[str, datetime | None]]:
    entries = index(context.world).by_month.get(month, ())
    if month in months_with_data(context.world):
        yield urls.report_page(month), None
    if entries:
        yield urls.month_page(month), _last(entries)
    for entry in entries:
        yield urls.entry_page(entry), last_changed(entry)


def _last(entries: Iterable[Entry]) -> datetime | None:
    return max(map(last_changed, entries), default=None)


OUTPUT = Output("sitemap", of_site, of_month)
