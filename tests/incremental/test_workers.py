import multiprocessing
import os
from datetime import UTC, datetime
from functools import partial

import pytest

from statusgen.artefact import Artefact, OutputProblem, Work
from statusgen.build import render
from statusgen.incremental.workers import crew
from statusgen.problems import Place, Problem
from tests.paths import REPOSITORY

ROOT = REPOSITORY

needs_fork = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="the system cannot fork"
)


def named(number: int) -> Artefact:
    return Artefact(f"{number}.txt", f"{os.getpid()}".encode())


def large(number: int) -> Artefact:
    return Artefact(f"{number}.txt", bytes(100_000))


def refuse(number: int) -> Artefact:
    raise OutputProblem(Problem(Place(f"{number}.txt"), "wrong"))


def works(count: int) -> list[Work]:
    return [partial(named, number) for number in range(count)]


@pytest.mark.parametrize("jobs", [None, 1, 2, 3, 7, 20])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_artefacts_come_in_the_order_of_the_work(jobs: int | None, count: int) -> None:
    made = [each.path for each in crew(jobs)(works(count))]
    assert made == [f"{number}.txt" for number in range(count)]


@needs_fork
def test_each_job_is_a_process_of_its_own() -> None:
    together = multiprocessing.get_context("fork").Barrier(3)

    def met() -> int:
        together.wait(10)
        return os.getpid()

    assert len(set(crew(3)([met] * 3))) == 3


@needs_fork
def test_the_others_begin_before_anything_is_asked_for() -> None:
    here, there = multiprocessing.Pipe(duplex=False)
    made = crew(2)([partial(there.send, "begun")] * 2)
    assert here.poll(10)
    assert list(made) == [None, None]


@needs_fork
def test_who_is_done_early_does_what_is_left() -> None:
    here, all_done = os.getpid(), multiprocessing.get_context("fork").Event()

    def held_up_elsewhere(number: int) -> bool:
        if number == 39:
            all_done.set()
        return os.getpid() == here or all_done.wait(10)

    assert all(crew(2)([partial(held_up_elsewhere, number) for number in range(40)]))


def test_more_works_than_tickets_are_done_once_each() -> None:
    assert list(crew(2)([partial(int, number) for number in range(2500)])) == [*range(2500)]


def test_little_work_is_done_in_this_process() -> None:
    assert {each.content for each in crew()(works(3))} == {f"{os.getpid()}".encode()}


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_first_problem_in_the_order_of_the_work_is_told(jobs: int) -> None:
    broken: list[Work] = [partial(refuse, 4), partial(refuse, 5)]
    with pytest.raises(OutputProblem) as told:
        list(crew(jobs)([*works(4), *broken]))
    assert [each.place.path for each in told.value.problems] == ["4.txt"]


@needs_fork
def test_a_crew_makes_the_same_site() -> None:
    now = datetime(2026, 11, 20, 14, tzinfo=UTC)
    assert render(ROOT, now, crew=crew(3)).artefacts == render(ROOT, now).artefacts


@needs_fork
def test_nobody_waits_for_what_is_not_asked_for() -> None:
    wrong_at_once: list[Work] = [partial(refuse, 0), *[partial(large, 1)] * 40]
    with pytest.raises(OutputProblem):
        list(crew(2)(wrong_at_once))
    for each in multiprocessing.active_children():
        each.join(10)
    assert not multiprocessing.active_children()


@needs_fork
def test_something_is_done_aside_by_another_process() -> None:
    assert crew(2).aside(os.getpid)() != os.getpid()


def test_a_crew_of_one_does_what_is_aside_when_it_is_asked_for() -> None:
    assert crew(1).aside(os.getpid)() == os.getpid()


@needs_fork
def test_what_is_wrong_aside_is_told_when_it_is_asked_for() -> None:
    asked = crew(2).aside(partial(refuse, 4))
    with pytest.raises(OutputProblem):
        asked()


@needs_fork
def test_what_a_process_did_not_live_to_do_is_done_here() -> None:
    here = os.getpid()

    def done() -> int:
        if os.getpid() != here:
            os._exit(1)
        return here

    assert crew(2).aside(done)() == here
    assert list(crew(2)([done] * 4)) == [here] * 4
