"""How long it takes from saving a file until `statusgen serve` serves its page anew."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from typing import Protocol

from tests.benchmarks.bench_site import Site
from tests.benchmarks.measure import Took

_PATIENCE = 300


def save_to_served(site: Site, saves: int) -> Took:
    """Return the seconds from each save of the newest incident to its new page in the client.

    As a browser does, the client waits for the stream of events to name another version, and
    asks for the page then. The first save is not counted: it may be the one that warms up.
    """
    newest = site.incidents - 1
    with served(site, newest) as (port, _):
        took = [saved(site, newest, port, f"Correction {n} of the bench") for n in range(saves + 1)]
    return Took(tuple(took[1:]))


class Saves(Protocol):
    """A site whose incidents can be corrected while it is served."""

    def words(self, command: str, *options: str) -> list[str]:
        """Return how a command of statusgen is run on this site."""
        ...

    def page(self, number: int) -> str:
        """Return the path of an incident's page."""
        ...

    def change(self, number: int, correction: str) -> None:
        """Put a correction into the newest text of an incident."""
        ...


def saved(site: Saves, number: int, port: int, correction: str) -> float:
    """Return the seconds from saving a correction of an incident until its page has it."""
    with _events(port, site.page(number)) as versions:
        next(versions)  # what is served already
        began = time.perf_counter()
        site.change(number, correction)
        for _ in versions:
            if correction in _page(port, site.page(number)):
                return time.perf_counter() - began
    message = f"'{correction}' was never served"
    raise RuntimeError(message)


@contextmanager
def served(site: Saves, number: int) -> Iterator[tuple[int, int]]:
    """Serve a site until it is left; yield port and process once an incident's page is there."""
    port = _free_port()
    words, quiet = site.words("serve", "--port", str(port)), subprocess.DEVNULL
    server = subprocess.Popen(words, stdout=quiet, stderr=quiet)  # noqa: S603 - one of ours
    try:
        _await_first(port, site.page(number))
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _await_first(port: int, path: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with suppress(OSError):
            if "We are sorry" in _page(port, path):
                return
        time.sleep(0.1)
    message = f"nothing was served within {_PATIENCE} s"
    raise RuntimeError(message)


def _page(port: int, path: str) -> str:
    with _got(port, path) as response:
        return response.read().decode()


@contextmanager
def _events(port: int, page: str) -> Iterator[Iterator[str]]:
    """Listen, as `page` does, to the versions that the preview names; each is yielded once."""
    with _got(port, f"/_statusgen/events?page={page}") as response:
        yield _versions(response)


def _versions(response: HTTPResponse) -> Iterator[str]:
    last = None
    for line in response:
        if line.startswith(b"data: "):
            version = json.loads(line.removeprefix(b"data: "))["version"]
            if version != last:
                yield (last := version)


@contextmanager
def _got(port: int, path: str) -> Iterator[HTTPResponse]:
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", path)
        yield connection.getresponse()
    finally:
        connection.close()
