"""Brings what the preview shows up to date: what a browser has open first, then all the rest.

The last good site stays until the next one is known to be good; the problems of that one lie over
it, also those that show only after some of its pages have been seen.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from statusgen.artefact import one_by_one
from statusgen.cache.store import digest
from statusgen.cache.values import Alive
from statusgen.console import echo, echo_problems, summary
from statusgen.domain.incident import IncidentNow
from statusgen.domain.world import World
from statusgen.incremental.known import keep_known
from statusgen.incremental.opening import begin
from statusgen.incremental.pieces import in_use
from statusgen.incremental.prepare import Prepared, prepare
from statusgen.incremental.telling import works
from statusgen.incremental.told import Told
from statusgen.problems import Problem, Severity, as_text
from statusgen.render import urls
from statusgen.serve.site import Hints, Site
from statusgen.serve.state import Broadcaster, Draft, PreviewState


class Preview:
    """Passes to a broadcaster the site of `root` for the address `url`, again and again."""

    def __init__(self, root: Path, url: str, broadcaster: Broadcaster) -> None:
        self._root = root
        self._url = url
        self._broadcaster = broadcaster
        self._memory = Alive()
        self._hints = Hints()
        self._good = PreviewState()
        self._unproved: tuple[Site, PreviewState] | None = None

    def renew(self, now: datetime, is_outdated: Callable[[], bool] = lambda: False) -> World | None:
        """Show the site as it is at `now`; return its world, None where the content has none.

        What is shown is made as it is asked for, and not all of it once that `is_outdated`.
        """
        opening = begin(self._root, self._url, self._memory, one_by_one)
        prepared = prepare(opening, now, drafts=True)
        if prepared.told is None:
            self._lay_over(prepared.problems)
        elif version_of(prepared.told) == self._good.version:
            self._unproved = None
            self._broadcaster.show(self._good)
            echo_problems(prepared.problems)
        else:
            self._show(prepared, prepared.told, is_outdated)
        return prepared.world

    def _show(self, prepared: Prepared, told: Told, is_outdated: Callable[[], bool]) -> None:
        site = Site(works(told), replace(self._hints, listed=prepared.opening.known.listed))
        shown = PreviewState(site, version_of(told), drafts=tuple(_drafts(told.world)))
        for path in self._broadcaster.viewed:
            site.bring(path)
        if not site.problems:
            self._broadcaster.show(shown)
        is_whole = site.finish(is_outdated)
        if site.problems:
            self._lay_over((*prepared.problems, *site.problems))
        elif not is_whole:
            self._unproved = site, shown
        else:
            echo_problems(prepared.problems)
            echo(f"Built {site.size} files")
            self._good, self._unproved = shown, None
            self._remember(site.hints(), prepared, told)

    def _remember(self, hints: Hints, prepared: Prepared, told: Told) -> None:
        """Keep what the next site may be made of, and nothing else."""
        self._hints = hints
        opening = prepared.opening
        keep_known(self._memory, opening.place, told.book, hints.listed, opening.known)
        self._memory.tidy(frozenset(in_use(told, hints.listed)))

    def _lay_over(self, problems: Iterable[Problem]) -> None:
        """Show the last good site under what is wrong with this one."""
        self._prove()
        problems = tuple(problems)
        errors = [each for each in problems if each.severity is Severity.ERROR]
        texts = tuple(map(as_text, errors))
        self._broadcaster.show(replace(self._good, problems=texts, summary=summary(errors)))
        echo_problems(problems)
        echo(f"{summary(problems)}; the page shows them until they are solved")

    def _prove(self) -> None:
        """Make the rest of a site that was left for a newer one: it may be the last good one."""
        if self._unproved:
            site, shown = self._unproved
            site.finish()
            self._unproved = None
            self._good = self._good if site.problems else shown


def version_of(told: Told) -> str:
    """Return a short name for what is told: another as soon as a file or the clock changes it.

    The time is no part of it: until the next change that is due, nobody has to load a page again.
    """
    chapters = (each.key for each in told.book.chapters)
    return digest(told.key, *chapters, told.world.next_change.at.isoformat())[:16]


def _drafts(world: World) -> Iterator[Draft]:
    for entry in world.entries:
        own = entry.incident if isinstance(entry, IncidentNow) else entry.maintenance
        if own.draft:
            yield Draft(own.title.by_language[own.title.first], f"/{urls.entry_page(entry)}")
