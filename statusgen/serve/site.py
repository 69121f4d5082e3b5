"""The site as it is being made: each file as soon as it is asked for, and all in the end."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from msgspec import Struct, field

from statusgen.artefact import Artefact, Job, OutputProblem, Paths
from statusgen.cache.encoding import encode
from statusgen.cache.store import Store
from statusgen.incremental.render import FILES, load, stored_files
from statusgen.problems import Problem


class Unusable(Exception):  # noqa: N818 - it is said of a site
    """A site with something wrong in it, of which no file is shown."""


class Hints(Struct, frozen=True):
    """What is known of a site before anything of it is made.

    `where` is by which job, named, another site made the file at a path: most often this one
    does so too. `listed` are the paths of the files of lasting jobs, by key.
    """

    where: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, Paths] = field(default_factory=dict)


class Site:
    """The files of a site by path, each made once, whoever asks first; lasting ones are stored.

    Any thread may ask for a file. A file that no hint leads to is only known once all are made.
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
        self._coming = iter(jobs)
        self._waiting: dict[str, Job] = {}
        self._held: dict[str, bytes | tuple[str, Job]] = {}
        self._where: dict[str, str] = {}
        self._listed: dict[str, Paths] = {}
        self._problems: dict[Problem, None] = {}
        self._making = threading.Lock()
        self._asking = 0
        self._is_quiet = threading.Condition()

    def get(self, path: str, /) -> bytes | None:
        """Return the bytes of a file, None where there is none; raises `Unusable`."""
        self.bring(path)
        if path not in self._held:
            self.finish()
        if self._problems:
            raise Unusable
        held = self._held.get(path)
        return self._loaded(*held, path) if isinstance(held, tuple) else held

    def bring(self, path: str) -> None:
        """Make what the hints say the file at `path` comes from, before anything else."""
        name = self._hints.where.get(path)
        if name is None or path in self._held:
            return
        with self._before_all_else(), self._making:
            while name not in self._waiting and (job := self._next()):
                self._waiting[job.name] = job
            if name in self._waiting:
                self._make(self._waiting[name])

    def finish(self, is_outdated: Callable[[], bool] = lambda: False) -> bool:
        """Make all that is not made yet; return False where it was `is_outdated` before the end."""
        is_left = True
        while is_left:
            if is_outdated():
                return False
            self._let_others_ask()
            with self._making:  # for one job only: who asks for a file may come between
                job = next(iter(self._waiting.values()), None) or self._next()
                is_left = job is not None
                if job is not None:
                    self._make(job)
        return True

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is known so far to be wrong with what the site is made from."""
        return tuple(self._problems)

    @property
    def used(self) -> frozenset[tuple[str, str]]:
        """The kinds and keys of what is stored of the site."""
        return frozenset((FILES, key) for key in self._listed)

    @property
    def size(self) -> int:
        """How many files are known so far."""
        return len(self._held)

    def hints(self) -> Hints:
        """Return what this site tells of the one after it; what it has not made, the one before."""
        return Hints({**self._hints.where, **self._where}, self._listed)

    @contextmanager
    def _before_all_else(self) -> Iterator[None]:
        """Let nobody begin another job of the rest until this is left."""
        with self._is_quiet:
            self._asking += 1
        try:
            yield
        finally:
            with self._is_quiet:
                self._asking -= 1
                self._is_quiet.notify_all()

    def _let_others_ask(self) -> None:
        with self._is_quiet:
            self._is_quiet.wait_for(lambda: not self._asking)

    def _next(self) -> Job | None:
        try:
            return next(self._coming, None)
        except OutputProblem as wrong:
            self._note(wrong)
            return None

    def _make(self, job: Job) -> None:
        try:
            paths = self._current(job) if job.inputs is None else self._lasting(job)
            self._where.update(dict.fromkeys(paths, job.name))
        except OutputProblem as wrong:
            self._note(wrong)
        self._waiting.pop(job.name, None)

    def _current(self, job: Job) -> Paths:
        made = job.run()
        self._held.update((each.path, each.content) for each in made)
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
        self._held.update(dict.fromkeys(paths, (key, job)))
        return paths

    def _loaded(self, key: str, job: Job, path: str) -> bytes:
        files = load(self._store, key, job)
        return next(each.content for each in files if each.path == path)

    def _note(self, wrong: OutputProblem) -> None:
        self._problems.update(dict.fromkeys(wrong.problems))


def _paths(made: Iterable[Artefact]) -> Paths:
    return Paths.of(each.path for each in made)
