import json
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
from msgspec.structs import replace

from statusgen.serve.server import PortInUseError, PreviewServer
from statusgen.serve.state import Broadcaster, PreviewState

SITE = PreviewState({"index.html": b"<body>Home</body>", "_headers": b"/*"}, "v1")


@pytest.fixture
def server() -> Iterator[PreviewServer]:
    broadcaster = Broadcaster()
    broadcaster.show(SITE)
    with PreviewServer(0, broadcaster) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


class Browser:
    """Sends requests to a server; `go` closes all connections."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.open: list[HTTPConnection | HTTPResponse] = []

    def ask(self, path: str, method: str = "GET", host: str = "localhost") -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        response = connection.getresponse()
        self.open += (response, connection)
        return response

    def go(self) -> None:
        while self.open:
            self.open.pop().close()


@pytest.fixture
def browser(server: PreviewServer) -> Iterator[Browser]:
    browser = Browser(server.server_port)
    yield browser
    browser.go()


def next_event(response: HTTPResponse) -> Any:  # noqa: ANN401 - JSON
    """Return the data of the next server-sent event."""
    line = response.readline()
    assert response.readline() == b"\n"
    return json.loads(line.removeprefix(b"data: "))


def test_a_page_is_served_and_never_kept(browser: Browser) -> None:
    response = browser.ask("/")
    assert b"Home" in response.read()
    assert response.headers["Cache-Control"] == "no-store"


def test_head_has_the_same_headers_and_no_body(browser: Browser) -> None:
    full, head = browser.ask("/"), browser.ask("/", method="HEAD")
    assert head.headers["Content-Length"] == full.headers["Content-Length"]
    assert head.read() == b""


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_the_names_of_this_machine_are_answered(browser: Browser, host: str) -> None:
    assert browser.ask("/", host=host).status == 200


@pytest.mark.parametrize("path", ["/", "/_statusgen/events", "/_statusgen/reload.js"])
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "", "[", "::1"]
)
def test_a_page_elsewhere_cannot_read_the_preview(browser: Browser, host: str, path: str) -> None:
    response = browser.ask(path, host=host)
    assert response.status == 403
    assert b"Home" not in response.read()


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/..%2f..%2fetc/passwd", "//etc/passwd"])
def test_nothing_outside_the_site_is_served(browser: Browser, path: str) -> None:
    assert browser.ask(path).status == 404


def test_only_this_machine_is_served(server: PreviewServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_a_browser_gets_the_state_and_each_new_one(server: PreviewServer, browser: Browser) -> None:
    events = browser.ask("/_statusgen/events")
    assert events.headers["Content-Type"] == "text/event-stream"
    first = {"version": "v1", "summary": "", "problems": [], "drafts": []}
    assert next_event(events) == first
    server.broadcaster.show(replace(SITE, problems=("a", "b"), summary="2 problems"))
    assert next_event(events) == first | {"summary": "2 problems", "problems": ["a", "b"]}


def test_a_browser_that_goes_away_is_passed_over(
    server: PreviewServer, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        next_event(browser.ask("/_statusgen/events"))
        browser.go()
        server.broadcaster.show(replace(SITE))
    assert browser.ask("/").status == 200
    assert capsys.readouterr().err == ""


def test_a_port_in_use_is_an_error() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"Port {port} cannot be used: .*Choose another"):
            PreviewServer(port, Broadcaster())
