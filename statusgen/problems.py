"""A problem is a value: where it is, what is wrong there, and what to write instead."""

import difflib
import enum
import json
import unicodedata
from collections.abc import Iterable

from msgspec import Struct


class Severity(enum.Enum):
    """Whether a problem stops a build."""

    ERROR = "error"
    WARNING = "warning"


class Place(Struct, frozen=True, order=True):
    """A spot in a file of the user's: POSIX path relative to the root, line and column from 1.

    Columns and `width`, the length of what is marked, count characters. `source_line` is the
    user's own line; it is empty where there is nothing to show.
    """

    path: str
    line: int = 1
    column: int = 1
    source_line: str = ""
    width: int = 1


class Problem(Struct, frozen=True):
    """One mistake: `message` says what is wrong, `hint` what was expected and what to do."""

    place: Place
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


# --- words for messages ------------------------------------------------------------------------

_LONGEST_QUOTE = 60


def quoted(text: str) -> str:
    """Return what a user typed as part of a sentence: in quotes, on one line, not too long."""
    line = printable(" ".join(text.split()))
    return f"'{line}'" if len(line) <= _LONGEST_QUOTE else f"'{line[: _LONGEST_QUOTE - 1]}…'"


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the nearest of `names`, or "" where none is near."""
    near = nearest(name, names)
    return "" if near is None else f"; did you mean {quoted(near)}?"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return which of `names` somebody who typed `name` most likely meant, if any is near."""
    by_folded = {each.casefold(): each for each in names}
    near = difflib.get_close_matches(name.casefold(), by_folded, n=1)
    return by_folded[near[0]] if near else None


def printable(text: str) -> str:
    """Return the text with every character that could confuse a terminal replaced."""
    return "".join(
        char if char == "\t" or char.isprintable() else "\N{MIDDLE DOT}" for char in text
    )


# --- for people --------------------------------------------------------------------------------

_LONGEST_LINE = 100
_BEFORE_CARET = 40


def as_text(problem: Problem) -> str:
    """Return a problem as a terminal shows it: place and message, the user's line, the hint."""
    place = problem.place
    label = "warning: " if problem.severity is Severity.WARNING else ""
    where = f"{printable(place.path)}:{place.line}:{place.column}"
    lines = [f"{where}: {label}{problem.message}", *_excerpt(place)]
    if problem.hint:
        lines.append(f"  {problem.hint}")
    return "\n".join(lines)


def _excerpt(place: Place) -> list[str]:
    """Return the user's line with a caret below it, cut around the caret where it is long."""
    if not place.source_line.strip():
        return []
    start = place.column - 1
    first = start - _BEFORE_CARET if len(place.source_line) > _LONGEST_LINE else 0
    before, line = _cut(printable(place.source_line), max(first, 0))
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
    """Return what stands for the part before `first`, and the part of the line that is shown."""
    rest = line[first:]
    shown = rest if len(rest) <= _LONGEST_LINE else rest[: _LONGEST_LINE - 1] + "…"
    return ("…" if first else ""), shown


def _blank(text: str) -> str:
    """Return blanks as wide as the text on a terminal; a tab stays a tab."""
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
    """Return a problem as a workflow command, which GitHub shows at the line in a pull request.

    `%`, line ends and, in properties, `:` and `,` are escaped as the runner unescapes them.
    """
    place = problem.place
    said = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    at = f"file={_property(printable(place.path))},line={place.line},col={place.column}"
    return f"::{problem.severity.value} {at}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
