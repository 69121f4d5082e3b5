"""The files that every page of every language loads: style sheets, scripts and pictures."""

from collections.abc import Iterator
from functools import partial

from statusgen.artefact import Artefact, Job
from statusgen.outputs.jobs import Output, current
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.views.assets import asset_files, assets
from statusgen.render.views.icon import icons


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the one job of these files, which depend on the present."""
    yield current(context, "assets", partial(render, context))


def render(context: RenderContext) -> Iterator[Artefact]:
    """Yield the files that all contexts share."""
    made, paths = assets(context), asset_files(context)
    yield from (Artefact(paths[name], content) for name, content in made.items())
    for path, view in icons(context).items():
        icon = context.templates.render(f"site/{urls.ICON}", view=view)
        yield Artefact(path, icon.lstrip().encode())
    yield from _pixel_icons(context)
    logo = context.content.site.brand.logo
    if logo is not None and logo != urls.ICON:
        yield Artefact(logo, context.templates.file(f"site/{logo}"))


def _pixel_icons(context: RenderContext) -> Iterator[Artefact]:
    """Yield the icons that are asked for by their names, of the state now."""
    from statusgen.render.pictures.icons import (  # noqa: PLC0415 - Pillow takes time to load
        icon_file,
        touch_icon,
    )

    yield Artefact(urls.ICON_FILE, icon_file(context.world.overall))
    yield Artefact(urls.TOUCH_ICON, touch_icon(context.world.overall))


OUTPUT = Output("assets", jobs, is_shared=True)
