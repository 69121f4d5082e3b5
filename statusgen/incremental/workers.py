"""Several processes do work side by side, each with all we know by being a copy of us."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

from msgspec import Struct

from statusgen.artefact import Crew, OutputProblem, one_by_one
from statusgen.problems import Problem

try:
    import fcntl
except ImportError:  # not there on Windows, where nothing is forked
    fcntl = None  # type: ignore[assignment]

_WORTH_A_PROCESS = 4
"""So much work is done by one process in the time that it takes to start another."""

_AT_ONCE = 1 << 20
"""So many bytes any process may have on their way, says Linux."""

_TICKET = 2
"""So many bytes hold a number."""
_TICKETS = 1000
"""So many are sure to fit into a pipe before anybody takes one."""

_T = TypeVar("_T")


class _Wrong(Struct, frozen=True):
    """What came of work on something that cannot be used."""

    problems: tuple[Problem, ...]


def crew(jobs: int | None = None) -> Crew:
    """Return a crew of `jobs` processes; by default one a core, as far as each has enough to do.

    Where the system cannot copy a process (fork), all is done in this one.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return one_by_one
    return _SideBySide(jobs)


class _SideBySide(Struct, frozen=True):
    """A crew of at most `jobs` processes, or of one a core."""

    jobs: int | None

    def __call__(self, works: Sequence[Callable[[], _T]], /) -> Iterator[_T]:
        """Return what `works` make, in their order; this process does its part of them too.

        The others begin at once, this one when it is asked for what is made. In the order of the
        works, the first in which something is wrong is the last one.
        """
        most = self.jobs or min(_cores(), len(works) // _WORTH_A_PROCESS)
        count = min(most, len(works))
        if count <= 1:
            return iter(one_by_one(works))
        tickets = _Tickets(len(works))
        others = [_started(works, tickets) for _ in range(1, count)]
        return _in_order(works, _side_by_side(works, tickets, others))

    def aside(self, work: Callable[[], _T], /) -> Callable[[], _T]:
        """Have something done by another process, if there is one more to be."""
        if (self.jobs or _cores()) <= 1:
            return work
        return partial(
            next, _in_order((work,), _side_by_side((work,), (), [_started((work,), (0,))]))
        )


class _Tickets:
    """The numbers of works, in a pipe: who takes a ticket does its works, and nobody else does."""

    def __init__(self, works: int) -> None:
        self._works, self._count = works, min(works, _TICKETS)
        self._box, slot = multiprocessing.Pipe(duplex=False)
        tickets = (number.to_bytes(_TICKET) for number in range(self._count))
        os.write(slot.fileno(), b"".join(tickets))
        slot.close()

    def __iter__(self) -> Iterator[int]:
        """Yield the numbers of works to do, until all are taken."""
        while taken := os.read(self._box.fileno(), _TICKET):
            yield from range(int.from_bytes(taken), self._works, self._count)


def _side_by_side(
    works: Sequence[Callable[[], _T]], tickets: Iterable[int], others: list[Connection]
) -> Generator[tuple[int, _T | _Wrong], None, None]:
    """Yield what we and the others make, with the number of its work, as it comes."""
    try:
        for number in tickets:
            yield number, _done(works[number])
            yield from _sent(others, 0)
        while others:
            yield from _sent(others, None)
    finally:
        for other in others:
            other.close()


def _sent(others: list[Connection], seconds: float | None) -> Iterator[tuple[int, Any]]:
    """Yield what others have sent, or send in so many seconds; who sends no more is left out."""
    for other in cast("list[Connection]", wait(others, seconds)):
        try:
            yield other.recv()
        except (EOFError, OSError):  # it is through, or came to nothing
            other.close()
            others.remove(other)


def _in_order(
    works: Sequence[Callable[[], _T]], done: Generator[tuple[int, _T | _Wrong], None, None]
) -> Iterator[_T]:
    """Yield what is made in the order of the works; what others did not live to do is done here."""
    early: dict[int, _T | _Wrong] = {}
    turn = 0
    with closing(done):
        for number, made in done:
            early[number] = made
            while turn in early:
                yield _good(early.pop(turn))
                turn += 1
    for number in range(turn, len(works)):
        yield _good(early.pop(number) if number in early else _done(works[number]))


def _good(made: _T | _Wrong) -> _T:
    if isinstance(made, _Wrong):
        raise OutputProblem(*made.problems)
    return made


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _started(works: Sequence[Callable[[], _T]], numbers: Iterable[int]) -> Connection:
    """Return where a new process will say what it made of which work; it ends with this one."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    _widen(there)
    fork.Process(target=_work, args=(works, numbers, here, there), daemon=True).start()
    there.close()
    return here


def _widen(pipe: Connection) -> None:
    """Let a pipe hold what a process makes while this one is busy, where the system can do that."""
    if fcntl is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _AT_ONCE)


def _work(
    works: Sequence[Callable[[], _T]],
    numbers: Iterable[int],
    here: Connection,
    there: Connection,
) -> None:
    here.close()  # or we would wait for ourselves to ask for the rest
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.freeze()  # or looking for garbage would copy all that we share
    try:
        for number in numbers:
            there.send((number, _done(works[number])))
    except BrokenPipeError:
        return  # nobody wants the rest


def _done(work: Callable[[], _T]) -> _T | _Wrong:
    """Return what is made, or what is wrong with what it is made from."""
    try:
        return work()
    except OutputProblem as wrong:
        return _Wrong(wrong.problems)
