"""The files that are for machines on the way to the reader: crawlers, the host, the scheduler.

`_headers` and `_redirects` are in the format that Netlify and Cloudflare Pages share. Their paths
are below the folder that is published; where a redirect leads is an address on the site.
"""

import json
from collections.abc import Iterator

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.jsontext import instant
from statusgen.statuspage import entry_id, listed
from statusgen.views.frame import script_files, style_file

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SAFETY = {
    "Content-Security-Policy": _POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_FRESH = "public, max-age=30, must-revalidate"
_FOR_EVER = "public, max-age=31536000, immutable"
_HIDDEN = "noindex"
_JSON = "application/json; charset=utf-8"

_SECTIONS = ("incidents/*", "maintenance/*", "history/*", "reports/*", "components/*", "sla/*")
_FILES = (
    addresses.FEED_RSS,
    addresses.FEED_ATOM,
    addresses.FEED_JSON,
    addresses.HISTORY_RSS,
    addresses.HISTORY_ATOM,
    addresses.CALENDAR,
    addresses.MAINTNOTE,
    addresses.BADGE,
    addresses.BUILD,
    addresses.SITEMAP,
)
"""What is asked for again as often as a page, and lies in no section."""

_TYPES = {
    addresses.BUILD: _JSON,
    "*.atom": "application/atom+xml; charset=utf-8",
    "*.ics": "text/calendar; charset=utf-8",
    "*.rss": "application/rss+xml; charset=utf-8",
    "*.txt": "text/plain; charset=utf-8",
}
_MOVED = {
    "rss": addresses.FEED_RSS,
    "rss.xml": addresses.FEED_RSS,
    "feed": addresses.FEED_RSS,
    "feed.xml": addresses.FEED_RSS,
    "index.xml": addresses.FEED_RSS,
    "atom": addresses.FEED_ATOM,
    "atom.xml": addresses.FEED_ATOM,
    "incidents": addresses.HISTORY,
    "maintenance": addresses.HISTORY,
    "uptime": addresses.HOME,
    "api": f"{addresses.API}summary.json",
    "components": addresses.HOME,
}
"""Where other status pages and feed readers look, and what they find there."""

_FOR_ANY_SITE = {
    "api/*": {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": _FRESH,
        "Content-Type": _JSON,
    },
    "*.svg": {
        "Content-Type": "image/svg+xml; charset=utf-8",
        "Cross-Origin-Resource-Policy": "cross-origin",
    },
}
"""What scripts of other sites may read, and which pictures other sites may show."""

_JSON_FEED = {
    "Access-Control-Allow-Origin": "*",
    "Content-Type": "application/feed+json; charset=utf-8",
}


def artefacts(edition: Edition) -> Iterator[Artefact]:
    """Yield the files of an edition that no person reads."""
    for path, text in (
        ("robots.txt", _robots(edition)),
        ("_headers", _headers(edition)),
        ("_redirects", _redirects(edition)),
        (addresses.BUILD, _build(edition)),
    ):
        yield Artefact(path, text.encode())


# --- crawlers ----------------------------------------------------------------------------------


def _robots(edition: Edition) -> str:
    """Return what crawlers may read: nothing of a preview, and no posts of the site."""
    if edition.is_preview:
        return "User-agent: *\nDisallow: /\n"
    folders = _folders(edition)
    posts = (f"Disallow: {edition.shared(folder + addresses.POSTS)}" for folder in folders)
    maps = (f"Sitemap: {address}" for _, address in edition.everywhere(addresses.SITEMAP))
    return "\n".join(("User-agent: *", *posts, "", *maps, ""))


# --- the host ----------------------------------------------------------------------------------


def _headers(edition: Edition) -> str:
    """Return the headers by path.

    Where several rules match, one host takes the last value of a header and another joins all
    of them, so no header is set twice for one path.
    """
    found: dict[str, dict[str, str]] = {}
    for path, headers in _rules(edition):
        found[path] = found.get(path, {}) | headers
    rules = "\n\n".join(_rule(path, headers) for path, headers in found.items() if headers)
    return f"{rules}\n"


def _rules(edition: Edition) -> Iterator[tuple[str, dict[str, str]]]:
    hidden = {"X-Robots-Tag": _HIDDEN}
    yield "*", _SAFETY | (hidden if edition.is_preview else {})
    yield style_file(edition), {"Cache-Control": _FOR_EVER}
    for path in script_files(edition).values():
        yield path, {"Cache-Control": _FOR_EVER}
    for path in (addresses.HOME, *_SECTIONS, *_FILES):
        yield path, {"Cache-Control": _FRESH}
    for folder in filter(None, _folders(edition)):
        yield f"{folder}*", {"Cache-Control": _FRESH}
    for path, kind in _TYPES.items():
        yield path, {"Content-Type": kind}
    for folder in _folders(edition):
        for place in (addresses.HOME, addresses.INCIDENTS, addresses.MAINTENANCE, "components/*/"):
            yield f"{folder}{place}{addresses.FEED_JSON}", _JSON_FEED
    yield from _FOR_ANY_SITE.items()
    unlisted = {} if edition.is_preview else hidden
    for folder in _folders(edition):
        fresh = {} if folder else {"Cache-Control": _FRESH}  # all of a language's folder is fresh
        yield f"{folder}{addresses.POSTS}*", fresh | unlisted


def _rule(path: str, headers: dict[str, str]) -> str:
    lines = (f"  {name}: {value}" for name, value in headers.items())
    return "\n".join((f"/{path}", *lines))


def _redirects(edition: Edition) -> str:
    """Return the ways on from addresses of others.

    Statuspage's address of an entry, which has its id, leads on as long as one of the lists of
    the API names it: with one line for each of ten thousand, every request would wait for them.
    """
    site = edition.world.content.site
    ids = {
        f"incidents/{entry_id(site, entry)}": addresses.entry_page(entry)
        for entry in listed(edition.world)
    }
    moved = (_MOVED | ids).items()
    rows = (f"/{path} {edition.href(target)} 301\n" for path, target in moved)
    return "".join((*rows, *map(_missing, filter(None, _folders(edition)))))


def _missing(folder: str) -> str:
    """Return the rule that answers below a language's folder with its own page for no page."""
    return f"/{folder}* /{folder}{addresses.NOT_FOUND} 404\n"


def _folders(edition: Edition) -> tuple[str, ...]:
    """Return the folder of each language, that of the first being the site's own."""
    site = edition.world.content.site
    return tuple(addresses.language_folder(site, language) for language in site.languages)


# --- the scheduler -----------------------------------------------------------------------------


def _build(edition: Edition) -> str:
    """Return when this was built, and when the clock alone will next change it."""
    world = edition.world
    times = {"built": instant(world.now), "next_change": instant(world.next_change.at)}
    return f"{json.dumps(times)}\n"
