"""The bars in a browser: the story of a day by pointer, finger and keyboard; without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import shared_page
from tests.outputs.hosting import served
from tests.outputs.sites import BAD_NIGHT, sample
from tests.outputs.test_pages_browser import opened

BARS = "a.bars[href$='/cloud-uk/#days']"
DAYS = 90
NEWEST = 81  # 12 November, of the ninety days up to the 20th
STORY = "Thu 12 Nov Partial outage 44 min Degraded performance 51 min Phones lose their"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(sample()) as url:
        yield url


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    with opened(chromium, address, 1280) as page:
        yield page


def tip(page: Page) -> Locator:
    return page.locator(".tip")


def over(page: Page, day: int) -> tuple[float, float]:
    """Return where the bar of a day stands, the bars scrolled into view."""
    bars = page.locator(BARS)
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box is not None
    return box["x"] + (day + 0.4) / DAYS * box["width"], box["y"] + box["height"] - 6


def test_a_pointer_over_a_bar_shows_the_details_of_its_day(page: Page) -> None:
    page.mouse.move(*over(page, NEWEST))
    expect(tip(page)).to_contain_text("Thu 12 Nov")
    page.mouse.move(*over(page, NEWEST + 1))
    assert " ".join(tip(page).inner_text().split()).startswith(STORY)


def test_a_pointer_can_go_from_the_bar_to_the_links_of_its_story(page: Page) -> None:
    page.mouse.move(*over(page, NEWEST))
    expect(tip(page)).to_be_visible()
    page.locator(".tip a").hover()
    page.locator(".tip a").click()
    expect(page.locator("h1")).to_contain_text("Phones lose their registration")


def test_a_story_goes_when_the_pointer_does(page: Page) -> None:
    page.mouse.move(*over(page, NEWEST))
    expect(tip(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(tip(page)).to_have_count(0)


def test_a_day_without_details_shows_none(page: Page) -> None:
    page.mouse.move(*over(page, NEWEST - 5))
    page.mouse.move(*over(page, NEWEST - 6))
    page.wait_for_load_state("networkidle")
    expect(tip(page)).to_have_count(0)


def test_the_arrow_keys_go_from_story_to_story(page: Page) -> None:
    page.locator(BARS).focus()
    page.keyboard.press("ArrowLeft")
    expect(tip(page)).to_contain_text("Thu 12 Nov")
    page.keyboard.press("ArrowLeft")
    expect(tip(page)).to_contain_text("Wed 7 Oct")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#said")).to_contain_text("Thu 12 Nov")


def test_after_the_bars_the_keyboard_comes_to_the_links_of_the_story(page: Page) -> None:
    page.locator(BARS).focus()
    page.keyboard.press("ArrowLeft")
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".tip a")).to_be_focused()


def test_escape_takes_the_story_away_and_leaves_the_focus_at_the_bars(page: Page) -> None:
    page.locator(BARS).focus()
    page.keyboard.press("ArrowLeft")
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(tip(page)).to_have_count(0)
    expect(page.locator(BARS)).to_be_focused()


def test_a_story_stays_inside_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.locator("a.bars[href$='/cloud-eu/#days']").focus()
    page.keyboard.press("ArrowLeft")
    expect(tip(page)).to_contain_text("Cloud PBX unreachable")
    box = tip(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320


def test_a_first_touch_shows_the_details(chromium: Browser, address: str) -> None:
    context = chromium.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.clock.set_fixed_time(BAD_NIGHT)
    page.goto(address)
    page.touchscreen.tap(*over(page, NEWEST + 3))
    expect(tip(page)).to_contain_text("Thu 12 Nov")
    assert page.url == address
    context.close()


def test_the_page_of_a_component_shows_its_own_details(page: Page, address: str) -> None:
    asked: list[str] = []
    page.goto(f"{address}components/cloud-uk/")
    page.on("request", lambda request: asked.append(request.url))
    page.locator(BARS).focus()
    page.keyboard.press("ArrowLeft")
    expect(tip(page)).to_contain_text("Thu 12 Nov")
    assert [each for each in asked if "components" in each] == []


def test_without_scripts_the_bars_lead_to_the_same_stories(chromium: Browser, address: str) -> None:
    with shared_page(chromium, scripts=False) as page:
        page.goto(address)
        page.locator(BARS).click()
        texts = page.locator("#days .stories > div").first.inner_text()
    assert " ".join(texts.split()).startswith(STORY)


def test_where_the_stories_cannot_be_had_the_bars_are_still_a_link(page: Page) -> None:
    page.route("**/components/**", lambda route: route.abort())
    page.locator(BARS).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(tip(page)).to_have_count(0)
    page.unroute("**/components/**")
    page.locator(BARS).click()
    expect(page.locator("h1")).to_have_text("Cloud PBX UK")
