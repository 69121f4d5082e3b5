import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import jsonfeed
import pytest
from lxml import etree, html
from msgspec.structs import replace

from statusgen.domain.news import News
from statusgen.model import Content
from statusgen.outputs.feeds import OUTPUT
from statusgen.render.announcement import NewsItem, news_item
from statusgen.render.context import RenderContext
from tests.contexts import context, rendered
from tests.outputs.real import context_at, each_instant
from tests.outputs.w3c import assert_harmless, assert_valid_feed
from tests.samples import at, content, group, incident, maintenance, states, text, update, word

HOSTILE = [
    "<script>alert(1)</script>",
    "]]> <!-- ]]>",
    "&amp; &lt;b&gt; & <b>",
    "a <b c and 1 < 2",
    "Störung 🚨 \u200fعطل\u200f — \"'quotes'\"",
    "long " * 200,
    "[x](javascript:alert(1)) [y](&#106;avascript:alert(1))",
    "<img src=x onerror=alert(1)> ![p](//other.example/p.png)",
    "[here](incidents/) [there](/history/)",
]


def outage() -> Content:
    return content(
        incident(
            "outage",
            "pbx: major_outage, wmp: degraded_performance",
            update("2026-11-20 13:15", "investigating", due="2026-11-20 13:45"),
            update("2026-11-20 13:40", "identified", "wmp: operational"),
            update("2026-11-20 15:22", "resolved"),
        ),
        maintenance(name="upgrade"),
        groups=(group("all", "global_problem", "maintenance"),),
    )


def files(made: RenderContext) -> dict[str, bytes]:
    return {artefact.path: artefact.content for artefact in rendered(OUTPUT, made)}


def parsed(made: RenderContext, path: str) -> Any:  # noqa: ANN401 - feedparser has no types
    feed = feedparser.parse(files(made)[path])
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def items(source: Content, now: str = "2026-12-10 12:00") -> list[Any]:
    return list(parsed(context(source, now), "feed.rss").entries)


def assert_valid(made: RenderContext) -> None:
    """Hold every feed to the rules of its format, and the readers of PyPI to no complaint."""
    for path, written in files(made).items():
        assert_valid_feed(path, written, made.public(path), made.now)
        if path.endswith(".json"):
            assert len(jsonfeed.Feed.parse_string(written).items) == len(ids(path, written))
        else:
            read = feedparser.parse(written)
            assert not read.bozo, read.get("bozo_exception")
            assert len(read.entries) == len(ids(path, written))


def nodes(written: bytes, *names: str) -> list[Any]:
    """Return all elements of these names in a feed in XML, whatever their namespace."""
    root: Any = etree.fromstring(written)
    return [each for each in root.iter(etree.Element) if etree.QName(each).localname in names]


def ids(path: str, written: bytes) -> list[str]:
    """Return the ids of a feed's items or entries, in its order."""
    if path.endswith(".json"):
        return [item["id"] for item in json.loads(written)["items"]]
    found = (nodes(etree.tostring(each), "guid", "id") for each in nodes(written, "item", "entry"))
    return [node.text for (node,) in found]


def ids_in(made: RenderContext, path: str) -> list[str]:
    """Return the last part of the ids in one feed of a context."""
    return [each.rpartition(":")[2] for each in ids(path, files(made)[path])]


# --- every feed --------------------------------------------------------------------------------


def test_there_is_a_feed_of_the_site_of_each_kind_and_of_each_component() -> None:
    places = "", "incidents/", "maintenance/", "components/pbx/", "components/wmp/"
    feeds = {f"{place}feed.{kind}" for place in places for kind in ("rss", "atom", "json")}
    assert set(files(context(content()))) == feeds | {"history.rss", "history.atom"}


@pytest.mark.parametrize("base_url", [None, "https://preview.example/some/where/"])
def test_feeds_are_valid(base_url: str | None) -> None:
    assert_valid(context(outage(), base_url=base_url))


def test_feeds_with_nothing_in_them_are_published_and_valid() -> None:
    made = context(content())
    assert_valid(made)
    assert [path for path, written in files(made).items() if ids(path, written)] == []


@each_instant
def test_feeds_of_real_content_are_valid(root: Path, now: str) -> None:
    assert_valid(context_at(root, now))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_titles_and_texts_are_harmless_and_complete(words: str) -> None:
    first = replace(update("2026-11-20 13:15", "investigating"), text=text(words))
    entry = replace(incident("outage", "pbx: major_outage", first), title=text(words.strip()))
    made = context(content(entry))
    assert_valid(made)
    for path in ("feed.rss", "incidents/feed.atom", "components/pbx/feed.json"):
        ((title, _),) = titles_and_texts(path, files(made)[path])
        assert title == f"[Investigating] {words.strip()}"


PLAIN = [
    "a 'single' and a \"double\" quote",
    "one, two; three: four \\ five",
    "R&D < 5 > 3 & so on",
    "Störung 🚨👩\u200d🔧 in Zürich",
    "עברית and \u200fعطل في الشبكة\u200f",
    "障害が発生しています",
    "x" * 1000,
]


def titles_and_texts(path: str, written: bytes) -> list[tuple[str, str]]:
    """Return the titles of a feed's items and the plain text in them, by plain parsers."""
    if path.endswith(".json"):
        pairs = [(each["title"], each["content_html"]) for each in json.loads(written)["items"]]
    else:
        pairs = [_title_and_story(each) for each in nodes(written, "item", "entry")]
    return [
        (title, str(html.fromstring(f"<div>{s}</div>").xpath("string()"))) for title, s in pairs
    ]


def _title_and_story(item: etree._Element) -> tuple[str, str]:
    """Return the first title and the first text in an item or an entry."""
    written = etree.tostring(item)
    (title, *_), (story, *_) = nodes(written, "title"), nodes(written, "description", "content")
    return title.text, story.text


@pytest.mark.parametrize("words", PLAIN)
def test_titles_and_texts_survive_unchanged_in_every_feed(words: str) -> None:
    first = replace(update("2026-11-20 13:15", "investigating"), text=text(f"{words}\n\n{words}"))
    entry = replace(incident("outage", "pbx: major_outage", first), title=text(words))
    made = files(context(content(entry)))
    for path in ("feed.rss", "incidents/feed.atom", "components/pbx/feed.json", "history.atom"):
        ((title, story),) = titles_and_texts(path, made[path])
        assert title == f"[Investigating] {words}"
        assert f"{words}\n{words}" in story


@pytest.mark.parametrize("words", PLAIN)
@pytest.mark.parametrize("path", ["history.rss", "components/pbx/feed.rss", "feed.atom"])
def test_a_reader_shows_the_title_unchanged(path: str, words: str) -> None:
    entry = incident("outage", "pbx: major_outage", update("2026-11-20 13:15", "investigating"))
    (item,) = parsed(context(content(replace(entry, title=text(words)))), path).entries
    assert item.title == f"[Investigating] {words}"


@pytest.mark.parametrize("words", PLAIN)
def test_the_name_of_a_component_survives_unchanged(words: str) -> None:
    source = content()
    (group_,) = source.component_groups
    named = replace(
        group_, components=tuple(replace(each, name=text(words)) for each in group_.components)
    )
    made = files(context(replace(source, component_groups=(named,))))
    assert json.loads(made["components/pbx/feed.json"])["title"] == f"Status: {words}"
    assert (
        etree.fromstring(made["components/pbx/feed.rss"]).findtext("channel/title")
        == f"Status: {words}"
    )


INSTANTS = [
    f"{at('2026-11-20 12:00') + timedelta(hours=7 * step):%Y-%m-%d %H:%M}" for step in range(45)
]


def test_nothing_comes_from_the_future_at_any_now() -> None:
    for now in INSTANTS:
        assert_valid(context(outage(), now))


def test_published_news_never_change() -> None:
    """A reader sees each item once: whatever happens later, its id and its words stay."""
    seen: dict[str, tuple[str, str, str]] = {}
    for now in INSTANTS:
        for item in items(outage(), now):
            output = (item.title, item.description, item.published)
            assert seen.setdefault(item.id, output) == output


def test_a_correction_changes_no_id() -> None:
    (before, after) = (outage(), outage())
    (entry,) = after.incidents
    corrected = tuple(replace(each, text=text("Corrected.")) for each in entry.updates)
    moved = replace(entry, title=text("New"), updates=corrected, path="content/incidents/x/y.yml")
    after = replace(
        after,
        incidents=(moved,),
        site=replace(after.site, url="https://status.example/moved/below/"),
    )
    was, is_ = (files(context(source)) for source in (before, after))
    assert is_["feed.rss"] != was["feed.rss"]
    assert {path: ids(path, is_[path]) for path in is_} == {
        path: ids(path, was[path]) for path in was
    }


def test_a_sample_site_says_so_in_its_feeds() -> None:
    source = content()
    made = context(replace(source, site=replace(source.site, sample=True)))
    assert "sample content" in parsed(made, "feed.rss").feed.title
    assert "sample content" in parsed(made, "feed.atom").feed.subtitle


def test_an_item_has_the_same_id_in_every_feed() -> None:
    made = context(outage())
    news = ids_in(made, "feed.rss")
    assert ids_in(made, "feed.json") == news
    assert ids_in(made, "incidents/feed.rss") + ids_in(made, "maintenance/feed.json") == [
        *news[4:],
        *news[:4],
    ]
    assert ids_in(made, "components/pbx/feed.rss") == news


def test_an_item_is_the_same_in_every_feed() -> None:
    made = files(context(outage()))
    whole, part = (json.loads(made[f"{place}feed.json"]) for place in ("", "components/wmp/"))
    assert part["items"] == whole["items"][4:]


def test_rss_and_json_say_the_same_of_an_item() -> None:
    made = context(outage())
    in_json = json.loads(files(made)["feed.json"])["items"]
    assert [(each["title"], each["url"], each["content_html"]) for each in in_json] == [
        (each.title, each.link, each.description) for each in parsed(made, "feed.rss").entries
    ]


def test_news_is_rendered_once_however_many_feeds_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[News] = []

    def counted(made: RenderContext, news: News) -> NewsItem:
        calls.append(news)
        return news_item(made, news)

    monkeypatch.setattr("statusgen.outputs.feeds.item.news_item", counted)
    made = context(outage())
    files(made)
    assert sorted(each.id for each in calls) == sorted(each.id for each in made.world.news)


def test_the_feeds_of_a_kind_show_nothing_of_the_other() -> None:
    made = context(outage())
    assert ids_in(made, "incidents/feed.atom") == ["outage"]
    assert ids_in(made, "maintenance/feed.atom") == ["upgrade"]


def test_a_component_hears_of_an_incident_once_it_is_named() -> None:
    first, second, third = outage().incidents[0].updates
    spread = replace(second, affects=states("wmp: partial_outage"))
    entry = incident("outage", "pbx: major_outage", first, spread, third)
    made = context(content(entry))
    assert ids_in(made, "components/pbx/feed.rss") == [
        f"outage/{e.id}" for e in (third, spread, first)
    ]
    assert ids_in(made, "components/wmp/feed.rss") == [f"outage/{e.id}" for e in (third, spread)]


def test_a_component_hears_nothing_of_others() -> None:
    made = context(content(maintenance(affects="pbx: under_maintenance"), names="pbx wmp"))
    assert ids_in(made, "components/wmp/feed.rss") == ids_in(made, "components/wmp/feed.atom") == []


def test_a_component_s_feed_leads_to_its_page() -> None:
    made = context(outage())
    feed = jsonfeed.Feed.parse_string(files(made)["components/pbx/feed.json"])
    assert (feed.title, feed.home_page_url) == (
        "Status: PBX",
        "https://status.example/components/pbx/",
    )
    assert (
        parsed(made, "components/pbx/feed.rss").feed.link
        == "https://status.example/components/pbx/"
    )


def test_statuspage_s_addresses_have_the_feeds_of_the_site() -> None:
    made = files(context(outage()))
    for name in ("rss", "atom"):
        renamed = made[f"feed.{name}"].replace(b"/feed.", b"/history.", 1)
        assert made[f"history.{name}"] == renamed


def test_a_feed_only_grows_at_its_head() -> None:
    """Nothing is published late: what a feed had stays in its order below what is new."""
    before: dict[str, list[str]] = {}
    for now in INSTANTS:
        for path, written in files(context(outage(), now)).items():
            if not path.endswith(".atom"):
                after = ids(path, written)
                assert after[len(after) - len(before.get(path, [])) :] == before.get(path, []), path
                before[path] = after


# --- RSS ---------------------------------------------------------------------------------------


def test_every_update_and_event_is_an_item_at_its_time_newest_first() -> None:
    assert [(item.title, item.published) for item in items(outage())] == [
        ("[Maintenance completed] upgrade", "Wed, 02 Dec 2026 02:00:00 +0000"),
        ("[Maintenance started] upgrade", "Tue, 01 Dec 2026 22:00:00 +0000"),
        ("[Maintenance reminder] upgrade", "Mon, 30 Nov 2026 22:00:00 +0000"),
        ("[Maintenance announced] upgrade", "Tue, 24 Nov 2026 10:00:00 +0000"),
        ("[Resolved] outage", "Fri, 20 Nov 2026 15:22:00 +0000"),
        ("[Identified] outage", "Fri, 20 Nov 2026 13:40:00 +0000"),
        ("[Investigating] outage", "Fri, 20 Nov 2026 13:15:00 +0000"),
    ]


def test_an_id_is_made_of_host_entry_and_update() -> None:
    assert items(outage())[-1].id == "tag:status.example,2026:outage/20261120T131500Z"


def test_an_item_links_to_the_page_of_its_news() -> None:
    assert items(outage())[-1].link == "https://status.example/incidents/outage/20261120T131500Z/"


def test_an_item_of_an_update_is_complete() -> None:
    story = items(outage())[-1].description
    assert "<p>investigating.</p>" in story
    assert "<strong>Affected:</strong> PBX (major outage) and WMP (degraded performance)" in story
    assert "<strong>Next update:</strong> Fri 20 Nov 2026, 14:45 CET (13:45 UTC)" in story


def test_an_item_of_a_maintenance_has_its_window_in_both_zones() -> None:
    story = items(outage())[3].description
    assert "Tuesday 1 December, 23:00 to Wednesday 03:00 CET" in story
    assert "Tuesday 1 December, 22:00 to Wednesday 02:00 UTC" in story


def test_an_item_of_the_clock_says_what_happened() -> None:
    completed, started, reminder = items(outage())[:3]
    assert "The work has ended as planned." in completed.description
    assert "The work has begun." in started.description
    assert "An upgrade." in reminder.description


def test_an_item_has_the_affected_components_as_categories() -> None:
    assert [tag.term for tag in items(outage())[-1].tags] == ["PBX", "WMP"]


def test_rss_holds_the_newest_fifty() -> None:
    updates = (update(f"2026-11-20 13:{minute:02}", "monitoring") for minute in range(60))
    newest = items(content(incident("long", "pbx: partial_outage", *updates)))
    assert len(newest) == 50
    assert newest[0].published == "Fri, 20 Nov 2026 13:59:00 +0000"


def test_rss_says_how_long_to_keep_it_and_in_which_language() -> None:
    feed = parsed(context(outage()), "feed.rss").feed
    assert (feed.ttl, feed.language) == ("5", "en")


# --- Atom --------------------------------------------------------------------------------------


def test_an_atom_entry_is_one_incident_whose_updated_moves() -> None:
    upgrade, outage_ = parsed(context(outage()), "feed.atom").entries
    assert (upgrade.id, outage_.id) == (
        "tag:status.example,2026:upgrade",
        "tag:status.example,2026:outage",
    )
    assert (outage_.published, outage_.updated) == (
        "2026-11-20T13:15:00+00:00",
        "2026-11-20T15:22:00+00:00",
    )


def test_an_atom_entry_shows_all_updates_newest_first() -> None:
    (entry,) = parsed(context(outage(), "2026-11-20 16:00"), "feed.atom").entries
    story = entry.content[0].value
    assert story.index("resolved.") < story.index("identified.") < story.index("investigating.")


def test_atom_puts_the_entry_that_moved_last_first_and_holds_fifty() -> None:
    many = [
        incident(f"i{n}", "pbx: partial_outage", update(f"2026-11-20 13:{n:02}", "resolved"))
        for n in range(55)
    ]
    late = replace(many[0], updates=(*many[0].updates, update("2026-11-21 09:00", "resolved")))
    entries = parsed(context(content(late, *many[1:])), "feed.atom").entries
    assert len(entries) == 50
    assert [entry.id.rpartition(":")[2] for entry in entries[:2]] == ["i0", "i54"]


def test_an_extended_and_a_cancelled_maintenance_are_shown() -> None:
    moves = (
        word("2026-12-01 23:00", "extended", ends="2026-12-02 04:00"),
        word("2026-12-02 01:00", "cancelled"),
    )
    titles = [item.title for item in items(content(maintenance(*moves)))]
    assert titles[:2] == ["[Maintenance cancelled] upgrade", "[Maintenance extended] upgrade"]


def test_the_judge_finds_what_is_harmful() -> None:
    for fragment in ("<p onclick='x'>a</p>", "<a href='/x'>a</a>", "<script>1</script>a", ""):
        with pytest.raises(AssertionError):
            assert_harmless(fragment)


def test_a_post_mortem_does_not_repeat_what_has_recovered() -> None:
    over = incident(
        "over",
        "pbx: major_outage",
        update("2026-11-20 13:15", "investigating"),
        update("2026-11-20 15:22", "resolved"),
        update("2026-11-23 10:00", "postmortem"),
    )
    post_mortem, resolved, _ = items(content(over))
    assert "No longer affected" in resolved.summary
    assert "No longer affected" not in post_mortem.summary
