"""Our own data as JSON: one file for each entry, component and month, and small ways to them."""

from collections.abc import Iterator

from statusgen import addresses, opendata
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.jsontext import document
from statusgen.opendata.base import SCHEMA
from statusgen.views.index import index


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield the schema, and every file that it describes."""
    yield Artefact(SCHEMA, document(opendata.schema(edition.public(SCHEMA))))
    for path, file in _files(edition):
        written = file.model_dump(mode="json", by_alias=True)
        yield Artefact(addresses.data_of(path), document(written))


def _files(edition: Edition) -> Iterator[tuple[str, opendata.File]]:
    """Yield each file with the address of the page that tells the same to people."""
    world, known = edition.world, index(edition.world)
    yield "status/", opendata.status(edition)
    yield "components/", opendata.components(edition)
    for now in world.components:
        yield addresses.component_page(now.component.id), opendata.component(edition, now)
    yield addresses.HISTORY, opendata.history(edition, known.by_month)
    for day, entries in known.by_month.items():
        yield addresses.month_page(day), opendata.month(edition, day, entries)
    for incident in world.incidents:
        told = known.news[incident.id]
        yield addresses.entry_page(incident), opendata.incident(edition, incident, told)
    for work in world.maintenances:
        told = known.news[work.id]
        yield addresses.entry_page(work), opendata.maintenance(edition, work, told)
