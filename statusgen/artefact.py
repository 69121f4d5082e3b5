"""An artefact is one file of the finished site; a job is how some of them are rendered."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from statusgen.problems import Problem


class Artefact(Struct, frozen=True):
    """A file of the site: POSIX path relative to the site's folder, and the bytes in it."""

    path: str
    content: bytes


class Job(Struct, frozen=True):
    """How one or more whole files are rendered, independently of all others.

    `name` is the job's own, and the same from build to build. `render` is a function of a module
    that takes `inputs` and nothing else: so the files are the same as long as the inputs are.
    Where `inputs` is None, the files depend on the present, and `render` takes nothing.
    """

    name: str
    render: Callable[..., Iterable[Artefact]]
    inputs: Any = None

    def run(self) -> tuple[Artefact, ...]:
        """Return the files; raises `OutputError` where the user's text or template stops it."""
        return tuple(self.render() if self.inputs is None else self.render(self.inputs))


class Paths(Struct, frozen=True, array_like=True):
    """Paths in their order, stored as one text, which is quicker to load than many."""

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
"""A character that no path has in it."""


class Fragment(Struct, frozen=True):
    """Artefacts that one job renders, not held in memory.

    `key` names these very bytes at these `paths`: two fragments with one key are the same. `load`
    returns them, in the order of `paths`.
    """

    key: str
    paths: Paths
    load: Callable[[], tuple[Artefact, ...]]


class OutputError(Exception):
    """Artefacts that cannot be made of what the user wrote; `problems` says where and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(problem.message for problem in self.problems)


Progress = Callable[[int], None]
"""Takes the number of files that are rendered so far."""
