"""Holds the checks over several files, and the warnings, to what they warn of and what not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from statusgen.content.load import load
from statusgen.problems import Problem, Severity

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITE = """
name: Acme
url: https://example.com/
timezone: UTC
languages: [en, it]
maintenance: {notice_period: 36h}
"""
COMPONENTS = "groups: [{id: g, name: G, components: [{id: a, name: A}, {id: b, name: B}]}]"


def problems_of(root: Path, **entries: str) -> list[Problem]:
    """Return the problems of a site with these entries; `incident_x` is incidents/x.yml."""
    files = {"site": SITE, "components": COMPONENTS}
    files |= {
        name.replace("incident_", "incidents/").replace("maintenance_", "maintenance/"): text
        for name, text in entries.items()
    }
    for name, text in files.items():
        path = root / "content" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(load(root, NOW).problems)


def spot(problem: Problem) -> str:
    place = problem.place
    return f"{place.path}:{place.line}:{place.column}"


def incident(at: str, status: str, more: str = "") -> str:
    update = f"{{at: {at}, status: {status}, text: News{more}}}"
    return f"title: Calls fail\naffects: {{a: partial_outage}}\nupdates: [{update}]\n"


def maintenance(starts: str, ends: str, more: str = "", announced: str = "2026-11-01 10:00") -> str:
    return (
        f"title: Upgrade\ntext: It will be upgraded.\naffects: {{a: under_maintenance}}\n"
        f"announced: {announced}\nstarts: {starts}\nends: {ends}\n{more}"
    )


def updates(*written: str) -> str:
    return "updates:\n" + "".join(f"  - {{{each}, text: News}}\n" for each in written)


FIRST = maintenance("2026-12-01 10:00", "2026-12-01 14:00")


# --- texts -------------------------------------------------------------------------------------


def test_markdown_that_is_nested_too_deep_is_shown_as_typed_and_named(tmp_path: Path) -> None:
    deep = incident("2026-11-20 10:00", "resolved").replace("News", f"'{'>' * 101} a'")
    (problem,) = problems_of(tmp_path, incident_x=deep)
    assert (problem.place.line, problem.place.column) == (3, 58)
    assert "shown as typed" in problem.message


# --- ids ---------------------------------------------------------------------------------------


def test_an_id_is_unique_over_both_folders_also_where_a_file_is_broken(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, incident_x="title: [", maintenance_x=FIRST)
    (duplicate,) = [each for each in problems if "duplicate" in each.message]
    assert duplicate.place.path == "content/maintenance/x.yml"
    assert "content/incidents/x.yml" in duplicate.hint


# --- incidents ---------------------------------------------------------------------------------


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


def test_an_update_to_come_is_warned_of_at_its_time(tmp_path: Path) -> None:
    (warning,) = problems_of(tmp_path, incident_x=incident("2026-11-20 12:01", "identified"))
    assert (warning.severity, warning.place.line) == (Severity.WARNING, 3)


def test_an_update_of_this_very_instant_is_published(tmp_path: Path) -> None:
    assert problems_of(tmp_path, incident_x=incident("2026-11-20 12:00", "identified")) == []


def test_a_long_title_is_warned_of_in_its_language(tmp_path: Path) -> None:
    title = f"{{en: {'x' * 90}, it: {'y' * 91}}}"
    text = incident("2026-11-20 11:00", "resolved").replace("Calls fail", title)
    (warning,) = problems_of(tmp_path, incident_x=text)
    assert warning.place.source_line[warning.place.column - 1] == "y"


OUTAGE, FINE = "affects: {a: partial_outage}", "affects: {a: operational}"


@pytest.mark.parametrize(
    ("affects", "status", "is_warned"),
    [
        ("", "investigating", True),
        ("affects:", "monitoring", True),
        (FINE, "identified", True),
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


# --- maintenance -------------------------------------------------------------------------------


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


# --- former ids, retired components, the beginning ---------------------------------------------


def test_an_alias_that_is_an_id_or_an_alias_in_use_is_refused_in_its_place(tmp_path: Path) -> None:
    more = "aliases: [y, old]\n"
    problems = problems_of(
        tmp_path,
        incident_x=more + incident("2026-11-01 10:00", "resolved"),
        maintenance_y="aliases: [old]\n" + FIRST,
    )
    found = [(spot(each), each.severity) for each in problems if "alias" in each.message]
    assert found == [
        ("content/incidents/x.yml:1:11", Severity.ERROR),
        ("content/maintenance/y.yml:1:11", Severity.ERROR),
    ]


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


def test_a_file_may_go_on_naming_a_component_by_a_former_id(tmp_path: Path) -> None:
    renamed = COMPONENTS.replace("{id: a, name: A}", "{id: a2, name: A, aliases: [a]}")
    assert not problems_of(tmp_path, components=renamed, maintenance_y=FIRST)


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


def test_a_long_window_of_an_update_is_warned_of_at_its_end(tmp_path: Path) -> None:
    moved = updates(
        "at: 2026-11-20 10:00, status: rescheduled, starts: 2026-12-01 10:00,"
        " ends: 2027-12-01 11:00"
    )
    (warning,) = problems_of(tmp_path, maintenance_x=f"{FIRST}{moved}")
    assert (warning.place.line, warning.message) == (8, "this window lasts 365 days")
