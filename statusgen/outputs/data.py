"""Our own data as JSON: one file for each entry, component and month, and small ways to them."""

from collections.abc import Callable, Iterator
from functools import partial

from statusgen import addresses, opendata
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.jsontext import document
from statusgen.opendata.base import SCHEMA
from statusgen.views.index import index

Maker = Callable[[], opendata.File]


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield the schema, and every file that it describes."""
    yield Artefact(SCHEMA, document(opendata.schema(edition.public(SCHEMA))))
    yield from edition.crew([partial(_written, *each) for each in _files(edition)])


def _written(path: str, make: Maker) -> Artefact:
    written = make().model_dump(mode="json", by_alias=True)
    return Artefact(addresses.data_of(path), document(written))


def _files(edition: Edition) -> Iterator[tuple[str, Maker]]:
    """Yield how to make each file, with the address of the page that tells the same to people."""
    world, known = edition.world, index(edition.world)
    yield "status/", partial(opendata.status, edition)
    yield "components/", partial(opendata.components, edition)
    for now in world.components:
        page = addresses.component_page(now.component.id)
        yield page, partial(opendata.component, edition, now)
    yield addresses.HISTORY, partial(opendata.history, edition, known.by_month)
    for day, entries in known.by_month.items():
        yield addresses.month_page(day), partial(opendata.month, edition, day, entries)
    for incident in world.incidents:
        told = known.news[incident.id]
        yield addresses.entry_page(incident), partial(opendata.incident, edition, incident, told)
    for work in world.maintenances:
        told = known.news[work.id]
        yield addresses.entry_page(work), partial(opendata.maintenance, edition, work, told)
