"""The icon of the site: the state, as small as a browser's tab."""

from collections.abc import Mapping

from msgspec import Struct

from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.palette import DARK, LIGHT, SHAPES


class IconView(Struct, frozen=True):
    """What the template of an icon may see: a shape and its colours in both schemes."""

    shape: str
    colour: str
    paper: str
    dark_colour: str
    dark_paper: str


def icons(context: RenderContext) -> Mapping[str, IconView]:
    """Return every icon by its path: that of the state now, and one for each that may be next.

    A page that is told for ever names the first, and so shows the state of the day it is read on;
    a script that finds another state by the reader's clock takes the icon of that.
    """
    states = {urls.state_icon(SHAPES[state]): _icon(state) for state in State}
    return {urls.ICON: _icon(context.world.overall), **states}


def _icon(state: State) -> IconView:
    return IconView(
        shape=SHAPES[state],
        colour=LIGHT.states[state],
        paper=LIGHT.paper,
        dark_colour=DARK.states[state],
        dark_paper=DARK.paper,
    )
