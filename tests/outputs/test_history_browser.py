"""The search of the history in a browser: it finds every entry, and loads nothing before that."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from statusgen.domain.entry import Entry, day_of, entry_record
from statusgen.outputs import assets, headers, history_index, pages
from statusgen.render import urls
from statusgen.render.context import RenderContext
from tests.browser import shared_page
from tests.contexts import rendered
from tests.outputs.hosting import served
from tests.outputs.real import HISTORY, context_at, needs_history
from tests.outputs.sites import sample
from tests.outputs.test_pages_browser import audited, opened, overflow

NOW = "2026-08-20 23:00"
HERE = "history/"
FOUND = ".entries li:not([hidden])"

pytestmark = needs_history


@pytest.fixture(scope="module")
def real() -> RenderContext:
    return context_at(HISTORY, NOW)


@pytest.fixture(scope="module")
def address(real: RenderContext) -> Iterator[str]:
    outputs = (assets.OUTPUT, pages.OUTPUT, history_index.OUTPUT, headers.OUTPUT)
    files = {each.path: each.content for output in outputs for each in rendered(output, real)}
    with served(files) as url:
        yield url


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with shared_page(chromium, (1280, 800)) as page:
        page.clock.set_fixed_time("2026-08-20T23:00:00Z")
        page.goto(address + HERE)
        yield page


def status(page: Page) -> Locator:
    return page.locator(".search [role=status]")


def links(page: Page) -> set[str]:
    """Return the addresses of the entries that are shown, however many there are."""
    while (more := page.locator(".results button")).count():
        more.click()
    shown = page.locator(FOUND).locator("a").evaluate_all("all => all.map(each => each.pathname)")
    return {str(each).lstrip("/") for each in shown}


LOOK_FOR_EACH = """async (all) => {
  const found = [];
  for (const words of all) {
    document.getElementById("words").value = words;
    await look();
    let more;
    while ((more = document.querySelector(".results button"))) more.click();
    const shown = document.querySelectorAll(".entries li:not([hidden]) a");
    found.push([...shown].map(each => each.pathname.slice(1)));
  }
  return found;
}"""
"""The addresses of the entries that are shown for each of many words."""


def looked_for(page: Page, words: str) -> set[str]:
    page.locator("#words").fill(words)
    expect(page.locator(".searched")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    return links(page)


def named(real: RenderContext, entry: Entry) -> tuple[str, str, str]:
    """Return title, address and month of an entry."""
    month = day_of(entry, real.words.zone)
    title = real.text(entry_record(entry).title)
    return title, urls.entry_page(entry), real.words.month_title(month)


def test_every_entry_is_found_by_its_title(page: Page, real: RenderContext) -> None:
    every = [named(real, entry) for entry in real.world.entries]
    assert len(every) == 263
    found = page.evaluate(LOOK_FOR_EACH, [title for title, *_ in every])
    lost = [path for (_, path, _), shown in zip(every, found, strict=True) if path not in shown]
    assert lost == []


def test_every_entry_is_found_by_its_month(page: Page, real: RenderContext) -> None:
    by_month: dict[str, set[str]] = {}
    for _, path, month in (named(real, entry) for entry in real.world.entries):
        by_month.setdefault(month, set()).add(path)
    found = page.evaluate(LOOK_FOR_EACH, list(by_month))
    wrong = [m for m, shown in zip(by_month, found, strict=True) if set(shown) != by_month[m]]
    assert wrong == []


def test_every_entry_is_found_by_its_component(page: Page, real: RenderContext) -> None:
    (component,) = real.content.components
    every = {urls.entry_page(entry) for entry in real.world.entries}
    page.locator("#component").select_option(component.id)
    expect(page.locator(".results button")).to_be_visible()
    assert links(page) == every
    assert looked_for(page, real.text(component.name)) == every


def test_of_several_components_one_is_chosen(chromium: Browser) -> None:
    with served(sample()) as url, opened(chromium, f"{url}{HERE}#component=wmp", 390) as page:
        expect(status(page)).to_have_text("2 entries")
        assert links(page) == {
            "incidents/2026-11-20-cloud-eu-unreachable/",
            "incidents/2026-09-14-wmp-login-fails/",
        }


def test_a_state_is_asked_for_alone_or_with_words(page: Page, real: RenderContext) -> None:
    page.locator("#state").select_option("maintenance")
    expect(status(page)).to_have_text(f"{len(real.world.maintenances)} entries")
    page.locator("#words").fill("maintenance/")
    expect(status(page)).to_have_text("No entry matches.")


def test_nothing_is_loaded_before_something_is_looked_for(chromium: Browser, address: str) -> None:
    with opened(chromium, address + HERE, 390) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if re.search(r"history/\d+\.json", url)]
        with page.expect_request("**/history/2016.json"):
            page.locator("#words").focus()


def test_what_is_looked_for_stands_in_the_address(page: Page, address: str) -> None:
    shown = looked_for(page, "wiki")
    page.locator("#words").blur()
    expect(page).to_have_url(f"{address}{HERE}#words=wiki")
    found = status(page).inner_text()
    page.goto(f"{address}404.html")
    page.goto(f"{address}{HERE}#words=wiki")
    expect(status(page)).to_have_text(found)
    assert links(page) == shown != set()


def test_clearing_the_search_shows_everything_again(page: Page) -> None:
    before = page.locator("main").inner_text()
    page.locator("#words").fill("nothing is called like this")
    expect(status(page)).to_have_text("No entry matches.")
    page.get_by_role("button", name="Clear").click()
    expect(status(page)).to_have_text("263 entries")
    assert page.locator("main").inner_text() == before
    expect(page.locator("#words")).to_be_focused()


def test_accents_and_case_do_not_matter(page: Page) -> None:
    assert looked_for(page, "WÍKI") == looked_for(page, "wiki") != set()


def test_many_results_come_by_and_by(page: Page) -> None:
    page.locator("#words").fill("20")
    more = page.locator(".results button")
    expect(more).to_contain_text("more")
    shown = page.locator(FOUND).count()
    more.click()
    assert page.locator(FOUND).count() > shown


def test_what_cannot_be_loaded_is_said_and_asked_for_again(page: Page) -> None:
    page.route("**/history/2019.json", lambda route: route.abort())
    page.locator("#words").fill("wiki")
    expect(status(page)).to_contain_text("Older entries could not be loaded.")
    page.unroute("**/history/2019.json")
    page.locator("#words").fill("wiki 2019")
    expect(status(page)).not_to_contain_text("could not")


def test_everyone_can_use_the_results(chromium: Browser, address: str) -> None:
    for width, scheme in ((320, "dark"), (1280, "light")):
        with opened(chromium, address + HERE, width, scheme) as page:  # type: ignore[arg-type]
            page.locator("#words").fill("2019")
            expect(page.locator(".results li").first).to_be_visible()
            assert audited(page) == ""
            assert overflow(page) <= 0


def test_a_newer_page_keeps_what_is_looked_for(page: Page) -> None:
    looked_for(page, "koji 2019")
    before = links(page)
    page.evaluate(
        """async () => {
          const html = await (await fetch(location.pathname)).text();
          const fresh = new DOMParser().parseFromString(html, "text/html");
          document.querySelector("main").replaceWith(fresh.querySelector("main"));
        }"""
    )
    expect(page.locator("#words")).to_have_value("koji 2019")
    expect(page.locator(".results li").first).to_be_visible()
    assert links(page) == before


def test_without_scripts_there_are_whole_months_and_no_fields(chromium: Browser) -> None:
    with served(sample()) as url, shared_page(chromium, scripts=False) as page:
        page.goto(url + HERE)
        expect(page.locator(".search")).to_be_hidden()
        assert page.locator("[data-month] li:visible").count() == 24
