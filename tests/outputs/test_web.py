import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from lxml import etree

from statusgen.model import Content
from statusgen.outputs import api, sitemap, web
from tests.editions import edition
from tests.samples import content, group, incident, maintenance, update

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
    made = edition(source, now, base_url=base_url)
    artefacts = (*sitemap.OUTPUT(made), *web.OUTPUT(made))
    return {artefact.path: artefact.content.decode() for artefact in artefacts}


def pages(source: Content) -> dict[str, str | None]:
    root = etree.fromstring(files(source)["sitemap.xml"].encode())
    return {
        url.findtext(f"{SITEMAP}loc", ""): url.findtext(f"{SITEMAP}lastmod")
        for url in root.findall(f"{SITEMAP}url")
    }


def headers(source: Content, base_url: str | None = None) -> dict[str, dict[str, str]]:
    """Return the headers by path, read as Netlify's parser reads them."""
    rules: dict[str, dict[str, str]] = {}
    for line in files(source, base_url=base_url)["_headers"].splitlines():
        if line.startswith("/"):
            rules[line] = {}
        elif line.strip():
            name, separator, value = line.partition(": ")
            assert separator, "a line without a value is dropped without a word"
            rules[list(rules)[-1]][name.strip()] = value
    return rules


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
    assert headers(outage(), "https://preview.example/")["/*"]["X-Robots-Tag"] == "noindex"


# --- the host ----------------------------------------------------------------------------------


def test_nothing_inline_and_no_other_host_is_allowed() -> None:
    policy = headers(outage())["/*"]["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == parts["frame-ancestors"] == "'none'"
    assert set(parts.values()) == {"'none'", "'self'"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Frame-Options", "DENY"),
    ],
)
def test_every_path_is_kept_safe(name: str, value: str) -> None:
    assert headers(outage())["/*"][name] == value


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.rss", "application/rss+xml; charset=utf-8"),
        ("/history.rss", "application/rss+xml; charset=utf-8"),
        ("/incidents/feed.rss", "application/rss+xml; charset=utf-8"),
        ("/feed.atom", "application/atom+xml; charset=utf-8"),
        ("/history.atom", "application/atom+xml; charset=utf-8"),
        ("/components/pbx/feed.atom", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/incidents/feed.json", "application/feed+json; charset=utf-8"),
        ("/maintenance/feed.json", "application/feed+json; charset=utf-8"),
        ("/components/pbx/feed.json", "application/feed+json; charset=utf-8"),
        ("/build.json", "application/json; charset=utf-8"),
        ("/api/v2/summary.json", "application/json; charset=utf-8"),
        ("/api/statusgen/v1/components/feed.json", "application/json; charset=utf-8"),
        ("/posts/all/x.txt", "text/plain; charset=utf-8"),
        ("/components/pbx/maintenance.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_each_file_has_its_type(path: str, kind: str) -> None:
    assert headers_for(path)["Content-Type"] == kind


def test_only_what_is_named_by_its_bytes_is_kept_for_ever() -> None:
    kept = [path for path, rule in headers(outage()).items() if "immutable" in str(rule)]
    assert kept
    assert all(re.fullmatch(r"/(style|copy|hours)\.[0-9a-f]{8}\.(css|js)", path) for path in kept)


def test_pages_and_feeds_are_asked_for_again_within_a_minute() -> None:
    rules = headers(outage())
    pages = "/", "/incidents/*", "/maintenance/*", "/history/*", "/posts/*"
    feeds = "/feed.rss", "/feed.atom", "/feed.json", "/history.rss", "/history.atom"
    for path in (*pages, *feeds, "/maintenance.ics", "/maintnote.ics", "/build.json"):
        assert rules[path]["Cache-Control"] == "public, max-age=30, must-revalidate"


@pytest.mark.parametrize(
    "path", ["/api/v2/summary.json", "/api/v2/incidents/0a1b2c3d4e5f.json", "/api/statusgen/v1/x"]
)
def test_scripts_of_any_site_may_read_the_api(path: str) -> None:
    found = headers_for(path)
    assert found["Access-Control-Allow-Origin"] == "*"
    assert found["Content-Type"] == "application/json; charset=utf-8"
    assert found["Cache-Control"] == "public, max-age=30, must-revalidate"


@pytest.mark.parametrize("path", ["/feed.json", "/incidents/feed.json", "/components/a/feed.json"])
def test_scripts_of_any_site_may_read_a_json_feed(path: str) -> None:
    found = headers_for(path)
    assert found["Access-Control-Allow-Origin"] == "*"
    assert found["Cache-Control"] == "public, max-age=30, must-revalidate"


@pytest.mark.parametrize("path", ["/badge.svg", "/components/pbx/badge.svg"])
def test_any_site_may_show_a_badge(path: str) -> None:
    found = headers_for(path)
    assert found["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert found["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert found["Cache-Control"] == "public, max-age=30, must-revalidate"


def test_what_is_no_api_is_not_for_scripts_of_other_sites() -> None:
    assert "Access-Control-Allow-Origin" not in headers_for("/posts/all/x.txt")


def headers_for(path: str) -> dict[str, str]:
    """Return all headers of one path, whichever rules set them."""
    rules = headers(outage())
    return {k: v for rule, set_ in rules.items() if _matches(rule, path) for k, v in set_.items()}


def test_posts_are_not_indexed() -> None:
    assert headers(outage())["/posts/*"]["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("base_url", [None, "https://preview.example/"])
def test_no_header_is_set_twice_for_one_path(base_url: str | None) -> None:
    """Hosts disagree on whether the last rule counts or all of them are joined."""
    rules = headers(outage(), base_url)
    for path in (
        "/",
        "/incidents/x/",
        "/feed.rss",
        "/posts/all/x.txt",
        "/feed.rss",
        "/feed.json",
        "/build.json",
        "/incidents/feed.json",
        "/components/x/feed.json",
        "/components/x/feed.atom",
        "/api/statusgen/v1/components/feed.json",
        "/robots.txt",
        "/badge.svg",
        "/components/pbx/badge.svg",
        "/api/v2/summary.json",
    ):
        names = [name for rule, set_ in rules.items() if _matches(rule, path) for name in set_]
        assert len(names) == len(set(names)), path


def _matches(rule: str, path: str) -> bool:
    start, star, end = rule.partition("*")
    return (path.startswith(start) and path.endswith(end)) if star else rule == path


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
    made = {each.path: each.content for each in api.OUTPUT(edition(source))}
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


def test_a_redirect_leads_into_a_site_below_a_path() -> None:
    moved = redirects(outage("https://example.org/status/"))
    assert moved["/rss"] == ["/status/feed.rss", "301"]


# --- the scheduler -----------------------------------------------------------------------------


def test_the_build_tells_when_it_was_and_when_the_next_is_due() -> None:
    told: Any = json.loads(files(outage(), "2026-12-01 21:30:15")["build.json"])
    assert told == {"built": "2026-12-01T21:30:15Z", "next_change": "2026-12-01T22:00:00Z"}
    assert datetime.fromisoformat(told["built"]).tzinfo is not None
