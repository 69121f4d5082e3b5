"""Makes what is told of a site, side by side: all that tells of now, and each piece that is new."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice

from msgspec import Struct

from statusgen.artefact import Artefact, Crew, OutputProblem, Paths, Piece, Progress
from statusgen.incremental.pieces import Recipe, listed, piece, recall_texts, recipes
from statusgen.incremental.telling import now_works
from statusgen.incremental.told import Told, Work
from statusgen.problems import Problem

_AT_ONCE = 8
"""So many of the works that tell of now take as long as a piece does."""


class Made(Struct, frozen=True):
    """All files of a site: those that tell of now, and the pieces of those that last."""

    current: tuple[Artefact, ...]
    pieces: tuple[Piece, ...]

    @property
    def listed(self) -> Mapping[str, Paths]:
        """The paths of the files in each piece, by its key."""
        return {each.key: each.paths for each in self.pieces}


class _Done(Struct, frozen=True):
    """What came of one work: files that tell of now, or the paths of those in some pieces."""

    files: tuple[Artefact, ...] = ()
    paths: tuple[Paths, ...] = ()
    problems: tuple[Problem, ...] = ()


def make(told: Told, known: Mapping[str, Paths], crew: Crew, progress: Progress) -> Made:
    """Return all files of a site; `known` tells what is in the pieces that were made before.

    Raises `OutputProblem` with all that is wrong with what tells of now, or else with the first
    things that are wrong with the pieces.
    """
    recall_texts(told)
    current, every = tuple(_batches(tuple(now_works(told)))), tuple(recipes(told))
    new = tuple(_families(each for each in every if each.key not in known))
    done = iter(crew([*_works(told, current, new)]))
    files = _together(islice(done, len(current)))
    paths = dict(known)
    count = len(files)
    for some, each in zip(new, done, strict=True):
        paths.update(zip((recipe.key for recipe in some), each.paths, strict=True))
        count += sum(map(len, each.paths))
        progress(count)
    return Made(files, tuple(piece(told, each, paths[each.key]) for each in every))


def _batches(works: Sequence[Work]) -> Iterator[Sequence[Work]]:
    return (works[first : first + _AT_ONCE] for first in range(0, len(works), _AT_ONCE))


def _families(new: Iterable[Recipe]) -> Iterator[Sequence[Recipe]]:
    """Yield the recipes that one process is to follow, one after the other."""
    return (tuple(some) for _, some in groupby(new, key=lambda each: each.family or each.key))


def _works(
    told: Told, current: Iterable[Sequence[Work]], new: Iterable[Sequence[Recipe]]
) -> Iterator[Callable[[], _Done]]:
    yield from (partial(_now, each) for each in current)
    yield from (partial(_new, told, each) for each in new)


def _now(works: Iterable[Work]) -> _Done:
    """Return some files, and what is wrong with any: that stops no others."""
    files: list[Artefact] = []
    problems: list[Problem] = []
    for work in works:
        try:
            files += work.make()
        except OutputProblem as wrong:
            problems += wrong.problems
    return _Done(files=tuple(files), problems=tuple(problems))


def _new(told: Told, recipes: Iterable[Recipe]) -> _Done:
    return _Done(paths=tuple(listed(told, each) for each in recipes))


def _together(done: Iterable[_Done]) -> tuple[Artefact, ...]:
    """Return all files of what was done; raise all that is wrong with any of them."""
    every = tuple(done)
    problems = dict.fromkeys(problem for each in every for problem in each.problems)
    if problems:
        raise OutputProblem(*problems)
    return tuple(artefact for each in every for artefact in each.files)
