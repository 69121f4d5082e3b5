import os
import select
import signal
import sys
import time
from collections.abc import Callable

import pytest

from statusgen.artefact import OutputError
from statusgen.incremental.workers import Workers
from statusgen.problems import Place, Problem

HERE = os.getpid()


def double(number: int) -> int:
    return 2 * number


def process(_: int) -> int:
    return os.getpid()


def crash_elsewhere(number: int) -> tuple[int, int]:
    """Return the process of an item; item 7 ends every process but the one of the test."""
    if number == 7 and os.getpid() != HERE:
        os._exit(1)
    return number, os.getpid()


def refuse_five(number: int) -> int:
    if number >= 5:
        raise OutputError(Problem(Place(f"{number}.txt"), "wrong"))
    return number


@pytest.mark.parametrize("count", [None, 1, 2, 3, 20])
@pytest.mark.parametrize("size", [0, 1, 7, 2500])
def test_results_come_in_the_order_of_the_items(count: int | None, size: int) -> None:
    assert list(Workers(count).map(double, range(size))) == [2 * each for each in range(size)]


@pytest.mark.skipif(sys.platform == "darwin", reason="nothing is forked there")
def test_several_workers_are_other_processes() -> None:
    assert HERE not in set(Workers(2).map(process, range(40)))


@pytest.mark.parametrize(("count", "size"), [(1, 40), (None, 3)])
def test_one_worker_or_little_work_is_this_process(count: int | None, size: int) -> None:
    assert set(Workers(count).map(process, range(size))) == {HERE}


def test_a_system_that_cannot_fork_does_everything_in_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "fork")
    assert set(Workers(2).map(process, range(40))) == {HERE}


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_first_exception_in_the_order_of_the_items_is_raised(count: int) -> None:
    with pytest.raises(OutputError) as raised:
        list(Workers(count).map(refuse_five, range(40)))
    assert [each.place.path for each in raised.value.problems] == ["5.txt"]


@pytest.mark.parametrize("count", [1, 2])
def test_results_before_an_exception_are_yielded(count: int) -> None:
    results = Workers(count).map(refuse_five, range(6))
    assert [next(results) for _ in range(5)] == [*range(5)]


def test_items_of_a_crashed_worker_are_handled_in_this_process() -> None:
    results = list(Workers(2).map(crash_elsewhere, range(40)))
    assert [number for number, _ in results] == [*range(40)]
    assert results[7] == (7, HERE)


def test_an_exception_cancels_the_items_that_are_left() -> None:
    def refuse_or_wait(number: int) -> None:
        refuse_five(5 - number)
        time.sleep(0.2)

    began = time.monotonic()
    with pytest.raises(OutputError):
        list(Workers(2).map(refuse_or_wait, range(100)))
    assert time.monotonic() - began < 0.2 * 50


def test_workers_end_with_a_killed_parent() -> None:
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        list(Workers(2).map(time.sleep, [60] * 40))
        os._exit(0)
    os.close(there)
    time.sleep(0.5)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert select.select([here], [], [], 10)[0], "a worker has the other end open still"
    os.close(here)


@pytest.mark.parametrize("make", [lambda: object().__str__, lambda: double])
def test_neither_function_nor_items_are_pickled(make: Callable[[], Callable[..., object]]) -> None:
    functions = [lambda: 1, make()]
    assert len(list(Workers(2).map(callable, [*functions, *functions]))) == 4
