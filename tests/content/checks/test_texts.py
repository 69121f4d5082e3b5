"""Titles that would be cut, and Markdown that is shown as typed, are warned about."""

from pathlib import Path

from tests.content.checks.sites import incident, problems_of


def test_markdown_that_is_nested_too_deep_is_shown_as_typed_and_named(tmp_path: Path) -> None:
    deep = incident("2026-11-20 10:00", "resolved").replace("News", f"'{'>' * 101} a'")
    (problem,) = problems_of(tmp_path, incident_x=deep)
    assert (problem.place.line, problem.place.column) == (3, 58)
    assert "shown as typed" in problem.message


def test_a_long_title_is_warned_of_in_its_language(tmp_path: Path) -> None:
    title = f"{{en: {'x' * 90}, it: {'y' * 91}}}"
    text = incident("2026-11-20 11:00", "resolved").replace("Calls fail", title)
    (warning,) = problems_of(tmp_path, incident_x=text)
    assert warning.place.source_line[warning.place.column - 1] == "y"
