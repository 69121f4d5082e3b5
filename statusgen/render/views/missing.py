"""The page for an address at which there is nothing."""

from msgspec import Struct
from msgspec.structs import replace

from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.views.frame import LOADS, Head, Page, as_of


class MissingView(Struct, frozen=True):
    """Context of the template of the page for a wrong address.

    `policy` is its content security policy, as the host has no header rule for wrong addresses.
    """

    home: str
    history: str
    policy: str


def missing_page(context: SiteContext) -> Page:
    """Return the page that a web server answers with if there is no other."""
    say = context.words.say
    head = Head(
        title=say("Page not found"),
        description=say("There is no page at this address."),
        dated=replace(as_of(context), is_live=False),
        is_indexed=False,
    )
    view = MissingView(context.href(urls.HOME), context.href(urls.HISTORY), LOADS)
    return Page(urls.NOT_FOUND, "site/404.html", head, view)
