"""The folder that a site is published to, build after build, as a visitor and a host see it."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from statusgen.build import BuildRequest, build
from statusgen.cache.disk import FOLDER, DiskStore
from statusgen.incremental.workers import Workers
from statusgen.serve.redirects import Redirect, read_redirects
from tests.incremental.program import MANIFEST, Files, files

_SPARE = re.compile(
    r"later/.*|.*\.[0-9a-f]{8}\.(js|css)|pictures/[a-z]+\.[0-9a-f]{8}\.png"
    r"|(.*/)?(sitemap-\d{4}-\d\d\.xml|history/\d{4}(-\d\d)?\.json)"
)
"""Files that only others of the same build name: no address that anybody keeps."""
_MAX_REDIRECTS = 3
_TEXT = (".html", ".json", ".rss", ".atom", ".ics", ".txt", ".xml")


class Folder:
    """A published folder of the content below `root`; `kept` are all addresses ever published."""

    def __init__(self, root: Path) -> None:
        self.root, self.out = root, root / "site"
        self.files: Files = {}
        self.url = ""
        self.kept: set[str] = set()
        self._store = DiskStore(root / FOLDER)
        self._links: dict[str, tuple[bytes, frozenset[str]]] = {}
        self._rules: tuple[Redirect, ...] = ()

    def build(self, now: datetime, url: str) -> None:
        """Build the site at `now` over the builds before."""
        result = build(BuildRequest(self.root, now), self.out, self._store, Workers(1))
        assert result.published, result.problems
        self._store.tidy(result.used)
        self.files = {path: each for path, each in files(self.out).items() if path != MANIFEST}
        self.url = url
        self.kept.update(path for path in self.files if not _SPARE.fullmatch(path))
        self._rules = tuple(read_redirects(self.files["_redirects"]))

    def get(self, path: str) -> bytes | None:
        """Return what the host answers for a path, redirects followed; None if there is nothing."""
        for _ in range(_MAX_REDIRECTS):
            found = self.files.get(f"{path}index.html" if path.endswith("/") or not path else path)
            if found is not None:
                return found
            rules = (each for each in self._rules if each.is_elsewhere)
            target = next(filter(None, (each.applied(f"/{path}") for each in rules)), None)
            if target is None:
                return None
            path = self._below(target)
        return None

    def _below(self, address: str) -> str:
        """Return the path in the folder of an address on the site."""
        return unquote(urlsplit(address).path).removeprefix(urlsplit(self.url).path)

    def gone(self) -> list[str]:
        """Return the addresses that were published and lead nowhere now."""
        return sorted(path for path in self.kept if self.get(_as_asked(path)) is None)

    def dead_links(self) -> list[str]:
        """Return each file with a link to the site that leads nowhere."""
        found = []
        for path in self.files:
            if path.endswith(_TEXT):
                found += [f"{path}: {link}" for link in self._own(path) if not self._leads(link)]
        return sorted(found)

    def _own(self, path: str) -> frozenset[str]:
        content = self.files[path]
        known = self._links.get(path)
        if known is None or known[0] is not content:
            known = content, frozenset(self._links_of(path, content))
            self._links[path] = known
        return known[1]

    def _links_of(self, path: str, content: bytes) -> Iterator[str]:
        base = re.escape(self.url)
        text = content.decode().replace("\r\n ", "")  # calendars fold long lines
        found = re.findall(rf"{base}[^\s\"'<>)\\,]*", text)
        yield from (unescaped(each) for each in found if "{" not in each)
        if path.endswith(".html"):
            root: Any = html.document_fromstring(text)
            named = (link for _, _, link, _ in root.iterlinks())
            kept = map(str, root.xpath("//@data-file|//@data-news|//@data-script|//@data-bars"))
            yield from (each for each in (*named, *kept) if each.startswith(("/", "#")))

    def _leads(self, link: str) -> bool:
        if link.startswith("#"):
            return True
        path, fragment = self._below(link), urlsplit(link).fragment
        found = self.get(path)
        if found is None or not fragment.startswith("update-"):
            return found is not None
        return f'id="{fragment}"'.encode() in found


def unescaped(link: str) -> str:
    """Return an address without the marks of the format that it stands in."""
    return link.replace("&amp;", "&").partition("&quot;")[0].partition("&#34;")[0].rstrip(".;:")


def _as_asked(path: str) -> str:
    """Return the address of a file: that of a page is its folder."""
    return path.removesuffix("index.html") if path.endswith("/index.html") else path
