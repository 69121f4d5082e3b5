"""The pages of the site, with the style sheet and the pictures that they show."""

from collections.abc import Iterator

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.views import frame, pages, style_file, style_sheet


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield what every page needs, and then every page."""
    yield from _assets(edition)
    around = frame(edition)
    for page in pages(edition):
        html = edition.templates.render(
            page.template, frame=around, page=page, head=page.head, view=page.view
        )
        yield Artefact(addresses.file_of(page.address), html.encode())


def _assets(edition: Edition) -> Iterator[Artefact]:
    yield Artefact(style_file(edition), style_sheet(edition))
    files = {addresses.ICON, edition.world.content.site.brand.logo or addresses.ICON}
    for name in sorted(files):
        yield Artefact(name, edition.templates.file(f"site/{name}"))
