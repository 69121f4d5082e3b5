"""A problem is a value: where it is, what is wrong there, and what to write instead."""

import enum
from dataclasses import dataclass


class Severity(enum.Enum):
    """Whether a problem stops a build."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file of the user's: POSIX path relative to the root, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1
    source_line: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: `message` says what is wrong, `hint` what was expected and what to do."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
