"""What every page of every language needs: the style sheet, the scripts and the pictures."""

from collections.abc import Iterator

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.views import script_files, scripts, style_file, style_sheet


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield the files that all editions share."""
    yield Artefact(style_file(edition), style_sheet(edition))
    for name, path in script_files(edition).items():
        yield Artefact(path, scripts(edition)[name])
    files = {addresses.ICON, edition.world.content.site.brand.logo or addresses.ICON}
    for name in sorted(files):
        yield Artefact(name, edition.templates.file(f"site/{name}"))
