"""A real Alertmanager, and the webhook that hands its payloads to `statusgen draft`."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

NAMES = ("prometheus-alertmanager", "alertmanager")
LOCAL = "127.0.0.1"
_PATIENCE = 20.0
_CONFIG = """\
route:
  receiver: statusgen
  group_by: [alertname]
  group_wait: 50ms
  group_interval: 200ms
  repeat_interval: 400ms
receivers:
  - name: statusgen
    webhook_configs: [{url: "http://%s:%d/", send_resolved: true}]
"""


def program() -> str:
    """Return the path of Alertmanager; without one skip the test, but fail in CI."""
    for path in filter(None, map(shutil.which, NAMES)):
        return path
    message = "no alertmanager on the PATH"
    return pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


def wait_for(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.02)


class Webhook(HTTPServer):
    """Receives payloads, and runs `statusgen draft` for each, one after the other."""

    def __init__(self, root: Path) -> None:
        super().__init__((LOCAL, 0), _Handler)
        self.command = [sys.executable, "-m", "statusgen", "draft", "--from", "alertmanager"]
        self.command += ["--root", str(root)]
        self.received: list[tuple[str, int]] = []

    def take(self, payload: bytes) -> None:
        done = subprocess.run(self.command, input=payload, check=False, capture_output=True)  # noqa: S603 - ours
        assert done.returncode == 0, done.stderr
        value = json.loads(payload)
        self.received.append((value["status"], len(value["alerts"])))

    def wait_for_next(self) -> None:
        """Wait until a payload is taken that came after this call."""
        number = len(self.received) + 2  # one may be under way
        wait_for(lambda: len(self.received) >= number)

    def wait_for_another(self, status: str, number: int, seen: int = 0) -> None:
        """Wait for more than `seen` payloads of this status with this number of alerts."""
        wait_for(lambda: self.received.count((status, number)) > seen)


class _Handler(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        self.server.take(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class Alertmanager:
    """A running Alertmanager with its webhook."""

    def __init__(self, port: int, webhook: Webhook) -> None:
        self.webhook = webhook
        self._url = f"http://{LOCAL}:{port}"

    def post(self, *alerts: dict[str, str], ended: bool = False) -> None:
        """Send alerts with these labels, as Prometheus does."""
        end = {"endsAt": datetime.now(UTC).isoformat()} if ended else {}
        body = json.dumps([{"labels": each, **end} for each in alerts]).encode()
        kind = {"Content-Type": "application/json"}
        with urlopen(Request(f"{self._url}/api/v2/alerts", body, kind)):  # noqa: S310 - http
            pass

    def is_ready(self) -> bool:
        try:
            with urlopen(f"{self._url}/-/ready"):  # noqa: S310 - http
                return True
        except OSError:
            return False


@contextmanager
def running(path: str, root: Path, folder: Path) -> Iterator[Alertmanager]:
    """Run Alertmanager with its data in a folder, and a webhook for the site in `root`."""
    webhook = Webhook(root)
    config = folder / "alertmanager.yml"
    config.write_text(_CONFIG % (LOCAL, webhook.server_port))
    with socket.create_server((LOCAL, 0)) as found:
        port = found.getsockname()[1]
    command = [path, f"--config.file={config}", f"--storage.path={folder / 'data'}"]
    command += [f"--web.listen-address={LOCAL}:{port}", "--cluster.listen-address="]
    threading.Thread(target=webhook.serve_forever, daemon=True).start()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - ours
        try:
            started = Alertmanager(port, webhook)
            wait_for(started.is_ready)
            yield started
        finally:
            process.terminate()
            webhook.shutdown()
            webhook.server_close()
