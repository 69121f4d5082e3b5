"""Holds the three forms of a problem: for people, for tools, for GitHub."""

import json

import pytest

from statusgen.problems import (
    Place,
    Problem,
    Severity,
    as_github,
    as_json,
    as_text,
    did_you_mean,
    quoted,
)

PLACE = Place("content/incidents/x.yml", 6, 3, "  clod-eu: major_outage", 7)
PROBLEM = Problem(PLACE, "unknown component 'clod-eu'", "did you mean 'cloud-eu'?")


def caret_column(line: str, column: int, width: int = 1) -> tuple[str, str]:
    """Return the user's line and the caret line as shown, without their margin."""
    shown = as_text(Problem(Place("f.yml", 1, column, line, width), "wrong")).splitlines()
    return shown[1].removeprefix("  1 | "), shown[2].removeprefix("    | ")


def test_a_problem_shows_the_users_line_with_a_caret_below_it() -> None:
    assert as_text(PROBLEM) == (
        "content/incidents/x.yml:6:3: unknown component 'clod-eu'\n"
        "  6 |   clod-eu: major_outage\n"
        "    |   ^^^^^^^\n"
        "  did you mean 'cloud-eu'?"
    )


def test_a_warning_says_that_it_is_one() -> None:
    warning = Problem(PLACE, "late", severity=Severity.WARNING)
    assert as_text(warning).startswith("content/incidents/x.yml:6:3: warning: late\n")


def test_a_place_without_a_line_shows_no_line() -> None:
    assert as_text(Problem(Place("f.yml"), "missing")) == "f.yml:1:1: missing"


def test_a_tab_before_the_caret_stays_a_tab() -> None:
    assert caret_column("\ta: b", 5) == ("\ta: b", "\t   ^")


def test_wide_characters_count_as_two_columns() -> None:
    assert caret_column("漢字: b", 5)[1] == "      ^"


def test_combining_characters_take_no_column() -> None:
    assert caret_column("e\u0301: b", 5)[1] == "   ^"


def test_a_marked_wide_text_is_marked_in_full() -> None:
    assert caret_column("a: 漢字", 4, 2)[1] == "   ^^^^"


def test_a_long_line_is_cut_around_the_caret() -> None:
    line, caret = caret_column("x" * 300 + "HERE" + "y" * 300, 301, 4)
    assert line[caret.index("^") : caret.index("^") + 4] == "HERE"
    assert len(line) < 110


def test_control_characters_never_reach_the_terminal() -> None:
    problem = Problem(Place("a\x1b[2J.yml", 1, 1, "a: \x1b[2J\u202e"), "wrong")
    assert not set(as_text(problem)) & {"\x1b", "\u202e"}


def test_json_holds_one_object_for_each_problem() -> None:
    assert json.loads(as_json([PROBLEM])) == [
        {
            "path": "content/incidents/x.yml",
            "line": 6,
            "column": 3,
            "severity": "error",
            "message": "unknown component 'clod-eu'",
            "hint": "did you mean 'cloud-eu'?",
        }
    ]


def test_github_gets_the_location_and_the_message() -> None:
    assert as_github(PROBLEM) == (
        "::error file=content/incidents/x.yml,line=6,col=3"
        "::unknown component 'clod-eu'%0Adid you mean 'cloud-eu'?"
    )


def test_github_sees_what_its_runner_would_take_for_syntax_escaped() -> None:
    problem = Problem(Place("a:b,c%.yml"), "100%\r\nsure", severity=Severity.WARNING)
    assert as_github(problem) == ("::warning file=a%3Ab%2Cc%25.yml,line=1,col=1::100%25%0D%0Asure")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Cloud-EU", "; did you mean 'cloud-eu'?"),
        ("clod-eu", "; did you mean 'cloud-eu'?"),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_offered(typed: str, expected: str) -> None:
    assert did_you_mean(typed, ["wmp", "cloud-eu"]) == expected


def test_a_quotation_is_one_short_line() -> None:
    assert quoted("a\nb\t c" + "d" * 100) == "'a b c" + "d" * 54 + "…'"
