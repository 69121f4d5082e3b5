"""The updates of a published site, and which of them a target gets."""

import pytest
from msgspec.structs import replace

from statusgen.console import CommandError
from statusgen.model import Announcement, NewsTarget, Scope
from statusgen.notify.news import PublishedUpdate, is_for, published_news, updates
from tests.notify.published import every, files, news, site_of
from tests.outputs.test_feed_subscriber import BUILDS, HEARD, shifted
from tests.samples import content, incident, maintenance, text, update

OUTAGE = incident(
    "outage",
    "pbx: major_outage",
    update("2026-11-20 13:15", "investigating"),
    update("2026-11-20 13:30", "identified", "wmp: degraded_performance"),
    update("2026-11-20 14:00", "resolved"),
)
INCIDENT = ["investigating", "identified", "resolved"]
NOW = "2026-11-24 12:00"


def test_updates_are_those_of_the_feed_oldest_first() -> None:
    now, entries = BUILDS[-1]
    found = news(shifted(now, entries), now)
    dates = [f"{each.date:%Y-%m-%dT%H:%M:%SZ}" for each in every(found)]
    assert dates == [date for _, date in HEARD[""]]


def test_an_update_has_what_targets_ask_for() -> None:
    found = [*every(news(content(OUTAGE, maintenance()), NOW))]
    assert [(each.status, each.announced_as, {*each.components}) for each in found] == [
        ("investigating", Announcement.GLOBAL_PROBLEM, {"pbx"}),
        ("identified", Announcement.GLOBAL_PROBLEM, {"pbx", "wmp"}),
        ("resolved", Announcement.GLOBAL_PROBLEM, {"pbx", "wmp"}),
        ("announced", Announcement.MAINTENANCE, {"pbx"}),
    ]


def test_a_renamed_entry_keeps_the_keys_of_its_updates() -> None:
    before = [each.key for each in every(news(content(OUTAGE), NOW))]
    renamed = replace(OUTAGE, id="calls-fail", aliases=("outage",))
    after = [*every(news(content(renamed), NOW))]
    assert [each.key for each in after] == before
    assert after[0].page == "incidents/calls-fail/"


def got(target: NewsTarget, *found: PublishedUpdate) -> list[str]:
    return [each.status for each in found if is_for(target, each)]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (NewsTarget("a", "A"), [*INCIDENT, "announced"]),
        (NewsTarget("a", "A", news=(Announcement.MAINTENANCE,)), ["announced"]),
        (
            NewsTarget("a", "A", news=(Announcement.GLOBAL_PROBLEM,)),
            INCIDENT,
        ),
        (NewsTarget("a", "A", components=("wmp",)), ["identified", "resolved"]),
        (
            NewsTarget("a", "A", statuses=("investigating", "announced")),
            ["investigating", "announced"],
        ),
        (NewsTarget("a", "A", statuses=("resolved",), components=("kite",)), []),
    ],
)
def test_a_target_gets_what_it_asks_for(target: NewsTarget, expected: list[str]) -> None:
    assert got(target, *every(news(content(OUTAGE, maintenance()), NOW))) == expected


def test_a_limited_problem_goes_to_those_who_get_everything() -> None:
    limited = replace(OUTAGE, scope=Scope.LIMITED)
    found = [*every(news(content(limited), NOW))]
    assert got(NewsTarget("a", "A"), *found) == INCIDENT
    assert got(NewsTarget("a", "A", news=(Announcement.GLOBAL_PROBLEM,)), *found) == []


def test_a_target_reads_its_own_language() -> None:
    source = content(OUTAGE)
    source = replace(source, site=replace(source.site, languages=("en", "it")))
    found = news(source, NOW)
    item, feed = found.item(next(every(found)), "it")
    assert (item.title, feed.language) == ("[In analisi] outage", "it")
    assert item.url.startswith("https://status.example/it/")


def test_a_site_between_two_deploys_says_nothing() -> None:
    old = content(incident("outage", "", update("2026-11-20 13:15", "investigating")))
    mixed = files(old, NOW) | {"feed.json": files(content(OUTAGE), NOW)["feed.json"]}
    with pytest.raises(CommandError, match="between two deploys"):
        list(every(published_news(site_of(mixed))))


def test_only_what_is_wanted_is_read() -> None:
    found = news(content(OUTAGE), NOW)
    found.site._files.pop("api/statusgen/v1/incidents/outage.json")
    assert list(updates(found, lambda _key, _date: False)) == []


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"items": 3}'])
def test_what_is_no_site_of_ours_is_said(body: bytes) -> None:
    with pytest.raises(CommandError, match="is not what this version"):
        published_news(site_of({"feed.json": body}))


def test_a_date_in_no_zone_is_said() -> None:
    found = files(content(OUTAGE), NOW)
    with pytest.raises(CommandError, match="is not what this version"):
        published_news(site_of({"feed.json": found["feed.json"].replace(b'00Z"', b'00"')}))


def test_titles_are_those_of_the_feed() -> None:
    named = replace(OUTAGE, title=text("Calls & <more>"))
    found = news(content(named), NOW)
    assert found.item(next(every(found)), None)[0].title == "[Investigating] Calls & <more>"
