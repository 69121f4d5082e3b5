"""How a command speaks to a person: problems, summaries and progress, on standard error."""

import sys
import time
from collections.abc import Sequence

import click

from statusgen.problems import Problem, Severity, as_text

_PATIENCE = 1.0
_REDRAWN_EVERY = 0.1


class CommandError(Exception):
    """A command cannot go on; says why in a sentence, and ends in 1."""


def echo(sentence: str) -> None:
    """Say something on standard error, where it does not mix with what a command returns."""
    click.echo(sentence, err=True)


def echo_problems(problems: Sequence[Problem]) -> None:
    """Show each problem with its place, and a blank line after it."""
    for problem in problems:
        echo(f"{as_text(problem)}\n")


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are in how many files: "2 problems in 1 file".

    Warnings are counted as such, and only where there is nothing worse.
    """
    errors = [each for each in problems if each.severity is Severity.ERROR]
    shown, word = (errors, "problem") if errors else (problems, "warning")
    files = {each.place.path for each in shown}
    return f"{counted(len(shown), word)} in {counted(len(files), 'file')}"


def counted(number: int, word: str) -> str:
    """Return a number with its noun: "1 file", "2 files", "3 entries"."""
    if number == 1:
        return f"1 {word}"
    return f"{number} {word[:-1]}ies" if word.endswith("y") else f"{number} {word}s"


class FileCounter:
    """Shows on a terminal how many files are made, once that takes longer than a second."""

    def __init__(self) -> None:
        self._drawn_at = time.monotonic() + _PATIENCE - _REDRAWN_EVERY
        self._is_terminal = sys.stderr.isatty()
        self._is_shown = False

    def __call__(self, count: int) -> None:
        """Show `count`, unless it was redrawn a moment ago."""
        if self._is_terminal and time.monotonic() >= self._drawn_at + _REDRAWN_EVERY:
            click.echo(f"\r{counted(count, 'file')} rendered", nl=False, err=True)
            self._drawn_at = time.monotonic()
            self._is_shown = True

    def clear(self) -> None:
        """Take the line away again."""
        if self._is_shown:
            click.echo("\r\033[K", nl=False, err=True)
