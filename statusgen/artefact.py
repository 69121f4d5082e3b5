"""An artefact is one file of the finished site: a path and its bytes."""

from dataclasses import dataclass

from statusgen.problems import Problem


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file of the site: POSIX path relative to the site's folder, and the bytes in it."""

    path: str
    content: bytes


class OutputProblem(Exception):  # noqa: N818 - it carries problems, it is not a bug
    """Artefacts that cannot be made of what the user wrote; `problems` says where and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.message for problem in problems))
        self.problems = problems
