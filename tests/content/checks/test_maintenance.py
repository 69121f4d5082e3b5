"""Windows that overlap, are long, or were announced late, are warned about."""

from pathlib import Path

import pytest

from tests.content.checks.sites import FIRST, maintenance, problems_of, updates


@pytest.mark.parametrize(
    ("announced", "is_warned"), [("2026-11-19 22:00", False), ("2026-11-19 22:01", True)]
)
def test_a_late_announcement_is_warned_of(tmp_path: Path, announced: str, is_warned: bool) -> None:  # noqa: FBT001 the case
    text = maintenance("2026-11-21 10:00", "2026-11-21 14:00", announced=announced)
    assert bool(problems_of(tmp_path, maintenance_x=text)) is is_warned


def test_what_is_over_is_not_warned_of(tmp_path: Path) -> None:
    text = maintenance("2026-11-20 10:00", "2026-11-20 12:00", announced="2026-11-20 09:00")
    assert problems_of(tmp_path, maintenance_x=text, maintenance_y=text) == []


@pytest.mark.parametrize(
    ("second", "is_warned"),
    [
        (maintenance("2026-12-01 13:59", "2026-12-01 15:00"), True),
        (maintenance("2026-12-01 14:00", "2026-12-01 15:00"), False),
        (maintenance("2026-12-01 13:00", "2026-12-01 15:00").replace("a:", "b:"), False),
        (maintenance("2026-12-01 13:00", "2026-12-01 15:00", "draft: true\n"), False),
        (maintenance("2026-12-01 13:00", "2026-12-01 15:00",
                     updates("at: 2026-11-20 10:00, status: cancelled")), False),
        (maintenance("2026-12-01 14:00", "2026-12-01 15:00",
                     updates("at: 2026-11-20 10:00, status: rescheduled,"
                             " starts: 2026-12-01 09:00, ends: 2026-12-01 11:00")), True),
    ],
)  # fmt: skip
def test_two_windows_of_one_component_that_overlap_are_warned_of(
    tmp_path: Path,
    second: str,
    is_warned: bool,  # noqa: FBT001 the case
) -> None:
    assert bool(problems_of(tmp_path, maintenance_x=FIRST, maintenance_y=second)) is is_warned


def test_a_window_within_a_long_one_is_found_behind_a_short_one(tmp_path: Path) -> None:
    problems = problems_of(
        tmp_path,
        maintenance_long=maintenance("2026-12-01 10:00", "2026-12-01 20:00"),
        maintenance_one=maintenance("2026-12-01 11:00", "2026-12-01 12:00"),
        maintenance_two=maintenance("2026-12-01 15:00", "2026-12-01 16:00"),
    )
    assert [each.place.path for each in problems] == [
        "content/maintenance/one.yml",
        "content/maintenance/two.yml",
    ]


def test_two_series_that_overlap_are_warned_of_once(tmp_path: Path) -> None:
    series = FIRST.replace("announced: 2026-11-01 10:00", "announce_before: 10d")
    series += 'repeats: {rule: "FREQ=DAILY", count: 5}\n'
    (problem,) = problems_of(tmp_path, maintenance_x=series, maintenance_y=series)
    assert problem.hint == "content/maintenance/x.yml lasts until 2026-12-01 14:00 UTC"


def test_a_long_window_of_an_update_is_warned_of_at_its_end(tmp_path: Path) -> None:
    moved = updates(
        "at: 2026-11-20 10:00, status: rescheduled, starts: 2026-12-01 10:00,"
        " ends: 2027-12-01 11:00"
    )
    (warning,) = problems_of(tmp_path, maintenance_x=f"{FIRST}{moved}")
    assert (warning.place.line, warning.message) == (8, "this window lasts 365 days")
