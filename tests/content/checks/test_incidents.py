"""Incidents that leave something unsaid are warned about."""

from pathlib import Path

import pytest

from tests.content.checks.sites import COMPONENTS, incident, problems_of, spot, updates

OUTAGE, FINE = "affects: {a: partial_outage}", "affects: {a: operational}"


@pytest.mark.parametrize(
    ("text", "is_warned"),
    [
        (incident("2026-11-20 11:00", "identified", ", next_update: 2026-11-20 12:00"), True),
        (incident("2026-11-20 11:00", "identified", ", next_update: 2026-11-20 12:01"), False),
        (incident("2026-11-20 11:00", "resolved", ", next_update: 2026-11-20 11:30"), False),
        (incident("2026-11-20 11:00", "identified"), False),
        (incident("2026-11-20 11:00", "identified", ", next_update: 2026-11-20 11:30")
         + "draft: true\n", False),
    ],
)  # fmt: skip
def test_an_overdue_update_is_warned_of(tmp_path: Path, text: str, is_warned: bool) -> None:  # noqa: FBT001 the case
    assert bool(problems_of(tmp_path, incident_x=text)) is is_warned


def test_a_promise_that_was_kept_is_not_overdue(tmp_path: Path) -> None:
    text = "title: T\naffects: {a: partial_outage}\n" + updates(
        "at: 2026-11-20 10:00, status: investigating, next_update: 2026-11-20 11:00",
        "at: 2026-11-20 11:30, status: identified",
    )
    assert problems_of(tmp_path, incident_x=text) == []


@pytest.mark.parametrize(
    ("affects", "status", "is_warned"),
    [
        ("", "investigating", True),
        ("affects:", "monitoring", True),
        (FINE, "identified", False),
        (FINE, "monitoring", False),
        (OUTAGE, "identified", False),
        ("", "resolved", False),
        ("draft: true", "investigating", False),
    ],
)
def test_an_open_incident_that_breaks_no_component_is_warned_of(
    tmp_path: Path,
    affects: str,
    status: str,
    is_warned: bool,  # noqa: FBT001 the case
) -> None:
    text = incident("2026-11-20 11:00", status).replace(OUTAGE, affects)
    assert bool(problems_of(tmp_path, incident_x=text)) is is_warned


def test_an_update_that_makes_all_operational_is_warned_of_at_its_affects(tmp_path: Path) -> None:
    text = f"title: T\n{OUTAGE}\n" + updates(
        "at: 2026-11-20 10:00, status: investigating",
        f"at: 2026-11-20 11:30, status: identified, {FINE}",
    )
    (warning,) = problems_of(tmp_path, incident_x=text)
    assert (warning.place.line, warning.place.column) == (5, 57)


@pytest.mark.parametrize(
    ("at", "is_warned"), [("2026-11-20 11:00", False), ("2026-11-20 11:01", True)]
)
def test_a_report_after_the_first_update_is_warned_of(
    tmp_path: Path,
    at: str,
    is_warned: bool,  # noqa: FBT001 the case
) -> None:
    text = incident("2026-11-20 11:00", "resolved") + f"reported: {at}\n"
    assert bool(problems_of(tmp_path, incident_x=text)) is is_warned


@pytest.mark.parametrize(
    ("statuses", "line"),
    [
        ("investigating false_alarm resolved", 5),
        ("investigating false_alarm postmortem resolved", 6),
        ("investigating false_alarm identified resolved", None),
        ("investigating resolved false_alarm postmortem", None),
    ],
)
def test_an_end_after_a_false_alarm_is_warned_of(
    tmp_path: Path, statuses: str, line: int | None
) -> None:
    written = (f"at: 2026-11-20 0{6 + n}:00, status: {s}" for n, s in enumerate(statuses.split()))
    found = problems_of(tmp_path, incident_x="title: T\n" + updates(*written))
    assert [each.place.line for each in found] == ([line] if line else [])


@pytest.mark.parametrize(
    ("affected", "warned"), [("{a: major_outage}", 1), ("{a: major_outage, b: major_outage}", 0)]
)
def test_an_open_incident_with_retired_components_only_is_warned_about(
    tmp_path: Path, affected: str, warned: int
) -> None:
    retired = COMPONENTS.replace("name: A", "name: A, retired: 2026-11-20")
    problems = problems_of(
        tmp_path,
        components=retired,
        incident_x=incident("2026-11-20 10:00", "investigating").replace(
            "{a: partial_outage}", affected
        ),
    )
    assert len([each for each in problems if "retired" in each.message]) == warned


def test_a_report_before_the_beginning_is_warned_about(tmp_path: Path) -> None:
    times = "reported: 2026-11-20 09:00\nbegan: 2026-11-20 09:30\n"
    problems = problems_of(
        tmp_path, incident_x=times + incident("2026-11-20 10:00", "investigating")
    )
    assert [spot(each) for each in problems] == ["content/incidents/x.yml:1:11"]
