"""The files that are for machines on the way to the reader: crawlers, the host, the scheduler.

`_headers` and `_redirects` are in the format that Netlify and Cloudflare Pages share. Their paths
are below the folder that is published; where a redirect leads is an address on the site.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.jsontext import instant
from statusgen.report import months_with_data
from statusgen.statuspage import entry_id, listed
from statusgen.views.frame import script_files, style_file
from statusgen.views.index import Index, index
from statusgen.world import Entry, News

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
    "sitemap.xml",
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
        ("sitemap.xml", _sitemap(edition)),
        ("robots.txt", _robots(edition)),
        ("_headers", _headers(edition)),
        ("_redirects", _redirects(edition)),
        (addresses.BUILD, _build(edition)),
    ):
        yield Artefact(path, text.encode())


# --- crawlers ----------------------------------------------------------------------------------


def _sitemap(edition: Edition) -> str:
    """Return the sitemap (sitemaps.org 0.9): every lasting page, with its last news."""
    rows = (_url(edition, path, last) for path, last in _pages(edition))
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *rows,
            "</urlset>\n",
        )
    )


def _url(edition: Edition, path: str, last: datetime | None) -> str:
    lastmod = f"<lastmod>{instant(last)}</lastmod>" if last else ""
    return f"  <url><loc>{escape(edition.public(path), quote=False)}</loc>{lastmod}</url>"


def _pages(edition: Edition) -> Iterator[tuple[str, datetime | None]]:
    """Yield each page with the time of the last news on it, None where it has none."""
    world, known = edition.world, index(edition.world)
    yield addresses.HOME, _last(world.news)
    yield addresses.HISTORY, _last(world.news)
    if world.content.policy is not None:
        yield addresses.SLA, None
    yield addresses.REPORTS, None
    for month in months_with_data(world):
        yield addresses.report_page(month), None
    for component in world.content.components:
        entries = known.by_component.get(component.id, ())
        yield addresses.component_page(component.id), _last(_news_of(known, entries))
    for month, entries in known.by_month.items():
        yield addresses.month_page(month), _last(_news_of(known, entries))
    for entry in world.entries:
        yield addresses.entry_page(entry), _last(known.news[entry.id])


def _news_of(known: Index, entries: Iterable[Entry]) -> Iterator[News]:
    return (news for entry in entries for news in known.news[entry.id])


def _last(news: Iterable[News]) -> datetime | None:
    return max((each.at for each in news), default=None)


def _robots(edition: Edition) -> str:
    """Return what crawlers may read: nothing of a preview, and no posts of the site."""
    if edition.is_preview:
        return "User-agent: *\nDisallow: /\n"
    posts, sitemap = edition.href(addresses.POSTS), edition.public("sitemap.xml")
    return f"User-agent: *\nDisallow: {posts}\n\nSitemap: {sitemap}\n"


# --- the host ----------------------------------------------------------------------------------


def _headers(edition: Edition) -> str:
    """Return the headers by path.

    Where several rules match, one host takes the last value of a header and another joins all
    of them, so no header is set twice for one path.
    """
    found: dict[str, dict[str, str]] = {}
    for path, headers in _rules(edition):
        found[path] = found.get(path, {}) | headers
    rules = "\n\n".join(_rule(path, headers) for path, headers in found.items())
    return f"{rules}\n"


def _rules(edition: Edition) -> Iterator[tuple[str, dict[str, str]]]:
    hidden = {"X-Robots-Tag": _HIDDEN}
    yield "*", _SAFETY | (hidden if edition.is_preview else {})
    yield style_file(edition), {"Cache-Control": _FOR_EVER}
    for path in script_files(edition).values():
        yield path, {"Cache-Control": _FOR_EVER}
    for path in (addresses.HOME, *_SECTIONS, *_FILES):
        yield path, {"Cache-Control": _FRESH}
    for path, kind in _TYPES.items():
        yield path, {"Content-Type": kind}
    for place in (addresses.HOME, addresses.INCIDENTS, addresses.MAINTENANCE, "components/*/"):
        yield f"{place}{addresses.FEED_JSON}", _JSON_FEED
    yield from _FOR_ANY_SITE.items()
    yield f"{addresses.POSTS}*", {"Cache-Control": _FRESH} | ({} if edition.is_preview else hidden)


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
    return "".join(f"/{path} {edition.href(target)} 301\n" for path, target in moved)


# --- the scheduler -----------------------------------------------------------------------------


def _build(edition: Edition) -> str:
    """Return when this was built, and when the clock alone will next change it."""
    world = edition.world
    times = {"built": instant(world.now), "next_change": instant(world.next_change.at)}
    return f"{json.dumps(times)}\n"
