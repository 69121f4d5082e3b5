from dataclasses import replace
from datetime import timedelta
from typing import Any

import feedparser
import pytest

from statusgen.edition import Edition
from statusgen.model import Content
from statusgen.outputs.feeds import artefacts
from tests.editions import edition
from tests.outputs.w3c import assert_harmless, assert_valid_atom, assert_valid_rss
from tests.samples import at, content, group, incident, maintenance, text, update, word

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


def files(made: Edition) -> dict[str, bytes]:
    return {artefact.path: artefact.content for artefact in artefacts(made)}


def parsed(made: Edition, path: str) -> Any:  # noqa: ANN401 - feedparser has no types
    feed = feedparser.parse(files(made)[path])
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def items(source: Content, now: str = "2026-12-10 12:00") -> list[Any]:
    return list(parsed(edition(source, now), "feed.rss").entries)


def assert_valid(made: Edition) -> None:
    for path, check in (("feed.rss", assert_valid_rss), ("feed.atom", assert_valid_atom)):
        parsed(made, path)
        check(files(made)[path], made.public(path), made.now)


# --- both --------------------------------------------------------------------------------------


@pytest.mark.parametrize("base_url", [None, "https://preview.example/some/where/"])
def test_feeds_are_valid(base_url: str | None) -> None:
    assert_valid(edition(outage(), base_url=base_url))


def test_feeds_with_nothing_in_them_are_published_and_valid() -> None:
    made = edition(content())
    assert_valid(made)
    assert parsed(made, "feed.rss").entries == parsed(made, "feed.atom").entries == []


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_titles_and_texts_are_harmless_and_complete(words: str) -> None:
    first = replace(update("2026-11-20 13:15", "investigating"), text=text(words))
    entry = replace(incident("outage", "pbx: major_outage", first), title=text(words.strip()))
    made = edition(content(entry))
    assert_valid(made)
    assert words.strip() in files(made)["feed.rss"].decode().replace("&gt;", ">").replace(
        "&lt;", "<"
    ).replace("&amp;", "&")


INSTANTS = [
    f"{at('2026-11-20 12:00') + timedelta(hours=7 * step):%Y-%m-%d %H:%M}" for step in range(45)
]


def test_nothing_comes_from_the_future_at_any_now() -> None:
    for now in INSTANTS:
        assert_valid(edition(outage(), now))


def test_what_was_told_is_never_told_again_in_other_words() -> None:
    """A reader sees each item once: whatever happens later, its id and its words stay."""
    seen: dict[str, tuple[str, str, str]] = {}
    for now in INSTANTS:
        for item in items(outage(), now):
            said = (item.title, item.description, item.published)
            assert seen.setdefault(item.id, said) == said


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
    assert [item.id for item in items(before)] == [item.id for item in items(after)]


def test_a_sample_site_says_so_in_its_feeds() -> None:
    source = content()
    made = edition(replace(source, site=replace(source.site, sample=True)))
    assert "sample content" in parsed(made, "feed.rss").feed.title
    assert "sample content" in parsed(made, "feed.atom").feed.subtitle


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


def test_an_item_of_an_update_stands_alone() -> None:
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
    told = items(content(incident("long", "pbx: partial_outage", *updates)))
    assert len(told) == 50
    assert told[0].published == "Fri, 20 Nov 2026 13:59:00 +0000"


def test_rss_says_how_long_to_keep_it_and_in_which_language() -> None:
    feed = parsed(edition(outage()), "feed.rss").feed
    assert (feed.ttl, feed.language) == ("5", "en")


# --- Atom --------------------------------------------------------------------------------------


def test_an_atom_entry_is_one_incident_whose_updated_moves() -> None:
    upgrade, outage_ = parsed(edition(outage()), "feed.atom").entries
    assert (upgrade.id, outage_.id) == (
        "tag:status.example,2026:upgrade",
        "tag:status.example,2026:outage",
    )
    assert (outage_.published, outage_.updated) == (
        "2026-11-20T13:15:00+00:00",
        "2026-11-20T15:22:00+00:00",
    )


def test_an_atom_entry_tells_all_updates_newest_first() -> None:
    (entry,) = parsed(edition(outage(), "2026-11-20 16:00"), "feed.atom").entries
    story = entry.content[0].value
    assert story.index("resolved.") < story.index("identified.") < story.index("investigating.")


def test_atom_puts_the_entry_that_moved_last_first_and_holds_fifty() -> None:
    many = [
        incident(f"i{n}", "pbx: partial_outage", update(f"2026-11-20 13:{n:02}", "identified"))
        for n in range(55)
    ]
    late = replace(many[0], updates=(*many[0].updates, update("2026-11-21 09:00", "resolved")))
    entries = parsed(edition(content(late, *many[1:])), "feed.atom").entries
    assert len(entries) == 50
    assert [entry.id.rpartition(":")[2] for entry in entries[:2]] == ["i0", "i54"]


def test_an_extended_and_a_cancelled_maintenance_are_told() -> None:
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
