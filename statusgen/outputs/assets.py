"""The files that every page of every language loads: style sheets, scripts and pictures."""

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from statusgen.artefact import Artefact, Job
from statusgen.model import State
from statusgen.outputs.jobs import Output, current
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.views.assets import asset_files, assets
from statusgen.render.views.icon import icons


class IconInputs(Struct, frozen=True):
    """Everything that icons as pixels depend on."""

    state: State


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the jobs of these files, which depend on the present."""
    yield current(context, "assets", partial(render, context))
    yield Job("pixel icons", render_pixel_icons, IconInputs(context.world.overall))


def render(context: RenderContext) -> Iterator[Artefact]:
    """Yield the files that all contexts share."""
    made, paths = assets(context), asset_files(context)
    yield from (Artefact(paths[name], content) for name, content in made.items())
    for path, view in icons(context).items():
        icon = context.templates.render(f"site/{urls.ICON}", view=view)
        yield Artefact(path, icon.lstrip().encode())
    logo = context.content.site.brand.logo
    if logo is not None and logo != urls.ICON:
        yield Artefact(logo, context.templates.file(f"site/{logo}"))


def render_pixel_icons(inputs: IconInputs) -> Iterator[Artefact]:
    """Yield the icons that are asked for by their names, of the state now."""
    from statusgen.render.pictures.icons import (  # noqa: PLC0415 - Pillow takes time to load
        icon_file,
        touch_icon,
    )

    yield Artefact(urls.ICON_FILE, icon_file(inputs.state))
    yield Artefact(urls.TOUCH_ICON, touch_icon(inputs.state))


OUTPUT = Output("assets", jobs, is_shared=True)
