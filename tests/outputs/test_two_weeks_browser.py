"""A page left alone for fourteen days: at every edge it reads as a site that is built then."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

import pytest
from lxml import html
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from statusgen.domain.world import derive
from statusgen.model import Content, Text
from tests.outputs.hosting import served
from tests.outputs.sites import parsed
from tests.outputs.test_live_browser import files, page_then, read
from tests.render.test_support_panel import sample_policy
from tests.samples import at, content, group, incident, maintenance, update, word

HOME = "index.html"
COMPONENT = "components/pbx/index.html"
WORK = "maintenance/upgrade/index.html"
OUTAGE = "incidents/outage/index.html"
SLA = "sla/index.html"
TWO_WEEKS = timedelta(days=14)


def with_policy(source: Content) -> Content:
    return replace(source, policy=sample_policy(), groups=(group("all", "maintenance"),))


PAST = incident(
    "before",
    "pbx: partial_outage",
    update("2026-09-05 08:00", "investigating"),
    update("2026-09-05 11:00", "resolved"),
)
OPEN = incident(
    "outage", "pbx: major_outage", update("2026-12-01 20:30", "identified", due="2026-12-01 21:40")
)
QUIET = with_policy(content(PAST))
PLANNED = with_policy(
    content(
        PAST,
        maintenance(),
        maintenance(
            name="more",
            completion="confirmed",
            announced="2026-11-28 08:00",
            starts="2026-12-06 22:00",
            ends="2026-12-07 00:30",
        ),
    ),
)
NIGHT = with_policy(content(OPEN, maintenance()))
GERMAN = replace(NIGHT, site=replace(NIGHT.site, languages=("de",)))
YEAR_END = with_policy(
    content(
        maintenance(
            announced="2026-12-20 08:00", starts="2026-12-31 22:30", ends="2027-01-01 02:00"
        )
    ),
)
CASES = {
    "a quiet fortnight": (QUIET, "2026-11-27 16:00", (HOME, SLA, COMPONENT)),
    "planned work": (PLANNED, "2026-12-01 12:00", (HOME, WORK, COMPONENT, "history/index.html")),
    "an open incident": (NIGHT, "2026-12-01 20:45", (HOME, OUTAGE, COMPONENT)),
    "the same in German": (GERMAN, "2026-12-01 20:45", (HOME, OUTAGE)),
    "running work": (PLANNED, "2026-12-01 23:00", (HOME, WORK, "embed/index.html")),
    "clocks go back": (QUIET, "2026-10-17 09:00", (HOME, SLA)),
    "clocks go forward": (QUIET, "2027-03-06 09:00", (HOME, SLA)),
    "and in Europe": (QUIET, "2027-03-22 09:00", (HOME, SLA)),
    "holidays and another year": (YEAR_END, "2026-12-20 09:00", (HOME, SLA, WORK)),
}
"""A site, when it is built, and the pages of it that are read."""


def edges(source: Content, now: str) -> Iterator[str]:
    """Yield when the site is built again within two weeks, if nobody writes anything."""
    start = at(now)
    moment = derive(source, start).next_change.at
    while moment < start + TWO_WEEKS:
        yield f"{moment:%Y-%m-%d %H:%M}"
        moment = derive(source, moment).next_change.at


def text(source: str | bytes) -> list[str]:
    """Return what can be read on a page, what is said of pictures included, and its title."""
    root = parsed(source if isinstance(source, bytes) else source.encode())
    for apart in root.xpath("//script|//*[@data-yours]|//*[@id='said' or @id='stale']|//footer"):
        apart.drop_tree()
    for apart in root.xpath("//header/div[contains(@class, 'under')]|//main[@class='notice']/p"):
        apart.drop_tree()
    labels = [str(each) for each in root.xpath("//body//@aria-label")]
    masthead = [str(each) for each in root.xpath("//*[contains(@class, 'masthead')]/@class")]
    return [str(root.findtext(".//title")), *words(root.find("body")), *labels, *masthead]


def words(element: html.HtmlElement) -> list[str]:
    found = (" ".join(str(each).split()) for each in element.itertext())
    return [each for each in found if each]


def read_at(page: Page, wanted: list[str]) -> list[str]:
    """Return what a page says, once it says what is wanted or has had time for it."""
    for _ in range(20):
        if (found := text(page.content())) == wanted:
            break
        page.wait_for_timeout(50)
    return found


SECRET = replace(
    content(
        maintenance(
            replace(word("2026-12-03 09:00", "cancelled"), text=Text("Sequoia", {"en": "Sequoia"}))
        ),
        replace(
            OPEN,
            updates=(
                *OPEN.updates,
                replace(
                    update("2026-12-03 08:00", "resolved"), text=Text("Osier", {"en": "Osier"})
                ),
            ),
        ),
    ),
    policy=sample_policy(),
)


def test_nothing_is_in_any_file_that_is_not_published_yet() -> None:
    for path, made in files(SECRET, "2026-12-01 20:45").items():
        assert b"Sequoia" not in made, path
        assert b"Osier" not in made, path


def test_no_text_is_offered_whose_page_is_not_built(chromium: Browser) -> None:
    site = files(PLANNED, "2026-12-01 12:00")
    with served(site) as url, read(chromium) as page:
        page.clock.set_fixed_time(at("2026-12-02 23:30"))
        page.goto(f"{url}posts/")
        page.wait_for_selector("#stale")
        texts = page.locator(".post .text").all_inner_texts()
    pages = [re.findall(r"https://\S+?/(maintenance/\S+)", each)[0] for each in texts]
    assert {f"{each}index.html" for each in pages} <= site.keys()
    assert len(pages) == len(("reminder", "announced"))


def test_from_the_first_publication_to_come_an_old_page_says_that_it_is_old(
    chromium: Browser,
) -> None:
    with served(files(SECRET, "2026-12-01 20:45")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at("2026-12-03 08:01"))
        page.goto(url)
        page.wait_for_selector("#stale")
        assert page.locator(".panel [data-live^='d-']").first.inner_text().startswith("Open until")


@pytest.mark.parametrize("path", [HOME, WORK])
def test_what_may_have_been_extended_is_not_said_to_be_running(
    chromium: Browser, path: str
) -> None:
    longer = word("2026-12-02 01:00", "extended", ends="2026-12-02 04:00")
    site = files(content(maintenance(longer)), "2026-12-01 23:00")
    with served(site) as url, read(chromium) as page:
        page.clock.set_fixed_time(at("2026-12-02 00:30"))
        page.goto(url + path)
        expect(page.get_by_text("90 min left")).to_be_visible()
        page.clock.set_fixed_time(at("2026-12-02 03:00"))
        page.goto(url + path)
        page.wait_for_selector("#stale")
        assert not re.search("in progress|left", page.locator("main").inner_text(), re.IGNORECASE)


@pytest.mark.parametrize("path", [HOME, SLA])
def test_after_two_weeks_support_hours_are_not_claimed(chromium: Browser, path: str) -> None:
    with served(files(PLANNED, "2026-12-01 12:00")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at("2026-12-16 09:00"))
        page.goto(url + path)
        page.wait_for_selector("#stale")
        desks = set(page.locator("[data-live^='d-']").all_inner_texts())
    assert desks == {"Support hours: see the hours of each region"}


def test_after_two_weeks_no_age_is_claimed(chromium: Browser) -> None:
    with served(files(NIGHT, "2026-12-01 20:45")) as url, read(chromium) as page:
        page.clock.set_fixed_time(at("2026-12-16 09:00"))
        page.goto(url)
        page.wait_for_selector("#stale")
        ages = set(page.locator("[data-age], [data-lapse], [data-uptime]").all_inner_texts())
        assert ages == {"\N{EN DASH}"}
        assert page.locator(".masthead").get_attribute("class") == "masthead unknown"


def test_figures_of_a_month_say_until_when_they_are(chromium: Browser) -> None:
    path = "reports/2026-12/index.html"
    with served(files(PLANNED, "2026-12-01 12:00")) as url, read(chromium) as page:
        for instant in ("2026-12-01 22:00", "2026-12-04 23:00", "2026-12-07 00:30"):
            page.clock.set_fixed_time(at(instant))
            page.goto(url + path)
            then = text(page_then(PLANNED, path, instant))
            assert read_at(page, then) == then, instant


def test_at_edges_a_page_reads_as_one_built_then(chromium: Browser) -> None:
    reads_as_built_then(chromium, "an open incident", every=5)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_at_every_edge_a_page_reads_as_one_built_then(chromium: Browser, case: str) -> None:
    reads_as_built_then(chromium, case, every=1)


def reads_as_built_then(chromium: Browser, case: str, *, every: int) -> None:
    """Hold the pages of a case to those built at its edges, or at each so many of them."""
    source, now, paths = CASES[case]
    with served(files(source, now)) as url, read(chromium) as page:
        for instant in islice(edges(source, now), None, None, every):
            for path in paths:
                page.clock.set_fixed_time(at(instant))
                page.goto(url + path)
                then = text(page_then(source, path, instant))
                assert read_at(page, then) == then, (instant, path)
