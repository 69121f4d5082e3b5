"""The look of the pages in a browser: no script, other words, paper, walls, and little weight."""

import gzip
import re
from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import shared_page
from tests.outputs.browser_sites import QUIET_DAY, built, content_at, home, with_open_incidents
from tests.outputs.five_open import five_open, five_open_site
from tests.outputs.hosting import served
from tests.outputs.other_words import arabic, rendered_thrice, reworded
from tests.outputs.sites import BAD_NIGHT, KINDS, parsed, sample
from tests.outputs.test_pages_browser import audited, opened, overflow

IN_EVERY_RUN = ("home", "incident", "history")
each_kind = pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=kind, marks=() if kind in IN_EVERY_RUN else pytest.mark.slow)
        for kind, path in KINDS.items()
    ],
)

LARGEST_HOME = 14_600
"""Bytes that fit into the first round trip of a new connection."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(sample()) as url:
        yield url


@pytest.fixture(scope="module")
def twelve() -> dict[str, bytes]:
    return home(with_open_incidents(content_at(), 12))


# --- weight ------------------------------------------------------------------------------------


def parts(files: dict[str, bytes], path: str) -> dict[str, int]:
    """Return the compressed sizes of a page, of its style sheet and of its scripts, by path."""
    root = parsed(files[path])
    wanted = root.xpath("//link[@rel='stylesheet']/@href|//script/@src")
    return {each: len(gzip.compress(files[each.lstrip("/")])) for each in (f"/{path}", *wanted)}


def test_the_home_page_fits_into_the_first_round_trip(twelve: dict[str, bytes]) -> None:
    for files in (home(content_at(), QUIET_DAY), sample(), twelve):
        sizes = parts(files, "index.html")
        assert sum(sizes.values()) <= LARGEST_HOME, sizes


@pytest.mark.parametrize("instant", [QUIET_DAY, BAD_NIGHT])
def test_so_does_that_of_every_language_also_with_five_open_incidents(instant: str) -> None:
    files = home(content_at(QUIET_DAY) if instant == QUIET_DAY else five_open(), instant)
    for folder in ("", "it/", "de/", "fr/", "es/"):
        sizes = parts(files, f"{folder}index.html")
        assert sum(sizes.values()) <= LARGEST_HOME, sizes


# --- nights ------------------------------------------------------------------------------------


def test_everyone_can_read_of_twelve_open_incidents(
    chromium: Browser, twelve: dict[str, bytes]
) -> None:
    with served(twelve) as url, opened(chromium, url, 320) as page:
        assert page.locator("h1, .open h3").count() == 12
        assert audited(page) == ""
        assert overflow(page) <= 0


def test_everyone_can_read_of_a_quiet_day(chromium: Browser) -> None:
    with served(home(content_at(), QUIET_DAY)) as url, opened(chromium, url, 1280) as page:
        page.clock.set_fixed_time(QUIET_DAY)
        page.reload()
        expect(page.locator("h1")).to_have_text("All services operational")
        assert audited(page) == ""


# --- without scripts ---------------------------------------------------------------------------


@each_kind
def test_without_scripts_a_page_says_all_that_it_has(
    chromium: Browser, address: str, path: str
) -> None:
    with shared_page(chromium, scripts=False) as page:
        page.goto(address + path)
        output = re.sub(r"\s", "", page.locator("main").inner_text())
        hidden = page.locator("main a:not([hidden] *):not(details *):not(:visible)").count()
    root = parsed(sample()[path]).xpath("//main//*[self::h1 or self::h2]")
    assert [t for h in root if (t := re.sub(r"\s", "", h.text_content())) not in output] == []
    assert hidden == 0


# --- other words -------------------------------------------------------------------------------

OVERLAPPING = """() => {
  const boxes = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const { currentNode: node } = words, parent = node.parentElement;
    if (!node.data.trim() || parent.closest('.skip, .unseen, svg, script') ||
        !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const end = parent.closest('.open h3')?.getBoundingClientRect().bottom ?? Infinity;
    boxes.push(...[...range.getClientRects()].filter(box => box.bottom < end + 1)
      .map(box => [box, node.data.trim()]));
  }
  return boxes.flatMap(([a, one], at) => boxes.slice(at + 1).filter(([b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2
  ).map(([, other]) => `${one} / ${other}`));
}"""
"""Which two texts of a page lie over each other; a title in a list is cut after some lines."""

CUT = """() => [...document.querySelectorAll('body *:not(.unseen, svg, svg *)')].filter(each =>
    each.checkVisibility() && getComputedStyle(each).overflow === 'hidden' &&
    each.scrollWidth > each.clientWidth).map(each => each.outerHTML)"""
"""Which boxes of a page hide a part of what is in them."""


def assert_nothing_breaks(page: Page) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) <= 0, width
        assert page.evaluate(OVERLAPPING) == [], width
        assert page.evaluate(CUT) == [], width


@pytest.fixture(scope="module")
def long_words() -> Iterator[str]:
    with served(rendered_thrice(content_at(), "2026-11-20 13:52")) as url:
        yield url


@pytest.fixture(scope="module")
def arabic_words() -> Iterator[str]:
    with served(built(reworded(content_at(), arabic))) as url:
        yield url


@each_kind
def test_a_page_bears_texts_three_times_as_long(
    chromium: Browser, long_words: str, path: str
) -> None:
    with opened(chromium, long_words + path, 320) as page:
        assert_nothing_breaks(page)


@each_kind
def test_a_page_bears_texts_from_right_to_left(
    chromium: Browser, arabic_words: str, path: str
) -> None:
    with opened(chromium, arabic_words + path, 320) as page:
        assert_nothing_breaks(page)


@pytest.mark.parametrize("kind", ["home", "incident", "component"])
def test_everyone_can_read_texts_from_right_to_left(
    chromium: Browser, arabic_words: str, kind: str
) -> None:
    with opened(chromium, arabic_words + KINDS[kind], 320) as page:
        assert audited(page) == ""


# --- groups, paper, walls ----------------------------------------------------------------------


def test_a_group_opens_and_closes_by_the_keyboard(chromium: Browser, address: str) -> None:
    with opened(chromium, address, 1280) as page:
        first = page.locator(".group").first
        first.locator("summary").press("Enter")
        expect(first.locator("li").first).to_be_hidden()
        expect(first.locator("summary")).to_contain_text("Major outage")
        first.locator("summary").press("Space")
        expect(first.locator("li").first).to_be_visible()


def test_on_paper_every_group_is_open(chromium: Browser, address: str) -> None:
    with opened(chromium, address, 1280) as page:
        first = page.locator(".group").first
        first.locator("summary").click()
        page.emulate_media(media="print")
        expect(first.locator("li").first).to_be_visible()
        assert page.locator("nav:visible").count() == 0


@pytest.mark.parametrize(("width", "size"), [(1280, 16), (1920, 20), (2560, 28), (3840, 40)])
def test_a_wall_has_larger_letters(chromium: Browser, address: str, width: int, size: int) -> None:
    with opened(chromium, address, width) as page:
        seen = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        assert seen == size
        assert overflow(page) <= 0


def test_nothing_moves_for_readers_who_do_not_want_it(chromium: Browser, address: str) -> None:
    with opened(chromium, address, 1280) as page:
        page.emulate_media(reduced_motion="reduce")
        moves = page.evaluate(
            "[...document.querySelectorAll('*')].filter(each =>"
            " parseFloat(getComputedStyle(each).transitionDuration) > 0).length"
        )
    assert moves == 0


def test_the_keyboard_comes_first_to_the_way_past_the_masthead(
    chromium: Browser, address: str
) -> None:
    with opened(chromium, address, 1280) as page:
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


# --- narrow screens -----------------------------------------------------------------------------

SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""
"""The text spacing that WCAG 2.2, 1.4.12, asks pages to bear."""

STYLED = """async (source) => {
  document.adoptedStyleSheets.push(await new CSSStyleSheet().replace(source));
}"""
"""Gives a page a style sheet more, as readers' own settings do; its policy allows that."""

NARROW = ("home", "subscribe", "incident", "maintenance", "report", "component", "posts", "policy")


FOLDERS = pytest.mark.parametrize("folder", ["", "it/", "de/", "fr/", "es/"])


@pytest.fixture(scope="module")
def bad_night() -> Iterator[str]:
    with served(five_open_site()) as url:
        yield url


@pytest.fixture(scope="module")
def quiet_day() -> Iterator[str]:
    with served(home(content_at(QUIET_DAY), QUIET_DAY)) as url:
        yield url


def scrolling(chromium: Browser, address: str, kinds: Iterable[str], instant: str) -> list[str]:
    """Return the pages that scroll sideways on a narrow screen, as they are or with more space."""
    found = []
    with shared_page(chromium, (320, 800)) as page:
        page.clock.set_fixed_time(instant)
        for kind in kinds:
            page.goto(address + KINDS[kind])
            widest = overflow(page)
            page.evaluate(STYLED, SPACED)
            if max(widest, overflow(page)) > 0:
                found.append(kind)
    return found


@FOLDERS
def test_no_page_scrolls_sideways_on_a_narrow_screen(
    chromium: Browser, bad_night: str, folder: str
) -> None:
    assert scrolling(chromium, bad_night + folder, NARROW, BAD_NIGHT) == []


@FOLDERS
def test_nor_does_the_home_page_of_a_quiet_day_where_extended_support_is_a_link(
    chromium: Browser, quiet_day: str, folder: str
) -> None:
    assert scrolling(chromium, quiet_day + folder, ("home",), QUIET_DAY) == []
