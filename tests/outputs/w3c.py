"""The rules of the W3C feed validator that concern us, and those of JSON Feed, as assertions."""

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (\+0000|GMT)"
)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
TAG = re.compile(r"tag:[A-Za-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~%/-]+")
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


JSON_FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "icon": str,
    "favicon": str,
    "language": str,
    "authors": list,
    "items": list,
}
JSON_ITEM = {
    "id": str,
    "url": str,
    "title": str,
    "content_html": str,
    "date_published": str,
    "tags": list,
}


def assert_valid_feed(path: str, document: bytes, address: str, now: datetime) -> None:
    """Hold a feed of whatever format to its rules; `address` is the one that it gives itself."""
    check = {".rss": assert_valid_rss, ".atom": assert_valid_atom, ".json": assert_valid_json}
    check[PurePosixPath(path).suffix](document, address, now)


def assert_valid_rss(document: bytes, address: str, now: datetime) -> None:
    root = etree.fromstring(document)
    assert root.tag == "rss"
    assert root.get("version") == "2.0"
    _assert_known_namespaces(root, "", ATOM, CONTENT, DC)
    (channel,) = root
    for name in ("title", "link", "description", "language"):
        assert _text(channel, name), f"a channel has a {name}"
    (own,) = channel.findall(f"{ATOM}link")
    assert (own.get("rel"), own.get("href")) == ("self", address)
    assert own.get("type") == "application/rss+xml"
    assert _rfc822(_text(channel, "lastBuildDate")) <= now
    items = channel.findall("item")
    for item in items:
        _assert_valid_item(item, now)
    assert len({_text(item, "guid") for item in items}) == len(items)
    dates = [_rfc822(_text(item, "pubDate")) for item in items]
    assert dates == sorted(set(dates), reverse=True), "no date twice"


def _assert_valid_item(item: etree._Element, now: datetime) -> None:
    guid = item.find("guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "false"
    assert TAG.fullmatch(guid.text or "")
    assert _text(item, "title")
    assert re.match("https?://", _text(item, "link"))
    assert _rfc822(_text(item, "pubDate")) <= now, "nothing comes from the future"
    order = [child.tag for child in item]
    if f"{CONTENT}encoded" in order:
        assert order.index("description") < order.index(f"{CONTENT}encoded")
    assert_harmless(_text(item, "description"))


def assert_valid_atom(document: bytes, address: str, now: datetime) -> None:
    feed = etree.fromstring(document)
    assert feed.tag == f"{ATOM}feed"
    _assert_known_namespaces(feed, ATOM)
    assert TAG.fullmatch(_text(feed, f"{ATOM}id"))
    assert _text(feed, f"{ATOM}title")
    assert _rfc3339(_text(feed, f"{ATOM}updated")) <= now
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    own = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [link.get("href") for link in own] == [address]
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        _assert_valid_entry(entry, now)
    assert len({_text(entry, f"{ATOM}id") for entry in entries}) == len(entries)
    dates = [_rfc3339(_text(entry, f"{ATOM}updated")) for entry in entries]
    assert dates == sorted(set(dates), reverse=True), "no date twice"


def _assert_valid_entry(entry: etree._Element, now: datetime) -> None:
    assert TAG.fullmatch(_text(entry, f"{ATOM}id"))
    assert _text(entry, f"{ATOM}title")
    published = _rfc3339(_text(entry, f"{ATOM}published"))
    assert published <= _rfc3339(_text(entry, f"{ATOM}updated")) <= now
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert_harmless(content.text or "")
    (link,) = entry.findall(f"{ATOM}link")
    assert re.match("https?://", link.get("href", ""))


def assert_valid_json(document: bytes, address: str, now: datetime) -> None:
    """Hold a feed to JSON Feed 1.1 (jsonfeed.org/version/1.1): its keys, and what is in them."""
    feed = json.loads(document)
    own = {key for key in feed if key.startswith("_")}
    assert {key: type(value) for key, value in feed.items() if key not in own} == JSON_FEED
    assert all(isinstance(feed[key], dict) for key in own), "an extension is an object"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"] == address
    assert re.match("https?://", feed["home_page_url"])
    assert all(author["name"] for author in feed["authors"])
    for item in feed["items"]:
        _assert_valid_json_item(item, now)
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    dates = [_rfc3339(item["date_published"]) for item in feed["items"]]
    assert dates == sorted(set(dates), reverse=True), "no date twice"


def _assert_valid_json_item(item: dict[str, Any], now: datetime) -> None:
    assert {key: type(value) for key, value in item.items()} == JSON_ITEM
    assert TAG.fullmatch(item["id"])
    assert item["title"]
    assert re.match("https?://", item["url"])
    assert _rfc3339(item["date_published"]) <= now, "nothing comes from the future"
    assert all(tag and isinstance(tag, str) for tag in item["tags"])
    assert_harmless(item["content_html"])


def assert_harmless(fragment: str) -> None:
    """Hold a piece of HTML to standing alone: something in it, no script, no relative address."""
    body = html.fragment_fromstring(fragment, create_parent="div")
    assert body.text_content().strip()
    for element in body.iter():
        assert element.tag not in {"script", "style", "iframe", "object", "embed", "img"}
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            address = element.get(name)
            assert address is None or re.match("https?://|mailto:|tel:", address)


def _assert_known_namespaces(root: etree._Element, *known: str) -> None:
    for element in root.iter():
        namespace = re.match(r"\{.*\}|", str(element.tag))
        assert namespace is not None
        assert namespace.group() in known


def _rfc822(written: str) -> datetime:
    assert RFC822.fullmatch(written), f"{written!r} is no date of RFC 822 in UTC"
    moment = parsedate_to_datetime(written)
    assert written[:3] == DAYS[moment.weekday()]
    return moment.astimezone(UTC)


def _rfc3339(written: str) -> datetime:
    assert RFC3339.fullmatch(written), f"{written!r} is no date of RFC 3339 in UTC"
    return datetime.fromisoformat(written)


def _text(parent: etree._Element, name: str) -> str:
    return parent.findtext(name) or ""
