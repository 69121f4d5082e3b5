"""A page at the reader's clock: what it shows later is what a site built at that time shows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from statusgen.artefact import Job
from statusgen.model import Content
from statusgen.outputs import assets, badges, headers, pages, web
from statusgen.outputs.jobs import Output
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme
from tests.browser import shared_page
from tests.contexts import NO_TEMPLATES, context
from tests.outputs.hosting import served
from tests.outputs.sites import parsed
from tests.render.test_support_panel import sample_policy
from tests.samples import at, content, group, incident, maintenance, update

HOME = "index.html"
OUTAGE = "incidents/outage/index.html"
WORK = "maintenance/upgrade/index.html"
COMPONENT = "components/pbx/index.html"
POLICY = "sla/index.html"

TEMPLATES = Templates(read_theme(NO_TEMPLATES))
WANTED = (assets.OUTPUT, badges.OUTPUT, pages.OUTPUT, headers.OUTPUT, web.OUTPUT)

QUIET = replace(content(maintenance()), policy=sample_policy())
CONFIRMED = content(maintenance(completion="confirmed"))
NIGHT = replace(
    content(
        incident(
            "outage",
            "pbx: major_outage",
            update("2026-12-01 20:30", "identified", due="2026-12-01 21:40"),
        ),
        maintenance(affects="wmp: under_maintenance"),
    ),
    policy=sample_policy(),
)
AUTUMN = replace(
    content(
        maintenance(
            announced="2026-10-20 08:00", starts="2026-10-24 22:30", ends="2026-10-25 01:30"
        )
    ),
    policy=sample_policy(),
)


def on(day: str, *clocks: str) -> list[str]:
    return [f"{day} {clock}" for clock in clocks]


FIRST, SECOND, FRIDAY = "2026-12-01", "2026-12-02", "2026-11-27"

CASES = [
    # a window begins, goes on into another day, and ends by the clock
    (QUIET, HOME, f"{FIRST} 21:30", on(FIRST, "21:59", "22:00", "23:10") + on(SECOND, "02:00")),
    (QUIET, WORK, f"{FIRST} 12:00", on(FIRST, "21:00", "22:30") + on(SECOND, "01:30", "02:00")),
    (QUIET, COMPONENT, "2026-11-28 12:00", on(FIRST, "10:00", "22:00") + on(SECOND, "02:30")),
    # nobody says that it is done
    (CONFIRMED, HOME, f"{FIRST} 21:30", on(FIRST, "22:00") + on(SECOND, "02:00", "05:00")),
    (CONFIRMED, WORK, f"{FIRST} 21:30", on(FIRST, "22:00") + on(SECOND, "02:00", "05:00")),
    # a promised update is due, passes, and is overdue for longer and longer
    (NIGHT, OUTAGE, f"{FIRST} 20:45", on(FIRST, "21:39", "21:40", "23:30") + on(SECOND, "08:30")),
    (NIGHT, HOME, f"{FIRST} 20:45", on(FIRST, "21:40", "22:10", "23:30") + on(SECOND, "08:30")),
    # support opens and closes; at midnight, and after a weekend, its words change
    (QUIET, HOME, f"{FRIDAY} 16:00", on(FRIDAY, "17:00", "23:00") + on("2026-11-28", "05:30")),
    (QUIET, HOME, f"{FRIDAY} 16:00", on("2026-11-29", "23:10") + on("2026-11-30", "08:00")),
    (QUIET, POLICY, f"{FRIDAY} 16:00", on("2026-11-30", "05:10", "08:00", "17:30", "23:30")),
    # the clocks of Rome go back within a window, and forward over a weekend
    (
        AUTUMN,
        HOME,
        "2026-10-24 18:00",
        on("2026-10-24", "22:45") + on("2026-10-25", "00:30", "01:30"),
    ),
    (AUTUMN, HOME, "2026-10-24 18:00", on("2026-10-25", "23:30") + on("2026-10-26", "08:30")),
    (QUIET, POLICY, "2026-03-27 16:30", on("2026-03-28", "23:30") + on("2026-03-30", "07:00")),
]
"""What is built, which page of it, when it is built, and when it is read; in UTC."""


@cache
def built(number: int, now: str) -> Mapping[str, bytes]:
    return files(CASES[number][0], now)


def files(source: Content, now: str) -> dict[str, bytes]:
    return {each.path: each.content for job in jobs(source, now, *WANTED) for each in job.run()}


def jobs(source: Content, now: str, *outputs: Output) -> Iterator[Job]:
    made = replace(context(source, now), templates=TEMPLATES)
    return (job for output in outputs for job in output.jobs(made))


def page_then(source: Content, path: str, now: str) -> bytes:
    """Return one page of a site that is built at another time; few others are rendered."""
    names = ("pages ", f"page /{path.removesuffix('index.html')} ")
    wanted = (job for job in jobs(source, now, pages.OUTPUT) if job.name.startswith(names))
    return next(each.content for job in wanted for each in job.run() if each.path == path)


@contextmanager
def read(browser: Browser, zone: str = "Europe/Rome") -> Iterator[Page]:
    """Open a page whose console and errors are heard; a complaint fails the test."""
    heard: list[str] = []
    with shared_page(browser, zone=zone) as page:
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        yield page
        assert heard == []


def shown(source: str | bytes) -> dict[str, Any]:
    """Return what a page shows where the clock may change it, in words and by its classes."""
    root = parsed(source if isinstance(source, bytes) else source.encode())
    for apart in root.xpath("//script[@id='live']|//*[@data-yours]"):
        apart.drop_tree()
    places = root.xpath("//body//*[@data-live]")
    return {
        "rule": root.xpath("//*[contains(@class, 'masthead')]/@class"),
        "title": root.findtext(".//title"),
        "places": [(each.get("data-live"), text_of(each), *classes(each)) for each in places],
    }


def shown_at(page: Page, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return what a page shows, once it shows what is wanted or has had time to load it."""
    for _ in range(40):
        if (found := shown(page.content())) == wanted:
            break
        page.wait_for_timeout(50)
    return found


def text_of(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def classes(element: html.HtmlElement) -> list[str]:
    return [str(each.get("class")) for each in element.iter("strong", "svg", "i", "span")]


ZONES = ("Europe/Rome", "America/New_York", "Asia/Kathmandu")


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_page_shows_later_what_a_page_built_then_shows(chromium: Browser, number: int) -> None:
    source, path, now, later = CASES[number]
    zone = ZONES[number % len(ZONES)]
    with served(built(number, now)) as url, read(chromium, zone) as page:
        for instant in later:
            page.clock.set_fixed_time(at(instant))
            page.goto(url + path)
            wanted = shown(page_then(source, path, instant))
            assert shown_at(page, wanted) == wanted, instant


def test_the_line_of_now_moves_through_the_day(chromium: Browser) -> None:
    with served(files(QUIET, f"{FRIDAY} 16:00")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FRIDAY} 19:37"))
        page.goto(url + POLICY)
        moved = parsed(page.content().encode()).xpath("//*[@class='now']/@x1")
    then = parsed(page_then(QUIET, POLICY, f"{FRIDAY} 19:37")).xpath("//*[@class='now']/@x1")
    assert moved == then


def test_the_line_of_a_window_is_drawn_up_to_the_present(chromium: Browser) -> None:
    with served(files(QUIET, f"{FIRST} 22:30")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{SECOND} 01:00"))
        page.goto(url)
        drawn = page.locator("[data-progress]")
        assert drawn.locator(".maintenance").get_attribute("x2") == "75.00%"
        assert drawn.get_attribute("aria-label") == "75 % of the window is over"


def test_without_the_file_of_later_days_a_page_says_that_it_is_old(chromium: Browser) -> None:
    host = {p: c for p, c in files(QUIET, f"{FRIDAY} 12:00").items() if not p.startswith("later/")}
    with served(host) as url, shared_page(chromium) as page:
        page.clock.set_fixed_time(at(f"{FRIDAY} 23:05"))
        page.goto(url)
        page.wait_for_selector("#stale")
        assert page.locator(".days dt").first.inner_text() == "Fri 27 Nov"
        desks = page.locator(".desks [data-live^='d-']").all_inner_texts()
    assert set(desks) == {"Support hours: see the hours of each region"}


GERMAN = replace(NIGHT, site=replace(NIGHT.site, languages=("de",)))


@pytest.mark.parametrize("source", [NIGHT, GERMAN], ids=["English", "German"])
def test_times_are_those_of_a_page_built_then(chromium: Browser, source: Content) -> None:
    with served(files(source, f"{FIRST} 20:45")) as url, read(chromium) as page:
        for instant in (
            f"{FIRST} 22:02",
            f"{SECOND} 20:29",
            "2026-12-03 08:00",
            "2026-12-06 21:00",
        ):
            page.clock.set_fixed_time(at(instant))
            page.goto(url + OUTAGE)
            found = texts_at(page.content(), OUTAGE_TIMES)
            assert found == texts_at(page_then(source, OUTAGE, instant).decode(), OUTAGE_TIMES)


OUTAGE_TIMES = "//*[@data-age or @data-lapse or @data-near][not(ancestor::*[@class='ends small'])]"


def texts_at(source: str, path: str) -> list[str]:
    return [text_of(each) for each in parsed(source.encode()).xpath(path)]


# --- a newer page ------------------------------------------------------------------------------

LOUDER = replace(
    content(
        incident(
            "outage",
            "pbx: major_outage",
            update("2026-12-01 20:30", "identified", due="2026-12-01 21:40"),
            update("2026-12-01 20:50", "monitoring"),
        ),
        incident("slow", "wmp: degraded_performance", update("2026-12-01 20:50", "identified")),
        maintenance(affects="wmp: under_maintenance"),
    ),
    policy=sample_policy(),
)
PLACE = "document.activeElement.getBoundingClientRect().top"
LISTEN = """() => {
  window.heard = [];
  const said = document.getElementById("said");
  new MutationObserver(() => heard.push(said.textContent)).observe(said, { childList: true });
}"""


def refreshed(page: Page, built_at: str) -> None:
    """Let the reader come back to a page, and wait until it is the one built at that time."""
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.wait_for_selector(f"#live[data-built='{built_at}']", state="attached")


def test_a_newer_page_is_taken_over_where_the_reader_is(chromium: Browser) -> None:
    host = files(NIGHT, f"{FIRST} 20:45")
    with served(host) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FIRST} 20:46"))
        page.goto(url)
        page.evaluate(LISTEN)
        group = page.locator("details.group").last
        was_open = group.get_attribute("open")
        group.locator("summary").click()
        link = page.locator("footer a[href='/history/']")
        link.focus()
        before = page.evaluate(PLACE)
        host |= files(LOUDER, f"{FIRST} 20:52")
        page.clock.set_fixed_time(at(f"{FIRST} 20:53"))
        refreshed(page, "2026-12-01T20:52:00Z")
        assert page.locator(".dateline").inner_text() == "Monitoring, 21:50"
        assert group.get_attribute("open") != was_open
        assert page.evaluate("document.activeElement.getAttribute('href')") == "/history/"
        assert abs(page.evaluate(PLACE) - before) < 1
        assert page.evaluate("heard") == ["Major outage outage Monitoring, "]


def test_nothing_is_announced_where_only_the_clock_went_on(chromium: Browser) -> None:
    host = files(NIGHT, f"{FIRST} 20:45")
    with served(host) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FIRST} 20:46"))
        page.goto(url)
        page.evaluate(LISTEN)
        host |= files(NIGHT, f"{FIRST} 20:52")
        page.clock.set_fixed_time(at(f"{FIRST} 20:53"))
        refreshed(page, "2026-12-01T20:52:00Z")
        assert page.locator(".facts dd.small").first.inner_text() == "in 47 min"
        assert page.evaluate("heard") == []


def test_a_change_by_the_clock_is_announced_once(chromium: Browser) -> None:
    with served(files(QUIET, f"{FIRST} 21:30")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FIRST} 21:59"))
        page.goto(url)
        page.evaluate(LISTEN)
        for instant in (f"{FIRST} 22:00", f"{FIRST} 22:01"):
            page.clock.set_fixed_time(at(instant))
            page.evaluate("dispatchEvent(new Event('focus'))")
        assert page.evaluate("heard") == ["Maintenance upgrade"]


# --- what a page cannot know -------------------------------------------------------------------


STALE = (
    "This page was last updated at Tue 1 Dec 2026, 22:30 CET; "
    "a newer version cannot be loaded at the moment."
)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (f"{FIRST} 21:59", []),
        (f"{FIRST} 22:19", []),
        (f"{FIRST} 22:21", [STALE]),
    ],
)
def test_a_page_that_should_have_been_built_again_says_so(
    chromium: Browser, instant: str, expected: list[str]
) -> None:
    with served(files(QUIET, f"{FIRST} 21:30")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(instant))
        with page.expect_response("**/build.json"):
            page.goto(url)
        page.wait_for_timeout(50)
        assert page.locator("#stale").all_inner_texts() == expected


def test_a_reader_whose_clock_is_behind_sees_the_page_as_it_was_built(chromium: Browser) -> None:
    with served(built(0, f"{FIRST} 22:30")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at("2026-11-01 12:00"))
        page.goto(url)
        assert shown(page.content()) == shown(built(0, f"{FIRST} 22:30")[HOME])


def test_without_scripts_the_page_stays_as_it_was_built(chromium: Browser) -> None:
    with served(built(0, f"{FIRST} 21:30")) as url, shared_page(chromium, scripts=False) as page:
        page.goto(url)
        texts = page.locator("h1, .under .wide").all_inner_texts()
    assert texts == ["As of Tue 1 Dec 2026, 22:30 CET", "All services operational"]


# --- with the other scripts --------------------------------------------------------------------

POSTED = replace(NIGHT, groups=(group("all", "global_problem"),))


def test_texts_of_a_newer_page_can_be_copied_too(chromium: Browser) -> None:
    host = files(POSTED, f"{FIRST} 20:45")
    with served(host) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FIRST} 20:46"))
        page.goto(f"{url}posts/")
        host |= files(POSTED, f"{FIRST} 20:52")
        page.clock.set_fixed_time(at(f"{FIRST} 20:53"))
        refreshed(page, "2026-12-01T20:52:00Z")
        assert page.get_by_role("button", name="Copy text").is_visible()


def test_a_page_with_another_style_is_loaded_as_a_whole(chromium: Browser) -> None:
    host = files(NIGHT, f"{FIRST} 20:45")
    style = next(path for path in host if path.startswith("style."))
    with served(host) as url, read(chromium) as page:
        page.clock.set_fixed_time(at(f"{FIRST} 20:46"))
        page.goto(url)
        newer = files(NIGHT, f"{FIRST} 20:52")
        host |= newer | {"style.new.css": b"body { color: red }\n"}
        host[HOME] = newer[HOME].replace(style.encode(), b"style.new.css")
        page.clock.set_fixed_time(at(f"{FIRST} 20:53"))
        with page.expect_navigation():
            page.evaluate("dispatchEvent(new Event('focus'))")
        assert page.locator("link[rel=stylesheet]").get_attribute("href") == "/style.new.css"
