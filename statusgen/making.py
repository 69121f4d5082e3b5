"""Makes what is told of a site, side by side: all that tells of now, and each piece that is new."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

from statusgen.artefact import Artefact, Crew, OutputProblem, Piece
from statusgen.pieces import Listed, Recipe, listed, piece, recall_texts, recipes
from statusgen.problems import Problem
from statusgen.telling import now_works
from statusgen.told import Told, Work

Progress = Callable[[int], None]
"""Is told how many files are made so far."""


@dataclass(frozen=True, slots=True)
class Made:
    """All files of a site: those that tell of now, and the pieces of those that last."""

    current: tuple[Artefact, ...]
    pieces: tuple[Piece, ...]

    @property
    def listed(self) -> Mapping[str, Listed]:
        """The paths of the files in each piece, by its key."""
        return {each.key: each.paths for each in self.pieces}


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of one piece of work: files that tell of now, or the paths of those that last."""

    files: tuple[Artefact, ...] = ()
    paths: Listed = ()
    problems: tuple[Problem, ...] = ()


def make(told: Told, known: Mapping[str, Listed], crew: Crew, progress: Progress) -> Made:
    """Return all files of a site; `known` tells what is in the pieces that were made before.

    Raises `OutputProblem` with all that is wrong with what tells of now, or else with the first
    things that are wrong with the pieces.
    """
    recall_texts(told)
    current, every = tuple(now_works(told)), tuple(recipes(told))
    new = tuple(each for each in every if each.key not in known)
    done = iter(crew([*_works(told, current, new)]))
    files = _together(islice(done, len(current)))
    paths = dict(known)
    count = len(files)
    for recipe, each in zip(new, done, strict=True):
        paths[recipe.key] = each.paths
        count += len(each.paths)
        progress(count)
    return Made(files, tuple(piece(told, each, paths[each.key]) for each in every))


def _works(
    told: Told, current: Iterable[Work], new: Iterable[Recipe]
) -> Iterator[Callable[[], _Done]]:
    yield from (partial(_now, each) for each in current)
    yield from (partial(_new, told, each) for each in new)


def _now(work: Work) -> _Done:
    """Return some files, or what is wrong with them: that stops no others."""
    try:
        return _Done(files=work.make())
    except OutputProblem as wrong:
        return _Done(problems=wrong.problems)


def _new(told: Told, recipe: Recipe) -> _Done:
    return _Done(paths=listed(told, recipe))


def _together(done: Iterable[_Done]) -> tuple[Artefact, ...]:
    """Return all files of what was done; raise all that is wrong with any of them."""
    every = tuple(done)
    problems = dict.fromkeys(problem for each in every for problem in each.problems)
    if problems:
        raise OutputProblem(*problems)
    return tuple(artefact for each in every for artefact in each.files)
