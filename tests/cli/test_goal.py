"""`goal` with the policy of the sample content."""

from pathlib import Path

import pytest

from statusgen.cli.main import run
from tests.paths import REPOSITORY
from tests.policies import rows

ROOT = REPOSITORY
NOW = ("--now", "2026-11-20 15:00")


def asked(cos: str, reported: str, *more: str) -> int:
    arguments = ["goal", "--class", cos, "--reported", reported, *more]
    return run([*arguments, "--root", str(ROOT), *NOW])


GOALS = """
class    | reported                      | region   | first line
critical | 2026-11-20 17:50 Europe/Rome  | emea     | 2026-11-23T09:20:00+01:00
critical | 2026-11-20 17:50              | emea     | 2026-11-23T09:20:00+01:00
critical | 2026-11-20 16:50Z             | emea     | 2026-11-23T09:20:00+01:00
critical | 2026-11-20 16:50Z             | americas | 2026-11-20T12:20:00-05:00
critical | 2026-03-27 17:50              | emea     | 2026-03-30T09:20:00+02:00
critical | 2026-10-23 17:50              | emea     | 2026-10-26T09:20:00+01:00
critical | 2026-11-22 23:30              | emea     | extended support
critical | 2026-11-20 08:59              | emea     | extended support
standard | 2026-11-23 07:00              | emea     | 2026-11-23T18:00:00+01:00
standard | 2026-11-23 19:00              | emea     | 2026-11-24T18:00:00+01:00
standard | 2026-11-20 19:00              | emea     | 2026-11-23T18:00:00+01:00
"""


@pytest.mark.parametrize(("cos", "reported", "region", "first"), rows(GOALS))
def test_the_first_line_is_the_goal_by_the_clocks_of_the_region(
    cos: str, reported: str, region: str, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(cos, reported, "--region", region) == 0
    assert capsys.readouterr().out.splitlines()[0] == first


REASONS = """
class    | reported         | because
critical | 2026-11-20 17:50 | Critical issues are answered within 30 min of support hours (Europe), counted from Fri 20 Nov 2026, 17:50 CET.
standard | 2026-11-23 07:00 | Standard issues are answered by the end of the working day; Mon 23 Nov 2026, 07:00 CET is before the end of support hours (Europe).
standard | 2026-11-23 19:00 | Standard issues are answered by the end of the working day; Mon 23 Nov 2026, 19:00 CET is after support hours or on a day off (Europe), so the next working day counts.
"""  # noqa: E501 - sentences


@pytest.mark.parametrize(("cos", "reported", "because"), rows(REASONS))
def test_the_second_line_says_why(
    cos: str, reported: str, because: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(cos, reported)
    assert capsys.readouterr().out.splitlines()[1:] == [because]


def test_extended_support_has_phones_and_no_clock(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked("critical", "2026-11-22 23:30")
    (_, why) = capsys.readouterr().out.splitlines()
    start = "No response time is counted, because Sun 22 Nov 2026, 23:30 CET is outside support "
    way = "hours (Europe): Critical issues then go to extended support (by phone, 24/7: USA +1 "
    assert why.startswith(start + way)
    assert "Italy +39 0461 171 5112" in why


def test_times_are_local_to_the_region(capsys: pytest.CaptureFixture[str]) -> None:
    asked("critical", "2026-11-20 16:50Z", "--region", "americas")
    assert "counted from Fri 20 Nov 2026, 11:50 EST." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("critcal", "2026-11-20 17:50"), "unknown class 'critcal'"),
        (("critcal", "2026-11-20 17:50"), "did you mean 'critical'?\n"),
        (("p1", "2026-11-20 17:50"), "expected a class of sla.yml: critical, standard.\n"),
        (("critical", "2026-11-20 17:50", "--region", "emae"), "did you mean 'emea'?\n"),
        (("critical", "2026-11-20 17:50", "--region", ""), "unknown region ''"),
        (("critical", "Friday"), "'Friday' is neither a time"),
        (("critical", "2026-03-29 02:30"), "does not exist in Europe/Rome"),
        (("critical", "2026-11-20 17:50 Europe/Roma"), "did you mean 'Europe/Rome'?\n"),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest_known(
    arguments: tuple[str, ...], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(*arguments) == 2
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["goal"], ["goal", "--class", "critical"]])
def test_class_and_time_are_needed(arguments: list[str]) -> None:
    assert run(arguments) == 2


def test_without_a_policy_there_is_no_goal(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--class", "critical", "--reported", "2026-11-20 17:50", *NOW]
    assert run(["goal", "--root", str(small_site), *arguments]) == 1
    output = capsys.readouterr()
    assert output == ("", "There is no content/sla.yml, so there are no response goals.\n")


def test_wrong_content_ends_in_1(small_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_site / "content/incidents/calls-fail.yml").write_text("title: Half\n")
    arguments = ["--class", "critical", "--reported", "2026-11-20 17:50", *NOW]
    assert run(["goal", "--root", str(small_site), *arguments]) == 1
    assert "1 problem in 1 file; the goal is not known" in capsys.readouterr().err
