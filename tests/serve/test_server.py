import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
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


# --- clients that mean no good -------------------------------------------------------------------


def sent(server: PreviewServer, data: bytes) -> bytes:
    """Return all that the server answers to some bytes until it closes the connection."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as client:
        client.sendall(data)
        answer = b""
        with suppress(ConnectionResetError):
            while received := client.recv(65536):
                answer += received
        return answer


HIDDEN = b"GET /_headers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: %d" % len(HIDDEN),
        b"Content-Length: 0\r\nContent-Length: %d" % len(HIDDEN),
        b"Transfer-Encoding: chunked",
        b"Host: evil.example",
        b"Content-Length : %d" % len(HIDDEN),
    ],
)
def test_nothing_behind_a_request_is_taken_for_another(server: PreviewServer, head: bytes) -> None:
    answer = sent(server, b"GET / HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\n\r\n" + HIDDEN)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert answer.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("line", [b"GET", b"GET / HTTP/1.1 x", b"\x16\x03\x01", b"GET / HTTP/x"])
def test_a_broken_request_line_ends_the_connection(server: PreviewServer, line: bytes) -> None:
    assert b"Home" not in sent(server, line + b"\r\n\r\n" + HIDDEN)


@pytest.mark.parametrize("drip", [False, True])
def test_a_client_that_does_not_finish_holds_no_thread(
    drip: bool,  # noqa: FBT001 - a case
    server: PreviewServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("statusgen.serve.server._PATIENCE", 0.5)
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as client:
        client.sendall(b"GET / HT")
        client.settimeout(0.1)
        while time.monotonic() < began + 5:
            try:
                if client.recv(1) == b"":
                    break
            except TimeoutError:
                if drip:
                    client.sendall(b"T")
            except ConnectionError:
                break
    assert time.monotonic() - began < 4


def test_two_hundred_clients_at_once_are_answered(server: PreviewServer) -> None:
    with ExitStack() as stack:
        clients = [
            stack.enter_context(
                socket.create_connection(("127.0.0.1", server.server_port), timeout=10)
            )
            for _ in range(200)
        ]
        for client in clients:
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert all(client.recv(12) == b"HTTP/1.1 200" for client in clients)


def test_a_port_in_use_is_an_error() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"Port {port} cannot be used: .*Choose another"):
            PreviewServer(port, Broadcaster())
