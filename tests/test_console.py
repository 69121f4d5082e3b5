import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click import unstyle

from statusgen.cli.main import run
from statusgen.console import FileCounter, counted, echo_problems, marked, summary
from statusgen.problems import Place, Problem, Severity


def problem(path: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(Place(path), "wrong", severity=severity)


@pytest.mark.parametrize(
    ("number", "word", "expected"),
    [
        (0, "file", "0 files"),
        (1, "file", "1 file"),
        (2, "entry", "2 entries"),
        (1, "entry", "1 entry"),
    ],
)
def test_a_number_has_its_noun(number: int, word: str, expected: str) -> None:
    assert counted(number, word) == expected


def test_problems_are_counted_with_their_files() -> None:
    assert summary([problem("a.yml"), problem("a.yml")]) == "2 problems in 1 file"


def test_warnings_do_not_count_beside_problems() -> None:
    warning = problem("b.yml", Severity.WARNING)
    assert summary([problem("a.yml"), warning]) == "1 problem in 1 file"
    assert summary([warning]) == "1 warning in 1 file"


def shown(monkeypatch: pytest.MonkeyPatch, *, on_terminal: bool, after: float) -> None:
    """Make two files, `after` seconds from the beginning."""
    clock = iter([100.0, 100.0 + after, 100.0 + after, 100.0 + after, 100.0 + after])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr.isatty", lambda: on_terminal)
    counter = FileCounter()
    counter(1)
    counter(2)
    counter.clear()


@pytest.mark.parametrize(("after", "expected"), [(0.9, ""), (1.1, "\r1 file rendered\r\033[K")])
def test_progress_is_shown_once_it_takes_longer_than_a_second(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], after: float, expected: str
) -> None:
    shown(monkeypatch, on_terminal=True, after=after)
    assert capsys.readouterr().err == expected


def test_no_progress_is_shown_where_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown(monkeypatch, on_terminal=False, after=5)
    assert capsys.readouterr().err == ""


# --- colour --------------------------------------------------------------------------------------

PROBLEM = Problem(
    Place("content/site.yml", 2, 5, "url: ftp://x", width=7), "wrong", "hint", Severity.WARNING
)
COLOURED = (
    "\x1b[1mcontent/site.yml:2:5:\x1b[0m \x1b[33m\x1b[1mwarning:\x1b[0m wrong\n"
    "  2 | url: ftp://x\n    |     \x1b[31m\x1b[1m^^^^^^^\x1b[0m\n  hint\n\n"
)


@pytest.mark.parametrize(
    ("variables", "is_coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"NO_COLOR": "", "FORCE_COLOR": ""}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_a_pipe_has_no_colour_unless_it_is_forced(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variables: dict[str, str],
    *,
    is_coloured: bool,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", **variables}.items():
        monkeypatch.setenv(name, value)
    echo_problems([PROBLEM])
    assert capsys.readouterr().err == (COLOURED if is_coloured else unstyle(COLOURED))


@pytest.mark.parametrize(("no_colour", "is_coloured"), [("", True), ("1", False)])
def test_a_terminal_has_colour_unless_it_is_refused(
    tmp_path: Path, no_colour: str, *, is_coloured: bool
) -> None:
    ours, theirs = pty.openpty()
    variables = {**os.environ, "TERM": "xterm", "NO_COLOR": no_colour, "FORCE_COLOR": ""}
    command = [sys.executable, "-m", "statusgen", "check", "--root", str(tmp_path)]
    subprocess.run(command, stderr=theirs, env=variables, check=False)  # noqa: S603 - ours
    os.close(theirs)
    assert (b"\x1b[1mcontent:1:1:" in os.read(ours, 4096)) is is_coloured
    os.close(ours)


def test_words_are_red_at_the_beginning_and_at_the_end_of_a_line() -> None:
    red = "\x1b[31m\x1b[1m5 min\x1b[0m"
    assert marked("5 min 5 min\nnext, 5 min", ["5 min"]) == f"{red} 5 min\nnext, {red}"


def test_an_error_of_use_comes_first_and_the_usage_last(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["goal", "--class", "x"]) == 2
    first, *_, usage, help_ = capsys.readouterr().err.splitlines()
    assert first == "Error: Missing option '--reported'."
    assert usage == "Usage: statusgen goal [OPTIONS]"
    assert help_ == "For help: statusgen goal --help"
