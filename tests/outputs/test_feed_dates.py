"""Every item of a feed has a date of its own, which never changes once it is published."""

import json
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest

from statusgen.model import Content, Incident, Maintenance
from statusgen.outputs import feeds, statuspage_api
from tests.contexts import context, rendered
from tests.samples import at, content, incident, maintenance, update

START = "2026-12-01 22:00"
SECOND = timedelta(seconds=1)


def window(name: str, announced: str) -> Maintenance:
    return maintenance(name=name, announced=announced)


def items(source: Content, now: str, path: str = "feed.json") -> list[dict[str, Any]]:
    files = {each.path: each.content for each in rendered(feeds.OUTPUT, context(source, now))}
    if path.endswith(".json"):
        found: list[dict[str, Any]] = json.loads(files[path])["items"]
        return found
    return [dict(each) for each in feedparser.parse(files[path]).entries]


def dates(source: Content, now: str) -> dict[str, datetime]:
    return {each["id"]: at(each["date_published"]) for each in items(source, now)}


EARLY = window("b-early", "2026-11-24 10:00")
LATE = window("a-late", "2026-11-24 10:05")
TIED = content(EARLY, LATE)


@pytest.mark.parametrize(
    ("path", "key"),
    [("feed.rss", "published"), ("feed.atom", "updated"), ("feed.json", "date_published")],
)
def test_no_two_items_have_the_same_date(path: str, key: str) -> None:
    found = [each[key] for each in items(TIED, "2026-12-03 00:00", path)]
    assert len(found) == len(set(found))


def test_what_was_announced_first_keeps_its_second() -> None:
    started = [
        (each["date_published"], each["title"])
        for each in items(TIED, "2026-12-01 23:00")
        if "started" in each["title"]
    ]
    assert started == [
        ("2026-12-01T22:00:01Z", "[Maintenance started] a-late"),
        ("2026-12-01T22:00:00Z", "[Maintenance started] b-early"),
    ]


@pytest.mark.parametrize("path", ["feed.rss", "feed.atom", "feed.json"])
def test_an_item_appears_from_its_own_second_on(path: str) -> None:
    before, after = (items(TIED, now, path) for now in (START, f"{START}:01"))
    titles = [[each["title"] for each in found] for found in (before, after)]
    assert "[Maintenance started] a-late" not in titles[0]
    assert "[Maintenance started] a-late" in titles[1]


def test_the_site_is_due_for_a_build_in_that_second() -> None:
    assert context(TIED, START).world.next_change.at == at(START) + SECOND


INSERTED: tuple[Incident | Maintenance, ...] = (
    window("0-announced-later", "2026-11-30 10:00"),
    incident("0-update-at-the-start", "pbx: major_outage", update(START, "identified")),
    incident("0-update-a-second-later", "pbx: major_outage", update(f"{START}:01", "identified")),
)


@pytest.mark.parametrize("inserted", INSERTED, ids=lambda each: each.id)
def test_what_is_inserted_later_changes_no_date(inserted: Incident | Maintenance) -> None:
    now = "2026-12-03 00:00"
    before, after = dates(TIED, now), dates(content(EARLY, LATE, inserted), now)
    assert before.items() <= after.items()
    assert len(set(after.values())) == len(after)


def old_and_many() -> Content:
    still_open = incident("old", "pbx: major_outage", update("2026-01-01 10:00", "identified"))
    many = (
        incident(f"i{n}", "wmp: major_outage", update(f"2026-02-01 10:{n:02}", "resolved"))
        for n in range(55)
    )
    return content(still_open, *many)


@pytest.mark.parametrize("path", ["feed.rss", "feed.atom", "feed.json"])
def test_an_open_incident_never_drops_out_of_a_feed(path: str) -> None:
    found = items(old_and_many(), "2026-03-01 00:00", path)
    assert [len(found), found[-1]["title"]] == [51, "[Identified] old"]


def test_an_open_incident_never_drops_out_of_the_incidents_of_the_api() -> None:
    made = rendered(statuspage_api.OUTPUT, context(old_and_many(), "2026-03-01 00:00"))
    (file,) = [each for each in made if each.path == "api/v2/incidents.json"]
    names = [each["name"] for each in json.loads(file.content)["incidents"]]
    assert [len(names), names[-1]] == [51, "old"]


@pytest.mark.parametrize("path", ["feed.rss", "feed.atom"])
def test_an_item_names_its_author(path: str) -> None:
    assert items(TIED, START, path)[0]["author_detail"]["name"] == "Status"


@pytest.mark.parametrize("path", ["feed.rss", "feed.atom", "history.rss", "history.atom"])
def test_a_feed_names_itself(path: str) -> None:
    made = rendered(feeds.OUTPUT, context(TIED, START))
    (file,) = [each for each in made if each.path == path]
    links = feedparser.parse(file.content).feed.links
    assert [each.href for each in links if each.rel == "self"] == [f"https://status.example/{path}"]


def test_a_post_mortem_does_not_repeat_what_has_recovered() -> None:
    updates = [
        update(f"2026-11-20 1{n}:00", word)
        for n, word in enumerate(["identified", "resolved", "postmortem"])
    ]
    found = items(content(incident("x", "pbx: major_outage", *updates)), "2026-11-21 00:00")
    output = ["No longer affected" in each["content_html"] for each in found]
    assert output == [False, True, False]
    assert found[0]["tags"] == ["PBX"]
