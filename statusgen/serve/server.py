"""Serves what is shown over HTTP, on this machine only, and tells browsers when it changes."""

import json
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import NoReturn, cast
from urllib.parse import urlsplit

from msgspec import structs

from statusgen.serve.answers import EVENTS, Answer, answer, looked_at
from statusgen.serve.shown import Shown, Stage
from statusgen.serve.site import Unusable

ADDRESS = "127.0.0.1"
_OWN_NAMES = {"localhost", "127.0.0.1", "::1"}
_HEARTBEAT = 15.0
"""Seconds between signs of life, by which we notice that a browser has gone."""


class PortTaken(Exception):  # noqa: N818 - as the person who chose the port would call it
    """The server cannot have its port."""


class PreviewServer(ThreadingHTTPServer):
    """Answers every request from one stage; its threads end with the program."""

    daemon_threads = True

    def __init__(self, port: int, stage: Stage) -> None:
        self.stage = stage
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as error:
            message = f"Port {port} cannot be used: {error.strerror}. Choose another one."
            raise PortTaken(message) from error

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def server_bind(self) -> None:
        """Take the port; unlike the base class, ask no name server what we are called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.socket.getsockname()[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over a browser that has gone in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # as the base class was called


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "statusgen"
    sys_version = ""

    def do_GET(self) -> None:
        if self._is_for_us() and urlsplit(self.path).path == EVENTS:
            self._stream_events()
        else:
            self._send(self._answer(), with_body=True)

    def do_HEAD(self) -> None:
        self._send(self._answer(), with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
        """Say nothing: what a browser fetches is no news."""

    @property
    def _stage(self) -> Stage:
        return cast("PreviewServer", self.server).stage

    def _is_for_us(self) -> bool:
        """Return whether the browser meant this machine.

        Another name that was made to resolve here belongs to a page that wants to read the site
        through the browser (DNS rebinding).
        """
        with suppress(ValueError):
            return urlsplit(f"//{self.headers.get('Host', '')}").hostname in _OWN_NAMES
        return False

    def _answer(self) -> Answer:
        if self._is_for_us():
            return self._of_site()
        message = b"This preview answers only to localhost and 127.0.0.1.\n"
        return Answer(HTTPStatus.FORBIDDEN, message, {"Content-Type": "text/plain; charset=utf-8"})

    def _of_site(self) -> Answer:
        """Return an answer from a site that is not given up while it is being made."""
        shown = self._stage.shown
        while True:
            try:
                return answer(shown, self.path)
            except Unusable:
                shown = self._stage.other_than(shown, _HEARTBEAT) or shown

    def _send(self, reply: Answer, *, with_body: bool) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)

    def _stream_events(self) -> None:
        """Tell the browser what is shown, now and whenever that changes, until it goes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with self._stage.looking(looked_at(self.path)):
            self._tell_what_is_shown()

    def _tell_what_is_shown(self) -> NoReturn:
        """Go on until the browser does not listen any more; that is a ConnectionError."""
        seen = None
        while True:
            other = self._stage.other_than(seen, _HEARTBEAT)
            self.wfile.write(_event(other) if other else b": still here\n\n")
            seen = other or seen


def _event(shown: Shown) -> bytes:
    told = {
        "version": shown.version,
        "summary": shown.summary,
        "problems": shown.problems,
        "drafts": [structs.asdict(draft) for draft in shown.drafts],
    }
    return f"data: {json.dumps(told)}\n\n".encode()
