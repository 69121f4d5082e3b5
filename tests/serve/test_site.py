"""A site while it is being made, of works that say when they are done."""

import threading
from collections.abc import Callable, Iterator

import pytest
from statusgen.incremental.pieces import Recipe
from statusgen.incremental.told import Work

from statusgen.artefact import Artefact, OutputProblem, Paths
from statusgen.problems import Place, Problem
from statusgen.serve.site import Hints, Site, Unusable

WRONG = Problem(Place("templates/page.html"), "wrong")


class Kitchen:
    """Makes files that say nothing but their paths, and takes note of each time."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def work(self, name: str, *paths: str) -> Work:
        return Work(name, self._making(name, paths))

    def piece(self, key: str, *paths: str) -> Recipe:
        return Recipe(key, self._making(key, paths), key)

    def _making(self, name: str, paths: tuple[str, ...]) -> Callable[[], tuple[Artefact, ...]]:
        def make() -> tuple[Artefact, ...]:
            self.made.append(name)
            return tuple(Artefact(path, path.encode()) for path in paths)

        return make


def broken() -> tuple[Artefact, ...]:
    raise OutputProblem(WRONG)


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


def test_what_is_open_is_made_before_the_rest(kitchen: Kitchen) -> None:
    works = kitchen.work("a", "a.html"), kitchen.work("b", "b.html"), kitchen.work("c", "c.html")
    site = Site(works, Hints({"b.html": "b"}))
    site.bring("b.html")
    assert kitchen.made == ["b"]
    site.finish()
    assert kitchen.made == ["b", "a", "c"]


def test_a_file_is_there_although_the_rest_is_still_being_made(kitchen: Kitchen) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def endless() -> tuple[Artefact, ...]:
        begun.set()
        may_end.wait()
        return (Artefact("slow.html", b"slow"),)

    site = Site((kitchen.work("a", "a.html"), Work("slow", endless)), Hints({"a.html": "a"}))
    site.bring("a.html")
    rest = threading.Thread(target=site.finish)
    rest.start()
    begun.wait()
    assert site.get("a.html") == b"a.html"
    may_end.set()
    rest.join()
    assert site.get("slow.html") == b"slow"


@pytest.mark.parametrize("where", [{}, {"c.html": "a"}, {"c.html": "gone"}])
def test_a_file_is_found_whatever_the_hints_say(kitchen: Kitchen, where: dict[str, str]) -> None:
    site = Site((kitchen.work("a", "a.html"), kitchen.work("c", "c.html")), Hints(where))
    assert site.get("c.html") == b"c.html"


def test_a_file_that_is_not_there_is_none_once_all_are_made(kitchen: Kitchen) -> None:
    site = Site((kitchen.work("a", "a.html"),), Hints({"old.html": "a"}))
    assert site.get("old.html") is None
    assert kitchen.made == ["a"]


def test_a_piece_that_is_known_is_made_when_it_is_asked_for(kitchen: Kitchen) -> None:
    site = Site(
        (kitchen.piece("p", "a", "b"), kitchen.piece("q", "c")), Hints({}, {"p": Paths.of("ab")})
    )
    site.finish()
    assert kitchen.made == ["q"]
    assert site.get("b") == b"b"
    assert site.size == 3


def test_a_site_tells_the_next_one_what_it_and_those_before_it_know(kitchen: Kitchen) -> None:
    works = kitchen.work("w", "a"), kitchen.piece("p", "b", "c")
    site = Site(works, Hints({"a": "v", "z": "y"}))
    site.finish()
    assert site.hints() == Hints({"a": "w", "b": "p", "c": "p", "z": "y"}, {"p": Paths.of("bc")})


def test_the_rest_of_a_site_that_is_outdated_is_made_only_for_who_asks(kitchen: Kitchen) -> None:
    site = Site((kitchen.work("a", "a.html"), kitchen.work("b", "b.html")))
    assert not site.finish(lambda: bool(kitchen.made))
    assert kitchen.made == ["a"]
    assert site.get("b.html") == b"b.html"


def test_a_site_with_a_mistake_in_it_shows_nothing(kitchen: Kitchen) -> None:
    site = Site((kitchen.work("a", "a.html"), Work("b", broken)), Hints({"a.html": "a"}))
    assert site.get("a.html") == b"a.html"
    assert site.finish()
    assert site.problems == (WRONG,)
    with pytest.raises(Unusable):
        site.get("a.html")


def test_a_mistake_in_what_there_is_to_make_is_one_of_the_site(kitchen: Kitchen) -> None:
    def works() -> Iterator[Work]:
        yield kitchen.work("a", "a.html")
        raise OutputProblem(WRONG)

    site = Site(works())
    site.finish()
    assert site.problems == (WRONG,)
    assert kitchen.made == ["a"]
