"""The files that are for machines on the way to the reader: crawlers, the host, the scheduler.

`_redirects` is in the format that Netlify and Cloudflare Pages share. Its paths are below the
folder that is published; where a redirect leads is an address on the site.
"""

import json
from collections.abc import Iterator

from statusgen import addresses
from statusgen.artefact import Artefact
from statusgen.edition import Edition
from statusgen.jsontext import instant
from statusgen.output import Output
from statusgen.statuspage import entry_id, listed

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


def of_site(edition: Edition) -> Iterator[Artefact]:
    """Yield the files of an edition that no person reads."""
    for path, text in (
        ("robots.txt", _robots(edition)),
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


OUTPUT = Output("web", of_site, is_shared=True)
