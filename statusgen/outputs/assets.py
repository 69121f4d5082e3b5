"""What every page of every language needs: the style sheets, the scripts and the pictures."""

from collections.abc import Iterator

from statusgen.artefact import Artefact
from statusgen.outputs.output import Output
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.views.assets import asset_files, assets
from statusgen.render.views.icon import icons


def of_site(context: RenderContext) -> Iterator[Artefact]:
    """Yield the files that all contexts share."""
    made, paths = assets(context), asset_files(context)
    yield from (Artefact(paths[name], content) for name, content in made.items())
    for path, view in icons(context).items():
        icon = context.templates.render(f"site/{urls.ICON}", view=view)
        yield Artefact(path, icon.lstrip().encode())
    logo = context.world.content.site.brand.logo
    if logo is not None and logo != urls.ICON:
        yield Artefact(logo, context.templates.file(f"site/{logo}"))


OUTPUT = Output("assets", of_site, is_shared=True)
