"""The pages of the site, with the style sheet and the pictures that they show."""

from collections.abc import Iterator
from functools import partial

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.views import (
    Frame,
    Maker,
    frame,
    pages,
    script_files,
    scripts,
    style_file,
    style_sheet,
)


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield what every page needs, and then every page."""
    yield from _assets(edition)
    around = frame(edition)
    yield from edition.crew([partial(_page, edition, around, make) for make in pages(edition)])


def _page(edition: Edition, around: Frame, make: Maker) -> Artefact:
    page = make()
    html = edition.templates.render(
        page.template, frame=around, page=page, head=page.head, view=page.view
    )
    return Artefact(addresses.file_of(page.address), html.encode())


def _assets(edition: Edition) -> Iterator[Artefact]:
    yield Artefact(style_file(edition), style_sheet(edition))
    for name, path in script_files(edition).items():
        yield Artefact(path, scripts(edition)[name])
    files = {addresses.ICON, edition.world.content.site.brand.logo or addresses.ICON}
    for name in sorted(files):
        yield Artefact(name, edition.templates.file(f"site/{name}"))
