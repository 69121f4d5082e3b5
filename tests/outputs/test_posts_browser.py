"""The page for the NOC in a browser: a tab a language, and what was posted is ticked off."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import shared_page
from tests.contexts import context, everywhere
from tests.outputs.hosting import served
from tests.outputs.test_posts_languages import outage

CUT_OFF = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    made = everywhere(context(outage(), "2026-11-20 15:00"))
    with served({each.path: each.content for each in made}) as url:
        yield url


def test_a_tab_shows_the_texts_of_its_language(chromium: Browser, address: str) -> None:
    with shared_page(chromium, (320, 800)) as page:
        page.goto(f"{address}posts/")
        oldest = page.locator(".texts").last
        expect(oldest.locator(".post:visible")).to_have_count(1)
        expect(oldest.locator(".post:visible .text")).to_contain_text("Calls fail")
        oldest.get_by_role("tab", name="Italiano").click()
        expect(oldest.locator(".post:visible")).to_have_count(1)
        expect(oldest.locator(".post:visible .text")).to_contain_text("Chiamate interrotte")
        page.keyboard.press("ArrowLeft")
        expect(oldest.get_by_role("tab", name="English")).to_be_focused()
        assert not page.evaluate(CUT_OFF)


def test_without_scripts_all_texts_stand_below_each_other(chromium: Browser, address: str) -> None:
    with shared_page(chromium, scripts=False) as page:
        page.goto(f"{address}posts/")
        assert page.locator(".post:visible").count() == 3
        assert page.locator("[role=tab], input:visible").count() == 0


def test_what_was_posted_is_ticked_off_in_this_browser(chromium: Browser, address: str) -> None:
    with shared_page(chromium) as page:
        page.goto(f"{address}posts/")
        page.get_by_label("Posted in all").first.check()
        page.reload()
        assert page.get_by_label("Posted in all").first.is_checked()
        assert not page.get_by_label("Posted in all").nth(1).is_checked()
