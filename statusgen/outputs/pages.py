"""The pages of the site in one language."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import cache, partial

from statusgen.artefact import Artefact
from statusgen.domain.entry import Entry
from statusgen.outputs.output import Output, Single
from statusgen.render import urls
from statusgen.render.context import Edition
from statusgen.render.views import Frame, Page, entry_pages, frame, month_pages, site_pages


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the pages that tell how everything stands, the home page last."""
    return (each.make() for each in singly(edition))


def singly(edition: Edition) -> Iterator[Single]:
    """Yield how to make each of these pages."""
    around = cache(partial(frame, edition))
    for address, page in site_pages(edition):
        yield Single(urls.file_of(address), partial(_page, edition, around, page))


def _page(edition: Edition, around: Callable[[], Frame], page: Callable[[], Page]) -> Artefact:
    return _told(edition, around(), page())


def of_month(edition: Edition, month: date) -> Iterator[Artefact]:
    """Yield what happened in a month, and the figures of it."""
    return _shown(edition, month_pages(edition, month))


def of_entries(edition: Edition, entries: Collection[Entry]) -> Iterator[Artefact]:
    """Yield the pages of each entry, and of each of its updates that is announced to groups."""
    return _shown(edition, entry_pages(edition, entries))


def _shown(edition: Edition, pages: Iterable[Page]) -> Iterator[Artefact]:
    around = frame(edition)
    return (_told(edition, around, page) for page in pages)


def _told(edition: Edition, around: Frame, page: Page) -> Artefact:
    html = edition.templates.render(
        page.template, frame=around, page=page, head=page.head, view=page.view
    )
    return Artefact(urls.file_of(page.address), html.encode())


OUTPUT = Output("pages", of_site, of_month, of_entries, singly=singly)
