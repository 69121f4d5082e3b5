"""What every page of every language needs: the style sheets, the scripts and the pictures."""

from collections.abc import Iterator

from statusgen.artefact import Artefact
from statusgen.outputs.output import Output
from statusgen.render import urls
from statusgen.render.context import Edition
from statusgen.render.views.assets import asset_files, assets
from statusgen.render.views.icon import icons


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the files that all editions share."""
    made, paths = assets(edition), asset_files(edition)
    yield from (Artefact(paths[name], content) for name, content in made.items())
    for path, view in icons(edition).items():
        icon = edition.templates.render(f"site/{urls.ICON}", view=view)
        yield Artefact(path, icon.lstrip().encode())
    logo = edition.world.content.site.brand.logo
    if logo is not None and logo != urls.ICON:
        yield Artefact(logo, edition.templates.file(f"site/{logo}"))


OUTPUT = Output("assets", of_site, is_shared=True)
