"""The site in several languages: addresses, what leads from one to another, and what falls back."""

import functools
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree

import feedparser
import pytest
from lxml import etree, html
from msgspec.structs import replace

from statusgen.model import Content, Text
from statusgen.outputs import pages, web
from statusgen.render.context import RenderContext
from statusgen.render.views.policy_heads import heads
from statusgen.text.messages import catalogue
from tests.contexts import context, everywhere, of_root, rendered
from tests.one_language import in_english
from tests.outputs.sites import BAD_NIGHT, parsed, texts_at
from tests.outputs.test_contract import HISTORY, broken, real
from tests.outputs.w3c import assert_valid_atom, assert_valid_json, assert_valid_rss
from tests.paths import REPOSITORY
from tests.samples import content, group, incident, maintenance, update
from tests.text.test_messages import GAP, OTHERS

LONG = 14
"""How many letters our words have that the sample content does not happen to use as well."""
QUIET = "2026-11-25T10:00:00+01:00"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

each_language = pytest.mark.parametrize("language", OTHERS)


def text_in(first: str, **others: str) -> Text:
    return Text("en", {"en": first, **others})


def outage(*languages: str) -> Content:
    """Return a site with an outage of which the title and the first update are in Italian."""
    source = content(
        incident("outage", "pbx: major_outage", update("2026-11-20 13:15", "identified")),
        maintenance(),
        groups=(group("all", "global_problem", "maintenance"),),
    )
    (entry,) = source.incidents
    first = replace(entry.updates[0], text=text_in("A node failed.", it="Un nodo è guasto."))
    entry = replace(entry, title=text_in("Calls fail", it="Chiamate interrotte"), updates=(first,))
    site = replace(source.site, languages=("en", *languages))
    return replace(source, site=site, incidents=(entry,))


@functools.cache
def small() -> dict[str, bytes]:
    made = context(outage("it", "de"), "2026-11-20 15:00")
    return {each.path: each.content for each in everywhere(made)}


@functools.cache
def sample(now: str, language: str) -> RenderContext:
    """Return the sample content in a language beside English."""
    return of_root(REPOSITORY, datetime.fromisoformat(now), "en", language).in_language(language)


# --- addresses ---------------------------------------------------------------------------------


def test_the_first_language_is_at_the_root_and_others_in_their_folders() -> None:
    assert {"index.html", "it/index.html", "de/incidents/outage/index.html"} <= set(small())


def test_every_language_has_the_same_pages() -> None:
    pages = {path for path in small() if path.endswith(".html")}
    folders = {"it/", "de/"}
    first = {path for path in pages if path[:3] not in folders}
    assert {path for path in pages if path[:3] in folders} == {
        f + p for f in folders for p in first
    }


def test_what_all_languages_share_is_made_once() -> None:
    shared = re.compile(r"(api/|maintnote|robots|_headers|_redirects|build|style|.*\.(js|txt)$)")
    assert [path for path in small() if path[:3] in {"it/", "de/"} and shared.match(path[3:])] == []


def test_every_link_leads_somewhere_in_every_language() -> None:
    assert broken(context(outage("it", "de"))) == []


def test_pages_link_within_their_language() -> None:
    root = parsed(small()["it/index.html"])
    inside = root.xpath("//main//a[not(@hreflang)]/@href | //header//a/@href")
    assert [each for each in inside if each.startswith("/") and not each.startswith("/it/")] == []


def test_a_missing_page_is_shown_in_the_language_of_its_address() -> None:
    made = {
        each.path: each.content.decode() for each in rendered(web.OUTPUT, context(outage("it")))
    }
    assert made["_redirects"].splitlines()[-1] == "/it/* /it/404.html 404"


# --- from one language to another --------------------------------------------------------------


def alternates(page: html.HtmlElement) -> dict[str, str]:
    links = page.xpath("//head/link[@rel='alternate'][@hreflang]")
    return {each.get("hreflang", ""): each.get("href", "") for each in links}


@pytest.mark.parametrize(
    "path", ["index.html", "incidents/outage/index.html", "history/index.html"]
)
def test_pages_name_each_other_in_every_language(path: str) -> None:
    there = {each: parsed(small()[folder + path]) for each, folder in (("en", ""), ("it", "it/"))}
    named = {language: alternates(page) for language, page in there.items()}
    assert named["en"] == named["it"]
    for language, page in there.items():
        assert page.xpath("//link[@rel='canonical']/@href") == [named[language][language]]
        assert page.get("lang") == language
    assert named["en"]["x-default"] == named["en"]["en"]


def test_the_foot_lists_the_languages_by_their_own_names() -> None:
    page = parsed(small()["it/incidents/outage/index.html"])
    links = page.xpath("//footer//a[@hreflang]")
    assert [(each.text, each.get("lang"), each.get("href")) for each in links] == [
        ("English", "en", "/incidents/outage/"),
        ("Italiano", "it", "/it/incidents/outage/"),
        ("Deutsch", "de", "/de/incidents/outage/"),
    ]
    assert [each.text for each in links if each.get("aria-current")] == ["Italiano"]


def test_a_missing_page_leads_to_the_beginning_of_other_languages() -> None:
    links = parsed(small()["it/404.html"]).xpath("//footer//a[@hreflang]/@href")
    assert links == ["/", "/it/", "/de/"]


def test_a_site_in_one_language_has_nothing_to_choose_from() -> None:
    made = {each.path: each.content for each in rendered(pages.OUTPUT, context(outage()))}
    assert not parsed(made["index.html"]).xpath("//@hreflang")


def test_a_sitemap_names_each_page_in_every_language() -> None:
    maps = [path for path in small() if "sitemap" in path and path.startswith("it/")]
    rows = [row for path in maps for row in etree.fromstring(small()[path]).iter(f"{SITEMAP}url")]
    assert rows
    for row in rows:
        links = {each.get("hreflang"): each.get("href") for each in row.iter(f"{XHTML}link")}
        assert set(links) == {"en", "it", "de", "x-default"}
        assert links["it"] == row.findtext(f"{SITEMAP}loc")


# --- what falls back ---------------------------------------------------------------------------


def test_a_translated_text_is_marked() -> None:
    page = parsed(small()["it/incidents/outage/index.html"])
    assert texts_at(page, "//h1") == ["Chiamate interrotte"]
    assert "(inglese)" not in page.text_content()


def test_a_text_that_is_missing_falls_back_and_says_so_once() -> None:
    page = parsed(small()["de/incidents/outage/index.html"])
    assert page.xpath("//h1/@lang") == ["en"]
    assert texts_at(page, "//h1") == ["Calls fail"]
    notice = page.xpath("//*[@class='notice']")[0]
    assert notice.text_content().count("(Englisch)") == 1
    assert page.xpath("//*[@class='prose']/@lang") == ["en", "en"]


def test_a_title_in_a_list_says_that_it_falls_back() -> None:
    page = parsed(small()["de/history/2026-11/index.html"])
    (row,) = page.xpath("//li[.//bdi]")
    assert row.xpath(".//a/bdi/@lang") == ["en"]
    assert "(Englisch)" in row.text_content()


def test_the_policy_says_once_a_section_that_it_falls_back(tmp_path: Path) -> None:
    copytree(REPOSITORY / "content", tmp_path / "content")
    policy = tmp_path / "content" / "sla.yml"
    policy.write_text(in_english(policy.read_text("utf-8")), "utf-8")
    italian = of_root(tmp_path, datetime.fromisoformat(BAD_NIGHT), "en", "it").in_language("it")
    made = {each.path: each.content for each in rendered(pages.OUTPUT, italian)}
    page = parsed(made["it/sla/index.html"])
    marks = [section.text_content().count("(inglese)") for section in page.xpath("//section")]
    assert set(marks) == {0, 1}
    assert sum(marks) > 8


@each_language
def test_no_section_of_the_policy_of_the_sample_falls_back(language: str) -> None:
    made = of_root(REPOSITORY, datetime.fromisoformat(BAD_NIGHT), "en", language)
    policy = made.content.policy
    assert policy is not None
    found = dict(heads(made.in_language(language), policy))
    assert len(found) == 12
    assert not [name for name, head in found.items() if head.mark]


def test_a_feed_says_what_falls_back() -> None:
    feed = feedparser.parse(small()["de/feed.rss"])
    description = next(each.description for each in feed.entries if "Calls fail" in each.title)
    assert '<div lang="en"><p>A node failed.</p></div>\n<p>(Englisch)</p>' in description


# --- words -------------------------------------------------------------------------------------


READ = re.compile("aria-label|alt|title|content|data-.*")
"""The attributes that people read, or that a script says to them."""


def chrome(page: html.HtmlElement) -> Iterator[str]:
    """Yield all that a page says in its own language, also to those who only hear it."""
    for element in page.xpath("//*[not(ancestor-or-self::*[@lang='en'] or self::script)]"):
        if isinstance(element.tag, str):
            yield from (" ".join(str(each).split()) for each in element.xpath("text()"))
            said_too = (value for name, value in element.items() if READ.fullmatch(name))
            yield from (value for value in said_too if "://" not in value)


def english(language: str) -> frozenset[str]:
    """Return what no page in `language` says: long words of ours that it says in another way."""
    words = catalogue(language)
    messages = words._catalog  # type: ignore[attr-defined]
    found = set()
    for key, said_there in messages.items():
        own = key[0] if isinstance(key, tuple) else key
        parts = (part.strip(" .,:;()") for part in GAP.split(own.rpartition("\x04")[2]))
        found |= {part for part in parts if len(part) > LONG and part not in str(said_there)}
    return frozenset(found)


def left_over(made: RenderContext) -> list[tuple[str, str]]:
    pattern = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in english(made.language)))
    return [
        (each.path, line)
        for each in rendered(pages.OUTPUT, made)
        if each.path.endswith(".html")
        for line in chrome(parsed(each.content))
        if pattern.search(line)
    ]


@each_language
@pytest.mark.parametrize("now", [BAD_NIGHT, QUIET])
def test_no_page_is_left_partly_in_english(now: str, language: str) -> None:
    assert left_over(sample(now, language)) == []


def test_what_is_left_in_english_would_be_found() -> None:
    made = of_root(REPOSITORY, datetime.fromisoformat(QUIET), "de")
    english_words = replace(made, templates=made.in_language("en").templates)
    assert left_over(english_words)


@real
def test_no_page_of_a_real_history_is_left_partly_in_english() -> None:
    now = datetime.fromisoformat("2024-02-29T12:00:00+00:00")
    found = left_over(of_root(HISTORY, now, "en", "de").in_language("de"))
    assert [line for _, line in found if "During the maintenance window" not in line] == []


# --- feeds, calendars, posts -------------------------------------------------------------------


@each_language
def test_the_feeds_of_every_language_are_valid(language: str) -> None:
    made = context(outage(language), "2026-11-20 15:00")
    files = {each.path: each.content for each in everywhere(made)}
    there = made.in_language(language)
    rss, atom, json = (f"{language}/feed.{kind}" for kind in ("rss", "atom", "json"))
    assert_valid_rss(files[rss], there.public("feed.rss"), made.now)
    assert_valid_atom(files[atom], there.public("feed.atom"), made.now)
    assert_valid_json(files[json], there.public("feed.json"), made.now)
    assert feedparser.parse(files[rss]).feed.language == language


def test_each_language_has_items_of_its_own() -> None:
    ids = {
        folder: {each.id for each in feedparser.parse(small()[f"{folder}feed.rss"]).entries}
        for folder in ("", "it/", "de/")
    }
    assert len(ids[""] | ids["it/"] | ids["de/"]) == 3 * len(ids[""])
    assert "tag:status.example,2026:outage/20261120T131500Z" in ids[""]


def test_a_calendar_is_shown_in_its_language() -> None:
    made = context(outage("de"), "2026-11-25 15:00")
    calendar = next(each for each in everywhere(made) if each.path == "de/maintenance.ics")
    shown = calendar.content.decode().replace("\r\n ", "")
    assert "\r\nNAME:Status: geplante Wartung\r\n" in shown
    assert "Betroffen: PBX" in shown


def test_a_badge_is_shown_in_its_language() -> None:
    assert "Schwerer Ausfall" in small()["de/badge.svg"].decode()


def italian_post() -> str:
    source = outage("it")
    ours = (replace(source.groups[0], languages=("it",)),)
    made = context(replace(source, groups=ours), "2026-11-20 15:00")
    files = {each.path: each.content.decode() for each in everywhere(made) if "posts" in each.path}
    return next(text for path, text in files.items() if path.startswith("posts/all/outage"))


def test_a_post_is_in_the_language_of_its_group_and_leads_there() -> None:
    post = italian_post()
    assert "Causa individuata: " in post
    assert "Servizi interessati: PBX (interruzione grave)" in post
    assert "https://status.example/it/incidents/outage/" in post
