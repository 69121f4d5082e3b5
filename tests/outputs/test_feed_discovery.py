"""Readers find the feeds: programs in the head of each page, people where they would subscribe."""

import pytest

from statusgen.model import Content
from tests.outputs.sites import all_pages, page, parsed, sample
from tests.samples import content, incident, maintenance, update

SITE = [
    ("application/rss+xml", "Wildix Status (RSS)", "/feed.rss"),
    ("application/atom+xml", "Wildix Status (Atom)", "/feed.atom"),
    ("application/feed+json", "Wildix Status (JSON)", "/feed.json"),
]


def alternates(path: str) -> list[tuple[str, str, str]]:
    """Return the feeds in the head of a page of the sample: type, title and address."""
    found = parsed(sample()[path]).xpath("//head/link[@rel='alternate'][@type!='text/calendar']")
    return [(each.get("type"), each.get("title"), each.get("href")) for each in found]


def test_every_page_names_the_feeds_of_the_site() -> None:
    for path, _ in all_pages():
        assert alternates(path)[-3:] == SITE, path


def test_only_the_page_of_a_component_names_feeds_of_its_own() -> None:
    own = {path for path, _ in all_pages() if len(alternates(path)) > len(SITE)}
    assert own == {path for path, _ in all_pages() if path.startswith("components/")}


def test_the_feeds_of_a_component_come_first_on_its_page() -> None:
    """A program that takes the first feed it finds takes the one that the page is about."""
    assert alternates("components/cloud-eu/index.html")[:3] == [
        (kind, f"Cloud PBX Europe ({name})", f"/components/cloud-eu/feed.{name.lower()}")
        for kind, name in zip((each[0] for each in SITE), ("RSS", "Atom", "JSON"), strict=True)
    ]


def test_every_feed_that_is_named_is_there() -> None:
    for path, _ in all_pages():
        assert {href.removeprefix("/") for _, _, href in alternates(path)} <= set(sample())


def story() -> Content:
    first = update("2026-11-20 13:15", "investigating")
    return content(incident("outage", "pbx: major_outage", first), maintenance())


SITE_FEEDS = ["/feed.rss", "/feed.atom", "/feed.json"]
PBX = "/components/pbx/"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("incidents/outage/index.html", [*SITE_FEEDS, "/incidents/feed.rss"]),
        ("maintenance/upgrade/index.html", [*SITE_FEEDS, "/maintenance/feed.rss"]),
        ("components/pbx/index.html", [f"{PBX}feed.{kind}" for kind in ("rss", "atom", "json")]),
    ],
)
def test_people_find_the_feeds_that_a_page_is_about(path: str, expected: list[str]) -> None:
    links = page(story(), path, "2026-11-25 12:00").xpath("//ul[@class='links']//a/@href")
    assert [each for each in links if "feed." in each] == expected
