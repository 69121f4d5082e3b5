"""The line for other people's pages in a browser: in a frame on another origin, as it is served."""

import functools
import gzip
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from statusgen.outputs import assets, headers, pages, web
from tests.browser import Scheme, shared_page
from tests.contexts import context, rendered
from tests.outputs.hosting import served
from tests.outputs.test_pages import outage
from tests.outputs.test_pages_browser import SCHEMES, audited, overflow
from tests.samples import at, content, maintenance

PORTAL = """<!DOCTYPE html><html lang="en"><title>Portal</title>
<h1>Portal</h1><iframe src="{address}" title="Status" width="{width}" height="64"></iframe>"""

OUTPUTS = assets.OUTPUT, headers.OUTPUT, pages.OUTPUT, web.OUTPUT
NOW = "2026-11-20 15:00"


@functools.cache
def files() -> dict[str, bytes]:
    texts = context(outage(), NOW)
    return {each.path: each.content for output in OUTPUTS for each in rendered(output, texts)}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(files()) as url:
        yield url


@contextmanager
def portal(browser: Browser, shown: str, width: int = 640) -> Iterator[Page]:
    """Open a partner's page, on an origin of its own, that shows an address in a frame."""
    written = PORTAL.format(address=shown, width=width).encode()
    site = {"index.html": written, "404.html": b"", "_headers": b"/x\n  A: b"}
    with served(site) as url, shared_page(browser, (800, 400)) as page:
        page.clock.set_fixed_time(at(NOW))
        page.goto(url)
        yield page


def framed(page: Page) -> Frame:
    return page.frames[1]


def test_a_partners_page_shows_the_line(chromium: Browser, address: str) -> None:
    with portal(chromium, f"{address}embed/") as page:
        line = framed(page).locator("main").inner_text()
    assert "Major outage" in line
    assert "As of 20 Nov, 16:00 CET" in line


@pytest.mark.parametrize("path", ["", "incidents/outage/", "posts/", "history/"])
def test_a_partners_page_cannot_show_any_other_page(
    chromium: Browser, address: str, path: str
) -> None:
    with portal(chromium, "about:blank") as page:
        with page.expect_console_message(lambda printed: "frame-ancestors 'none'" in printed.text):
            page.evaluate(f"document.querySelector('iframe').src = '{address}{path}'")
        assert framed(page).locator("main").count() == 0


def test_the_line_leads_out_of_the_frame_to_the_site(chromium: Browser, address: str) -> None:
    with portal(chromium, f"{address}embed/") as page:
        framed(page).get_by_role("link").click()
        page.wait_for_url(address)
        assert page.locator("nav").first.is_visible()


def test_nobody_else_is_asked_and_nothing_is_complained_of(chromium: Browser, address: str) -> None:
    asked: list[str] = []
    printed: list[str] = []
    with shared_page(chromium) as page:
        page.clock.set_fixed_time(at(NOW))
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: printed.append(message.text))
        page.goto(f"{address}embed/", wait_until="networkidle")
        assert [url for url in asked if not url.startswith(address)] == []
        assert printed == []


def test_the_line_is_true_by_the_readers_clock(chromium: Browser) -> None:
    texts = context(content(maintenance()), "2026-12-01 21:30")
    files = {each.path: each.content for output in OUTPUTS for each in rendered(output, texts)}
    with served(files) as url, shared_page(chromium) as page:
        page.clock.set_fixed_time(at("2026-12-01 21:30"))
        page.goto(f"{url}embed/")
        expect(page.get_by_role("link")).to_have_text("All services operational")
        page.clock.set_fixed_time(at("2026-12-01 22:01"))
        page.evaluate("dispatchEvent(new Event('focus'))")
        expect(page.get_by_role("link")).to_have_text("Maintenance")
        icon = page.locator("[rel=icon]").get_attribute("href")
    assert icon == "/favicon-maintenance.svg"


def test_a_line_that_is_too_old_says_so(chromium: Browser, address: str) -> None:
    with shared_page(chromium) as page:
        page.clock.set_fixed_time(at("2026-12-20 15:00"))
        page.goto(f"{address}embed/")
        expect(page.locator("#stale")).to_contain_text("was last updated at")


@pytest.mark.parametrize("width", [320, 640])
def test_the_whole_line_is_seen_in_the_frame_that_we_offer(
    chromium: Browser, address: str, width: int
) -> None:
    with portal(chromium, f"{address}embed/", width) as page:
        high, wide = framed(page).evaluate(
            "[document.body.scrollHeight, document.documentElement.scrollWidth]"
        )
    assert (high, wide) == (64, width)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everyone_can_read_the_line(chromium: Browser, address: str, scheme: Scheme) -> None:
    with shared_page(chromium, (320, 64), scheme=scheme) as page:
        page.clock.set_fixed_time(at(NOW))
        page.goto(f"{address}embed/")
        assert audited(page) == ""
        assert overflow(page) <= 0


def test_the_line_is_small() -> None:
    (style,) = (path for path in files() if path.startswith("embed."))
    assert len(gzip.compress(files()["embed/index.html"] + files()[style])) < 2000
