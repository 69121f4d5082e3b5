"""The icon of the site, which shows the overall state in a browser's tab."""

from collections.abc import Mapping

from msgspec import Struct

from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.palette import DARK, LIGHT, SHAPES


class IconView(Struct, frozen=True):
    """Context of the template of an icon: a shape and its colours in both schemes."""

    shape: str
    colour: str
    paper: str
    dark_colour: str
    dark_paper: str


def icons(context: RenderContext) -> Mapping[str, IconView]:
    """Return every icon by its path: that of the present state, and one for each state.

    Lasting pages link to the first, and so show the state of the day on which they are read; a
    script that finds another state by the reader's clock takes the icon of that.
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
