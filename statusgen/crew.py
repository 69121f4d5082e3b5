"""Several processes do work side by side, each with all we know by being a copy of us."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from statusgen.artefact import Crew, OutputProblem, one_by_one
from statusgen.problems import Problem

_WORTH_A_PROCESS = 4
"""So much work is done by one process in the time that it takes to start another."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What came of work on something that cannot be used."""

    problems: tuple[Problem, ...]


def crew(jobs: int | None = None) -> Crew:
    """Return a crew of `jobs` processes; by default one a core, as far as each has enough to do.

    Where the system cannot copy a process (fork), all is done in this one.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return one_by_one
    return _SideBySide(jobs)


@dataclass(frozen=True, slots=True)
class _SideBySide:
    """A crew of at most `jobs` processes, or of one a core."""

    jobs: int | None

    def __call__(self, works: Sequence[Callable[[], _T]], /) -> Iterator[_T]:
        """Yield what `works` make, in their order; this process does its part of them too.

        What is made is handed over bit by bit, so that it is held once. The first turn in which
        something is wrong is the last one.
        """
        most = self.jobs or min(_cores(), len(works) // _WORTH_A_PROCESS)
        yield from _side_by_side(min(most, len(works)), works)

    def aside(self, work: Callable[[], _T], /) -> Callable[[], _T]:
        """Have something done by another process, if there is one more to be."""
        if (self.jobs or _cores()) <= 1:
            return work
        other = _started((work,))
        return partial(_answer, other, work)


def _answer(other: Connection, work: Callable[[], _T]) -> _T:
    """Return what another process made of `work`; do it here where that one came to nothing."""
    with other:
        try:
            made = other.recv()
        except EOFError:
            return work()
    if isinstance(made, _Wrong):
        raise OutputProblem(*made.problems)
    return cast("_T", made)


def _side_by_side(count: int, works: Sequence[Callable[[], _T]]) -> Iterator[_T]:
    if count <= 1:
        yield from one_by_one(works)
        return
    others = [_started(works[number::count]) for number in range(1, count)]
    try:
        for first in range(0, len(works), count):
            yield from _turn(works[first], others[: len(works) - first - 1])
    finally:
        for other in others:
            other.close()


def _turn(work: Callable[[], _T], others: Sequence[Connection]) -> list[_T]:
    """Return what we and then each of the others make; raise what is wrong with any of it."""
    made: list[_T | _Wrong] = [_done(work), *(other.recv() for other in others)]
    problems = [problem for each in made if isinstance(each, _Wrong) for problem in each.problems]
    if problems:
        raise OutputProblem(*problems)
    return [each for each in made if not isinstance(each, _Wrong)]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _started(works: Sequence[Callable[[], _T]]) -> Connection:
    """Return where a new process will say what it made; it ends with this one."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    fork.Process(target=_work, args=(works, here, there), daemon=True).start()
    there.close()
    return here


def _work(works: Sequence[Callable[[], _T]], here: Connection, there: Connection) -> None:
    here.close()  # or we would wait for ourselves to ask for the rest
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.freeze()  # or looking for garbage would copy all that we share
    try:
        for work in works:
            there.send(_done(work))
    except BrokenPipeError:
        return  # nobody wants the rest


def _done(work: Callable[[], _T]) -> _T | _Wrong:
    """Return what is made, or what is wrong with what it is made from."""
    try:
        return work()
    except OutputProblem as wrong:
        return _Wrong(wrong.problems)
