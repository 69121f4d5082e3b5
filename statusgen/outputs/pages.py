"""The pages of the site in one language."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from statusgen.artefact import Artefact, Job
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
from statusgen.render.views import Page, entry_pages, frame, month_pages, site_pages


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of all pages; the home page is the last of those about the present."""
    for address, page in site_pages(context):
        yield current(context, f"page /{address}", partial(render_page, context, page))
    yield from month_jobs(context, render_month, "pages")
    yield from entry_jobs(context, render_entries, "pages")


def render_page(context: RenderContext, page: Callable[[], Page]) -> Iterator[Artefact]:
    """Yield one page."""
    return _rendered(context, (page(),))


def render_month(inputs: MonthInputs) -> Iterator[Artefact]:
    """Yield the pages of a month: by day, and in figures."""
    return _rendered(inputs.context, month_pages(inputs.context, inputs.month))


def render_entries(inputs: EntryInputs) -> Iterator[Artefact]:
    """Yield the pages of entries, and of each of their updates that is announced to groups."""
    return _rendered(inputs.context, entry_pages(inputs.context, inputs.entries))


def _rendered(context: SiteContext, pages: Iterable[Page]) -> Iterator[Artefact]:
    around = frame(context)
    for page in pages:
        html = context.templates.render(
            page.template, frame=around, page=page, head=page.head, view=page.view
        )
        yield context.file(urls.file_of(page.address), html.encode())


OUTPUT = Output("pages", jobs)
