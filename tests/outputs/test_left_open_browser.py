"""Pages with forms and buttons, left open in a browser while the clock and the site go on."""

from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from statusgen.model import Content
from statusgen.outputs import compose
from tests.outputs.hosting import served
from tests.outputs.test_live_browser import FIRST, NIGHT, WANTED, jobs, read, refreshed
from tests.samples import at, content, group, incident, maintenance, update

WORK = content(maintenance(), groups=(group("all", "maintenance"),))
LOUDER = replace(
    WORK,
    incidents=(incident("outage", "pbx: major_outage", update("2026-12-01 21:31", "identified")),),
)


def files(source: Content, now: str) -> dict[str, bytes]:
    every = jobs(source, now, *WANTED, compose.OUTPUT)
    return {each.path: each.content for job in every for each in job.run()}


def come_back(page: Page, now: str) -> None:
    page.clock.set_fixed_time(at(now))
    page.evaluate("dispatchEvent(new Event('focus'))")


def typed(page: Page) -> tuple[str, str]:
    return page.locator("#title").input_value(), page.evaluate("document.activeElement.id")


def test_what_is_typed_stays_while_the_clock_and_the_site_go_on(chromium: Browser) -> None:
    host = files(WORK, f"{FIRST} 21:30")
    with served(host) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FIRST} 21:30"))
        page.goto(f"{url}compose/")
        page.locator("#title").fill("Calls fail")
        for instant in (f"{FIRST} 22:00", f"{FIRST} 23:01"):
            come_back(page, instant)
            assert typed(page) == ("Calls fail", "title")
        host |= files(LOUDER, f"{FIRST} 23:02")
        page.clock.set_fixed_time(at(f"{FIRST} 23:03"))
        refreshed(page, "2026-12-01T23:02:00Z")
        assert typed(page) == ("Calls fail", "title")
        expect(page.get_by_label("Update (1 open)")).to_be_visible()


def test_an_update_of_work_that_is_over_can_be_finished(chromium: Browser) -> None:
    with served(files(WORK, f"{FIRST} 21:30")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FIRST} 21:30"))
        page.goto(f"{url}compose/")
        page.get_by_role("radio", name="Update").check()
        page.locator("#text").fill("The work is done.")
        come_back(page, "2026-12-02 03:00")
        expect(page.locator("#entry option")).to_have_text(["upgrade"])
        assert page.locator("#text").input_value() == "The work is done."
        assert "The work is done." in (page.locator("#written").text_content() or "")


def test_texts_can_be_copied_on_the_next_day(chromium: Browser) -> None:
    posted = replace(NIGHT, groups=(group("all", "global_problem", "maintenance"),))
    with served(files(posted, f"{FIRST} 20:45")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FIRST} 20:46"))
        page.goto(f"{url}posts/")
        come_back(page, f"{FIRST} 23:01")
        page.locator("#live").wait_for(state="detached")
        expect(page.get_by_role("button", name="Copy text").first).to_be_visible()


def test_the_choice_of_components_stays(chromium: Browser) -> None:
    host = files(WORK, f"{FIRST} 21:30")
    with served(host) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FIRST} 21:30"))
        page.goto(f"{url}subscribe/")
        page.get_by_label("Only the components I choose").check()
        page.get_by_role("checkbox").first.check()
        host |= files(LOUDER, f"{FIRST} 21:52")
        page.clock.set_fixed_time(at(f"{FIRST} 21:53"))
        refreshed(page, "2026-12-01T21:52:00Z")
        expect(page.locator("#chosen")).to_have_text("1 component chosen")
