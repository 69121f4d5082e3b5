"""The response headers of every address: `_headers`, which Netlify and Cloudflare Pages read.

If several rules match, one host takes the last value of a header and another joins all of them. So
no header is set twice for one address, and each section of pages has a rule of its own: a rule for
all pages could not except the one page that others may show in a frame.
"""

from collections.abc import Iterator
from functools import partial

from statusgen.artefact import Artefact, Job
from statusgen.outputs.jobs import Output, current
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.assets import OF_ONE_PAGE, asset_files
from statusgen.render.views.frame import LOADS

_FRESH = {"Cache-Control": "public, max-age=30, must-revalidate"}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_HIDDEN = {"X-Robots-Tag": "noindex"}
_FOR_ANY_PAGE = {"Cross-Origin-Resource-Policy": "cross-origin"}
_FOR_ANY_SCRIPT = {"Access-Control-Allow-Origin": "*", **_FOR_ANY_PAGE}
_JSON = {"Content-Type": "application/json; charset=utf-8"}

_EVERYTHING = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_POLICY = {"Content-Security-Policy": f"{LOADS}; frame-ancestors 'none'"}
_PAGE = {
    **_FRESH,
    **_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_EMBED = _FRESH | _FOR_ANY_PAGE | {"Content-Security-Policy": f"{LOADS}; frame-ancestors *"}
"""Headers of the page that any site may show in a frame: it is one line without controls."""

_JSON_FEED = _FRESH | _FOR_ANY_SCRIPT | {"Content-Type": "application/feed+json; charset=utf-8"}

_SECTIONS = (
    "incidents/*",
    "maintenance/*",
    "history/*",
    "reports/*",
    "components/*",
    "sla/*",
    "subscribe/*",
)
_SHARED: dict[str, dict[str, str]] = {
    urls.NOT_FOUND: _PAGE,
    urls.BUILD: _FRESH | _JSON,
    f"{urls.LATER}*": _FRESH | _HIDDEN | _JSON,
    "sitemap*": _FRESH,
    "favicon*": _FRESH,
    f"{urls.PICTURES}*": _FOR_EVER | _FOR_ANY_PAGE,
    "api/*": _FRESH | _FOR_ANY_SCRIPT | _JSON,
    "*.svg": _FRESH | _FOR_ANY_PAGE | _POLICY | {"Content-Type": "image/svg+xml; charset=utf-8"},
    "*.atom": _FRESH | _FOR_ANY_SCRIPT | {"Content-Type": "application/atom+xml; charset=utf-8"},
    "*.ics": _FRESH | _FOR_ANY_SCRIPT | {"Content-Type": "text/calendar; charset=utf-8"},
    "*.rss": _FRESH | _FOR_ANY_SCRIPT | {"Content-Type": "application/rss+xml; charset=utf-8"},
    f"*{urls.BADGE_JSON}": _FRESH | _FOR_ANY_SCRIPT | _JSON,
    urls.METRICS: _FRESH | _FOR_ANY_SCRIPT,
    "*.txt": {"Content-Type": "text/plain; charset=utf-8"},
}
"""Rules for files of all languages, and for types of files."""


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the one job of these files, which depend on the present."""
    yield current(context, "headers", partial(render, context))


def render(context: RenderContext) -> Iterator[Artefact]:
    """Yield the rules for all languages."""
    found: dict[str, dict[str, str]] = {}
    for path, headers in _rules(context):
        found[path] = found.get(path, {}) | headers
    rules = "\n\n".join(_rule(path, headers) for path, headers in found.items())
    yield Artefact("_headers", f"{rules}\n".encode())


def _rule(path: str, headers: dict[str, str]) -> str:
    lines = (f"  {name}: {value}" for name, value in headers.items())
    return "\n".join((f"/{path}", *lines))


def _rules(context: SiteContext) -> Iterator[tuple[str, dict[str, str]]]:
    yield "*", _EVERYTHING | (_HIDDEN if context.is_preview else {})
    unlisted = {} if context.is_preview else _HIDDEN
    site = context.content.site
    for language in site.languages:
        yield from _of_language(urls.language_folder(site, language), unlisted)
    yield from _SHARED.items()
    for name, path in asset_files(context).items():
        if name not in OF_ONE_PAGE:
            yield path, _FOR_EVER


def _of_language(folder: str, unlisted: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what holds below the folder of a language; `unlisted` keeps search engines away."""
    for path in _paths(folder, urls.EMBED):
        yield path, _EMBED | unlisted
    yield f"{folder}{urls.POSTS}*", _PAGE | unlisted
    yield f"{folder}{urls.COMPOSE}*", _PAGE | unlisted
    yield from ((path, _PAGE) for path in _paths(folder, urls.HOME))
    yield from ((f"{folder}{path}", _PAGE) for path in _SECTIONS)
    yield from ((f"{folder}{path}", _JSON_FEED) for path in _json_feeds(folder))


def _paths(folder: str, page: str) -> tuple[str, ...]:
    """Return the paths of a page that is in no section; Netlify's server for tests asks for both.

    Where a redirect matches, as that for missing pages of a language does, it looks for the file.
    """
    address = f"{folder}{page}"
    return (address, f"{address}index.html") if folder else (address,)


def _json_feeds(folder: str) -> tuple[str, ...]:
    """Return the paths of JSON feeds, in few rules: one host reads a hundred at most.

    A wildcard for the first language would match our own JSON files of the same name.
    """
    if folder:
        return (f"*{urls.FEED_JSON}",)
    places = (urls.HOME, urls.INCIDENTS, urls.MAINTENANCE, "components/*/")
    return tuple(f"{place}{urls.FEED_JSON}" for place in places)


OUTPUT = Output("headers", jobs, is_shared=True)
