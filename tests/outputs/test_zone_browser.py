"""The switch between the site's time and the reader's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import shared_page
from tests.outputs.five_open import five_open_site
from tests.outputs.hosting import served
from tests.outputs.sites import BAD_NIGHT, KINDS
from tests.outputs.test_five_open_browser import each_language
from tests.outputs.test_pages_browser import audited, overflow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(five_open_site()) as url:
        yield url


TOKYO = ZoneInfo("Asia/Tokyo")
ALL_TIMES = """all => all.filter(each => each.checkVisibility() && /\\d:\\d/.test(each.textContent))
    .map(each => [each.dateTime, each.textContent])"""


@contextmanager
def read_from(browser: Browser, zone: str, url: str, width: int = 390) -> Iterator[Page]:
    with shared_page(browser, (width, 800), zone=zone) as page:
        page.clock.set_fixed_time(BAD_NIGHT)
        page.goto(url)
        yield page


def own_time(page: Page) -> None:
    button = page.locator(".zones button").last
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("zone", "offered"), [("Europe/Paris", 0), ("Asia/Tokyo", 1)])
def test_the_switch_is_there_where_the_zones_differ(
    chromium: Browser,
    address: str,
    zone: str,
    offered: int,
) -> None:
    with read_from(chromium, zone, address) as page:
        page.wait_for_timeout(100)
        assert page.locator(".zones:visible").count() == offered


def test_what_the_switch_needs_is_loaded_by_the_click(
    chromium: Browser,
    address: str,
) -> None:
    with read_from(chromium, "Asia/Tokyo", address) as page:
        page.locator(".zones").wait_for()
        with page.expect_response(lambda answer: "/zone." in answer.url):
            page.locator(".zones button").last.click()


@each_language
@pytest.mark.parametrize("kind", ["home", "incident", "maintenance"])
def test_every_time_is_the_readers_and_no_zone_is_named_beside_it(
    chromium: Browser,
    address: str,
    folder: str,
    kind: str,
) -> None:
    with read_from(chromium, "Asia/Tokyo", address + folder + KINDS[kind]) as page:
        own_time(page)
        shown = page.eval_on_selector_all("time:not(.desks *)", ALL_TIMES)
        assert len(shown) > 3
        for instant, words in shown:
            local = datetime.fromisoformat(instant).astimezone(TOKYO)
            assert words.endswith(f"{local:%H:%M}"), words
            day = re.search(r"\b\d{1,2}\b(?!:)", words.removesuffix(f"{local:%H:%M}"))
            assert day is None or int(day[0]) == local.day, words
        assert overflow(page) <= 0
        assert folder or audited(page) == ""


def test_support_hours_keep_the_zone_of_the_desk(
    chromium: Browser,
    address: str,
) -> None:
    with read_from(chromium, "Asia/Tokyo", address) as page:
        own_time(page)
        expect(page.locator(".desks").first).to_contain_text("Open until 18:00 CET")


def test_the_choice_is_remembered_on_another_page_and_can_be_undone(
    chromium: Browser,
    address: str,
) -> None:
    with read_from(chromium, "Asia/Tokyo", address) as page:
        own_time(page)
        page.goto(address + KINDS["incident"])
        first = page.locator(".updates time").first
        expect(first).to_have_text("22:40")
        page.locator(".zones button").first.click()
        expect(first).to_have_text("14:40")
        page.reload()
        expect(page.locator(".zones")).to_be_visible()
        expect(first).to_have_text("14:40")


def test_a_time_of_another_day_than_its_heading_has_its_date(
    chromium: Browser,
    address: str,
) -> None:
    with read_from(chromium, "Asia/Tokyo", address + KINDS["maintenance"]) as page:
        own_time(page)
        expect(page.locator(".window time").first).to_have_text("2 Dec, 06:00")
        expect(page.locator("[data-zone-name]").first).to_have_text("Asia/Tokyo")


def test_the_updates_are_under_the_days_of_the_reader(chromium: Browser, address: str) -> None:
    with read_from(chromium, "Pacific/Auckland", address + KINDS["incident"]) as page:
        own_time(page)
        expect(page.locator(".day-of")).to_have_text("Saturday 21 November today")
        expect(page.locator(".updates p a time")).to_have_text(["02:40", "02:15"])
        page.locator(".zones button").first.click()
        expect(page.locator(".day-of")).to_have_text("Friday 20 November today")
