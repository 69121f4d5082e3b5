"""The local preview: makes the site in memory, and anew when a file or the clock says so.

It never touches the published site. The last good site stays, with the problems laid over it.
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
from statusgen.serve.preview import Preview
from statusgen.serve.server import PreviewServer
from statusgen.serve.shown import Stage
from statusgen.serve.watch import Watch

WATCHED = ("content", "templates")
_GLANCE = timedelta(seconds=30)
"""How often the clock is looked at: a sleeping computer does not count the seconds it sleeps."""

_TURN = 0.0005
"""Seconds for which one thread may keep the others waiting: a browser is answered between two
steps of what is made meanwhile."""

Clock = Callable[[], datetime]


def serve(root: Path, port: int, clock: Clock) -> NoReturn:
    """Serve `root` on 127.0.0.1 until interrupted; port 0 is any free one, `clock` says the time.

    Raises `PortTaken` where another program has the port.
    """
    sys.setswitchinterval(_TURN)
    stage = Stage()
    with PreviewServer(port, stage) as server, Watch(root, WATCHED) as watch, _running(server):
        echo(f"Serving {server.url} (Ctrl-C stops)")
        preview = Preview(root, server.url, stage)
        while True:
            world = preview.renew(clock(), lambda: watch.has_changed)
            wait(watch, world, clock)


def wait(watch: Watch, world: World | None, clock: Clock) -> None:
    """Return once a file has changed, or the clock alone has changed what is shown."""
    due = world.next_change.at if world else None
    while True:
        now = clock()
        left = _GLANCE if due is None else min(due - now, _GLANCE)
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
