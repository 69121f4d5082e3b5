"""Servers on 127.0.0.1: the published site, a program or chat that takes messages, and mail."""

import json
import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

NOTHING = 0
"""Answer of a server that takes the request and closes the connection."""


class Hook:
    """A server of HTTP: it has files to get, and answers what is posted as `answers` say.

    The last answer holds for all further requests. `taken` are the bodies that it took.
    """

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers) or [200]
        self.files: dict[str, bytes] = {}
        self.requests: list[tuple[str, bytes]] = []
        self.taken: list[bytes] = []
        self.url = ""
        self.reply = b"{}"

    def answer(self, path: str, body: bytes) -> int:
        """Return the status for a request, and keep it."""
        code = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.requests.append((path, body))
        if code in (200, NOTHING):
            self.taken.append(body)
        return code

    @property
    def address(self) -> str:
        """Host and port."""
        return self.url.partition("//")[2].rstrip("/")

    @property
    def bodies(self) -> list[Any]:
        """The bodies that it took, read as JSON."""
        return [json.loads(each) for each in self.taken]


@contextmanager
def serving(hook: Hook, context: ssl.SSLContext | None = None) -> Iterator[Hook]:
    """Serve on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = hook.files.get(self.path.lstrip("/"))
            self.reply(404 if found is None else 200, found or b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            code = hook.answer(self.path, body)
            if code == NOTHING:
                self.close_connection = True
            else:
                self.reply(code, hook.reply)

        def reply(self, code: int, body: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    hook.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Mailbox:
    """A server of mail; `replies` are those to the mails, in order, and then all are taken."""

    def __init__(self, *replies: str, accepts: str = "") -> None:
        self.replies = list(replies)
        self.accepts = accepts
        self.refused = ""
        self.most = 100
        self.user = ""
        self.options = ""
        self.passwords: list[bytes] = []
        self.mails: list[Envelope] = []
        self.port = 0
        self.handle_RCPT = self.recipient
        self.handle_DATA = self.data

    def authenticate(self, *asked: object) -> AuthResult:
        """Take the password, and no other."""
        given = asked[-1]
        assert isinstance(given, LoginPassword)
        self.passwords.append(given.password)
        return AuthResult(success=given.password == self.accepts.encode(), handled=False)

    async def recipient(
        self, _smtp: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient."""
        if address == self.refused:
            return "550 no such mailbox"
        if len(envelope.rcpt_tos) == self.most:
            return "452 too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def data(self, _smtp: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take a mail."""
        if self.replies:
            return self.replies.pop(0)
        self.mails.append(envelope)
        return "250 OK"

    @property
    def address(self) -> str:
        """The address of Apprise for it, from one mailbox to two others."""
        server = f"{self.user}127.0.0.1:{self.port}"
        return f"mailto://{server}?from=noc@a.example&to=b@b.example,c@c.example{self.options}"


Tls = Literal["", "ssl", "starttls"]
"""How a server of mail encrypts: not, from the first byte, or when it is asked to."""


@contextmanager
def mailing(
    mailbox: Mailbox, tls: Tls = "", context: ssl.SSLContext | None = None
) -> Iterator[Mailbox]:
    """Take mail on a free port of 127.0.0.1."""
    with _free_port() as port:
        mailbox.port = port
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=mailbox.port,
        authenticator=mailbox.authenticate,
        auth_require_tls=False,
        ssl_context=context if tls == "ssl" else None,
        tls_context=context if tls == "starttls" else None,
        require_starttls=tls == "starttls",
    )
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@contextmanager
def _free_port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    try:
        yield server.server_port
    finally:
        server.server_close()


def certified(folder: Path, *names: str) -> ssl.SSLContext:
    """Return what a server needs to show a new certificate for these names.

    The certificate, which is its own authority, is `folder / "own.pem"`.
    """
    openssl, key, own = shutil.which("openssl") or "", folder / "key.pem", folder / "own.pem"
    if not openssl:
        pytest.fail("no openssl") if os.environ.get("CI") else pytest.skip("no openssl")
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test"
    files = ("-keyout", str(key), "-out", str(own), "-addext", f"subjectAltName={','.join(names)}")
    subprocess.run((openssl, *words.split(), *files), check=True, capture_output=True)  # noqa: S603 - the tests' own words
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(own, key)
    return context
