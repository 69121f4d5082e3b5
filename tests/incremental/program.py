"""The program as a process of its own, known by its command line alone: it builds, it serves."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import quote

MANIFEST = ".statusgen.json"
CACHE = ".statusgen-cache"

Files = dict[str, bytes]
"""The files of a site by their paths."""

_PATIENCE = 120.0
"""Seconds in which a preview has to show a site."""

_SERVE = """
import runpy
from datetime import datetime
import click

START = datetime.now().astimezone()

class Stopped:
    now = staticmethod(START.astimezone)

def invoke(command, context, invoke=click.Command.invoke):
    if command.name == "serve":
        known = command.callback.__globals__
        assert known.get("datetime") is datetime, "serve reads its clock in another way"
        known["datetime"] = Stopped
    return invoke(command, context)

click.Command.invoke = invoke
runpy.run_module("statusgen", run_name="__main__")
"""
"""Runs the command line with a clock for `serve` that stands still: `--now` stays as it is."""

_ADDED = re.compile(rb'<script src="/_statusgen/[^>]*></script>')
"""What the preview adds to each page; it names the version that is shown."""


class Failed(Exception):  # noqa: N818 - as the tests call it
    """The program ended with an error, or showed nothing; the message is what it wrote."""


@dataclass(frozen=True, slots=True)
class Program:
    """The program below `folder`, which may be of another commit than these tests."""

    folder: Path

    def build(self, root: Path, out: Path, now: str, *options: str) -> Files:
        """Build the site of `root` and return all that is in `out` then."""
        words = ["-m", "statusgen", "build", "--root", str(root), "--out", str(out), "--now", now]
        done = subprocess.run(  # noqa: S603 - ours
            [sys.executable, *words, *options],
            check=False,
            capture_output=True,
            cwd=self.folder,
            env=self._environment(),
        )
        if done.returncode:
            raise Failed(done.stderr.decode())
        return files(out)

    @contextmanager
    def serve(self, root: Path, now: str, port: int) -> Iterator["Preview"]:
        """Yield a preview of `root` whose clock stands at `now`, once it shows a site."""
        words = ["-c", _SERVE, "serve", "--root", str(root), "--now", now, "--port", str(port)]
        with (
            TemporaryFile() as written,
            subprocess.Popen(  # noqa: S603 - ours
                [sys.executable, *words],
                stderr=written,
                cwd=self.folder,
                env=self._environment(),
            ) as process,
        ):
            connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
            preview = Preview(process, connection, written)
            try:
                preview.wait_for_other_than(b"")
                yield preview
            finally:
                preview.connection.close()
                process.kill()

    def _environment(self) -> dict[str, str]:
        """Return what is around a process: this program before an installed one, compiled once."""
        own = {"PYTHONPATH": str(self.folder)}
        left_out = ("PYTHONDONTWRITEBYTECODE",)
        return {name: each for name, each in os.environ.items() if name not in left_out} | own


@dataclass(frozen=True, slots=True)
class Preview:
    """A running `statusgen serve`."""

    process: "subprocess.Popen[bytes]"
    connection: HTTPConnection
    written: IO[bytes]

    def version(self) -> bytes:
        """Return what names the version of the site that is shown, or nothing before the first."""
        status, body = self._ask("/")
        found = _ADDED.search(body)
        return found[0] if status == 200 and found else b""

    def wait_for_other_than(self, version: bytes) -> None:
        """Return once another version than `version` is shown."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if self.version() not in {b"", version}:
                    return
            except ConnectionError:
                self.connection.close()  # nothing listens yet
            time.sleep(0.02)
        self.written.seek(0)
        message = f"the preview shows no other site: {self.written.read().decode()}"
        raise Failed(message)

    def fetch(self, paths: Iterable[str]) -> Files:
        """Return what is served at `paths` but for what the preview adds by itself."""
        return {path: self._fetched(path) for path in paths}

    def _fetched(self, path: str) -> bytes:
        status, body = self._ask(f"/{quote(path)}")
        return _ADDED.sub(b"", body) if status == 200 else f"HTTP status {status}\n".encode()

    def _ask(self, path: str) -> tuple[int, bytes]:
        """Return the status and the body at a path.

        On a connection that stays open each answer would wait for a delayed acknowledgement.
        """
        self.connection.request("GET", path)
        with self.connection.getresponse() as response:
            body = response.read()
        self.connection.close()
        return response.status, body


def files(folder: Path) -> Files:
    """Return all files below a folder by their paths in it."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file()
    }


def differing(some: Files, others: Files) -> list[str]:
    """Return the paths at which not the same bytes stand, in order."""
    return sorted(path for path in some | others if some.get(path) != others.get(path))


def free_port() -> int:
    """Return a port of this machine at which nothing listens."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])
