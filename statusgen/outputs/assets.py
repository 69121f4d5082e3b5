"""What every page of every language needs: the style sheet, the scripts and the pictures."""

from collections.abc import Iterator

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.output import Output
from statusgen.views import script_files, scripts, style_file, style_sheet
from statusgen.views.embed import embed_style, embed_style_file
from statusgen.views.icon import icons


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the files that all editions share."""
    yield Artefact(style_file(edition), style_sheet(edition))
    yield Artefact(embed_style_file(edition), embed_style(edition))
    for name, path in script_files(edition).items():
        yield Artefact(path, scripts(edition)[name])
    for path, view in icons(edition).items():
        icon = edition.templates.render(f"site/{addresses.ICON}", view=view)
        yield Artefact(path, icon.lstrip().encode())
    logo = edition.world.content.site.brand.logo
    if logo is not None and logo != addresses.ICON:
        yield Artefact(logo, edition.templates.file(f"site/{logo}"))


OUTPUT = Output("assets", of_site, is_shared=True)
