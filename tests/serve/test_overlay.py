import threading
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from statusgen.serve.server import PreviewServer
from statusgen.serve.state import Broadcaster, Draft, PreviewState
from tests.browser import shared_page

GOOD = PreviewState(
    {"index.html": b"<!doctype html><title>t</title><body><h1>Home</h1></body>"}, "v1"
)
PROBLEM = "content/site.yml:1:1: unknown key '<b>x</b>'\n  1 | <b>x</b>: y\n    | ^"
WRONG = replace(GOOD, problems=(PROBLEM, "templates/a: wrong"), summary="2 problems in 2 files")


@pytest.fixture
def broadcaster() -> Broadcaster:
    broadcaster = Broadcaster()
    broadcaster.show(GOOD)
    return broadcaster


@pytest.fixture
def page(broadcaster: Broadcaster, chromium: Browser) -> Iterator[Page]:
    with PreviewServer(0, broadcaster) as server, shared_page(chromium) as page:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        page.goto(server.url)
        yield page
        server.shutdown()


def test_problems_lie_over_the_last_good_page_as_text(page: Page, broadcaster: Broadcaster) -> None:
    broadcaster.show(WRONG)
    overlay = page.get_by_role("alert")
    expect(overlay.get_by_role("heading")).to_have_text("2 problems in 2 files")
    assert overlay.locator("pre").first.inner_text() == PROBLEM
    expect(page.get_by_role("heading", name="Home")).to_be_visible()


def test_the_problems_can_be_put_away(page: Page, broadcaster: Broadcaster) -> None:
    broadcaster.show(WRONG)
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_corrected_site_takes_them_away(page: Page, broadcaster: Broadcaster) -> None:
    broadcaster.show(WRONG)
    expect(page.get_by_role("alert")).to_have_count(1)
    broadcaster.show(GOOD)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_browser_loads_what_has_changed(page: Page, broadcaster: Broadcaster) -> None:
    broadcaster.show(PreviewState({"index.html": b"<body><h1>News</h1></body>"}, "v2"))
    expect(page.get_by_role("heading", name="News")).to_be_visible()


def test_a_page_of_problems_gives_way_to_the_site(page: Page, broadcaster: Broadcaster) -> None:
    broadcaster.show(replace(WRONG, files={}, version=""))
    expect(page.get_by_role("alert").get_by_role("heading")).to_have_text("2 problems in 2 files")
    broadcaster.show(GOOD)
    expect(page.get_by_role("heading", name="Home")).to_be_visible()


def test_the_overlay_can_be_reached_by_keyboard(page: Page, broadcaster: Broadcaster) -> None:
    broadcaster.show(WRONG)
    expect(page.get_by_role("alert")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_drafts_are_listed(page: Page, broadcaster: Broadcaster) -> None:
    broadcaster.show(replace(GOOD, drafts=(Draft("<b>Calls</b> fail", "/incidents/calls-fail/"),)))
    link = page.get_by_role("note").get_by_role("link", name="<b>Calls</b> fail")
    expect(link).to_have_attribute("href", "/incidents/calls-fail/")
