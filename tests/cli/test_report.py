"""The month's report as text, JSON and CSV."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from statusgen.cli.main import run
from tests.paths import REPOSITORY

ROOT = REPOSITORY
SAMPLE = ("--root", str(ROOT), "--now", "2026-12-03 12:00")


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> "Report":
    return Report(capsys)


class Report:
    """Runs `report` and returns its standard output."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> str:
        assert run(["report", *arguments]) == 0
        return self._capsys.readouterr().out


# --- text --------------------------------------------------------------------------------------

OCTOBER = """\
Wildix Status, October 2026
The whole month.
Sample: components and events are invented.

Incidents                 Incidents  Still open  False alarms
Critical                          1           0             0
Standard                          2           0             0
Without a class                   0           0             0
All                               3           0             0

Response goals            Met  Missed  Extended support  Not rated
Critical                    0       0                 1          0
Standard                    1       0                 0          1
Without a class             0       0                 0          0
All                         1       0                 1          1

First response            Median  Longest  Cases
Critical                  14 min   14 min      1
Standard                  23 min   23 min      1
Without a class                \u2013        \u2013      0
All                       18 min   23 min      2

Resolution                     Median      Longest  Cases
Critical                       41 min       41 min      1
Standard                  19 h 51 min  22 h 15 min      2
Without a class                     \u2013            \u2013      0
All                       17 h 28 min  22 h 15 min      3

Planned maintenance             Time  Windows  Cancelled
All                       4 h 56 min        2          0

Components                 Uptime  Incidents
Cloud PBX Europe            100 %          0
Cloud PBX UK                100 %          0
Cloud PBX North America     100 %          0
Kite                      99.87 %          1
Collaboration and WebRTC    100 %          0
Push notifications          100 %          0
WMP                         100 %          0
Ticketing                   100 %          0
Provisioning              99.70 %          1
Licences                    100 %          0
Website                   99.93 %          1
Documentation               100 %          0
"""


def test_a_month_is_printed_in_aligned_tables(report: Report) -> None:
    assert report(*SAMPLE, "--month", "2026-10") == OCTOBER


@pytest.mark.parametrize(
    ("month", "extent"),
    [
        ("2026-06", "No data: the records begin in a later month."),
        ("2026-07", "From Wednesday 22 July 2026, the first day on record."),
        ("2026-12", "Up to Thu 3 Dec 2026, 12:00 CET."),
        ("2027-01", "No data: the month has not begun yet."),
    ],
)
def test_a_report_names_the_part_of_the_month_that_it_covers(
    report: Report, month: str, extent: str
) -> None:
    assert report(*SAMPLE, "--month", month).splitlines()[1] == extent


def test_the_first_month_names_both_ends(report: Report, small_site: Path) -> None:
    now = ("--root", str(small_site), "--now", "2026-11-20 16:15")
    output = report(*now, "--month", "2026-11").splitlines()
    first = "From Friday 20 November 2026, the first day on record"
    assert output[1] == f"{first}, up to Fri 20 Nov 2026, 16:15 CET."


def test_without_a_policy_there_are_no_goals_and_no_classes(
    report: Report, small_site: Path
) -> None:
    now = ("--root", str(small_site), "--now", "2026-12-01 00:00")
    output = report(*now, "--month", "2026-11").splitlines()
    assert "Response goals" not in {line.split("  ")[0] for line in output}
    assert [" ".join(line.split()) for line in output if line.startswith("All")] == [
        "All 1 1 0",
        "All \u2013 \u2013 0",
        "All \u2013 \u2013 0",
        "All 0 min 0 0",
    ]


def test_a_site_without_entries_has_no_data(report: Report, small_site: Path) -> None:
    (small_site / "content/incidents/calls-fail.yml").unlink()
    output = report("--root", str(small_site), "--now", "2026-12-01 00:00")
    assert output == "Status, November 2026\nNo data: nothing has been published yet.\n"


@pytest.mark.parametrize(
    ("now", "month"),
    [
        ("2026-11-30 23:59", "October 2026"),
        ("2026-12-01 00:00", "November 2026"),
        ("2026-11-30 23:00Z", "November 2026"),
        ("2027-01-15 12:00", "December 2026"),
    ],
)
def test_the_month_is_the_last_that_is_over(
    report: Report, small_site: Path, now: str, month: str
) -> None:
    output = report("--root", str(small_site), "--now", now)
    assert output.splitlines()[0] == f"Status, {month}"


# --- json --------------------------------------------------------------------------------------


def as_json(report: Report, month: str) -> dict[str, Any]:
    output = json.loads(report(*SAMPLE, "--month", month, "--format", "json"))
    assert isinstance(output, dict)
    return output


def test_json_names_its_month_and_site(report: Report) -> None:
    output = as_json(report, "2026-10")
    assert {key: output[key] for key in list(output)[:8]} == {
        "site": "Wildix Status",
        "sample": True,
        "month": "2026-10",
        "timezone": "Europe/Rome",
        "no_data": None,
        "from": "2026-10-01T00:00:00+02:00",
        "until": "2026-11-01T00:00:00+01:00",
        "is_whole": True,
    }


def test_json_has_durations_in_seconds(report: Report) -> None:
    output = as_json(report, "2026-10")
    assert output["incidents"] == {
        "count": 3,
        "still_open": 0,
        "false_alarms": 0,
        "goals": {"met": 1, "missed": 0, "extended_support": 1, "not_judged": 1},
        "first_response": {"cases": 2, "median_seconds": 1110, "worst_seconds": 1380},
        "resolution": {"cases": 3, "median_seconds": 62880, "worst_seconds": 80100},
    }
    assert output["maintenance"] == {"seconds": 17760, "windows": 2, "cancelled": 0}


def test_json_names_classes_and_components_by_their_ids(report: Report) -> None:
    output = as_json(report, "2026-10")
    assert [each["class"] for each in output["by_class"]] == ["critical", "standard", None]
    # 1 - 54 / 44700 = 0.998791946…
    assert {"id": "kite", "uptime": 0.998791, "incidents": 1} in output["components"]


def test_json_of_a_month_without_data_has_the_same_keys_and_says_why(report: Report) -> None:
    nothing, something = as_json(report, "2027-01"), as_json(report, "2026-10")
    assert list(nothing) == list(something)
    assert nothing["no_data"] == "still_to_come"
    assert nothing["incidents"] is nothing["components"] is nothing["from"] is None


# --- csv ---------------------------------------------------------------------------------------


def as_csv(report: Report, month: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(report(*SAMPLE, "--month", month, "--format", "csv"))))


def test_csv_has_one_figure_a_line_with_its_cases(report: Report) -> None:
    lines = as_csv(report, "2026-10")
    assert lines[0] == ["figure", "subject", "value", "unit", "cases"]
    for line in (
        ["incidents", "all_classes", "3", "incidents", "3"],
        ["goal_met", "standard", "1", "incidents", "2"],
        ["goal_not_judged", "without_class", "0", "incidents", "0"],
        ["first_response_median", "all_classes", "1110", "seconds", "2"],
        ["resolution_worst", "critical", "2460", "seconds", "1"],
        ["first_response_worst", "without_class", "", "seconds", "0"],
        ["maintenance", "all_components", "17760", "seconds", "2"],
        ["uptime", "kite", "0.998791", "share", "1"],
        ["uptime", "wmp", "1.0", "share", "0"],
    ):
        assert line in lines


def test_csv_of_a_month_without_data_says_why(report: Report) -> None:
    assert as_csv(report, "2026-06")[1:] == [["no_data", "before_first_entry", "", "", ""]]


# --- wrong use ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "month",
    ["November", "2026-13", "2026-00", "2026-1", "2026", "", "0001-01", "9999-12", "\u0662026-11"],
)
def test_what_is_no_month_is_wrong_usage(month: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", *SAMPLE, "--month", month]) == 2
    assert "is not a month: expected year and month, such as 2026-11." in capsys.readouterr().err


def test_a_form_that_does_not_exist_is_wrong_usage() -> None:
    assert run(["report", *SAMPLE, "--format", "xml"]) == 2


def test_wrong_content_ends_in_1(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_site / "content/incidents/calls-fail.yml").write_text("title: Half\n")
    assert run(["report", "--root", str(small_site), "--now", "2026-12-01 00:00"]) == 1
    assert "1 problem in 1 file; there is no report" in capsys.readouterr().err
