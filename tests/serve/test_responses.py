from http import HTTPStatus

import pytest

from statusgen.serve.responses import respond, viewed_path
from statusgen.serve.state import PreviewState

FILES = {
    "index.html": b"<html><body>Home</body></html>",
    "incidents/a/index.html": b"<body>A</body>",
    "404.html": b"<body>Nothing here</body>",
    "feed.rss": b"<rss/>",
    "feed.atom": b"<feed/>",
    "components/pbx/feed.json": b"{}",
    "maintenance.ics": b"BEGIN:VCALENDAR",
    "posts/g/a.txt": b"text",
    "build.json": b"{}",
    "site/größe.svg": b"<svg/>",
    "odd.bin": b"\0",
    "_redirects": b"""# old addresses
/history.rss /feed.rss 301
/old/* /incidents/:splat 302
/same /index.html 200
""",
}
SITE = PreviewState(FILES, "v1")
BROKEN = PreviewState(
    problems=("content/site.yml:1:1: <b>wrong</b>",), summary="1 problem in 1 file"
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/incidents/a/", "text/html; charset=utf-8"),
        ("/feed.rss", "application/rss+xml; charset=utf-8"),
        ("/feed.atom?x=1", "application/atom+xml; charset=utf-8"),
        ("/components/pbx/feed.json", "application/feed+json; charset=utf-8"),
        ("/maintenance.ics", "text/calendar; charset=utf-8"),
        ("/posts/g/a.txt", "text/plain; charset=utf-8"),
        ("/build.json", "application/json; charset=utf-8"),
        ("/site/gr%C3%B6%C3%9Fe.svg", "image/svg+xml; charset=utf-8"),
        ("/odd.bin", "application/octet-stream"),
        ("/_statusgen/reload.js", "text/javascript; charset=utf-8"),
        ("/_statusgen/overlay.css", "text/css; charset=utf-8"),
    ],
)
def test_a_file_comes_with_its_type(path: str, kind: str) -> None:
    response = respond(SITE, path)
    assert (response.status, response.headers["Content-Type"]) == (HTTPStatus.OK, kind)


def test_a_page_keeps_itself_up_to_date() -> None:
    body = respond(SITE, "/").body.decode()
    script = f'<script src="/_statusgen/reload.js" data-version="{SITE.version}" defer></script>'
    assert body == f"<html><body>Home{script}</body></html>"


def test_what_is_no_page_is_served_as_it_is() -> None:
    assert respond(SITE, "/feed.rss").body == FILES["feed.rss"]


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/index.html/",
        "*",
    ],
)
def test_anything_else_is_not_found(path: str) -> None:
    response = respond(SITE, path)
    assert response.status == HTTPStatus.NOT_FOUND
    assert b"Nothing here" in response.body


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/incidents/a", 301, "/incidents/a/"),
        ("/incidents/a?x=1", 301, "/incidents/a/?x=1"),
        ("/history.rss", 301, "/feed.rss"),
        ("/history.rss/", 301, "/feed.rss"),
        ("/old/a/", 302, "/incidents/a/"),
        ("/old/a%0d%0aSet-Cookie:x", 302, "/incidents/a%0D%0ASet-Cookie:x"),
    ],
)
def test_an_old_or_short_address_leads_on(path: str, status: int, location: str) -> None:
    response = respond(SITE, path)
    assert (response.status, response.headers["Location"]) == (status, location)


def test_a_rule_may_answer_with_another_page() -> None:
    assert b"Home" in respond(SITE, "/same").body


def test_before_the_first_good_build_every_page_shows_the_problems_as_text() -> None:
    response = respond(BROKEN, "/incidents/a/")
    assert response.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert b"1 problem in 1 file" in response.body
    assert b"&lt;b&gt;wrong&lt;/b&gt;" in response.body


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("/_statusgen/events?page=%2F", "index.html"),
        ("/_statusgen/events?page=%2Fincidents%2Fa%2F", "incidents/a/index.html"),
        ("/_statusgen/events?page=%2Fgr%25C3%25B6%25C3%259Fe.html", "größe.html"),
        ("/_statusgen/events", "index.html"),
    ],
)
def test_an_event_stream_names_the_open_page(target: str, file: str) -> None:
    assert viewed_path(target) == file


def test_a_missing_page_is_answered_in_the_language_of_its_address() -> None:
    rule = {"_redirects": b"/it/* /it/404.html 404\n", "it/404.html": b"<body>Niente</body>"}
    files = FILES | rule
    response = respond(PreviewState(files, "v1"), "/it/nowhere/")
    assert response.status == HTTPStatus.NOT_FOUND
    assert response.body.startswith(b"<body>Niente")
