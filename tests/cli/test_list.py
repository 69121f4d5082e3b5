"""`statusgen list`: what is open, running and coming."""

import json
from pathlib import Path

import pytest

from statusgen.cli.main import run
from tests.paths import REPOSITORY

_NOW = ("--root", str(REPOSITORY), "--now", "2026-11-20 14:50")


def test_an_overdue_promise_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", *_NOW, "--component", "cloud-eu", "--format", "json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert first["id"] == "2026-11-20-cloud-eu-unreachable"
    assert first["overdue_minutes"] >= 0


def test_what_is_over_is_listed_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    run(["list", *_NOW])
    some = capsys.readouterr().out.rpartition("\n\n")[0]
    run(["list", *_NOW, "--all"])
    assert some in capsys.readouterr().out


@pytest.mark.parametrize("command", ["list", "show"])
def test_the_address_of_the_texts_for_the_groups_stands_at_the_end(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = ["cloud-eu-unreachable"] if command == "show" else []
    assert run([command, *entry, *_NOW]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "Texts for the groups: https://statuspage.wildix.com/posts/"


def test_a_day_is_a_time_since_when_to_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", *_NOW, "--since", "2026-11-01"]) == 0
    by_day = capsys.readouterr().out
    run(["list", *_NOW, "--since", "2026-11-01 00:00"])
    assert by_day == capsys.readouterr().out
    assert run(["list", *_NOW, "--since", "2026-13-45"]) == 2
    assert "month 13" in capsys.readouterr().err


def test_an_unknown_component_is_refused_with_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["list", *_NOW, "--component", "cloud-euu"]) == 2
    assert "did you mean 'cloud-eu'?" in capsys.readouterr().err


_DRAFT = """\
title: Calls fail in Asia
draft: true
affects: {pbx: major_outage}
updates:
  - {at: 2026-11-20 14:15, status: investigating, text: We look., next_update: 2026-11-20 14:20}
"""
_SERIES = """\
title: Backup
affects: {pbx: under_maintenance}
starts: 2026-11-24 22:00
ends: 2026-11-24 23:00
repeats: {rule: FREQ=WEEKLY, count: 4}
announce_before: 5d
text: A backup is made.
"""


@pytest.fixture
def waiting_site(small_site: Path) -> Path:
    (small_site / "content/incidents/asia.yml").write_text(_DRAFT)
    (small_site / "content/maintenance").mkdir()
    (small_site / "content/maintenance/backup.yml").write_text(_SERIES)
    return small_site


def test_a_draft_and_the_next_occurrence_of_a_series_wait_at_the_end(
    waiting_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["list", "--root", str(waiting_site), "--now", "2026-11-20 14:50"]) == 0
    *_, draft, occurrence = capsys.readouterr().out.split("\n\n")
    assert draft == (
        "asia\n"
        "  Calls fail in Asia\n"
        "  a draft, not published; to publish it: statusgen draft asia --push\n"
        "  Investigating since 2026-11-20 14:15 Europe/Rome\n"
        "  pbx: major_outage\n"
        "  2026-11-20 14:15 Europe/Rome: We look."
    )
    assert occurrence.startswith("backup-2026-12-01\n  Backup\n  not published before 2026-11-26")
    assert occurrence.endswith("\n  and 2 later occurrences\n")


def test_what_is_planned_has_its_window_and_the_text_of_its_announcement(
    waiting_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["list", "--root", str(waiting_site), "--now", "2026-11-24 12:00"])
    _, row, *_ = capsys.readouterr().out.split("\n\n")
    assert row == (
        "backup-2026-11-24\n"
        "  Backup\n"
        "  scheduled for 2026-11-24 22:00 Europe/Rome until 2026-11-24 23:00 Europe/Rome\n"
        "  2026-11-19 22:00 Europe/Rome: A backup is made."
    )


def test_programs_read_whether_an_entry_is_published(
    waiting_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["list", "--root", str(waiting_site), "--now", "2026-11-20 14:50", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    found = {each["id"]: (each["draft"], each["published"], each["later"]) for each in rows}
    assert found["asia"] == (True, None, 0)
    assert found["backup-2026-11-24"] == (False, None, 0)
    assert found["backup-2026-12-01"] == (False, "2026-11-26T21:00:00Z", 2)


_LATER = """\
  - {at: 2026-11-20 14:30, status: monitoring, text: It works., affects: {pbx: operational}}
  - {at: 2026-11-20 14:40, status: monitoring, text: Still.}
"""


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Monitoring since 2026-11-20 14:30 Europe/Rome, began 2026-11-20 14:15 Europe/Rome"),
        ("de", "Unter Beobachtung seit 2026-11-20 14:30 Europe/Rome, begonnen 2026-11-20 14:15"),
    ],
)
def test_a_status_has_the_time_from_which_it_holds_in_the_language_of_the_site(
    small_site: Path, capsys: pytest.CaptureFixture[str], language: str, line: str
) -> None:
    site = small_site / "content/site.yml"
    site.write_text(site.read_text().replace("languages: [en]", f"languages: [{language}]"))
    path = small_site / "content/incidents/asia.yml"
    path.write_text(_DRAFT.replace("draft: true\n", "") + _LATER)
    assert run(["list", "--root", str(small_site), "--now", "2026-11-20 14:50"]) == 0
    assert f"  {line}" in capsys.readouterr().out
