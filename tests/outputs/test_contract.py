"""What every output owes to the others and to the reader, whatever it makes."""

import functools
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree, html
from msgspec.structs import replace

from statusgen.model import Content
from statusgen.outputs import OUTPUTS, feeds
from statusgen.outputs.jobs import Output
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.text.markdown import to_plain
from tests.contexts import context, everywhere, of_root, rendered
from tests.outputs.w3c import assert_valid_atom, assert_valid_rss
from tests.paths import REPOSITORY
from tests.samples import content, group, incident, maintenance, text, update

HISTORY = REPOSITORY.parent / "shared" / "data" / "fedora-history"
SAMPLE_NOW = "2026-11-21T12:00:00+00:00"

each_output = pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)


def small() -> Content:
    return content(
        incident(
            "outage",
            "pbx: major_outage",
            update("2026-11-20 13:15", "identified", due="2026-11-20 14:00"),
            update("2026-11-20 15:22", "resolved"),
        ),
        incident("slow", "wmp: degraded_performance", update("2026-12-01 09:00", "monitoring")),
        maintenance(),
        groups=(group("all", "global_problem", "maintenance"),),
    )


@functools.cache
def sample(now: str = SAMPLE_NOW) -> RenderContext:
    return of_root(REPOSITORY, datetime.fromisoformat(now))


def site(made: RenderContext) -> dict[str, bytes]:
    """Return the whole site by path."""
    return {each.path: each.content for each in everywhere(made)}


@functools.cache
def sample_site() -> dict[str, bytes]:
    return site(sample())


@functools.cache
def history_site() -> dict[str, bytes]:
    """Return the whole site of the real history at its end."""
    return site(history(INSTANTS[-1]))


def digest(made: RenderContext) -> str:
    return hashlib.sha256(repr(sorted(site(made).items())).encode()).hexdigest()


# --- determinism -------------------------------------------------------------------------------


@each_output
def test_an_output_gives_the_same_bytes_twice(output: Output) -> None:
    assert list(rendered(output, sample())) == list(rendered(output, sample()))


def test_no_output_depends_on_the_machine() -> None:
    script = "from tests.outputs.test_contract import *; print(digest(sample()))"
    another = {"LC_ALL": "C", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7"}
    printed = subprocess.run(  # noqa: S603 - this very test, on another machine as it were
        [sys.executable, "-c", script],
        env={**os.environ, **another},
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    )
    assert printed.stdout.strip() == digest(sample())


# --- paths -------------------------------------------------------------------------------------


def test_no_path_is_made_twice() -> None:
    made = sample()
    paths = Counter(each.path for output in OUTPUTS for each in rendered(output, made))
    assert [path for path, count in paths.items() if count > 1] == []


@each_output
def test_every_path_lies_inside_the_site(output: Output) -> None:
    for artefact in rendered(output, sample()):
        path = PurePosixPath(artefact.path)
        assert path.as_posix() == artefact.path
        assert not path.is_absolute()
        assert not {"..", "."} & set(path.parts)
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", artefact.path)


# --- text --------------------------------------------------------------------------------------


@functools.cache
def site_with(words: str) -> dict[str, bytes]:
    source = small()
    entries = tuple(replace(each, title=text(words)) for each in source.incidents)
    return site(context(replace(source, incidents=entries)))


@pytest.mark.parametrize("words", ["Störung 🚨 in Zürich", "عطل في الشبكة", "障害"])
@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "incidents/outage/index.html",
        "incidents/outage/20261120T131500Z/index.html",
        "history/2026-11/index.html",
        "feed.rss",
        "feed.atom",
        "components/pbx/feed.json",
        "posts/all/outage-20261120T131500Z.txt",
    ],
)
def test_what_is_not_ascii_survives(path: str, words: str) -> None:
    assert words in site_with(words)[path].decode("utf-8")


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"])
def test_markup_in_a_title_is_text_everywhere(words: str) -> None:
    for path, written in site_with(words).items():
        if not path.endswith(".txt"):
            assert words.encode() not in written, path


# --- links -------------------------------------------------------------------------------------


def links(path: str, written: bytes) -> Iterator[str]:
    """Yield every address that a file of the site leads to."""
    if path.endswith(".html"):
        yield from _links_in_html(written)
    elif path.endswith((".rss", ".atom", ".xml")):
        yield from _links_in_xml(written)
    elif path.endswith("feed.json"):
        yield from _links_in_json_feed(json.loads(written))
    elif path == "_redirects":
        yield from (line.split()[1] for line in written.decode().splitlines())
    elif path.endswith(".txt"):
        yield from re.findall(r"^https?://\S+$", written.decode(), re.MULTILINE)
    elif path.endswith(".ics"):
        unfolded = written.decode().replace("\r\n ", "")
        yield from re.findall(r"https?://[^\s\\\"]+", unfolded)


def _links_in_html(written: bytes) -> Iterator[str]:
    for element in html.fromstring(written.decode()).iter(etree.Element):
        yield from filter(None, (element.get(name) for name in ("href", "src")))
        if str(element.get("property")) in {"og:url", "og:image"}:
            yield element.get("content", "")


def _links_in_xml(written: bytes) -> Iterator[str]:
    for element in etree.fromstring(written).iter(etree.Element):
        name = etree.QName(element).localname
        if name == "loc" or (name == "link" and element.text):
            yield element.text or ""
        elif name == "link":
            yield element.get("href", "")
        elif name in {"description", "content"} and "<" in (element.text or ""):
            yield from _links_in_html((element.text or "").encode())


def _links_in_json_feed(feed: Mapping[str, Any]) -> Iterator[str]:
    yield from (feed["home_page_url"], feed["feed_url"])
    for item in feed["items"]:
        yield item["url"]
        yield from _links_in_html(item["content_html"].encode())


def broken(made: RenderContext) -> list[str]:
    """Return the links that stay on the site and lead nowhere, and the file they stand in."""
    files = site(made)
    places = {path: _places(path, written) for path, written in files.items()}
    return [
        f"{path}: {link}"
        for path, written in files.items()
        for link in links(path, written)
        if not _resolves(urljoin(made.public(path), link), made.url, places)
    ]


def _places(path: str, written: bytes) -> frozenset[str]:
    """Return the names of the places in a page."""
    if not path.endswith(".html"):
        return frozenset()
    page = html.fromstring(written.decode())
    return frozenset(element.get("id", "") for element in page.iter(etree.Element))


def _resolves(link: str, base: str, places: Mapping[str, frozenset[str]]) -> bool:
    page, place = urldefrag(link)
    if page == f"{base}{urls.HISTORY}" and "=" in place:  # what the script looks for there
        place = ""
    if not page.startswith(base):
        return urljoin(base, "/") not in page
    path = urls.file_of(unquote(page.removeprefix(base)))
    return path in places and (not place or place in places[path])


@pytest.mark.parametrize("now", ["2026-07-01T00:00:00+00:00", SAMPLE_NOW, "2027-03-01T00:00+00:00"])
def test_every_link_of_the_sample_leads_somewhere(now: str) -> None:
    assert broken(sample(now)) == []


@pytest.mark.parametrize("base_url", [None, "https://preview.example/below/a/path/"])
def test_every_link_leads_somewhere_at_any_address(base_url: str | None) -> None:
    assert broken(context(small(), base_url=base_url)) == []


def test_every_link_of_a_new_site_leads_somewhere() -> None:
    assert broken(context(content())) == []


def test_a_broken_link_is_found() -> None:
    made = context(small())
    (entry, *others) = made.world.content.incidents
    texts = (replace(entry.updates[0], text=text("[x](/nowhere/) [y](/#nowhere)")),)
    source = replace(small(), incidents=(replace(entry, updates=texts), *others))
    assert len({each.rpartition(": ")[2] for each in broken(context(source))}) == 2


def test_no_redirect_hides_a_file() -> None:
    files = sample_site()
    rows = [line.split()[0].strip("/") for line in files["_redirects"].decode().splitlines()]
    assert rows
    assert not {name for path in rows for name in (path, f"{path}/index.html")} & set(files)


def test_no_page_needs_what_the_security_policy_forbids() -> None:
    """Nothing inline: `_headers` allows files of the site only."""
    for path, written in sample_site().items():
        if path.endswith(".html"):
            for element in html.fromstring(written.decode()).iter(etree.Element):
                assert element.tag not in {"style", "iframe", "object", "form"}, path
                assert element.tag != "script" or _is_harmless(element), path
                assert not [name for name in element.attrib if re.match("style$|on", str(name))], (
                    path
                )


def _is_harmless(script: html.HtmlElement) -> bool:
    """Tell whether a script is a file of the site, or data that no browser runs."""
    if script.get("type") in {"text/html", "application/json", "application/ld+json"}:
        return script.get("src") is None
    return bool(script.get("src")) and not script.text


# --- a real history ----------------------------------------------------------------------------

real = pytest.mark.skipif(not HISTORY.is_dir(), reason="the real history is not on this machine")
INSTANTS = [
    "2016-01-01T00:00:00+00:00",
    "2021-06-15T21:30:00+00:00",
    "2024-02-29T12:00:00+00:00",
    "2026-12-31T23:59:59+00:00",
]


@functools.cache
def history(now: str) -> RenderContext:
    return of_root(HISTORY, datetime.fromisoformat(now))


@real
@pytest.mark.parametrize("now", INSTANTS)
def test_every_link_of_the_real_history_leads_somewhere(now: str) -> None:
    assert broken(history(now)) == []


@real
@pytest.mark.parametrize("now", INSTANTS)
def test_the_feeds_of_the_real_history_are_valid(now: str) -> None:
    made = history(now)
    files = {each.path: each.content for each in rendered(feeds.OUTPUT, made)}
    assert_valid_rss(files["feed.rss"], made.public("feed.rss"), made.now)
    assert_valid_atom(files["feed.atom"], made.public("feed.atom"), made.now)


@real
def test_every_entry_of_the_real_history_has_its_page() -> None:
    files = history_site()
    pages = [path for path in files if re.fullmatch(r"(incidents|maintenance)/[^/]+/.*html", path)]
    written = [path.stem for path in HISTORY.glob("content/*/*/*.yml")]
    assert len(written) > 260
    assert sorted(PurePosixPath(path).parent.name for path in pages) == sorted(written)


@real
def test_no_text_of_the_real_history_is_lost_or_shown_as_markup() -> None:
    made = history(INSTANTS[-1])
    files = history_site()
    for news in made.world.news:
        page = html.fromstring(files[f"{urls.entry_page(news.entry)}index.html"].decode())
        shown = _words(str(page.xpath("string(//main)")))
        texts = _words(to_plain(made.text(news.text))) if news.text else ()
        assert set(texts) <= set(shown), news
        assert not {"<p>", "</a>", "&lt;", "&amp;"} & set(shown)


def _words(shown: str) -> list[str]:
    return re.findall(r"[^\W_]+", shown)
