"""Every output says what still works, what to do meanwhile, and whether emergency calls work."""

import json
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from statusgen.model import Content, EmergencyCalls, Text
from statusgen.render.facts import facts
from tests.contexts import context, everywhere
from tests.samples import at, content, group, incident, maintenance, text, update, word

GROUP = group("tw", "global_problem", "maintenance")
FIRST, SECOND, LAST = "2026-11-20 13:15", "2026-11-20 14:00", "2026-11-20 15:00"


def outage(*, languages: tuple[str, ...] = ("en",)) -> Content:
    second = replace(update(SECOND, "identified"), workaround=text("Dial 9 first."))
    entry = replace(
        incident("outage", "pbx: major_outage", update(FIRST, "investigating"), second),
        workaround=Text("en", {"en": "Use the **app**.", "it": "Usate l'app."}),
        not_affected=text("Calls between PBXs."),
        emergency_calls=EmergencyCalls.AFFECTED,
    )
    work = replace(
        maintenance(), effect=text("Phones restart."), emergency_calls=EmergencyCalls.UNKNOWN
    )
    made = content(entry, work, groups=(GROUP,))
    return replace(made, site=replace(made.site, languages=languages))


@pytest.fixture(scope="module")
def files() -> Mapping[str, str]:
    made = everywhere(context(outage(), "2026-11-20 13:30"))
    texts = (each for each in made if not each.path.endswith((".png", ".ico", ".woff2")))
    return {each.path: each.content.decode() for each in texts}


def said(now: str, *, language: str = "en", entry: str = "outage") -> dict[str, str]:
    """Return the texts of the facts of an entry at `now`, by their keys."""
    made = context(outage(languages=("en", "it")), now).in_language(language)
    world = made.world
    found = next(each for each in world.entries if each.id == entry)
    return {each.key: each.text for each in facts(made, found)}


def test_the_page_says_all_of_it_before_the_updates(files: Mapping[str, str]) -> None:
    page = files["incidents/outage/index.html"]
    assert "Use the <strong>app</strong>." in page.partition("<h2>Updates")[0]
    assert page.count("Calls between PBXs.") == 1


@pytest.mark.parametrize("path", ["feed.rss", "feed.atom", "feed.json"])
def test_feeds_say_it(files: Mapping[str, str], path: str) -> None:
    for words in ("Use the ", "Calls between PBXs.", "Use a mobile phone."):
        assert words in files[path]


def test_programs_read_it(files: Mapping[str, str]) -> None:
    found = json.loads(files["api/statusgen/v1/incidents/outage.json"])["facts"]
    assert [each["key"] for each in found] == ["emergency_calls", "not_affected", "workaround"]
    (body,) = json.loads(files["api/v2/incidents.json"])["incidents"][0]["incident_updates"]
    assert "\nIn the meantime: Use the app." in body["body"]


def test_an_update_replaces_the_workaround_and_a_resolution_ends_it() -> None:
    assert said(FIRST)["workaround"] == "Use the app."
    assert said(SECOND)["workaround"] == "Dial 9 first."
    resolved = replace(
        outage().incidents[0], updates=(*outage().incidents[0].updates, update(LAST, "resolved"))
    )
    made = context(replace(outage(), incidents=(resolved,)), LAST)
    output = {each.key: each.label for each in facts(made, made.world.incidents[0])}
    assert output == {"emergency_calls": "Emergency calls"}


def test_what_works_again_has_no_facts_of_now_in_any_output() -> None:
    entry = outage().incidents[0]
    works = update(LAST, "monitoring", "pbx: operational")
    monitored = replace(entry, updates=(*entry.updates, works))
    made = everywhere(context(replace(outage(), incidents=(monitored,)), LAST))
    files = {each.path: each.content.decode(errors="ignore") for each in made}
    last = files[f"posts/tw/{monitored.id}-{works.id}.txt"]
    page = files["incidents/outage/index.html"]
    said = str(json.loads(files["api/statusgen/v1/incidents/outage.json"])["facts"])
    assert "Were affected." in last
    for gone in ("May fail", "Calls between PBXs.", "Dial 9 first."):
        assert [gone in each for each in (last, page, said)] == [False] * 3


def test_a_workaround_of_what_works_again_is_the_one_given_since() -> None:
    entry = outage().incidents[0]
    works = update(LAST, "monitoring", "pbx: operational")
    given = replace(works, workaround=text("Restart the phone."))
    monitored = replace(entry, updates=(*entry.updates, given))
    made = context(replace(outage(), incidents=(monitored,)), LAST)
    output = {each.key: each.text for each in facts(made, made.world.incidents[0])}
    assert output["workaround"] == "Restart the phone."


def test_what_was_published_keeps_its_workaround() -> None:
    made = context(outage(), LAST)
    (first, *_) = made.world.incidents
    then = {each.key: each.text for each in facts(made, first, at(FIRST))}
    assert then["workaround"] == "Use the app."


def test_a_false_alarm_affected_nothing() -> None:
    entry = outage().incidents[0]
    false = replace(entry, updates=(*entry.updates, update(LAST, "false_alarm")))
    made = context(replace(outage(), incidents=(false,)), LAST)
    assert facts(made, made.world.incidents[0]) == ()


def test_facts_are_in_the_language_of_the_page() -> None:
    output = said(FIRST, language="it")
    assert output["workaround"] == "Usate l'app."
    assert output["emergency_calls"].startswith("Possono non riuscire.")


def test_the_effect_of_work_is_said_until_it_is_over() -> None:
    assert said("2026-12-01 23:00", entry="upgrade")["effect"] == "Phones restart."
    assert said("2026-12-10 12:00", entry="upgrade") == {}


def test_a_post_says_the_workaround_once() -> None:
    first = replace(update(FIRST, "investigating"), text=text("It fails. Use the app. We look."))
    entry = replace(outage().incidents[0], updates=(first,))
    made = everywhere(context(replace(outage(), incidents=(entry,)), FIRST))
    path = f"posts/tw/outage-{first.id}.txt"
    assert [each.content.count(b"Use the app.") for each in made if each.path == path] == [1]


def test_a_post_says_the_effect_once() -> None:
    source = outage()
    work = replace(source.maintenances[0], text=text("We upgrade. Phones restart."))
    made = everywhere(context(replace(source, maintenances=(work,)), "2026-12-01 22:00"))
    posts = [each.content.decode() for each in made if each.path.startswith("posts/tw/upgrade-")]
    assert len(posts) > 1
    assert {each.count("Phones restart.") for each in posts} == {1}


def test_cancelled_work_has_no_effect() -> None:
    source = outage()
    work = replace(source.maintenances[0], updates=(word("2026-11-26 10:00", "cancelled"),))
    made = context(replace(source, maintenances=(work,)), "2026-11-27 10:00")
    assert facts(made, made.world.maintenances[0]) == ()
