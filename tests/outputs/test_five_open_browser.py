"""Five open incidents in a browser: all of them on the first screen, readable by everyone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.contexts import context, everywhere
from tests.outputs.five_open import five_open
from tests.outputs.hosting import served
from tests.outputs.sites import BAD_NIGHT
from tests.outputs.test_pages_browser import SCHEMES, audited, opened, overflow

FIRST_SCREEN = 900
"""Height of the first screen of a telephone, in pixels."""

each_language = pytest.mark.parametrize("folder", ["", "it/", "de/", "fr/", "es/"])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    now = datetime.fromisoformat(BAD_NIGHT).astimezone(UTC)
    made = everywhere(context(five_open(), f"{now:%Y-%m-%d %H:%M}"))
    with served({each.path: each.content for each in made}) as url:
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
        for width in (768, 1280) if folder else (390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            heights = page.eval_on_selector_all(
                ".components li", "all => all.map(each => each.offsetHeight)"
            )
            assert max(heights) - min(heights) <= 1, width


@each_language
@pytest.mark.parametrize("scheme", SCHEMES)
def test_everyone_can_read_of_five_open_incidents(
    chromium: Browser, address: str, folder: str, scheme: Literal["light", "dark"]
) -> None:
    with opened(chromium, address + folder, 320, scheme) as page:
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert audited(page) == "", width
            assert overflow(page) <= 0, width
