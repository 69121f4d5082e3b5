"""The state in one line, for a frame on a partner's own page."""

from dataclasses import dataclass

from markupsafe import Markup

from statusgen import addresses
from statusgen.edition import Edition
from statusgen.views.frame import Head, Page, as_of, lean, named_by_content
from statusgen.views.parts import SHAPES, filled, inline


@dataclass(frozen=True, slots=True)
class EmbedView:
    """What the template of the line may see."""

    state: str
    name: Markup
    dated: Markup
    style: str


def embed_page(edition: Edition) -> Page:
    """Return the line that says how everything is; search engines are to find the home page."""
    dated = as_of(edition)
    overall, site = edition.world.overall, edition.world.content.site
    head = Head(
        title=edition.words.say("Status of {name}").format(name=edition.said(site.name)),
        description=edition.words.overall(overall),
        dated=dated,
        rule=SHAPES[overall],
        is_indexed=False,
    )
    view = EmbedView(
        state=edition.words.overall(overall),
        name=inline(edition, site.name),
        dated=filled(edition.words.say("As of {time}"), time=dated.brief),
        style=edition.shared(embed_style_file(edition)),
    )
    return Page(addresses.EMBED, "site/embed.html", head, view)


def embed_style(edition: Edition) -> bytes:
    """Return the style sheet of the line; it has its own, as it is all that a frame loads."""
    return lean(edition, "embed.css")


def embed_style_file(edition: Edition) -> str:
    """Return the path of the style sheet, which changes with what is in it."""
    return named_by_content("embed", "css", embed_style(edition))
