"""Five open incidents in a browser: all of them on the first screen, readable by everyone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import Scheme
from tests.outputs.five_open import five_open_site
from tests.outputs.hosting import served
from tests.outputs.sites import KINDS
from tests.outputs.test_pages_browser import SCHEMES, WIDTHS, audited, opened, overflow

FIRST_SCREEN = 900
"""Height of the first screen of a telephone, in pixels."""

each_language = pytest.mark.parametrize("folder", ["", "it/", "de/", "fr/", "es/"])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(five_open_site()) as url:
        yield url


def bottoms(page: Page, selector: str) -> list[float]:
    """Return where the elements of a page end, in pixels from its top."""
    return list(
        page.eval_on_selector_all(
            selector, "all => all.map(each => each.getBoundingClientRect().bottom + scrollY)"
        )
    )


@each_language
def test_all_five_and_a_telephone_number_stand_on_the_first_screen(
    chromium: Browser, address: str, folder: str
) -> None:
    with opened(chromium, address + folder, 390) as page:
        titles = bottoms(page, "h1, .open h3")
        phones = bottoms(page, ".phones a")
    assert len(titles) == 5
    assert max(*titles, phones[0]) <= FIRST_SCREEN


def test_a_row_of_the_list_is_one_target(chromium: Browser, address: str) -> None:
    with opened(chromium, address, 390) as page:
        box = page.locator(".open p.small").first.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] - 2)
        page.wait_for_url("**/incidents/2026-11-20-more-0/")


def test_on_a_wide_screen_the_list_stands_beside_the_telephone_numbers(
    chromium: Browser, address: str
) -> None:
    with opened(chromium, address, 1280) as page:
        rows = page.locator(".open").bounding_box()
        panel = page.locator(".panel").bounding_box()
    assert rows is not None
    assert panel is not None
    assert rows["x"] + rows["width"] < panel["x"]
    assert rows["y"] < panel["y"] + panel["height"]


@each_language
def test_the_rows_of_components_keep_one_height_in_every_state(
    chromium: Browser, address: str, folder: str
) -> None:
    with opened(chromium, address + folder, 1280) as page:
        for width in (390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            heights = page.eval_on_selector_all(
                ".components li", "all => all.map(each => each.offsetHeight)"
            )
            assert max(heights) - min(heights) <= 1, width


GAPS = """all => all.map(each => {
  const [time, status] = ["a", "h4"].map(name => each.querySelector(name).getBoundingClientRect());
  return status.left - time.right;
})"""
"""How many pixels are between the time and the status of each update."""


@each_language
def test_the_time_of_an_update_does_not_touch_its_status(
    chromium: Browser, address: str, folder: str
) -> None:
    with opened(chromium, address + folder + KINDS["incident"], 320) as page:
        for width in (320, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            gaps = page.eval_on_selector_all(".updates > li", GAPS)
            assert len(gaps) == 2
            assert min(gaps) >= 8, width


@each_language
@pytest.mark.parametrize("scheme", SCHEMES)
def test_everyone_can_read_of_five_open_incidents(
    chromium: Browser, address: str, folder: str, scheme: Scheme
) -> None:
    with opened(chromium, address + folder, WIDTHS[scheme], scheme) as page:
        assert audited(page) == ""
        assert overflow(page) <= 0


@pytest.mark.slow
@each_language
@pytest.mark.parametrize("scheme", SCHEMES)
def test_everyone_can_read_of_them_at_the_other_width(
    chromium: Browser, address: str, folder: str, scheme: Scheme
) -> None:
    (other,) = set(WIDTHS.values()) - {WIDTHS[scheme]}
    with opened(chromium, address + folder, other, scheme) as page:
        assert audited(page) == ""
        assert overflow(page) <= 0
