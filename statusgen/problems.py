"""Problems as values: the place, the mistake, and the text to write instead."""

import difflib
import enum
import json
import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct


class Severity(enum.Enum):
    """Whether a problem stops a build."""

    ERROR = "error"
    WARNING = "warning"


class Place(Struct, frozen=True, order=True):
    """A position in a content file: POSIX path relative to the root, line and column from 1.

    Columns and `width`, the length of the marked text, count characters. `source_line` is the
    line as the user wrote it, or empty if there is none to show.
    """

    path: str
    line: int = 1
    column: int = 1
    source_line: str = ""
    width: int = 1


Location: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead from the root of a file to a value."""


class Problem(Struct, frozen=True):
    """One mistake: `message` says what is wrong, `hint` what was expected and how to fix it."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


MAX_PROBLEMS = 200
"""Maximum number of problems of one file; what is wrong beyond that is not looked for."""


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that stop a build."""
    return tuple(each for each in problems if each.severity is Severity.ERROR)


def has_error(problems: Iterable[Problem]) -> bool:
    """Return whether a problem stops a build."""
    return bool(errors(problems))


# --- words for messages ------------------------------------------------------------------------

_MAX_QUOTE = 60


def quoted(text: str) -> str:
    """Return user input for use in a sentence: in quotes, on one line, shortened."""
    line = printable(" ".join(text.split()))
    return f"'{line}'" if len(line) <= _MAX_QUOTE else f"'{line[: _MAX_QUOTE - 1]}…'"


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the closest of `names`, or "" if none is close."""
    near = nearest(name, names)
    return "" if near is None else f"; did you mean {quoted(near)}?"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` closest to `name`, or None if none is close."""
    by_folded = {each.casefold(): each for each in names}
    near = difflib.get_close_matches(name.casefold(), by_folded, n=1)
    return by_folded[near[0]] if near else None


def printable(text: str) -> str:
    """Return the text with unprintable characters replaced, for a terminal."""
    return "".join(
        char if char == "\t" or char.isprintable() else "\N{MIDDLE DOT}" for char in text
    )


# --- for people --------------------------------------------------------------------------------

_MAX_LINE = 100
_BEFORE_CARET = 40


def as_text(problem: Problem) -> str:
    """Return a problem for a terminal: place and message, the source line, the hint."""
    place = problem.place
    label = "warning: " if problem.severity is Severity.WARNING else ""
    where = f"{printable(place.path)}:{place.line}:{place.column}"
    lines = [f"{where}: {label}{problem.message}", *_excerpt(place)]
    if problem.hint:
        lines.append(f"  {problem.hint}")
    return "\n".join(lines)


def _excerpt(place: Place) -> list[str]:
    """Return the source line with carets below the marked text, shortened around them."""
    if not place.source_line.strip():
        return []
    start = place.column - 1
    first = start - _BEFORE_CARET if len(place.source_line) > _MAX_LINE else 0
    before, line = _cut(place.source_line, max(first, 0))
    margin = len(before)
    at = start - max(first, 0)
    marked = line[at : at + max(place.width, 1)]
    indent = " " * margin + _blank(line[:at])
    number = str(place.line)
    return [
        f"  {number} | {before}{line}",
        f"  {' ' * len(number)} | {indent}{'^' * max(_columns(marked), 1)}".rstrip(),
    ]


def _cut(line: str, first: int) -> tuple[str, str]:
    """Return "…" if the line is cut before `first`, and the part of the line to show."""
    rest = line[first:]
    shown = rest if len(rest) <= _MAX_LINE else rest[: _MAX_LINE - 1] + "…"
    return ("…" if first else ""), printable(shown)


def _blank(text: str) -> str:
    """Return spaces as wide as the text on a terminal; a tab stays a tab."""
    return "".join("\t" if char == "\t" else " " * _columns(char) for char in text)


def _columns(text: str) -> int:
    return sum(_char_columns(char) for char in text)


def _char_columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


# --- for machines ------------------------------------------------------------------------------


def as_json(problems: Iterable[Problem]) -> str:
    """Return problems as a JSON list of objects, for editors and other tools."""
    rows = [
        {
            "path": printable(each.place.path),
            "line": each.place.line,
            "column": each.place.column,
            "severity": each.severity.value,
            "message": each.message,
            "hint": each.hint,
        }
        for each in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problem: Problem) -> str:
    """Return a problem as a GitHub workflow command, shown at its line in a pull request.

    `%`, line ends and, in properties, `:` and `,` are escaped as the runner unescapes them.
    """
    place = problem.place
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    at = f"file={_property(printable(place.path))},line={place.line},col={place.column}"
    return f"::{problem.severity.value} {at}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def outside_problem(root: Path, path: str) -> Problem | None:
    """Return the problem of a path that leads out of the root by a link, or None.

    What is there must not be shown.
    """
    if Path(os.path.realpath(root / path)).is_relative_to(os.path.realpath(root)):
        return None
    hint = "put what it leads to in its place"
    return Problem(Place(path), "this link leads out of the site's folder", hint)
