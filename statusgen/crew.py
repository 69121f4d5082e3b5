"""Several processes make artefacts side by side, each with all we know by being a copy of us."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection
from typing import TypeVar

from statusgen.artefact import Crew, OutputProblem, one_by_one
from statusgen.problems import Problem

_WORTH_A_PROCESS = 150
"""So much work is done by one process in the time that it takes to start another."""

_T = TypeVar("_T")
_Made = list[_T] | tuple[Problem, ...]


def crew(jobs: int | None = None) -> Crew:
    """Return a crew of `jobs` processes; by default one a core, as far as each has enough to do.

    Where the system cannot copy a process (fork), all is done in this one.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return one_by_one
    return partial(_side_by_side, jobs)


def _side_by_side(jobs: int | None, works: Sequence[Callable[[], _T]], /) -> Iterator[_T]:
    """Yield what `works` make, in their order; this process does its part of them too."""
    count = min(jobs, len(works)) if jobs else min(_cores(), len(works) // _WORTH_A_PROCESS)
    if count <= 1:
        yield from one_by_one(works)
        return
    others = [_started(works[number::count]) for number in range(1, count)]
    parts: list[_Made[_T]] = [_done(works[::count]), *(other.recv() for other in others)]
    problems = tuple(each for part in parts if isinstance(part, tuple) for each in part)
    if problems:
        raise OutputProblem(*problems)
    made = [part for part in parts if isinstance(part, list)]
    for number in range(len(works)):
        yield made[number % count][number // count]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _started(works: Sequence[Callable[[], _T]]) -> Connection:
    """Return where a new process will say what it made; it ends with this one."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    fork.Process(target=_work, args=(works, there), daemon=True).start()
    there.close()
    return here


def _work(works: Sequence[Callable[[], _T]], there: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    there.send(_done(works))


def _done(works: Sequence[Callable[[], _T]]) -> _Made[_T]:
    """Return what they make, or what is wrong with what they are made from."""
    try:
        return list(one_by_one(works))
    except OutputProblem as wrong:
        return wrong.problems
