"""Updates the preview: the pages that a browser has open first, then all others.

The last good site is shown until the next one is known to be good; the problems of the next one
are shown over it, also those found after some of its pages have been shown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from statusgen.artefact import OutputError
from statusgen.cache.fingerprint import program
from statusgen.cache.store import MemoryStore, digest
from statusgen.console import echo, echo_problems, summary
from statusgen.domain.entry import entry_record
from statusgen.domain.world import World, derive
from statusgen.incremental.keys import JobKeys
from statusgen.incremental.load import LoadedSite, load
from statusgen.incremental.render import site_contexts
from statusgen.incremental.workers import Workers
from statusgen.outputs import jobs
from statusgen.problems import Problem, Severity, as_text
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.serve.site import Hints, PreviewSite
from statusgen.serve.state import Broadcaster, Draft, PreviewState


class Preview:
    """Passes the site of `root` for the address `url` to a broadcaster, after every change."""

    def __init__(self, root: Path, url: str, broadcaster: Broadcaster) -> None:
        self._root = root
        self._url = url
        self._broadcaster = broadcaster
        self._store = MemoryStore()
        self._hints = Hints()
        self._good = PreviewState()
        self._unfinished: tuple[PreviewSite, PreviewState] | None = None

    def renew(self, now: datetime, is_outdated: Callable[[], bool] = lambda: False) -> World | None:
        """Show the site at `now`; return its world, None if the content has errors.

        Files are rendered on demand, and not all of them if the site `is_outdated` before.
        """
        loaded = load(self._root, now, self._store, Workers(1))
        if loaded.content is None:
            self._show_problems(loaded.problems)
            return None
        world = derive(loaded.content, now, drafts=True, settled=loaded.settled)
        try:
            contexts = site_contexts(self._root, world, self._url, self._store)
        except OutputError as wrong:
            self._show_problems((*loaded.problems, *wrong.problems))
            return world
        version = version_of(loaded, contexts[0])
        if version == self._good.version:
            self._unfinished = None
            self._broadcaster.show(self._good)
            echo_problems(loaded.problems)
        else:
            self._show(loaded, contexts, version, is_outdated)
        return world

    def _show(
        self,
        loaded: LoadedSite,
        contexts: Sequence[RenderContext],
        version: str,
        is_outdated: Callable[[], bool],
    ) -> None:
        site = PreviewSite(jobs(contexts), JobKeys(program()), self._store, self._hints)
        shown = PreviewState(site, version, drafts=tuple(_drafts(contexts[0].world)))
        for path in self._broadcaster.viewed:
            site.render_first(path)
        if not site.problems:
            self._broadcaster.show(shown)
        is_whole = site.render_all(is_outdated)
        if site.problems:
            self._show_problems((*loaded.problems, *site.problems))
        elif not is_whole:
            self._unfinished = site, shown
        else:
            echo_problems(loaded.problems)
            echo(f"Built {site.size} files")
            self._good, self._unfinished = shown, None
            self._hints = site.hints()
            self._store.tidy(loaded.used | site.used)

    def _show_problems(self, problems: Iterable[Problem]) -> None:
        """Show the last good site under the problems of this one."""
        self._finish_last()
        problems = tuple(problems)
        errors = [each for each in problems if each.severity is Severity.ERROR]
        texts = tuple(map(as_text, errors))
        self._broadcaster.show(replace(self._good, problems=texts, summary=summary(errors)))
        echo_problems(problems)
        echo(f"{summary(problems)}; the page shows them until they are solved")

    def _finish_last(self) -> None:
        """Render the rest of an outdated site: it may be the last good one."""
        if self._unfinished:
            site, shown = self._unfinished
            site.render_all()
            self._unfinished = None
            self._good = self._good if site.problems else shown


def version_of(loaded: LoadedSite, context: RenderContext) -> str:
    """Return the version of a site, which changes with any file and with the next change due.

    The time is no part of it: browsers load a page again only after a change.
    """
    templates = (part for each in sorted(context.templates.depends_on.items()) for part in each)
    change = context.world.next_change.at.isoformat()
    return digest(loaded.version, context.url, change, *templates)[:16]


def _drafts(world: World) -> Iterator[Draft]:
    for entry in world.entries:
        own = entry_record(entry)
        if own.draft:
            yield Draft(own.title.default, f"/{urls.entry_page(entry)}")
