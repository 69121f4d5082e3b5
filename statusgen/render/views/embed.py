"""The state in one line, for a frame on a partner's own page."""

from markupsafe import Markup
from msgspec import Struct

from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.palette import SHAPES
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import inline


class LineView(Struct, frozen=True):
    """The line: a state by its shape and in words, and the link to the site."""

    shape: str
    state: str
    href: str


class EmbedView(Struct, frozen=True):
    """Context of the template of the page with the line."""

    line: LineView
    name: Markup
    dated: Markup


def embed_page(context: RenderContext) -> Page:
    """Return the page with the line; search engines list the home page instead."""
    site, words, dated = context.content.site, context.words, as_of(context)
    line = _line(context)
    head = Head(
        title=words.say("Status of {name}").format(name=context.text(site.name)),
        description=line.state,
        dated=dated,
        rule=line.shape,
        is_indexed=False,
    )
    view = EmbedView(
        line=line,
        name=inline(context, site.name),
        dated=filled(words.say("As of {time}"), time=dated.brief),
    )
    return Page(urls.EMBED, "site/embed.html", head, view)


def _line(context: RenderContext) -> LineView:
    state = context.words.say(context.world.label)
    return LineView(SHAPES[context.world.overall], state, context.href(urls.HOME))
