"""The browser of the tests, which share its pages: a new one costs as much as eight visits."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Literal

from playwright.sync_api import Browser, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",  # else each address would start a process
    "--process-per-site",
    "--disable-site-isolation-trials",
]
LONG_AGO = "2001-01-01T00:00:00Z"
"""A time at which nothing was built yet, so that a page stays as it is."""

Scheme = Literal["light", "dark"]


@contextmanager
def shared_page(
    browser: Browser,
    size: tuple[int, int] = (1280, 720),
    *,
    zone: str = "Europe/Rome",
    scripts: bool = True,
    scheme: Scheme = "light",
) -> Iterator[Page]:
    """Yield a page that other tests had before: at no address, with nothing stored or cached.

    The clock stands still, long ago; a test in which time goes on sets the clock itself.
    """
    page = _page(browser, zone, scripts=scripts)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    page.clock.set_fixed_time(LONG_AGO)
    try:
        yield page
    finally:
        _leave(page)


@cache
def _page(browser: Browser, zone: str, *, scripts: bool) -> Page:
    return browser.new_page(timezone_id=zone, java_script_enabled=scripts)


def _leave(page: Page) -> None:
    """Take away what a test changed, and other pages that it opened."""
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.unroute_all()
    page.goto("about:blank")
    page.emulate_media(media="null", reduced_motion="null", forced_colors="null")
    page.context.clear_permissions()
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    session.send("Network.clearBrowserCache")
    session.detach()
