"""Badges: the state of the site or of a component as a picture for other people's pages."""

import re
import unicodedata

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.component_now import ComponentNow
from statusgen.model import State
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.palette import LIGHT, SHAPES, Scheme
from statusgen.text.markdown import shortened

_FONT_SIZE = 12
_PADDING = 8
_GAP = 5
_SHAPE = 14
_LONGEST_LABEL = 60

_BOLD = 107
"""Width of bold letters, in per cent of that of plain ones."""

_WIDTHS = {
    **dict.fromkeys("iIjl.,:;'|!·", 290),
    **dict.fromkeys('ftr()[]{}/\\-" ', 370),
    **dict.fromkeys("mwMW@%—…", 890),
}
_UPPER, _LOWER, _WIDE, _OTHER = 690, 560, 1080, 610
"""Average widths of letters in the fonts of common systems, in thousandths of the font size."""


class BadgeView(Struct, frozen=True):
    """Context of the template of a badge; lengths and positions are in pixels.

    `sentence` is for screen readers; `label` is shortened if it is too long.
    """

    sentence: str
    shape: str
    colours: Scheme
    colour: str
    label: str
    label_at: int
    label_width: int
    divider: int
    shape_at: int
    word: str
    word_at: int
    word_width: int
    width: int


class Embed(Struct, frozen=True):
    """A badge for other sites: its address, its label, and the code to copy.

    `frame` is the code of a frame with the state in one line; empty for components.
    """

    picture: str
    label: str
    html: str
    markdown: str
    frame: str = ""


def site_badge(context: RenderContext) -> BadgeView:
    """Return the badge of the whole site."""
    overall = context.world.overall
    name = context.text(context.content.site.name)
    return _badge(name, overall, context.words.say(context.world.label))


def component_badge(context: SiteContext, now: ComponentNow) -> BadgeView:
    """Return the badge of a component."""
    return _badge(context.text(now.component.name), now.state, context.words.state(now.state))


def site_embed(context: SiteContext) -> Embed:
    """Return the code that shows the badge of the site on another page."""
    name = context.text(context.content.site.name)
    badge = _embed(context, name, urls.HOME, urls.BADGE)
    return replace(badge, frame=_frame(context, badge.label))


def component_embed(context: SiteContext, now: ComponentNow) -> Embed:
    """Return the code that shows the badge of a component on another page."""
    name, ours = context.text(now.component.name), now.component.id
    page, badge = urls.component_page(ours), urls.component_badge(ours)
    return _embed(context, name, page, badge)


def _badge(name: str, state: State, word: str) -> BadgeView:
    label = shortened(name, _LONGEST_LABEL)
    label_width, word_width = text_width(label), text_width(word) * _BOLD // 100
    divider = _PADDING + label_width + _PADDING
    shape_at = divider + _PADDING
    word_at = shape_at + _SHAPE + _GAP
    return BadgeView(
        sentence=f"{name}: {word}",
        shape=SHAPES[state],
        colours=LIGHT,
        colour=LIGHT.states[state],
        label=label,
        label_at=_PADDING,
        label_width=label_width,
        divider=divider,
        shape_at=shape_at,
        word=word,
        word_at=word_at,
        word_width=word_width,
        width=word_at + word_width + _PADDING,
    )


def text_width(text: str) -> int:
    """Return the approximate width of a line in pixels; the browser fits the text into it.

    It cannot be exact: the fonts of systems differ, and none is loaded.
    """
    return -(-sum(map(_width, text)) * _FONT_SIZE // 1000) if text else 0


def _width(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _WIDE
    if letter.isascii():
        return _UPPER if letter.isupper() else _LOWER
    return _UPPER if letter.isupper() else _OTHER


# --- code to copy ------------------------------------------------------------------------------


def _embed(context: SiteContext, name: str, page: str, badge: str) -> Embed:
    label = context.words.say("Status of {name}").format(name=name)
    target, picture = context.public(page), context.public(badge)
    html = Markup('<a href="{}"><img src="{}" alt="{}" height="24"></a>')
    return Embed(
        picture=context.href(badge),
        label=label,
        html=str(html.format(target, picture, label)),
        markdown=f"[![{_in_markdown(label)}]({picture})]({target})",
    )


def _frame(context: SiteContext, label: str) -> str:
    frame = Markup(
        '<iframe src="{}" title="{}" width="100%" height="64" style="border:0"></iframe>'
    )
    return str(frame.format(context.public(urls.EMBED), label))


def _in_markdown(text: str) -> str:
    """Return text with all characters escaped that are special in Markdown."""
    return re.sub(r"([\\`*_\[\]<>&])", r"\\\1", text)
