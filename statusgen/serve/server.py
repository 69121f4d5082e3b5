"""Serves the preview over HTTP, on this machine only, and notifies browsers of changes."""

import json
import socket
import sys
import threading
import time
from contextlib import suppress
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader, RawIOBase
from socketserver import TCPServer
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

from msgspec import structs
from typing_extensions import Buffer

from statusgen.serve.responses import EVENTS, Response, respond, viewed_path
from statusgen.serve.site import UnusableError
from statusgen.serve.state import Broadcaster, PreviewState

ADDRESS = "127.0.0.1"
_OWN_NAMES = {"localhost", "127.0.0.1", "::1"}
_HEARTBEAT = 15.0
"""Seconds between comments in an event stream; a failed write shows that the browser has gone."""


_PATIENCE = 20.0
"""Seconds after which a client that sends or takes nothing more is given up."""

MAX_CLIENTS = 256
"""Number of connections, waiting to be accepted or open."""


class PortInUseError(Exception):
    """The server cannot use its port."""


class PreviewServer(ThreadingHTTPServer):
    """Answers requests from the state of a broadcaster; its threads end with the program."""

    daemon_threads = True
    request_queue_size = MAX_CLIENTS

    def __init__(self, port: int, broadcaster: Broadcaster) -> None:
        self.broadcaster = broadcaster
        self._free = threading.BoundedSemaphore(MAX_CLIENTS)
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as error:
            message = f"Port {port} cannot be used: {error.strerror}. Choose another one."
            raise PortInUseError(message) from error

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def server_bind(self) -> None:
        """Bind the port; unlike the base class, without a DNS query for the server's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.socket.getsockname()[1]

    def verify_request(self, request: object, client_address: object) -> bool:
        """Return whether there is room for one more connection."""
        del request, client_address
        return self._free.acquire(blocking=False)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base class's parameters
        """Answer a client in a thread of its own, and make room for another one."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a browser that closed the connection during a response."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # the base class's parameters


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "statusgen"
    sys_version = ""
    timeout = _PATIENCE

    def setup(self) -> None:
        """Prepare for a client, which has a limited time to send the head of each request."""
        super().setup()
        self._deadline = _Deadline(self.connection)
        self.rfile = BufferedReader(self._deadline)

    def handle_one_request(self) -> None:
        """Answer a request, whose head must have come by the end of the patience."""
        self._deadline.renew()
        super().handle_one_request()

    def parse_request(self) -> bool:
        """Read the head of a request; refuse one that could be read in two ways.

        A body is never read, so that it would be taken for another request.
        """
        if not super().parse_request():
            return False
        if _is_plain(self.headers):
            return True
        self.send_error(HTTPStatus.BAD_REQUEST)
        self.close_connection = True
        return False

    def do_GET(self) -> None:
        if self._is_for_us() and urlsplit(self.path).path == EVENTS:
            self._stream_events()
        else:
            self._send(self._response(), with_body=True)

    def do_HEAD(self) -> None:
        self._send(self._response(), with_body=False)

    def log_message(self, *_: object) -> None:
        """Log no requests."""

    @property
    def _broadcaster(self) -> Broadcaster:
        return cast("PreviewServer", self.server).broadcaster

    def _is_for_us(self) -> bool:
        """Return whether the request names this machine as its host.

        Another name that resolves to this address is an attempt of a foreign page to read the site
        through the browser (DNS rebinding).
        """
        with suppress(ValueError):
            return urlsplit(f"//{self.headers.get('Host', '')}").hostname in _OWN_NAMES
        return False

    def _response(self) -> Response:
        if self._is_for_us():
            return self._site_response()
        message = b"This preview answers only to localhost and 127.0.0.1.\n"
        return Response(
            HTTPStatus.FORBIDDEN, message, {"Content-Type": "text/plain; charset=utf-8"}
        )

    def _site_response(self) -> Response:
        """Return a response; wait for the next state if rendering fails meanwhile."""
        state = self._broadcaster.state
        while True:
            try:
                return respond(state, self.path)
            except UnusableError:
                state = self._broadcaster.wait_for_change(state, _HEARTBEAT) or state

    def _send(self, response: Response, *, with_body: bool) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if with_body:
            self.wfile.write(response.body)

    def _stream_events(self) -> None:
        """Send the current state and each new one until the browser closes the connection."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with self._broadcaster.viewing(viewed_path(self.path)):
            self._send_states()

    def _send_states(self) -> NoReturn:
        """Send states until a write raises ConnectionError."""
        seen = None
        while True:
            state = self._broadcaster.wait_for_change(seen, _HEARTBEAT)
            self.wfile.write(_event(state) if state else b": still here\n\n")
            seen = state or seen


class _Deadline(RawIOBase):
    """The bytes that a client sends, until the end of the patience with it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._end = 0.0

    def renew(self) -> None:
        """Give the client time for another request."""
        self._end = time.monotonic() + _PATIENCE

    def readable(self) -> bool:
        """Return True, which a buffer asks for."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Receive bytes; raises TimeoutError when time is over."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        try:
            return self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(_PATIENCE)


def _is_plain(headers: Message) -> bool:
    """Return whether a request has no body, one host, and headers without defects."""
    has_body = "Transfer-Encoding" in headers or set(headers.get_all("Content-Length", [])) - {"0"}
    return not has_body and not headers.defects and len(headers.get_all("Host", [])) <= 1


def _event(state: PreviewState) -> bytes:
    fields = {
        "version": state.version,
        "summary": state.summary,
        "problems": state.problems,
        "drafts": [structs.asdict(draft) for draft in state.drafts],
    }
    return f"data: {json.dumps(fields)}\n\n".encode()
