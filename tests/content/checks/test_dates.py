"""Times that may be mistakes, or are still to come, are warned about."""

from pathlib import Path

import pytest

from statusgen.problems import Severity
from tests.content.checks.sites import incident, maintenance, problems_of


def test_an_update_to_come_is_warned_of_at_its_time(tmp_path: Path) -> None:
    (warning,) = problems_of(tmp_path, incident_x=incident("2026-11-20 12:01", "identified"))
    assert (warning.severity, warning.place.line) == (Severity.WARNING, 3)


def test_an_update_of_this_very_instant_is_published(tmp_path: Path) -> None:
    assert problems_of(tmp_path, incident_x=incident("2026-11-20 12:00", "identified")) == []


@pytest.mark.parametrize(
    ("name", "is_warned"),
    [("2025-11-20-x", True), ("2025-11-21-x", False), ("2027-11-20-x", True), ("x", False)],
)
def test_an_entry_a_year_from_the_date_of_its_id_is_warned_of(
    tmp_path: Path,
    name: str,
    is_warned: bool,  # noqa: FBT001 the case
) -> None:
    text = incident("2026-11-20 11:00", "resolved")
    assert bool(problems_of(tmp_path, **{f"incident_{name}": text})) is is_warned


@pytest.mark.parametrize(
    ("starts", "ends", "announced", "warnings"),
    [
        ("2026-11-20 11:00", "2026-11-20 14:00", "2026-11-20 11:00", 1),
        ("2026-11-20 10:00", "2026-11-20 11:50", "2026-11-20 10:00", 0),
        ("2026-11-24 10:00", "2026-11-24 14:00", "2026-11-20 12:01", 1),
        ("2026-11-24 10:00", "2026-12-25 10:00", "2026-11-20 12:00", 0),
        ("2026-11-24 10:00", "2026-12-25 10:01", "2026-11-20 12:00", 1),
        ("2027-11-20 12:00", "2027-11-20 13:00", "2026-11-20 12:00", 0),
        ("2027-11-20 12:01", "2027-11-20 13:00", "2026-11-20 12:00", 1),
    ],
)
def test_times_of_maintenance_that_may_be_mistakes_are_warned_of(
    tmp_path: Path, starts: str, ends: str, announced: str, warnings: int
) -> None:
    text = maintenance(starts, ends, announced=announced)
    assert len(problems_of(tmp_path, maintenance_x=text)) == warnings
