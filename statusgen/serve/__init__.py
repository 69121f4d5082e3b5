"""The local preview: renders the site in memory, and again when a file or the time changes it.

It never writes to the published site. The last good site stays, with an overlay of problems.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

from statusgen.console import echo
from statusgen.domain.world import World
from statusgen.serve import memory
from statusgen.serve.preview import Preview
from statusgen.serve.server import PreviewServer
from statusgen.serve.state import Broadcaster
from statusgen.serve.watch import Watch

WATCHED = ("content", "templates")
_CLOCK_INTERVAL = timedelta(seconds=30)
"""Maximum time between two looks at the clock: timeouts do not run while a computer sleeps."""

_SWITCH_INTERVAL = 0.0005
"""Seconds after which a thread lets another run, so that requests are answered during a build."""

Clock = Callable[[], datetime]


def serve(root: Path, port: int, clock: Clock) -> NoReturn:
    """Serve `root` on 127.0.0.1 until interrupted; port 0 is any free one, `clock` returns now.

    Raises `PortInUseError` if another program has the port.
    """
    sys.setswitchinterval(_SWITCH_INTERVAL)
    broadcaster = Broadcaster()
    server, watch = PreviewServer(port, broadcaster), Watch(root, WATCHED)
    with server, watch, _running(server):
        echo(f"Serving {server.url} (Ctrl-C stops)")
        preview = Preview(root, server.url, broadcaster)
        while True:
            world = preview.renew(clock(), lambda: watch.has_changed)
            memory.release()
            wait(watch, world, clock)


def wait(watch: Watch, world: World | None, clock: Clock) -> None:
    """Return once a file has changed, or `world` is due to change at this time."""
    due = world.next_change.at if world else None
    while True:
        now = clock()
        left = _CLOCK_INTERVAL if due is None else min(due - now, _CLOCK_INTERVAL)
        if (due is not None and due <= now) or watch.wait(left.total_seconds()):
            return


@contextmanager
def _running(server: PreviewServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
