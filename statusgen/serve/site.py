"""The site of the preview: each file is rendered on demand, and finally all of them."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from msgspec import Struct, field

from statusgen.artefact import Artefact, Job, OutputError, Paths
from statusgen.cache.encoding import encode
from statusgen.cache.store import Store
from statusgen.incremental.render import FILES, load, stored_files
from statusgen.problems import Problem


class UnusableError(Exception):
    """A site with problems, of which no file is shown."""


class Hints(Struct, frozen=True):
    """Hints of the last site on the files of the next one.

    `where` is the name of the job that rendered the file at a path, which rarely changes. `listed`
    are the paths of the files of lasting jobs, by key.
    """

    where: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, Paths] = field(default_factory=dict)


class PreviewSite:
    """The files of a site by path, each rendered once; lasting ones are in the store.

    Any thread may ask for a file. A file without a hint is known only once all are rendered.
    """

    def __init__(
        self,
        jobs: Iterable[Job],
        keys: Callable[[Job], str],
        store: Store,
        hints: Hints | None = None,
    ) -> None:
        self._hints = hints or Hints()
        self._keys, self._store = keys, store
        self._jobs = iter(jobs)
        self._waiting: dict[str, Job] = {}
        self._rendered: dict[str, bytes | tuple[str, Job]] = {}
        self._where: dict[str, str] = {}
        self._listed: dict[str, Paths] = {}
        self._problems: dict[Problem, None] = {}
        self._rendering = threading.Lock()
        self._readers = 0
        self._no_readers = threading.Condition()

    def get(self, path: str, /) -> bytes | None:
        """Return the bytes of a file, None if there is none; raises `UnusableError`."""
        self.render_first(path)
        if path not in self._rendered:
            self.render_all()
        if self._problems:
            raise UnusableError
        rendered = self._rendered.get(path)
        return self._loaded(*rendered, path) if isinstance(rendered, tuple) else rendered

    def render_first(self, path: str) -> None:
        """Render the job that rendered `path` last time, before all others."""
        name = self._hints.where.get(path)
        if name is None or path in self._rendered:
            return
        with self._priority(), self._rendering:
            while name not in self._waiting and (job := self._next()):
                self._waiting[job.name] = job
            if name in self._waiting:
                self._render(self._waiting[name])

    def render_all(self, is_outdated: Callable[[], bool] = lambda: False) -> bool:
        """Render all remaining jobs; return False if the site was `is_outdated` before the end."""
        has_job = True
        while has_job:
            if is_outdated():
                return False
            self._wait_for_readers()
            with self._rendering:  # for one job only, so that a reader may come between
                job = next(iter(self._waiting.values()), None) or self._next()
                has_job = job is not None
                if job is not None:
                    self._render(job)
        return True

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found so far."""
        return tuple(self._problems)

    @property
    def used(self) -> frozenset[tuple[str, str]]:
        """The kinds and keys of the stored values of the site."""
        return frozenset((FILES, key) for key in self._listed)

    @property
    def size(self) -> int:
        """Number of files known so far."""
        return len(self._rendered)

    def hints(self) -> Hints:
        """Return the hints for the next site: those of what is rendered, so that they stay few."""
        return Hints(self._where, self._listed)

    @contextmanager
    def _priority(self) -> Iterator[None]:
        """Have `render_all` begin no other job until the context is left."""
        with self._no_readers:
            self._readers += 1
        try:
            yield
        finally:
            with self._no_readers:
                self._readers -= 1
                self._no_readers.notify_all()

    def _wait_for_readers(self) -> None:
        with self._no_readers:
            self._no_readers.wait_for(lambda: not self._readers)

    def _next(self) -> Job | None:
        try:
            return next(self._jobs, None)
        except OutputError as wrong:
            self._note(wrong)
            return None

    def _render(self, job: Job) -> None:
        try:
            paths = self._current(job) if job.inputs is None else self._lasting(job)
            self._where.update(dict.fromkeys(paths, job.name))
        except OutputError as wrong:
            self._note(wrong)
        self._waiting.pop(job.name, None)

    def _current(self, job: Job) -> Paths:
        made = job.run()
        self._rendered.update((each.path, each.content) for each in made)
        return _paths(made)

    def _lasting(self, job: Job) -> Paths:
        key = self._keys(job)
        paths = self._hints.listed.get(key)
        if paths is None:
            files = stored_files(self._store, key)
            if files is None:
                self._store.put(FILES, key, encode(files := job.run()))
            paths = _paths(files)
        self._listed[key] = paths
        self._rendered.update(dict.fromkeys(paths, (key, job)))
        return paths

    def _loaded(self, key: str, job: Job, path: str) -> bytes:
        files = load(self._store, key, job)
        return next(each.content for each in files if each.path == path)

    def _note(self, wrong: OutputError) -> None:
        self._problems.update(dict.fromkeys(wrong.problems))


def _paths(made: Iterable[Artefact]) -> Paths:
    return Paths.of(each.path for each in made)
