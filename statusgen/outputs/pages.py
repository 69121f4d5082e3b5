"""The pages of the site in one language."""

from collections.abc import Iterator
from functools import partial

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.views import Frame, Maker, frame, pages


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield every page of an edition."""
    around = frame(edition)
    yield from edition.crew([partial(_page, edition, around, make) for make in pages(edition)])


def _page(edition: Edition, around: Frame, make: Maker) -> Artefact:
    page = make()
    html = edition.templates.render(
        page.template, frame=around, page=page, head=page.head, view=page.view
    )
    return Artefact(addresses.file_of(page.address), html.encode())
