import re
from datetime import datetime

import pytest
from lxml import etree, html
from msgspec.structs import replace

from statusgen.model import Content
from statusgen.outputs import OUTPUTS, pages
from statusgen.outputs.badges import OUTPUT
from statusgen.render.views.badge import text_width
from tests.contexts import context, of_root, rendered
from tests.paths import REPOSITORY
from tests.samples import content, incident, maintenance, text, update

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = ("operational", "under_maintenance", "degraded_performance", "partial_outage")


def badges(source: Content, now: str = "2026-12-10 12:00") -> dict[str, etree._Element]:
    made = rendered(OUTPUT, context(source, now))
    return {each.path: etree.fromstring(each.content) for each in made}


def pbx(state: str) -> etree._Element:
    source = content(incident("x", f"pbx: {state}", update("2026-11-20 13:15", "identified")))
    return badges(source)["components/pbx/badge.svg"]


def named(words: str) -> etree._Element:
    source = content(names="pbx")
    (group,) = source.component_groups
    components = tuple(replace(each, name=text(words)) for each in group.components)
    groups = (replace(group, components=components),)
    return badges(replace(source, component_groups=groups))["components/pbx/badge.svg"]


def test_the_site_and_each_component_have_a_badge() -> None:
    assert set(badges(content())) == {
        "badge.svg",
        "components/pbx/badge.svg",
        "components/wmp/badge.svg",
    }


def test_no_file_says_that_all_is_well_while_an_incident_without_components_is_open() -> None:
    source = content(incident("x", "", update("2026-11-20 13:15", "identified")))
    made = [
        file for each in OUTPUTS for file in rendered(each, context(source, "2026-11-21 12:00"))
    ]
    all_is_well = re.compile(rb"all (services|systems) operational", re.IGNORECASE)
    assert [each.path for each in made if all_is_well.search(each.content)] == []
    assert any(each.path == "badge.svg" and b"Incident open" in each.content for each in made)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("operational", "Operational"),
        ("under_maintenance", "Maintenance"),
        ("degraded_performance", "Degraded performance"),
        ("partial_outage", "Partial outage"),
        ("major_outage", "Major outage"),
    ],
)
def test_a_badge_says_the_state_to_eyes_and_ears(state: str, word: str) -> None:
    badge = pbx(state)
    assert badge.get("role") == "img"
    assert badge.get("aria-label") == badge.findtext(f"{SVG}title") == f"PBX: {word}"
    assert [each.text for each in badge.iter(f"{SVG}text")] == ["PBX", word]


def test_each_state_has_a_shape_of_its_own() -> None:
    drawn = {tuple(each.get("d") for each in pbx(state).iter(f"{SVG}path")) for state in SHAPES}
    assert len(drawn) == len(SHAPES)


def test_the_badge_of_the_site_shows_the_worst() -> None:
    source = content(
        incident("x", "wmp: partial_outage", update("2026-12-01 22:15", "identified")),
        maintenance(),
    )
    badge = badges(source, "2026-12-01 23:00")["badge.svg"]
    assert badge.get("aria-label") == "Status: Partial outage"


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    lin = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]


@pytest.mark.parametrize("state", [*SHAPES, "major_outage"])
def test_every_word_reads_on_the_ground_that_the_badge_brings(state: str) -> None:
    badge = pbx(state)
    (ground,) = badge.iter(f"{SVG}rect")
    for each in badge.iter(f"{SVG}text"):
        light, dark = luminance(ground.get("fill", "")), luminance(each.get("fill", ""))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_badge_asks_for_nothing_and_needs_no_style() -> None:
    for each in rendered(OUTPUT, context(content())):
        assert not re.search(rb"href|url\(|<style|style=|<script|@font-face", each.content)


# --- widths ------------------------------------------------------------------------------------


def test_everything_in_a_badge_has_its_place() -> None:
    badge = named("Cloud PBX Europe")
    width = int(badge.get("width", ""))
    edges = [
        (int(each.get("x", "")), int(each.get("textLength", "")))
        for each in badge.iter(f"{SVG}text")
    ]
    (label, label_width), (word, word_width) = edges
    assert 0 < label < label + label_width < word < word + word_width < width


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [("illi", "mmmm"), ("pbx", "PBX"), ("abcd", "障害障害"), ("e", "é" * 2), ("a", "aa")],
)
def test_wider_letters_take_more_room(narrow: str, wide: str) -> None:
    assert text_width(narrow) < text_width(wide)


def test_marks_on_a_letter_take_no_room() -> None:
    assert text_width("e\u0301") == text_width("e")


def test_a_long_name_is_cut_for_eyes_only() -> None:
    badge = named("word " * 200)
    assert len(next(badge.iter(f"{SVG}text")).text or "") <= 60
    assert len(badge.findtext(f"{SVG}title") or "") > 900


@pytest.mark.parametrize("words", ["<script>\"&'", "Störung 🚨", "عطل في الشبكة", "]]>"])
def test_a_name_survives_unchanged(words: str) -> None:
    badge = named(words)
    assert badge.get("aria-label") == f"{words}: Operational"
    assert next(badge.iter(f"{SVG}text")).text == words


# --- to take along -----------------------------------------------------------------------------


def snippets(path: str, base_url: str | None = None, source: Content | None = None) -> list[str]:
    made = rendered(pages.OUTPUT, context(source or content(), base_url=base_url))
    (page,) = (each.content for each in made if each.path == path)
    shown = html.fromstring(page.decode()).iter("pre")
    return ["".join(map(str, each.itertext())) for each in shown if each.get("class") == "copy"]


@pytest.mark.parametrize(
    ("path", "page", "badge"),
    [
        ("subscribe/index.html", "", "badge.svg"),
        ("components/pbx/index.html", "components/pbx/", "components/pbx/badge.svg"),
    ],
)
def test_a_page_has_its_badge_to_take_along(path: str, page: str, badge: str) -> None:
    as_html, as_markdown, *_ = snippets(path, "https://preview.example/s/")
    link = html.fragment_fromstring(as_html)
    base = "https://preview.example/s/"
    assert (link.get("href"), link[0].get("src")) == (base + page, base + badge)
    assert as_markdown.endswith(f"]({base}{badge})]({base}{page})")


def test_the_line_is_there_to_take_along() -> None:
    *_, as_frame = snippets("subscribe/index.html", "https://preview.example/s/")
    frame = html.fragment_fromstring(as_frame)
    assert (frame.tag, frame.get("src")) == ("iframe", "https://preview.example/s/embed/")
    assert frame.get("title") == "Status of Status"


def test_a_name_cannot_break_out_of_a_snippet() -> None:
    source = content()
    hostile = replace(source, site=replace(source.site, name=text('a](x) <b> "c')))
    as_html, as_markdown, as_frame = snippets("subscribe/index.html", source=hostile)
    assert html.fragment_fromstring(as_frame).get("title") == 'Status of a](x) <b> "c'
    assert html.fragment_fromstring(as_html)[0].get("alt") == 'Status of a](x) <b> "c'
    assert as_markdown.startswith(r'[![Status of a\](x) \<b\> "c](https://')


@pytest.mark.parametrize("now", ["2026-11-20T13:30:00+00:00", "2026-12-01T22:00:00+00:00"])
def test_every_badge_of_the_sample_is_well_formed_and_named(now: str) -> None:
    for each in rendered(OUTPUT, of_root(REPOSITORY, datetime.fromisoformat(now))):
        assert etree.fromstring(each.content).get("aria-label"), each.path
