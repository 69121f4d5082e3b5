"""The response of the preview to a request: a file, a redirect, or a page of problems.

Only files in memory are looked up, so that no request can reach the disk.
"""

from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import parse_qs, quote, unquote, urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from statusgen import package_root
from statusgen.render import urls
from statusgen.serve.redirects import read_redirects
from statusgen.serve.state import PreviewState

EVENTS = "/_statusgen/events"

_OWN = "/_statusgen/"
_ASSETS = {
    f"{_OWN}{name}": (package_root() / "serve" / name).read_bytes()
    for name in ("reload.js", "overlay.css")
}
_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
_JSON_FEED_TYPE = "application/feed+json; charset=utf-8"
_UNKNOWN_TYPE = "application/octet-stream"


class Response(Struct, frozen=True):
    """An HTTP response; `headers` without the length and the caching."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def respond(state: PreviewState, target: str) -> Response:
    """Return the response to a GET of `target`, the request's path with its query."""
    path = unquote(target.partition("?")[0])
    if path in _ASSETS:
        return _file(path, _ASSETS[path])
    if not state.version:
        return _problem_page(state)
    return (
        _page(state, path.removeprefix("/"))
        or _folder(state, path, target)
        or _redirected(state, path)
        or _not_found(state)
    )


def _page(state: PreviewState, name: str) -> Response | None:
    found = _file_of(name)
    content = state.files.get(found)
    return None if content is None else _live(_file(found, content), state)


def _file_of(name: str) -> str:
    return f"{name}index.html" if not name or name.endswith("/") else name


def viewed_path(target: str) -> str:
    """Return the path of the file that a browser shows, from the query of its event stream."""
    page = parse_qs(urlsplit(target).query).get("page", [""])[0]
    return _file_of(unquote(page).removeprefix("/"))


def _folder(state: PreviewState, path: str, target: str) -> Response | None:
    """Return the redirect to a page whose address was typed without its last slash."""
    if state.files.get(f"{path.removeprefix('/')}/index.html") is None:
        return None
    query = urlsplit(target).query
    return _moved(quote(f"/{path.removeprefix('/')}/") + (f"?{query}" if query else ""))


def _redirected(state: PreviewState, path: str) -> Response | None:
    for rule in read_redirects(state.files.get("_redirects") or b""):
        target = rule.applied(path)
        if target is None:
            continue
        if rule.is_elsewhere:
            return _moved(quote(target, safe="/:?#&=%"), rule.status)
        page = _page(state, target.removeprefix("/"))
        return page and replace(page, status=rule.status)
    return None


def _moved(location: str, status: HTTPStatus = HTTPStatus.MOVED_PERMANENTLY) -> Response:
    return Response(status, headers={"Location": location})


def _not_found(state: PreviewState) -> Response:
    plain = b"<!doctype html><title>404</title><h1>Not found</h1>"
    body = state.files.get(urls.NOT_FOUND) or plain
    page = Response(HTTPStatus.NOT_FOUND, body, {"Content-Type": _TYPES[".html"]})
    return _live(page, state)


def _problem_page(state: PreviewState) -> Response:
    """Return the page of problems that is shown until the first good build."""
    problems = "".join(f"<pre>{escape(each)}</pre>" for each in state.problems)
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>statusgen</title>'
        f'<link rel="stylesheet" href="{_OWN}overlay.css">'
        f'<body><main id="statusgen-problems" role="alert"><h1>{escape(state.summary)}</h1>'
        f"<p>The site appears here as soon as it can be built.</p>{problems}</main></body></html>"
    )
    headers = {"Content-Type": _TYPES[".html"]}
    return _live(Response(HTTPStatus.SERVICE_UNAVAILABLE, body.encode(), headers), state)


def _file(name: str, content: bytes) -> Response:
    return Response(HTTPStatus.OK, content, {"Content-Type": _type_of(PurePosixPath(name))})


def _type_of(path: PurePosixPath) -> str:
    if path.name == urls.FEED_JSON:
        return _JSON_FEED_TYPE
    return _TYPES.get(path.suffix, _UNKNOWN_TYPE)


def _live(page: Response, state: PreviewState) -> Response:
    """Return an HTML page with the script that reloads it; other files stay as they are."""
    if page.headers["Content-Type"] != _TYPES[".html"]:
        return page
    script = f'<script src="{_OWN}reload.js" data-version="{state.version}" defer></script>'
    start, end, rest = page.body.rpartition(b"</body>")
    body = start + script.encode() + end + rest if end else page.body + script.encode()
    return Response(page.status, body, page.headers)
