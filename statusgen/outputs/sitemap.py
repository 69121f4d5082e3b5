"""The sitemap (sitemaps.org 0.9): every lasting page of one language, and where others have it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.jsontext import instant
from statusgen.report import months_with_data
from statusgen.views.index import Index, index
from statusgen.world import Entry, News

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield the sitemap of an edition: a map each, as the standard bounds the length of one."""
    rows = (_url(edition, path, last) for path, last in _pages(edition))
    yield Artefact(addresses.SITEMAP, f"{_HEAD}{''.join(rows)}</urlset>\n".encode())


def _url(edition: Edition, path: str, last: datetime | None) -> str:
    """Return a page with the time of its last news, and its alternates, itself among them."""
    lastmod = f"<lastmod>{instant(last)}</lastmod>" if last else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address)}"/>'
        for language, address in edition.alternates(path)
    )
    address = escape(edition.public(path), quote=False)
    return f"  <url><loc>{address}</loc>{lastmod}{others}</url>\n"


def _pages(edition: Edition) -> Iterator[tuple[str, datetime | None]]:
    """Yield each page with the time of the last news on it, None where it has none."""
    world, known = edition.world, index(edition.world)
    yield addresses.HOME, _last(world.news)
    yield addresses.HISTORY, _last(world.news)
    if world.content.policy is not None:
        yield addresses.SLA, None
    yield addresses.REPORTS, None
    for month in months_with_data(world):
        yield addresses.report_page(month), None
    for component in world.content.components:
        entries = known.by_component.get(component.id, ())
        yield addresses.component_page(component.id), _last(_news_of(known, entries))
    for month, entries in known.by_month.items():
        yield addresses.month_page(month), _last(_news_of(known, entries))
    for entry in world.entries:
        yield addresses.entry_page(entry), _last(known.news[entry.id])


def _news_of(known: Index, entries: Iterable[Entry]) -> Iterator[News]:
    return (news for entry in entries for news in known.news[entry.id])


def _last(news: Iterable[News]) -> datetime | None:
    return max((each.at for each in news), default=None)
