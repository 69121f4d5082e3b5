import threading
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from statusgen.serve.server import PreviewServer
from statusgen.serve.shown import Draft, Shown, Stage

GOOD = Shown({"index.html": b"<!doctype html><title>t</title><body><h1>Home</h1></body>"}, "v1")
PROBLEM = "content/site.yml:1:1: unknown key '<b>x</b>'\n  1 | <b>x</b>: y\n    | ^"
WRONG = replace(GOOD, problems=(PROBLEM, "templates/a: wrong"), summary="2 problems in 2 files")


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.show(GOOD)
    return stage


@pytest.fixture
def page(stage: Stage, chromium: Browser) -> Iterator[Page]:
    with PreviewServer(0, stage) as server, chromium.new_context() as context:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        page = context.new_page()
        page.goto(server.url)
        yield page
        server.shutdown()


def test_problems_lie_over_the_last_good_page_as_text(page: Page, stage: Stage) -> None:
    stage.show(WRONG)
    overlay = page.get_by_role("alert")
    expect(overlay.get_by_role("heading")).to_have_text("2 problems in 2 files")
    assert overlay.locator("pre").first.inner_text() == PROBLEM
    expect(page.get_by_role("heading", name="Home")).to_be_visible()


def test_the_problems_can_be_put_away(page: Page, stage: Stage) -> None:
    stage.show(WRONG)
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_corrected_site_takes_them_away(page: Page, stage: Stage) -> None:
    stage.show(WRONG)
    expect(page.get_by_role("alert")).to_have_count(1)
    stage.show(GOOD)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_browser_loads_what_has_changed(page: Page, stage: Stage) -> None:
    stage.show(Shown({"index.html": b"<body><h1>News</h1></body>"}, "v2"))
    expect(page.get_by_role("heading", name="News")).to_be_visible()


def test_a_page_of_problems_gives_way_to_the_site(page: Page, stage: Stage) -> None:
    stage.show(replace(WRONG, files={}, version=""))
    expect(page.get_by_role("alert").get_by_role("heading")).to_have_text("2 problems in 2 files")
    stage.show(GOOD)
    expect(page.get_by_role("heading", name="Home")).to_be_visible()


def test_the_overlay_can_be_reached_by_keyboard(page: Page, stage: Stage) -> None:
    stage.show(WRONG)
    expect(page.get_by_role("alert")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_drafts_are_said_to_be_drafts(page: Page, stage: Stage) -> None:
    stage.show(replace(GOOD, drafts=(Draft("<b>Calls</b> fail", "/incidents/calls-fail/"),)))
    link = page.get_by_role("note").get_by_role("link", name="<b>Calls</b> fail")
    expect(link).to_have_attribute("href", "/incidents/calls-fail/")
