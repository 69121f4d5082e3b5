import pytest

from statusgen.console import FileCounter, counted, summary
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
