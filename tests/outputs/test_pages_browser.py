"""The pages in a browser: readable by everyone, at every width, with nothing fetched elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import Scheme, shared_page
from tests.outputs.browser_sites import QUIET_DAY, built, built_everywhere, content_at, home
from tests.outputs.hosting import served
from tests.outputs.sites import BAD_NIGHT, KINDS, LINE, sample
from tests.outputs.test_pages import outage

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTHS = {"light": 320, "dark": 1280}
"""Widths of the pages that axe judges in every run; slow tests have all pages in all of both."""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}

each_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
each_address = pytest.mark.parametrize("path", [*KINDS.values(), LINE], ids=[*KINDS, "line"])


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(sample()) as url:
        yield url


@contextmanager
def opened(browser: Browser, url: str, width: int, scheme: Scheme = "light") -> Iterator[Page]:
    with shared_page(browser, (width, 800), scheme=scheme) as page:
        page.clock.set_fixed_time(BAD_NIGHT)
        page.goto(url)
        yield page


def overflow(page: Page) -> int:
    """Return how many pixels of a page can only be reached by moving sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def audited(page: Page) -> str:
    """Return what axe-core finds on a page: nothing, if everyone can read it."""
    found = Axe().run(page, options=RULES)
    return str(found.generate_report()) if found.violations_count else ""


@pytest.mark.parametrize(
    ("path", "scheme"),
    [*zip(KINDS.values(), cycle(SCHEMES), strict=False), (KINDS["home"], "dark"), (LINE, "light")],
)
def test_everyone_can_read_a_page(
    chromium: Browser, address: str, path: str, scheme: Scheme
) -> None:
    with opened(chromium, address + path, WIDTHS[scheme], scheme) as page:
        assert audited(page) == ""


@pytest.fixture(scope="module")
def every_language() -> Iterator[str]:
    with served(built_everywhere(content_at())) as url:
        yield url


@pytest.fixture(scope="module")
def quiet_day() -> Iterator[str]:
    with served(home(content_at(QUIET_DAY), QUIET_DAY)) as url:
        yield url


each_folder = pytest.mark.parametrize("folder", ["", "it/", "de/", "fr/", "es/"])


def read_by_everyone(page: Page) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert audited(page) == "", (page.url, width)
        assert overflow(page) <= 0, (page.url, width)


@pytest.mark.slow
@each_folder
@pytest.mark.parametrize("scheme", SCHEMES)
def test_everyone_can_read_every_page_in_every_language(
    chromium: Browser, every_language: str, folder: str, scheme: Scheme
) -> None:
    for path in (*KINDS.values(), LINE):
        with opened(chromium, every_language + folder + path, 320, scheme) as page:
            assert page.locator("html").get_attribute("lang") == (folder[:2] or "en")
            read_by_everyone(page)


@pytest.mark.slow
@each_folder
@pytest.mark.parametrize("scheme", SCHEMES)
def test_everyone_can_read_the_home_page_of_a_quiet_day(
    chromium: Browser, quiet_day: str, folder: str, scheme: Scheme
) -> None:
    with opened(chromium, quiet_day + folder, 320, scheme) as page:
        read_by_everyone(page)


@each_address
def test_a_page_is_read_without_moving_sideways(chromium: Browser, address: str, path: str) -> None:
    with opened(chromium, address + path, 320) as page:
        for width in (320, 390, 767, 768, 992, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert overflow(page) <= 0, width


def test_text_of_twice_the_size_fits(chromium: Browser, address: str) -> None:
    with opened(chromium, address, 640) as page:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(page) <= 0


def test_a_word_without_end_is_broken(chromium: Browser) -> None:
    with (
        served(built(outage(title="W" * 300))) as url,
        opened(chromium, url, 320) as page,
    ):
        assert overflow(page) <= 0


def test_a_page_asks_only_its_own_host_and_complains_of_nothing(
    chromium: Browser, address: str
) -> None:
    asked: list[str] = []
    output: list[str] = []
    with shared_page(chromium) as page:
        page.clock.set_fixed_time(BAD_NIGHT)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: output.append(message.text))
        for path in KINDS.values():
            page.goto(address + path)
        assert [url for url in asked if not url.startswith(address)] == []
        assert output == []


def test_small_targets_are_large_enough(chromium: Browser, address: str) -> None:
    with opened(chromium, address, 320) as page:
        small = page.evaluate(
            """[...document.querySelectorAll('nav a, summary, .links a, .components a, .months a')]
               .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 24)
               .map(each => each.textContent)"""
        )
    assert small == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_bars_end_where_their_column_ends(chromium: Browser, address: str, width: int) -> None:
    with opened(chromium, address, width) as page:
        edges = page.evaluate(
            """[...document.querySelectorAll('.components .bars')].map(bars => [bars,
                 bars.closest('.group').querySelector('.edges')].flatMap(each => {
                   const box = each.getBoundingClientRect();
                   return [Math.round(box.left), Math.round(box.right)];
                 }))"""
        )
    assert all(edge[:2] == edge[2:] for edge in edges)
    assert edges[0][1] - edges[0][0] == (358 if width >= 768 else width - 30)


@pytest.mark.parametrize(
    ("width", "what", "height"), [(390, ".facts", 664), (320, ".phones li:first-child", 700)]
)
def test_the_first_screen_of_a_telephone_has_the_news(
    chromium: Browser, address: str, width: int, what: str, height: int
) -> None:
    with opened(chromium, address, width) as page:
        box = page.locator(what).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < height


@each_kind
def test_support_is_in_the_first_screen_of_a_telephone(
    chromium: Browser, address: str, path: str
) -> None:
    with opened(chromium, address + path, 320) as page:
        box = page.locator("header a[href$='/sla/']").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 100


def test_a_thumb_finds_the_whole_row_of_a_number(chromium: Browser, address: str) -> None:
    with opened(chromium, address, 320) as page:
        boxes = [each.bounding_box() for each in page.locator(".phones a").all()]
    assert len(boxes) == 6
    assert all(box and box["height"] >= 40 and box["width"] == 290 for box in boxes)


def test_states_are_drawn_in_the_colours_that_a_reader_forces(
    chromium: Browser, address: str
) -> None:
    with opened(chromium, address, 1280) as page:
        page.emulate_media(forced_colors="active")
        colours = page.evaluate(
            """[['.bars path', 'stroke'], ['.shape', 'color'], ['body', 'color']].flatMap(
                 ([where, what]) => [...document.querySelectorAll(where)].map(
                   each => getComputedStyle(each)[what]))"""
        )
    assert len(set(colours)) == 1


@pytest.mark.parametrize(
    ("zone", "output"),
    [
        ("Asia/Tokyo", ["Mon 17:00 to Tue 02:00", "Fri 23:00 to Sat 08:00"]),
        ("America/New_York", ["Mon 03:00 to Mon 12:00", ""]),
    ],
)
def test_support_hours_are_shown_by_the_clock_of_a_reader_elsewhere(
    chromium: Browser, address: str, zone: str, output: list[str]
) -> None:
    name = zone.replace("_", " ")
    with shared_page(chromium, zone=zone) as page:
        page.clock.set_fixed_time(BAD_NIGHT)
        page.goto(f"{address}sla/")
        shown = [each.inner_text() for each in page.locator("[data-yours]").all()]
    assert shown == [each and f"In your time zone ({name}): {each}" for each in output]


def test_the_code_of_a_badge_is_copied(chromium: Browser, address: str) -> None:
    with opened(chromium, address + KINDS["component"], 1280) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        code = page.locator(".paste .text").first.text_content()
        page.get_by_role("button", name="Copy for HTML").click()
        expect(page.get_by_text("Copied")).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()") == code


def test_the_text_of_a_post_is_copied_as_it_is(chromium: Browser, address: str) -> None:
    with opened(chromium, f"{address}posts/", 1280) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Copy text").first.click()
        expect(page.get_by_role("button", name="Copied")).to_have_count(1)
        clipboard = page.evaluate("navigator.clipboard.readText()")
        file = page.get_by_role("link", name="Text file").first.get_attribute("href") or ""
    assert clipboard == sample()[file.lstrip("/")].decode()


def test_without_scripts_no_button_promises_to_copy(chromium: Browser, address: str) -> None:
    with shared_page(chromium, scripts=False) as page:
        page.goto(f"{address}posts/")
        assert page.locator("button:visible").count() == 0
