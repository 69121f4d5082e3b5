"""Our own data as JSON: one file for each entry, component and month, and small ways to them."""

from collections.abc import Iterable, Iterator
from datetime import date

from statusgen import addresses, opendata
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.entry import Entry
from statusgen.jsontext import document
from statusgen.lifecycle import IncidentNow
from statusgen.opendata.base import SCHEMA
from statusgen.output import Output
from statusgen.views.index import index
from statusgen.world import News


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the schema, and the files that tell how everything stands."""
    yield Artefact(SCHEMA, document(opendata.schema(edition.public(SCHEMA))))
    yield _written("status/", opendata.status(edition))
    yield _written("components/", opendata.components(edition))
    for now in edition.world.components:
        page = addresses.component_page(now.component.id)
        yield _written(page, opendata.component(edition, now))
    yield _written(addresses.HISTORY, opendata.history(edition))


def of_month(edition: Edition, month: date) -> Iterator[Artefact]:
    """Yield the list of all that stands under a month, if anything does."""
    entries = index(edition.world).by_month.get(month)
    if entries:
        yield _written(addresses.month_page(month), opendata.month(edition, month, entries))


def of_entries(edition: Edition, entries: Iterable[Entry]) -> Iterator[Artefact]:
    """Yield the file of each entry."""
    known = index(edition.world)
    for entry in entries:
        yield _written(addresses.entry_page(entry), _told(edition, entry, known.news[entry.id]))


def _told(edition: Edition, entry: Entry, news: tuple[News, ...]) -> opendata.File:
    if isinstance(entry, IncidentNow):
        return opendata.incident(edition, entry, news)
    return opendata.maintenance(edition, entry, news)


def _written(path: str, file: opendata.File) -> Artefact:
    """Return a file; `path` is the address of the page that tells the same to people."""
    return Artefact(addresses.data_of(path), document(file))


OUTPUT = Output("data", of_site, of_month, of_entries, is_shared=True)
