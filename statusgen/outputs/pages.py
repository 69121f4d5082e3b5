"""The pages of the site in one language."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import cache, partial

from statusgen.artefact import Artefact
from statusgen.domain.entry import Entry
from statusgen.outputs.output import Output, Single
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.views import Frame, Page, entry_pages, frame, month_pages, site_pages


def of_site(context: RenderContext) -> Iterator[Artefact]:
    """Yield the pages that tell how everything stands, the home page last."""
    return (each.make() for each in singly(context))


def singly(context: RenderContext) -> Iterator[Single]:
    """Yield how to make each of these pages."""
    around = cache(partial(frame, context))
    for address, page in site_pages(context):
        yield Single(urls.file_of(address), partial(_page, context, around, page))


def _page(
    context: RenderContext, around: Callable[[], Frame], page: Callable[[], Page]
) -> Artefact:
    return _told(context, around(), page())


def of_month(context: RenderContext, month: date) -> Iterator[Artefact]:
    """Yield what happened in a month, and the figures of it."""
    return _shown(context, month_pages(context, month))


def of_entries(context: RenderContext, entries: Collection[Entry]) -> Iterator[Artefact]:
    """Yield the pages of each entry, and of each of its updates that is announced to groups."""
    return _shown(context, entry_pages(context, entries))


def _shown(context: RenderContext, pages: Iterable[Page]) -> Iterator[Artefact]:
    around = frame(context)
    return (_told(context, around, page) for page in pages)


def _told(context: RenderContext, around: Frame, page: Page) -> Artefact:
    html = context.templates.render(
        page.template, frame=around, page=page, head=page.head, view=page.view
    )
    return Artefact(urls.file_of(page.address), html.encode())


OUTPUT = Output("pages", of_site, of_month, of_entries, singly=singly)
