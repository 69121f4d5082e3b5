"""Pages as tests read them: the site of a context by path, parsed by lxml and not by us."""

import functools
from collections.abc import Iterator
from datetime import datetime

from lxml import html

from statusgen.model import Content
from statusgen.outputs import OUTPUTS, assets, pages
from statusgen.render.context import RenderContext
from tests.contexts import context, of_root, rendered
from tests.paths import REPOSITORY

BAD_NIGHT = "2026-11-20T14:52:00+01:00"
"""An instant of the sample content at which much goes wrong."""

KINDS = {
    "home": "index.html",
    "incident": "incidents/2026-11-20-cloud-eu-unreachable/index.html",
    "update": "incidents/2026-11-20-cloud-eu-unreachable/20261120T134000Z/index.html",
    "maintenance": "maintenance/2026-12-01-wmp-upgrade/index.html",
    "event": "maintenance/2026-12-01-wmp-upgrade/announced/index.html",
    "history": "history/index.html",
    "month": "history/2026-11/index.html",
    "report": "reports/2026-11/index.html",
    "reports": "reports/index.html",
    "component": "components/cloud-eu/index.html",
    "posts": "posts/index.html",
    "subscribe": "subscribe/index.html",
    "policy": "sla/index.html",
    "missing": "404.html",
}
"""One page of every kind that the sample content has at that instant."""

LINE = "embed/index.html"
"""The line for other people's pages."""


def files(made: RenderContext) -> dict[str, bytes]:
    """Return every file that the pages of a context need, by path."""
    made_from = (*rendered(assets.OUTPUT, made), *rendered(pages.OUTPUT, made))
    return {each.path: each.content for each in made_from}


@functools.cache
def sample() -> dict[str, bytes]:
    """Return the whole site of the sample content on a bad night."""
    made = of_root(REPOSITORY, datetime.fromisoformat(BAD_NIGHT))
    return {each.path: each.content for output in OUTPUTS for each in rendered(output, made)}


def site(content: Content, now: str = "2026-11-20 15:00") -> dict[str, bytes]:
    """Return the pages of a test's own content at `now`."""
    return files(context(content, now))


def parsed(source: bytes) -> html.HtmlElement:
    """Return the root of a page."""
    return html.document_fromstring(source.decode())


def page(
    content: Content, path: str = "index.html", now: str = "2026-11-20 15:00"
) -> html.HtmlElement:
    """Return the root of one page of a test's own content at `now`."""
    return parsed(site(content, now)[path])


def texts_at(element: html.HtmlElement, path: str) -> list[str]:
    """Return the text of every element that an XPath finds, its white space as one blank."""
    return [" ".join(str(each.text_content()).split()) for each in element.xpath(path)]


def all_pages() -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield every page of the sample content, parsed; not the line, which has no frame around."""
    for path, source in sample().items():
        if path.endswith(".html") and path != LINE:
            yield path, parsed(source)
