"""The local preview: builds in memory, serves, and builds again when a file or the clock says so.

It never touches the published site. The last good build stays, with the problems laid over it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

from statusgen import addresses
from statusgen.build import Rendered, render
from statusgen.console import summary, tell, tell_problems
from statusgen.lifecycle import IncidentNow
from statusgen.problems import Severity, as_text
from statusgen.serve.server import PreviewServer
from statusgen.serve.shown import Draft, Shown, Stage, version_of
from statusgen.watch import Watch
from statusgen.world import World

WATCHED = ("content", "templates")
_GLANCE = timedelta(seconds=30)
"""How often the clock is looked at: a sleeping computer does not count the seconds it sleeps."""

Clock = Callable[[], datetime]


def serve(root: Path, port: int, clock: Clock) -> NoReturn:
    """Serve `root` on 127.0.0.1 until interrupted; port 0 is any free one, `clock` says the time.

    Raises `PortTaken` where another program has the port.
    """
    stage = Stage()
    with PreviewServer(port, stage) as server, Watch(root, WATCHED) as watch, _running(server):
        tell(f"Serving {server.url} (Ctrl-C stops)")
        while True:
            rendered = render(root, clock(), server.url, drafts=True)
            stage.show(staged(rendered, stage.shown))
            report(rendered)
            wait(watch, rendered, clock)


def staged(rendered: Rendered, last: Shown) -> Shown:
    """Return what to show after a build: its files, or the last good ones under its problems."""
    if rendered.artefacts is not None:
        files = {artefact.path: artefact.content for artefact in rendered.artefacts}
        return Shown(files, version_of(files), drafts=tuple(_drafts(rendered.world)))
    errors = [each for each in rendered.problems if each.severity is Severity.ERROR]
    return replace(last, problems=tuple(map(as_text, errors)), summary=summary(errors))


def _drafts(world: World | None) -> Iterator[Draft]:
    for entry in world.entries if world else ():
        own = entry.incident if isinstance(entry, IncidentNow) else entry.maintenance
        if own.draft:
            yield Draft(own.title.by_language[own.title.first], f"/{addresses.entry_page(entry)}")


def report(rendered: Rendered) -> None:
    """Say on the terminal how a build went."""
    tell_problems(rendered.problems)
    if rendered.artefacts is None:
        tell(f"{summary(rendered.problems)}; the page shows them until they are solved")
    else:
        tell(f"Built {len(rendered.artefacts)} files")


def wait(watch: Watch, rendered: Rendered, clock: Clock) -> None:
    """Return once a file has changed, or the clock alone has changed what is shown."""
    due = rendered.world.next_change.at if rendered.world else None
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
