"""The headers for browsers: what pages may load, who may show them, how long they are good."""

import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from statusgen.model import Content
from statusgen.outputs import headers as output
from tests.contexts import context, rendered
from tests.outputs.sites import parsed, sample
from tests.samples import content, group

FRESH = "public, max-age=30, must-revalidate"
PREVIEW = "https://preview.example/"
PAGES = ("/", "/incidents/x/", "/incidents/x/20261120T131500Z/", "/maintenance/x/", "/sla/")
MORE_PAGES = ("/history/", "/history/2026-11/", "/reports/2026-11/", "/components/x/", "/posts/")

Rules = dict[str, dict[str, str]]


def site(*languages: str) -> Content:
    made = content(groups=(group("all", "global_problem"),))
    return replace(made, site=replace(made.site, languages=("en", *languages)))


def headers(source: Content, base_url: str | None = None) -> Rules:
    """Return the headers by path, read as Netlify's parser reads them."""
    (written,) = rendered(output.OUTPUT, context(source, base_url=base_url))
    rules: Rules = {}
    for line in written.content.decode().splitlines():
        if line.startswith("/"):
            rules[line] = {}
        elif line.strip():
            name, separator, value = line.partition(": ")
            assert separator, "a line without a value is dropped without a word"
            rules[list(rules)[-1]][name.strip()] = value
    return rules


# --- two hosts ---------------------------------------------------------------------------------


def on_netlify(rule: str, address: str) -> bool:
    """Tell whether a rule applies, as netlify/build's `for_regexp.ts` has it.

    What follows a lone asterisk need not be there, nor the slash before it: `/sla/*` is `/sla` too.
    """
    parts = [part for part in rule.split("/") if part]
    patterns = ["?(.*)" if part == "*" else part.replace("*", "(.*)") for part in parts]
    return re.fullmatch(f"/{'/'.join(patterns)}/?", address, re.IGNORECASE) is not None


def on_cloudflare(rule: str, address: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, rule.split("*"))), address) is not None


each_host = pytest.mark.parametrize("applies", [on_netlify, on_cloudflare])


def addresses_of(*folders: str) -> Iterator[str]:
    """Yield the address of every file of the sample, as it would be in these folders."""
    for path in sample():
        for folder in ("", *folders):
            yield f"/{folder}{path.removesuffix('index.html')}"


@each_host
@pytest.mark.parametrize("base_url", [None, PREVIEW])
def test_no_header_has_two_values_for_one_address(applies: type, base_url: str | None) -> None:
    """Of two, one host would take the last and another would join them."""
    rules = headers(site("it"), base_url)
    for address in addresses_of("it/"):
        texts = [rules[rule].items() for rule in rules if applies(rule, address)]
        pairs = {pair for each in texts for pair in each}
        assert len({name for name, _ in pairs}) == len(pairs), address


def test_five_languages_need_no_more_rules_than_cloudflare_reads() -> None:
    assert len(headers(site("it", "de", "fr", "es"))) <= 100


def headers_for(address: str) -> dict[str, str]:
    """Return all headers of one address, whichever rules set them."""
    rules = headers(site("it"))
    matching = (rules[rule] for rule in rules if on_netlify(rule, address))
    return {name: value for each in matching for name, value in each.items()}


# --- safety ------------------------------------------------------------------------------------


def policy(address: str) -> dict[str, str]:
    printed = headers_for(address)["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in printed.split(";"))


@pytest.mark.parametrize("address", [*PAGES, *MORE_PAGES, "/404.html", "/it/", "/it/history/"])
def test_a_page_loads_nothing_inline_nor_from_elsewhere_and_no_frame_may_hold_it(
    address: str,
) -> None:
    parts = policy(address)
    assert parts["default-src"] == parts["frame-ancestors"] == "'none'"
    assert parts["base-uri"] == parts["form-action"] == "'none'"
    assert set(parts.values()) == {"'none'", "'self'"}
    assert headers_for(address)["X-Frame-Options"] == "DENY"
    assert headers_for(address)["Cross-Origin-Opener-Policy"] == "same-origin"


def test_where_there_is_no_page_the_answer_says_itself_what_it_loads() -> None:
    assert "Content-Security-Policy" not in headers_for("/nothing-is-here/")
    (printed,) = parsed(sample()["404.html"]).xpath("//meta[@http-equiv]/@content")
    assert f"{printed}; frame-ancestors 'none'" == headers_for("/")["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/embed/", "/it/embed/"])
def test_any_site_may_show_the_line_in_a_frame(address: str) -> None:
    found = headers_for(address)
    assert policy(address) == {**policy("/"), "frame-ancestors": "*"}
    assert "X-Frame-Options" not in found
    assert found["X-Robots-Tag"] == "noindex"
    assert found["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ],
)
def test_every_address_is_kept_safe(name: str, value: str) -> None:
    assert headers(site())["/*"][name] == value


@pytest.mark.parametrize("address", ["/posts/", "/posts/all/x.txt", "/it/posts/"])
def test_posts_are_not_indexed(address: str) -> None:
    assert headers_for(address)["X-Robots-Tag"] == "noindex"


def test_nothing_of_a_preview_is_indexed() -> None:
    assert headers(site(), PREVIEW)["/*"]["X-Robots-Tag"] == "noindex"


# --- other sites -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["/api/v2/summary.json", "/api/v2/incidents/0a1b2c3d4e5f.json", "/api/statusgen/v1/x"],
)
def test_scripts_of_any_site_may_read_the_api(address: str) -> None:
    found = headers_for(address)
    assert found["Access-Control-Allow-Origin"] == "*"
    assert found["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert found["Content-Type"] == "application/json; charset=utf-8"
    assert found["Cache-Control"] == FRESH


@pytest.mark.parametrize(
    "address", ["/feed.json", "/incidents/feed.json", "/components/a/feed.json", "/it/feed.json"]
)
def test_scripts_of_any_site_may_read_a_json_feed(address: str) -> None:
    found = headers_for(address)
    assert found["Access-Control-Allow-Origin"] == "*"
    assert found["Cache-Control"] == FRESH


@pytest.mark.parametrize("address", ["/badge.svg", "/components/pbx/badge.svg", "/it/badge.svg"])
def test_any_site_may_show_a_badge(address: str) -> None:
    found = headers_for(address)
    assert found["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert found["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert found["Cache-Control"] == FRESH


@pytest.mark.parametrize(
    "address",
    ["/feed.rss", "/it/feed.atom", "/maintenance.ics", "/components/a/feed.rss", "/it/badge.json"],
)
def test_scripts_of_any_site_may_read_feeds_calendars_and_badges(address: str) -> None:
    assert headers_for(address)["Access-Control-Allow-Origin"] == "*"
    assert headers_for(address)["Cache-Control"] == FRESH


@pytest.mark.parametrize("address", ["/badge.svg", "/favicon.svg", "/logo.svg", "/it/badge.svg"])
def test_a_picture_loads_nothing_from_elsewhere(address: str) -> None:
    assert policy(address)["default-src"] == "'none'"


@pytest.mark.parametrize("page", ["", "embed/"])
def test_headers_hold_for_the_path_of_the_file_too(page: str) -> None:
    """Where a redirect matches, `netlify dev` looks at the file."""
    assert headers_for(f"/it/{page}") == headers_for(f"/it/{page}index.html")
    assert "Content-Security-Policy" in headers_for(f"/it/{page}")


def test_what_is_no_api_is_not_for_scripts_of_other_sites() -> None:
    assert "Access-Control-Allow-Origin" not in headers_for("/posts/all/x.txt")


# --- types and times ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "kind"),
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
        ("/it/components/pbx/feed.json", "application/feed+json; charset=utf-8"),
        ("/build.json", "application/json; charset=utf-8"),
        ("/api/v2/summary.json", "application/json; charset=utf-8"),
        ("/api/statusgen/v1/components/feed.json", "application/json; charset=utf-8"),
        ("/posts/all/x.txt", "text/plain; charset=utf-8"),
        ("/components/pbx/maintenance.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_each_file_has_its_type(address: str, kind: str) -> None:
    assert headers_for(address)["Content-Type"] == kind


def test_only_what_is_named_by_its_bytes_is_kept_for_ever() -> None:
    kept = [path for path, rule in headers(site()).items() if "immutable" in str(rule)]
    assert "/pictures/*" in kept
    named = [path for path in kept if path != "/pictures/*"]
    assert named
    assert all(re.fullmatch(r"/[a-z]+\.[0-9a-f]{8}\.(css|js)", path) for path in named)


@pytest.mark.parametrize("folder", ["/", "/it/"])
def test_pages_and_feeds_are_asked_for_again_within_a_minute(folder: str) -> None:
    feeds = "feed.rss", "feed.atom", "feed.json", "history.rss", "history.atom"
    pages = (path.removeprefix("/") for path in (*PAGES, *MORE_PAGES, "/embed/"))
    for path in (*pages, *feeds, "maintenance.ics", "badge.svg", "components/pbx/feed.rss"):
        assert headers_for(folder + path)["Cache-Control"] == FRESH


@pytest.mark.parametrize(
    "address",
    ["/build.json", "/maintnote.ics", "/favicon.svg", "/favicon-major.svg", "/sitemap.xml"],
)
def test_what_all_languages_share_is_as_fresh(address: str) -> None:
    assert headers_for(address)["Cache-Control"] == FRESH
