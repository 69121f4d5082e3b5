import json
from datetime import datetime
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace

from statusgen.model import Content
from statusgen.outputs import sitemap, statuspage_api, web
from tests.contexts import context, rendered
from tests.samples import content, group, incident, maintenance, update, word

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def outage(url: str = "https://status.example/") -> Content:
    source = content(
        incident(
            "outage",
            "pbx: major_outage",
            update("2026-10-20 13:15", "identified"),
            update("2026-10-20 15:22", "resolved"),
        ),
        maintenance(name="upgrade"),
        groups=(group("all", "global_problem"),),
    )
    return replace(source, site=replace(source.site, url=url))


def files(
    source: Content, now: str = "2026-12-10 12:00", base_url: str | None = None
) -> dict[str, str]:
    made = context(source, now, base_url=base_url)
    artefacts = (*rendered(sitemap.OUTPUT, made), *rendered(web.OUTPUT, made))
    return {artefact.path: artefact.content.decode() for artefact in artefacts}


def pages(source: Content) -> dict[str, str | None]:
    """Return what the maps name that `sitemap.xml` lists, with the time of its last news."""
    made = files(source)
    maps = etree.fromstring(made["sitemap.xml"].encode()).iter(f"{SITEMAP}loc")
    roots = [etree.fromstring(made[str(each.text).rpartition("/")[2]].encode()) for each in maps]
    return {
        url.findtext(f"{SITEMAP}loc", ""): url.findtext(f"{SITEMAP}lastmod")
        for root in roots
        for url in root.findall(f"{SITEMAP}url")
    }


def redirects(source: Content) -> dict[str, list[str]]:
    lines = files(source)["_redirects"].splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines}


# --- crawlers ----------------------------------------------------------------------------------


def test_the_sitemap_has_every_lasting_page_with_its_last_news() -> None:
    assert pages(outage()) == {
        "https://status.example/": "2026-12-02T02:00:00Z",
        "https://status.example/history/": "2026-12-02T02:00:00Z",
        "https://status.example/components/pbx/": "2026-12-02T02:00:00Z",
        "https://status.example/components/wmp/": None,
        "https://status.example/history/2026-12/": "2026-12-02T02:00:00Z",
        "https://status.example/history/2026-10/": "2026-10-20T15:22:00Z",
        "https://status.example/reports/": None,
        "https://status.example/subscribe/": None,
        "https://status.example/reports/2026-12/": None,
        "https://status.example/reports/2026-11/": None,
        "https://status.example/reports/2026-10/": None,
        "https://status.example/maintenance/upgrade/": "2026-12-02T02:00:00Z",
        "https://status.example/incidents/outage/": "2026-10-20T15:22:00Z",
    }


def test_the_sitemap_of_a_new_site_is_there() -> None:
    assert pages(content())["https://status.example/"] is None


def test_crawlers_stay_out_of_the_posts() -> None:
    assert files(outage("https://example.org/status/"))["robots.txt"] == (
        "User-agent: *\nDisallow: /status/posts/\n\n"
        "Sitemap: https://example.org/status/sitemap.xml\n"
    )


def test_crawlers_stay_out_of_a_preview() -> None:
    made = files(outage(), base_url="https://preview.example/")
    assert made["robots.txt"] == "User-agent: *\nDisallow: /\n"


# --- the host ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/feed", "/feed.rss"),
        ("/atom", "/feed.atom"),
        ("/incidents", "/history/"),
        ("/uptime", "/"),
        ("/api", "/api/v2/summary.json"),
    ],
)
def test_the_addresses_of_other_status_pages_lead_on(path: str, target: str) -> None:
    assert redirects(outage())[path] == [target, "301"]


def test_statuspages_address_of_an_entry_leads_to_its_page() -> None:
    made = redirects(outage())
    ids = {f"/incidents/{each}" for each in statuspage_ids(outage())}
    targets = {made[path][0] for path in ids}
    assert targets == {"/incidents/outage/", "/maintenance/upgrade/"}


def statuspage_ids(source: Content) -> list[str]:
    made = {each.path: each.content for each in rendered(statuspage_api.OUTPUT, context(source))}
    incidents = json.loads(made["api/v2/incidents.json"])["incidents"]
    works = json.loads(made["api/v2/scheduled-maintenances.json"])["scheduled_maintenances"]
    return [each["id"] for each in (*incidents, *works)]


def test_only_what_the_api_lists_is_redirected() -> None:
    many = [incident(f"x{n}", "", update("2026-10-20 13:15", "resolved")) for n in range(70)]
    still_open = incident("old", "", update("2025-10-20 13:15", "identified"))
    made = redirects(content(*many, still_open))
    targets = [target for path, (target, _) in made.items() if path.startswith("/incidents/")]
    assert len(targets) == 50 + 1
    assert "/incidents/old/" in targets


@pytest.mark.parametrize("page", ["history/2026-11", "reports/2026-10", "reports/2027-01"])
def test_a_month_that_has_lost_its_page_leads_to_all_months(page: str) -> None:
    again = word("2026-12-09 10:00", "rescheduled", starts="2026-12-20 10:00", ends="2026-12-21")
    source = content(maintenance(again, announced="2026-11-02 10:00", starts="2026-11-29 22:00"))
    before, after = (files(source, now) for now in ("2026-12-09 09:00", "2026-12-10 12:00"))
    assert "history/2026-11" in before["sitemap-pages.xml"] + before["sitemap-2026-11.xml"]
    assert f"/{page}/ /{page.partition('/')[0]}/ 302\n" in after["_redirects"]


def test_a_redirect_leads_into_a_site_below_a_path() -> None:
    moved = redirects(outage("https://example.org/status/"))
    assert moved["/rss"] == ["/status/feed.rss", "301"]


# --- the scheduler -----------------------------------------------------------------------------


def test_the_build_shows_when_it_was_and_when_the_next_is_due() -> None:
    texts: Any = json.loads(files(outage(), "2026-12-01 21:30:15")["build.json"])
    assert texts == {"built": "2026-12-01T21:30:15Z", "next_change": "2026-12-01T22:00:00Z"}
    assert datetime.fromisoformat(texts["built"]).tzinfo is not None
