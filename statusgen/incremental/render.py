"""Renders a site: what depends on the present, and every lasting file that is not stored yet."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from statusgen.artefact import Artefact, Fragment, Job, OutputError, Paths, Progress
from statusgen.cache.encoding import decode, encode
from statusgen.cache.fingerprint import program
from statusgen.cache.store import Store
from statusgen.domain.world import World
from statusgen.incremental.bytecode import StoredBytecode
from statusgen.incremental.keys import JobKeys
from statusgen.incremental.workers import Workers
from statusgen.outputs import jobs
from statusgen.problems import Problem
from statusgen.render.context import RenderContext, contexts
from statusgen.render.templates import Templates
from statusgen.render.theme import read_theme

FILES = "files"
"""The kind of what is stored."""


class RenderedSite(Struct, frozen=True):
    """All files of a site: those of the present, and fragments of those that last."""

    current: tuple[Artefact, ...]
    fragments: tuple[Fragment, ...]

    @property
    def artefacts(self) -> tuple[Artefact, ...]:
        """Every file, all in memory at once."""
        return (*self.current, *(artefact for each in self.fragments for artefact in each.load()))

    @property
    def used(self) -> frozenset[tuple[str, str]]:
        """The kinds and keys of what is stored of it."""
        return frozenset((FILES, each.key) for each in self.fragments)


class _Files(Struct, frozen=True):
    """The result of a job: its encoded files, or its problems."""

    paths: Paths = Paths()
    encoded: bytes = b""
    problems: tuple[Problem, ...] = ()


def site_contexts(
    root: Path, world: World, base_url: str | None, store: Store
) -> tuple[RenderContext, ...]:
    """Return the contexts of a site, whose templates are compiled as far as they can be.

    Raises `OutputError` for a template file that cannot be read.
    """
    bytecode = StoredBytecode(store, program())
    templates = Templates(read_theme(root), bytecode=bytecode)
    made = contexts(world, templates, base_url)
    made[0].templates.compile_all()
    bytecode.save()
    return made


def render(
    languages: Sequence[RenderContext],
    known: Mapping[str, Paths],
    store: Store,
    workers: Workers,
    progress: Progress = lambda _: None,
) -> RenderedSite:
    """Return all files of a site; raises `OutputError` with all that is wrong with any.

    `known` are the paths of the files of jobs by their keys, as far as they are known already.
    """
    keys = JobKeys(program())
    every = tuple(jobs(languages))
    current = [job for job in every if job.inputs is None]
    keyed = {keys(job): job for job in every if job.inputs is not None}
    paths = {key: listed for key in keyed if (listed := _listed(key, known, store)) is not None}
    missing = [key for key in keyed if key not in paths]
    results: list[_Files] = []
    count = 0
    for result in workers.map(_run, [*current, *(keyed[key] for key in missing)]):
        results.append(result)
        count += len(result.paths)
        progress(count)
    _check(results)
    for key, result in zip(missing, results[len(current) :], strict=True):
        store.put(FILES, key, result.encoded)
        paths[key] = result.paths
    rendered = (decode(each.encoded, tuple[Artefact, ...]) for each in results[: len(current)])
    return RenderedSite(
        current=tuple(artefact for files in rendered for artefact in files),
        fragments=tuple(
            Fragment(key, paths[key], partial(load, store, key, job)) for key, job in keyed.items()
        ),
    )


def _listed(key: str, known: Mapping[str, Paths], store: Store) -> Paths | None:
    if key in known:
        return known[key]
    files = stored_files(store, key)
    return None if files is None else Paths.of(each.path for each in files)


def load(store: Store, key: str, job: Job) -> tuple[Artefact, ...]:
    """Return the files of a job from the store, or rendered where they have been lost."""
    files = stored_files(store, key)
    return job.run() if files is None else files


def stored_files(store: Store, key: str) -> tuple[Artefact, ...] | None:
    """Return the files of a job from the store, or None where they are not there."""
    kept = store.get(FILES, key)
    try:
        return None if kept is None else decode(kept, tuple[Artefact, ...])
    except ValueError:
        return None


def _run(job: Job) -> _Files:
    try:
        files = job.run()
    except OutputError as wrong:
        return _Files(problems=wrong.problems)
    pack = job.inputs is not None
    return _Files(Paths.of(each.path for each in files), encode(files, pack=pack))


def _check(results: Iterable[_Files]) -> None:
    """Raise `OutputError` where something is wrong with any of the files."""
    problems = dict.fromkeys(problem for each in results for problem in each.problems)
    if problems:
        raise OutputError(*problems)
