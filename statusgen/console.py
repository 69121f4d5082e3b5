"""Messages of commands on standard error: problems, summaries and progress; errors of their use."""

import os
import re
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Never

import click

from statusgen.problems import Problem, Severity, as_text, did_you_mean, quoted

_SHOWN_AFTER = 1.0
_REDRAWN_EVERY = 0.1
_MOST_NAMES = 10
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class CommandError(Exception):
    """A command cannot go on: the message is a sentence, the exit code 1."""


def problems_error(
    problems: Sequence[Problem], outcome: str = "nothing was written"
) -> CommandError:
    """Return the error of a command that stops at problems: all of them, then the outcome."""
    texts = "\n\n".join(as_text(each) for each in problems)
    return CommandError(f"{texts}\n\n{summary(problems)}; {outcome}")


def reject(option: str, sentence: str) -> Never:
    """Raise the usage error of an option or argument."""
    raise click.BadParameter(sentence, param_hint=option) from None


def reject_unknown(option: str, kind: str, name: str, known: Iterable[str]) -> Never:
    """Raise the usage error of an unknown name, with the nearest known one, or all if few."""
    names = list(known)
    few = f": expected one of: {', '.join(names)}." if len(names) <= _MOST_NAMES else "."
    reject(option, f"unknown {kind} {quoted(name)}{did_you_mean(name, names) or few}")


def echo(sentence: str, red: Sequence[str] = ()) -> None:
    """Print a message on standard error, with some words in red; standard output is for results."""
    click.echo(marked(printable(sentence), red), err=True, color=wants_colour())


def echo_usage(wrong: click.ClickException) -> None:
    """Print what is wrong with the use of a command, and last how it is used."""
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        wrong.show()
        return
    echo(f"Error: {wrong.format_message()}")
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    if context is not None:
        echo(f"\n{context.get_usage()}\nFor help: {context.command_path} --help")


# --- colour ------------------------------------------------------------------------------------


def wants_colour() -> bool | None:
    """Return whether to colour output, None to do so on a terminal only: no-color.org."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return True if os.environ.get("FORCE_COLOR") else None


_MARKED = (
    (re.compile(r"(\d: )(warning:)"), "yellow"),
    (re.compile(r"^()([^\n]+?:\d+:\d+:)(?= )", re.MULTILINE), None),
    (re.compile(r"^( +\| *)(\^+)$", re.MULTILINE), "red"),
    (re.compile(r"^()(Error:)", re.MULTILINE), "red"),
)
"""Pattern of the bold parts of messages, with colours: places, warnings, marks below a line."""


def marked(text: str, red: Sequence[str] = ()) -> str:
    """Return a message in which some parts are bold; click takes that out again for no terminal.

    The words in `red` are too, where a line begins with them, or ends with them after a comma.
    """
    own = ((re.compile(rf"(^|, )({re.escape(each)})", re.MULTILINE), "red") for each in red)
    for pattern, colour in (*_MARKED, *own):
        bold = click.style(r"\2", fg=colour, bold=True)
        text = pattern.sub(rf"\1{bold}", text)
    return text


# --- problems ----------------------------------------------------------------------------------


def printable(text: str) -> str:
    """Return a text in which characters that control a terminal, or the direction, are replaced."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def echo_problems(problems: Sequence[Problem]) -> None:
    """Print each problem with its place, and a blank line after it."""
    for problem in problems:
        echo(f"{as_text(problem)}\n")


def summary(problems: Sequence[Problem]) -> str:
    """Return the numbers of problems and of their files: "2 problems in 1 file".

    Warnings are counted only if there are no errors.
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
    """Shows the number of rendered files on a terminal, from the first second on."""

    def __init__(self) -> None:
        self._drawn_at = time.monotonic() + _SHOWN_AFTER - _REDRAWN_EVERY
        self._is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._is_shown = False

    def __call__(self, count: int) -> None:
        """Show `count`, at most ten times a second."""
        if self._is_terminal and time.monotonic() >= self._drawn_at + _REDRAWN_EVERY:
            click.echo(f"\r{counted(count, 'file')} rendered", nl=False, err=True)
            self._drawn_at = time.monotonic()
            self._is_shown = True

    def clear(self) -> None:
        """Erase the line."""
        if self._is_shown:
            click.echo("\r\033[K", nl=False, err=True)
