"""What the page for composing says of times and states, beside what `check` says of the file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from statusgen.cli.main import run
from statusgen.content.source.parse import parse
from statusgen.model import EntryKind
from tests.outputs.hosting import served
from tests.outputs.sites import BAD_NIGHT
from tests.outputs.test_compose_browser import choose, complete, root_in, site, written
from tests.outputs.test_pages_browser import opened

INCIDENT = """\
title: {en: Calls fail}
cos: critical
scope: global
affects: {kite: major_outage, wmp: degraded_performance}
updates:
  - at: 2026-11-20 14:40
    status: investigating
    text: We look into it.
"""
WORK = """\
title: Work in progress
affects: {kite: under_maintenance}
announced: 2026-11-19 10:00
starts: 2026-11-20 14:00
ends: 2026-11-20 16:00
text: Calls are not affected.
"""
UNREACHABLE = INCIDENT.replace(
    "{en: Calls fail}",
    "{en: Cloud PBX unreachable in Spain, it: Cloud PBX non raggiungibile (Spagna)}",
)
COMING = WORK.replace("Work in progress", "Work to come").replace("2026-11-20 1", "2026-11-22 1")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample content with an incident and two maintenances more."""
    made = root_in(tmp_path_factory.mktemp("composed"))
    policy = made / "content/sla.yml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("id: critical\n", "id: critical\n    update_every: 30m\n", 1))
    for name, source in (("calls-fail", INCIDENT), ("unreachable", UNREACHABLE)):
        (made / f"content/incidents/2026/{name}.yml").write_text(source, encoding="utf-8")
    for name, source in (("work", WORK), ("coming", COMING)):
        (made / f"content/maintenance/2026/{name}.yml").write_text(source, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with served(site(root=root)) as url:
        yield f"{url}compose/"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with opened(chromium, address, 390) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        expect(page.locator("#fields input").first).to_be_visible()
        yield page


def is_passed(root: Path, page: Page) -> bool:
    """Return whether `check` passes the site with what the page has written."""
    path, text = written(page)
    file = root / path
    before = file.read_text(encoding="utf-8") if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text((before or "") + text, encoding="utf-8")
    try:
        return run(["check", "--content-only", "--root", str(root), "--now", BAD_NIGHT]) == 0
    finally:
        file.write_text(before, encoding="utf-8") if before is not None else file.unlink()


def own_incident(page: Page) -> None:
    page.get_by_label("Title").fill("Calls fail")
    page.get_by_label("Text", exact=True).fill("We look into it.")
    page.get_by_text("More", exact=True).click()


def own_maintenance(page: Page) -> None:
    choose(page, "", EntryKind.MAINTENANCE)
    page.get_by_label("Title").fill("Upgrade")
    page.get_by_label("Text", exact=True).fill("Calls are not affected.")
    page.locator("#component-0").select_option("kite")
    page.locator("#starts").fill("2026-11-28T22:00")
    page.locator("#ends").fill("2026-11-29T02:00")


def update_of(page: Page, title: str, status: str) -> None:
    page.locator("[name=kind][value=update]").check()
    page.locator("#entry").select_option(label=title)
    page.locator("#status").select_option(status)
    page.get_by_label("Text", exact=True).fill("It goes on.")


def incident(page: Page) -> None:
    update_of(page, "Calls fail", "monitoring")


def completed_early(page: Page) -> None:
    update_of(page, "Work to come", "completed")


def extended(page: Page) -> None:
    update_of(page, "Work in progress", "extended")
    page.locator("#ends").fill("2026-11-20T18:00")


def rescheduled(page: Page) -> None:
    update_of(page, "Work to come", "rescheduled")
    page.locator("#starts").fill("2026-11-23T14:00")
    page.locator("#ends").fill("2026-11-23T16:00")


def another_time(page: Page) -> None:
    own_incident(page)
    page.locator("#next_update").select_option("other")
    page.locator("#next_update-at").fill("2026-11-20T16:00")


def cancelled(page: Page) -> None:
    update_of(page, "Work to come", "cancelled")


Form = Callable[[Page], None]


@pytest.mark.parametrize(
    "form",
    [own_incident, own_maintenance, another_time, incident, extended, rescheduled, cancelled],
)
def test_what_the_page_lets_go_check_passes(form: Form, page: Page, root: Path) -> None:
    form(page)
    page.locator("#copy").click()
    expect(page.locator("#copy")).to_have_text("Copied")
    assert is_passed(root, page)


AFTER, BEFORE = "This has to be later than ", "This cannot be later than "


@pytest.mark.parametrize(
    ("form", "given", "problem"),
    [
        (own_incident, "began 2026-11-20T14:53", f"{BEFORE}14:52."),
        (another_time, "next_update-at 2026-11-20T14:52", f"{AFTER}14:52."),
        (own_maintenance, "ends 2026-11-28T22:00", f"{AFTER}28 Nov 2026, 22:00."),
        (own_maintenance, "announced 2026-11-29T02:01", f"{BEFORE}29 Nov 2026, 02:00."),
        (own_maintenance, "starts 2026-03-29T02:30", "This time does not exist"),
        (incident, "at 2026-11-20T14:40", f"{AFTER}14:40."),
        (completed_early, "at 2026-11-20T14:52", "This cannot be earlier than 22 Nov 2026"),
        (extended, "ends 2026-11-20T16:00", f"{AFTER}16:00."),
        (rescheduled, "ends 2026-11-23T14:00", f"{AFTER}23 Nov 2026, 14:00."),
        (rescheduled, "at 2026-11-19T09:00", f"{AFTER}19 Nov 2026, 10:00."),
    ],
)
def test_what_check_refuses_the_page_names_at_its_field(
    form: Form, given: str, problem: str, page: Page, root: Path
) -> None:
    field, time = given.split()
    form(page)
    page.locator(f"#{field}").fill(time)
    page.locator("#forge").click()
    expect(page.locator(f"#{field}-error")).to_contain_text(problem)
    assert page.evaluate("document.activeElement.id") == field
    assert len(page.context.pages) == 1
    assert not is_passed(root, page)


def test_what_is_still_to_come_is_noted_and_not_refused(page: Page, root: Path) -> None:
    own_maintenance(page)
    page.locator("#announced").fill("2026-11-21T10:00")
    expect(page.locator("#announced-note")).to_contain_text("This is still to come")
    page.locator("#copy").click()
    expect(page.locator("#copy")).to_have_text("Copied")
    assert is_passed(root, page)


def test_a_time_that_the_clock_shows_twice_has_its_offset(page: Page, root: Path) -> None:
    own_maintenance(page)
    page.locator("#starts").fill("2027-10-31T02:30")
    page.locator("#ends").fill("2027-10-31T05:00")
    assert 'starts: "2027-10-31 02:30 +02:00"\nends: 2027-10-31 05:00\n' in written(page)[1]
    assert is_passed(root, page)


def test_the_zone_of_a_time_is_that_of_its_instant(page: Page) -> None:
    assert page.evaluate("since('2026-03-29 01:30', 'en')").endswith(", 01:30 CET")
    assert page.evaluate("since('2026-03-29 03:30', 'en')").endswith(", 03:30 CEST")


def test_an_incident_without_a_component_is_noted(page: Page) -> None:
    expect(page.locator("#component-0-note")).to_contain_text("Without a component")
    page.locator("#component-0").select_option("kite")
    expect(page.locator("#component-0-note")).to_be_hidden()


# --- what follows from other fields ------------------------------------------------------------


def test_the_next_update_is_as_the_class_promises_or_in_a_while(page: Page) -> None:
    choose(page, "cloud-unreachable")
    complete(page)
    options = page.locator("#next_update option")
    assert options.all_text_contents()[:2] == ["15:22, as the class promises", "15:10 (15 mins)"]
    assert "next_update" not in written(page)[1]
    page.locator("#next_update").select_option("60")
    assert "next_update: 2026-11-20 15:55\n" in written(page)[1]
    page.locator("#at").fill("2026-11-20T14:00")
    assert "next_update: 2026-11-20 15:00\n" in written(page)[1]


def test_the_page_says_which_groups_hear_of_it(page: Page) -> None:
    expect(page.locator("#groups")).to_have_text("Not in the groups")
    page.locator("#scope").select_option("global")
    expect(page.locator("#groups")).to_have_text("In the groups: Tech Wizards")


def test_an_update_names_only_the_states_that_change(page: Page, root: Path) -> None:
    incident(page)
    page.get_by_label("State: Kite").select_option("degraded_performance")
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Component", exact=True).select_option("website")
    page.get_by_label("State", exact=True).select_option("partial_outage")
    expect(page.locator("[data-state=partial_outage]")).to_be_visible()
    assert (
        "affects:\n      kite: degraded_performance\n      website: partial_outage\n"
        in (written(page)[1])
    )
    assert is_passed(root, page)


def test_an_end_asks_for_no_states_and_no_next_update(page: Page, root: Path) -> None:
    update_of(page, "Calls fail", "resolved")
    expect(page.locator("#fields select")).to_have_count(1)
    expect(page.locator("[data-state=operational]")).to_be_visible()
    assert is_passed(root, page)


def test_a_choice_by_keyboard_keeps_its_focus(page: Page) -> None:
    incident(page)
    page.locator("#status").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "status"
    expect(page.locator("#status")).to_have_value("resolved")


# --- the texts of notices ----------------------------------------------------------------------


def test_the_notice_of_an_entry_is_found_by_its_title(page: Page) -> None:
    page.locator("[name=kind][value=update]").check()
    page.locator("#entry").select_option(label="Cloud PBX unreachable in Europe")
    expect(page.locator("#notice")).to_have_value("cloud-unreachable")
    page.locator("#status").select_option("monitoring")
    expect(page.locator("#words")).to_contain_text("Cloud PBX Europe can be reached again.")
    text = written(page)[1]
    assert "    affects:\n      cloud-eu: operational\n" in text
    assert "accesso a Cloud PBX Europa è ripristinato." in text


def test_what_is_shown_names_its_language(page: Page) -> None:
    page.evaluate("document.documentElement.lang = 'de'")
    page.get_by_label("Title").fill("Calls fail")
    assert page.locator("#shown").get_attribute("lang") == "en"
    choose(page, "wmp-unavailable")
    assert page.locator("#words").get_attribute("lang") == "de"


def test_words_of_the_title_are_known_in_its_languages(page: Page) -> None:
    page.locator("[name=kind][value=update]").check()
    page.locator("#entry").select_option(label="Cloud PBX unreachable in Spain")
    words = page.evaluate("wordsInTitle(notice())")
    assert words == {"region": {"en": "Spain", "it": "Spagna"}}


def test_a_word_is_not_taken_for_another_one_at_another_status(page: Page) -> None:
    page.locator("[name=kind][value=update]").check()
    page.locator("#entry").select_option(label="Cloud PBX unreachable in Europe")
    page.locator("#status").select_option("identified")
    page.get_by_label("What still works").fill("Nothing else is affected.")
    page.locator("#status").select_option("investigating")
    assert "offline" in written(page)[1]
    expect(page.get_by_label("What still works")).to_have_value("Nothing else is affected.")
    expect(page.get_by_label("Since when")).to_have_value("2026-11-20T14:03")


def updates_of_notices(page: Page, title: str) -> Iterator[str]:
    """Yield an update of an entry with each text of each notice."""
    page.locator("[name=kind][value=update]").check()
    page.locator("#entry").select_option(label=title)
    for name in page.locator("#notice option").evaluate_all("all => all.map(each => each.value)")[
        1:
    ]:
        page.locator("#notice").select_option(name)
        states = page.locator("#status option").evaluate_all("all => all.map(each => each.value)")
        for status in states:
            page.locator("#status").select_option(status)
            complete(page)
            for field, time in (("starts", "2026-11-23T14:00"), ("ends", "2026-11-23T16:00")):
                if page.locator(f"#{field}").count():
                    page.locator(f"#{field}").fill(time)
            yield written(page)[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "source", "least"), [("Calls fail", INCIDENT, 80), ("Work in progress", WORK, 15)]
)
def test_each_text_of_each_notice_makes_an_update_that_check_passes(
    title: str, source: str, least: int, page: Page, tmp_path: Path
) -> None:
    own = root_in(tmp_path)
    folder = "incidents" if source is INCIDENT else "maintenance"
    number = 0
    for number, text in enumerate(updates_of_notices(page, title), start=1):
        assert "??" not in text
        (own / f"content/{folder}/u-{number}.yml").write_text(source + text, encoding="utf-8")
    assert number >= least
    assert run(["check", "--root", str(own), "--now", BAD_NIGHT]) == 0


# --- words that are pasted from anywhere -------------------------------------------------------

SIGNS = [*"ab: #-'\"\\\n\t{}[]&*!|>%@`?,.~=<0x1é🚨", *"\u2028\u0085\ufeff\x07\x0b\ud83d\u200b\xa0"]
SIGNS += ["\r\n", "- ", "# ", "---", "...", "null", "12:30", "2026-11-20", "x" * 95]


def pasted() -> list[str]:
    """Return texts of signs that mean something in YAML, or in no text at all."""
    chosen = Random(17)  # noqa: S311 - no secret
    return ["".join(chosen.choices(SIGNS, k=1 + number % 14)) for number in range(1500)]


def test_what_is_pasted_is_what_check_reads(page: Page) -> None:
    made = page.evaluate(
        """texts => texts.map(each => clean(each, "\\n").trim())
                        .map(text => [text, yaml({ text, updates: [{ text }] })])""",
        pasted(),
    )
    for text, source in made:
        file: Any = parse("content/incidents/x.yml", source.encode())
        assert file.problems == ()
        expected = "\n".join(line.rstrip() for line in text.split("\n"))
        (inner,) = file.tree["updates"]
        for read in (file.tree["text"], inner["text"]):
            assert "\n".join(line.rstrip() for line in read.strip().split("\n")) == expected


def test_a_text_from_a_word_processor_passes(page: Page, root: Path) -> None:
    own_incident(page)
    page.get_by_label("Title").fill("Calls\u2028fail\x07")
    page.get_by_label("Text", exact=True).fill("One\x0btwo \x93quoted\x94\ufeff\r\nthree")
    page.locator("#copy").click()
    expect(page.locator("#copy")).to_have_text("Copied")
    assert "title: Calls fail\n" in written(page)[1]
    assert is_passed(root, page)
