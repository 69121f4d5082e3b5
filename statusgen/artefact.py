"""An artefact is one file of the finished site: a path and its bytes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from statusgen.problems import Problem


class Artefact(Struct, frozen=True):
    """A file of the site: POSIX path relative to the site's folder, and the bytes in it."""

    path: str
    content: bytes


class Paths(Struct, frozen=True, array_like=True):
    """Paths in their order, written as one text: of tens of thousands few are asked for."""

    text: str = ""

    def __iter__(self) -> Iterator[str]:
        return iter(self.text.split(_BETWEEN) if self.text else ())

    def __len__(self) -> int:
        return self.text.count(_BETWEEN) + 1 if self.text else 0

    @classmethod
    def of(cls, paths: Iterable[str]) -> "Paths":
        """Return these paths."""
        return cls(_BETWEEN.join(paths))


_BETWEEN = "\0"
"""What no path has in it."""


class Piece(Struct, frozen=True):
    """Artefacts that are made together of the same things, and not held in memory.

    `key` names these very bytes at these `paths`: two pieces with one key are the same. `load`
    returns them, in the order of `paths`.
    """

    key: str
    paths: Paths
    load: Callable[[], tuple["Artefact", ...]]


class OutputProblem(Exception):  # noqa: N818 - it carries problems, it is not a bug
    """Artefacts that cannot be made of what the user wrote; `problems` says where and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.message for problem in problems))
        self.problems = problems


Work = Callable[[], Artefact]
"""How one artefact is made, independently of every other."""

Progress = Callable[[int], None]
"""Is told how many files are made so far."""

_T = TypeVar("_T")


class Crew(Protocol):
    """Who does a lot of work, each piece of it independently of every other."""

    def __call__(self, works: Sequence[Callable[[], _T]], /) -> Iterable[_T]:
        """Return what `works` make, in their order."""
        ...

    def aside(self, work: Callable[[], _T], /) -> Callable[[], _T]:
        """Have something done while we go on; return how to ask for what it makes."""
        ...


class _OneByOne:
    """Does each piece of work when its result is asked for."""

    def __call__(self, works: Sequence[Callable[[], _T]], /) -> Iterable[_T]:
        return (work() for work in works)

    def aside(self, work: Callable[[], _T], /) -> Callable[[], _T]:
        return work


one_by_one = _OneByOne()
"""A crew of one: this process."""
