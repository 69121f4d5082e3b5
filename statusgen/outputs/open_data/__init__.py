"""Our own data as JSON: one file for each entry, component and month, and small ways to them."""

from collections.abc import Iterable, Iterator
from datetime import date

from statusgen.artefact import Artefact
from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.world import News
from statusgen.outputs.open_data import components, incidents, maintenances, overview, published
from statusgen.outputs.open_data.base import SCHEMA, File
from statusgen.outputs.output import Output
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.json_text import document
from statusgen.render.views.index import index


def of_site(context: RenderContext) -> Iterator[Artefact]:
    """Yield the schema, and the files that tell how everything stands."""
    yield Artefact(SCHEMA, document(published.schema(context.public(SCHEMA))))
    yield _written("status/", overview.status(context))
    yield _written("components/", components.components(context))
    for now in context.world.components:
        page = urls.component_page(now.component.id)
        yield _written(page, components.component(context, now))
    yield _written(urls.HISTORY, overview.history(context))


def of_month(context: RenderContext, month: date) -> Iterator[Artefact]:
    """Yield the list of all that stands under a month, if anything does."""
    entries = index(context.world).by_month.get(month)
    if entries:
        yield _written(urls.month_page(month), overview.month(context, month, entries))


def of_entries(context: RenderContext, entries: Iterable[Entry]) -> Iterator[Artefact]:
    """Yield the file of each entry."""
    known = index(context.world)
    for entry in entries:
        yield _written(urls.entry_page(entry), _told(context, entry, known.news[entry.id]))


def _told(context: RenderContext, entry: Entry, news: tuple[News, ...]) -> File:
    if isinstance(entry, IncidentNow):
        return incidents.incident(context, entry, news)
    return maintenances.maintenance(context, entry, news)


def _written(path: str, file: File) -> Artefact:
    """Return a file; `path` is the address of the page that tells the same to people."""
    return Artefact(urls.data_of(path), document(file))


OUTPUT = Output("data", of_site, of_month, of_entries, is_shared=True)
