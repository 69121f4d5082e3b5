"""A site in German alone has no English word, but for names and terms of art.

The sample's own texts are German as far as they are translated; its entries get a German text.
"""

import functools
import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from icalendar import Calendar
from lxml import etree, html
from msgspec.structs import replace

from statusgen.artefact import Artefact
from statusgen.content.load import load
from statusgen.model import Content, Text
from statusgen.text.messages import catalogue
from tests.contexts import context, everywhere
from tests.outputs.other_words import with_texts
from tests.outputs.sites import BAD_NIGHT, parsed
from tests.paths import REPOSITORY
from tests.text.test_messages import GAP

NOW = datetime.fromisoformat(BAD_NIGHT)
WORD = re.compile(r"[^\W\d_]+")
FREQUENT = """
    a about after again all also and any are as at be because been before but by can could do does
    down each every for from had has have how if into is it its just more most no not now of off on
    only or other our out over should since some than that the their them then there these they
    this those through to too until up us was we were what when where which while who why with
    would yes you your call calls change changed closed contact due error fix fixed follow group
    groups hour hours issue issues less minute minutes month months news next old open page planned
    problem read region report said search see show shown start state step steps time today
    tomorrow week weeks work works year yesterday
"""
"""Frequent words of English; those that the German catalogue has too are German here."""

KEPT = re.compile(
    r"<iframe .*|"
    r"\S+://\S+|\S*/\S*/\S*|\bDo\.|New[ _]York|</?\w+|\b[A-Z]{2}\b|\bSystem|Service Level Agreement"
    r"|Bug Reports, Beta Releases and Integrations|\bAdd wählen"
    r"|(?:Google|Apple) Calendar|JSON Feed|Statuspage API|/feed subscribe"
)
"""No English, though it looks so: addresses, Thursday, codes of countries, names, a button.

So are commands for programs, HTML to copy and the names of notices.
"""

READ = (
    "@aria-label|@alt|@title|@content[../@name='description']"
    "|@*[starts-with(name(), 'data-') and contains(., ' ') and name() != 'data-facts']"
)
"""The attributes of a page that people read, or that a script shows them (facts are ids)."""


def german() -> Content:
    """Return the sample's texts in German; a name stays as it is where it has no translation."""
    source = load(REPOSITORY, NOW).content
    assert source is not None
    entry = partial(in_german, otherwise="Ein deutscher Text.")
    made = with_texts(source, in_german)
    return replace(
        made,
        site=replace(made.site, languages=("de",)),
        groups=tuple(replace(each, languages=("de",)) for each in made.groups),
        incidents=with_texts(source.incidents, entry),
        maintenances=with_texts(source.maintenances, entry),
    )


def in_german(text: Text, otherwise: str = "") -> Text:
    return Text("de", {"de": text.by_language.get("de") or otherwise or text.default})


@functools.cache
def english() -> frozenset[str]:
    """Return the words of our English messages and frequent ones that are not German too."""
    messages = catalogue("de")._catalog  # type: ignore[attr-defined]
    ours = {key[0] if isinstance(key, tuple) else key for key in messages}
    known = words_in(" ".join(each.rpartition("\x04")[2] for each in ours)) | words_in(FREQUENT)
    return frozenset(known - words_in(" ".join(messages.values())))


def words_in(text: str) -> set[str]:
    return {each.lower() for each in WORD.findall(GAP.sub(" ", text))}


def english_in(text: str) -> set[str]:
    return words_in(KEPT.sub(" ", text)) & english()


# --- what people read in a file ----------------------------------------------------------------


def read_in(file: Artefact) -> Iterator[str]:
    name, _, ending = file.path.rpartition(".")
    match ending:
        case "html":
            yield from of_page(file.content)
        case "atom" | "rss":
            yield from of_feed(file.content)
        case "json" if name.endswith("feed"):
            yield from of_json_feed(json.loads(file.content))
        case "ics":
            yield from of_calendar(file.content)
        case "txt" if name.startswith("posts/"):
            yield file.content.decode()
        case "svg":
            yield from texts_below(etree.fromstring(file.content), {"style"})


def of_page(source: bytes) -> Iterator[str]:
    for element in parsed(source).xpath(
        "//*[not(self::script|self::style|self::code[ancestor::noscript])]"
    ):
        yield from map(str, element.xpath(f"text()|{READ}"))


def texts_below(root: etree._Element, unread: set[str]) -> Iterator[str]:
    for element in root.iter("*"):
        if etree.QName(element).localname not in unread:
            yield from (element.text or "", element.tail or "")


def of_feed(source: bytes) -> Iterator[str]:
    for text in texts_below(etree.fromstring(source), {"id", "guid"}):
        yield from html.fragment_fromstring(text, create_parent=True).itertext()


def of_json_feed(feed: dict[str, Any]) -> Iterator[str]:
    yield from (feed["title"], feed.get("description", ""))
    for item in feed["items"]:
        yield from (item["title"], item.get("summary", ""), item.get("content_text", ""))
        yield from of_page(item.get("content_html", "<p></p>").encode())


def of_calendar(source: bytes) -> Iterator[str]:
    for part in Calendar.from_ical(source).walk():
        for name in ("X-WR-CALNAME", "X-WR-CALDESC", "SUMMARY", "DESCRIPTION", "LOCATION"):
            yield str(part.get(name, ""))


# --- the site ----------------------------------------------------------------------------------


@pytest.mark.parametrize("now", ["2026-11-20 14:52", "2026-12-10 12:00"])
def test_a_site_in_german_has_no_english_word(now: str) -> None:
    files = list(everywhere(context(german(), now)))
    texts = ((each.path, text) for each in files for text in read_in(each))
    assert not [(path, text, words) for path, text in texts if (words := english_in(text))]
    assert {"sla/index.html", "404.html", "feed.rss", "maintenance.ics"} <= {f.path for f in files}
    assert any(each.path.startswith("posts/tech-wizards/") for each in files)


@pytest.mark.parametrize(
    "text", ["Next update: 12:00", "Aktualisiert: 5 min ago", "Der Status of Kite", "Posts"]
)
def test_an_english_word_is_found(text: str) -> None:
    assert english_in(text)
