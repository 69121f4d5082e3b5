"""Our own JSON: one file for each entry, component and month, and lists of them."""

from collections.abc import Iterator
from functools import partial

from statusgen.artefact import Artefact, Job
from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.news import News, news_of
from statusgen.outputs.jobs import EntryInputs, MonthInputs, Output, current, entry_jobs, month_jobs
from statusgen.outputs.open_data import components, incidents, maintenances, overview
from statusgen.outputs.open_data.base import SCHEMA, File, schema
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.json_text import document


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of the files about the present, of months and of entries."""
    yield current(context, "data", partial(render_present, context))
    yield from month_jobs(context, render_month, "data")
    yield from entry_jobs(context, render_entries, "data")


def render_present(context: RenderContext) -> Iterator[Artefact]:
    """Yield the schema, and the files about the present."""
    yield Artefact(SCHEMA, document(schema(context.public(SCHEMA))))
    yield _file("status/", overview.status(context))
    yield _file("components/", components.components(context))
    for now in context.world.every_component:
        page = urls.component_page(now.component.id)
        yield _file(page, components.component(context, now))
    yield _file(urls.HISTORY, overview.history(context))


def render_month(inputs: MonthInputs) -> Iterator[Artefact]:
    """Yield the list of the entries of a month, if there are any."""
    month = inputs.month
    if month.listing:
        file = overview.month(inputs.context, month.month, month.listing)
        yield _file(urls.month_page(month.month), file)


def render_entries(inputs: EntryInputs) -> Iterator[Artefact]:
    """Yield the file of each entry."""
    context = inputs.context
    for entry in inputs.entries:
        news = news_of(entry, context.content.groups)
        yield _file(urls.entry_page(entry), _entry(context, entry, news))


def _entry(context: SiteContext, entry: Entry, news: tuple[News, ...]) -> File:
    if isinstance(entry, IncidentNow):
        return incidents.incident(context, entry, news)
    return maintenances.maintenance(context, entry, news)


def _file(path: str, file: File) -> Artefact:
    """Return a file; `path` is the address of the page with the same data."""
    return Artefact(urls.data_of(path), document(file))


OUTPUT = Output("data", jobs, is_shared=True)
