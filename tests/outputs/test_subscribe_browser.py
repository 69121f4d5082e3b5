"""The page on which a reader subscribes, in a browser: components are chosen by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Scheme
from tests.outputs.hosting import served
from tests.outputs.sites import sample
from tests.outputs.test_pages_browser import SCHEMES, audited, opened, overflow

SITE = "https://statuspage.wildix.com/"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(sample()) as url:
        yield f"{url}subscribe/"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with opened(chromium, address, 390) as page:
        yield page


def choose(page: Page, *names: str) -> None:
    page.get_by_label("Only the components I choose").check()
    for name in names:
        page.get_by_role("checkbox", name=name, exact=True).check()


def lines(page: Page, need: str) -> list[str]:
    return page.locator(f"#{need} code:visible").all_text_contents()


def test_the_whole_site_comes_first(page: Page) -> None:
    assert lines(page, "slack") == [f"/feed subscribe {SITE}feed.rss"]
    expect(page.locator("#chosen")).to_have_text("For everything")
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_each_chosen_component_has_a_line_of_its_own(page: Page) -> None:
    choose(page, "Cloud PBX Europe", "WMP")
    assert lines(page, "slack") == [
        f"/feed subscribe {SITE}components/cloud-eu/feed.rss",
        f"/feed subscribe {SITE}components/wmp/feed.rss",
    ]
    expect(page.locator("#chosen")).to_have_text("2 components chosen")


def test_a_link_leads_to_the_chosen_component(page: Page) -> None:
    choose(page, "WMP")
    links = page.locator("#reader a:visible").evaluate_all("all => all.map(each => each.href)")
    assert links[:2] == [f"{SITE}components/wmp/feed.rss", f"{SITE}components/wmp/feed.atom"]


def test_the_whole_site_comes_back(page: Page) -> None:
    choose(page, "WMP")
    page.get_by_label("Everything").check()
    assert lines(page, "teams") == [f"{SITE}feed.rss"]


def test_a_choice_is_kept_in_the_browser(page: Page) -> None:
    choose(page, "WMP")
    page.reload()
    expect(page.get_by_role("checkbox", name="WMP", exact=True)).to_be_checked()
    assert lines(page, "teams") == [f"{SITE}components/wmp/feed.rss"]


def test_a_choice_that_is_no_more_is_ignored(page: Page) -> None:
    page.evaluate("""localStorage.setItem("subscribe", '["components/gone/"]')""")
    page.reload()
    expect(page.locator("#chosen")).to_have_text("For everything")


def test_the_line_of_a_component_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(page, "WMP")
    page.locator("#teams button:visible").click()
    expect(page.locator("#teams button:visible")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{SITE}components/wmp/feed.rss"


def test_everything_is_done_by_keyboard(page: Page) -> None:
    page.get_by_label("Everything").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#chosen")).to_have_text("1 component chosen")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#slack button')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#slack button:visible")).not_to_have_text("Copy")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everyone_can_read_what_is_chosen(chromium: Browser, address: str, scheme: Scheme) -> None:
    with opened(chromium, address, 320, scheme) as page:
        choose(page, "Cloud PBX Europe", "WMP")
        page.get_by_text("Badge and code").click()
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert (audited(page), overflow(page)) == ("", 0), width


def test_a_finger_hits_what_it_means(page: Page) -> None:
    choose(page, "WMP")
    small = page.evaluate(
        """[...document.querySelectorAll('main label, .need a, .need button')]
           .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 40)
           .map(each => each.textContent)"""
    )
    assert small == []
