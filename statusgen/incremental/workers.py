"""Forked processes that do pure work side by side; each inherits everything that is loaded."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.process import BaseProcess

_WORTH_A_PROCESS = 32
"""Number of files to render, each in a few milliseconds, that are worth another process."""
_CHUNKS = 8
"""Number of chunks of items for each process, so that all end at about the same time."""

_I = TypeVar("_I")
_R = TypeVar("_R")


class Workers(Struct, frozen=True):
    """At most `count` processes; by default one a core, as far as each has enough to do.

    Where the system cannot fork safely, everything is done in this process.
    """

    count: int | None = None

    def map(
        self, function: Callable[[_I], _R], items: Sequence[_I], worth: int = _WORTH_A_PROCESS
    ) -> Iterator[_R]:
        """Yield the results in the order of the items; raises what `function` raises.

        `worth` is the number of items from which on another process saves more time than it
        costs. Items of a crashed worker are handled here.
        """
        count = min(self.count or _cores(), len(items) // (1 if self.count else worth))
        if count <= 1 or not _can_fork():
            return map(function, items)
        return chain.from_iterable(_in_pool(function, items, count))


ALL_CORES = Workers()
"""One process a core, as far as each has enough to do."""


def _can_fork() -> bool:
    """Return whether a forked process works: on macOS, libraries of the system may fail in one."""
    return hasattr(os, "fork") and sys.platform != "darwin"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_pool(
    function: Callable[[_I], _R], items: Sequence[_I], count: int
) -> Iterator[Sequence[_R]]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - not for a small site
    from multiprocessing import get_context, parent_process  # noqa: PLC0415 - as above

    size = max(1, len(items) // (count * _CHUNKS))
    chunks = [items[first : first + size] for first in range(0, len(items), size)]
    gc.freeze()  # or collecting garbage would copy all memory that is shared
    pool = ProcessPoolExecutor(
        count,
        mp_context=get_context("fork"),
        initializer=_inherit,
        initargs=(function, chunks, parent_process),
    )
    try:
        futures = [pool.submit(_run, number) for number in range(len(chunks))]
        for chunk, future in zip(chunks, futures, strict=True):
            yield _result(future, function, chunk)
    finally:
        pool.shutdown(cancel_futures=True)  # waits: a worker holds every lock that we hold


def _result(
    future: "Future[Any]", function: Callable[[_I], _R], chunk: Sequence[_I]
) -> Sequence[_R]:
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - as above

    try:
        results: Sequence[_R] = future.result()
    except BrokenProcessPool:
        return [function(item) for item in chunk]
    return results


_inherited: list[tuple[Callable[[Any], Any], Sequence[Sequence[Any]]]] = []
"""The work of this worker process; it is inherited by forking, so nothing of it is pickled."""


def _inherit(
    function: Callable[[Any], Any],
    chunks: Sequence[Sequence[Any]],
    parent: "Callable[[], BaseProcess | None]",
) -> None:
    gc.freeze()
    _inherited.append((function, chunks))
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # an interrupt is reported by our parent
    threading.Thread(target=_exit_with_parent, args=(parent(),), daemon=True).start()


def _exit_with_parent(parent: "BaseProcess | None") -> None:
    """Exit when the parent process is gone: nothing else ends this one, and it holds locks."""
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(number: int) -> list[Any]:
    function, chunks = _inherited[0]
    return [function(item) for item in chunks[number]]
