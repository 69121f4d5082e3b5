"""Our own data as JSON: one file for each entry, component and month, and small ways to them."""

from collections.abc import Iterator
from datetime import date

from statusgen import addresses, opendata
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.jsontext import document
from statusgen.opendata.base import SCHEMA
from statusgen.output import Output
from statusgen.views.index import index


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


def of_entries(edition: Edition) -> Iterator[Artefact]:
    """Yield the file of each entry."""
    world, known = edition.world, index(edition.world)
    for incident in world.incidents:
        told = opendata.incident(edition, incident, known.news[incident.id])
        yield _written(addresses.entry_page(incident), told)
    for work in world.maintenances:
        told_of = opendata.maintenance(edition, work, known.news[work.id])
        yield _written(addresses.entry_page(work), told_of)


def _written(path: str, file: opendata.File) -> Artefact:
    """Return a file; `path` is the address of the page that tells the same to people."""
    return Artefact(addresses.data_of(path), document(file))


OUTPUT = Output("data", of_site, of_month, of_entries, is_shared=True)
