import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from lxml import etree

from statusgen.model import Content
from statusgen.outputs.web import artefacts
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
    made = artefacts(edition(source, now, base_url=base_url))
    return {artefact.path: artefact.content.decode() for artefact in made}


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
        ("/feed.atom", "application/atom+xml; charset=utf-8"),
        ("/build.json", "application/json; charset=utf-8"),
        ("/*.txt", "text/plain; charset=utf-8"),
    ],
)
def test_each_file_has_its_type(path: str, kind: str) -> None:
    assert headers(outage())[path]["Content-Type"] == kind


def test_only_the_style_sheet_is_kept_for_ever() -> None:
    kept = [path for path, rule in headers(outage()).items() if "immutable" in str(rule)]
    assert len(kept) == 1
    assert kept[0].startswith("/style.")


def test_pages_and_feeds_are_asked_for_again_within_a_minute() -> None:
    rules = headers(outage())
    for path in ("/", "/incidents/*", "/maintenance/*", "/history/*", "/feed.rss", "/posts/*"):
        assert rules[path]["Cache-Control"] == "public, max-age=30, must-revalidate"


def test_posts_are_not_indexed() -> None:
    assert headers(outage())["/posts/*"]["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("base_url", [None, "https://preview.example/"])
def test_no_header_is_set_twice_for_one_path(base_url: str | None) -> None:
    """Hosts disagree on whether the last rule counts or all of them are joined."""
    rules = headers(outage(), base_url)
    for path in ("/feed.rss", "/posts/all/x.txt", "/robots.txt", "/incidents/x/", "/"):
        names = [name for rule, set_ in rules.items() if _matches(rule, path) for name in set_]
        assert len(names) == len(set(names)), path


def _matches(rule: str, path: str) -> bool:
    start, star, end = rule.partition("*")
    return (path.startswith(start) and path.endswith(end)) if star else rule == path


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/history.rss", "/feed.rss"),
        ("/history.atom", "/feed.atom"),
        ("/feed", "/feed.rss"),
        ("/incidents", "/history/"),
    ],
)
def test_the_addresses_of_other_status_pages_lead_on(path: str, target: str) -> None:
    assert redirects(outage())[path] == [target, "301"]


def test_a_redirect_leads_into_a_site_below_a_path() -> None:
    moved = redirects(outage("https://example.org/status/"))
    assert moved["/history.rss"] == ["/status/feed.rss", "301"]


# --- the scheduler -----------------------------------------------------------------------------


def test_the_build_tells_when_it_was_and_when_the_next_is_due() -> None:
    told: Any = json.loads(files(outage(), "2026-12-01 21:30:15")["build.json"])
    assert told == {"built": "2026-12-01T21:30:15Z", "next_change": "2026-12-01T22:00:00Z"}
    assert datetime.fromisoformat(told["built"]).tzinfo is not None
