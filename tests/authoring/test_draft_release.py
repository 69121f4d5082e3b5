"""A person takes an entry out of its draft: it is published now, and says so."""

from pathlib import Path

import pytest

from statusgen.cli.main import run
from statusgen.content.load import load
from tests.authoring.test_git import git
from tests.samples import at

DRAFT = """\
# a note
title: Calls fail
affects: {pbx: major_outage}
reported: 2026-11-20 14:03
draft: true  # until somebody has looked at it
updates:
  - at: 2026-11-20 14:04
    status: investigating
    text: We look into it.
"""
ENDED = """\
  - at: 2026-11-20 14:19
    status: monitoring
    affects: {pbx: operational}
    text: It works again.
"""
WORK = """\
{title: Upgrade, announced: 2026-11-20 10:00, starts: 2026-12-01 22:00, ends: 2026-12-02 02:00,
 draft: true, text: It will be upgraded.}
"""
SERIES = """\
title: Backup
draft: true
starts: 2026-11-24 22:00
ends: 2026-11-24 23:00
repeats: {rule: FREQ=WEEKLY, count: 4}
announce_before: 5d
text: A backup is made.
"""
INCIDENT = "content/incidents/calls-fail.yml"


def release(root: Path, *options: str) -> int:
    return run(["draft", *options, "--root", str(root), "--now", "2026-11-20 14:30"])


def released(root: Path, path: str, text: str) -> str:
    """Return the text of a file after the draft in it was published."""
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text)
    assert release(root, Path(path).stem) == 0
    return (root / path).read_text()


def test_the_first_update_is_of_the_time_of_publication(small_site: Path) -> None:
    expected = DRAFT.replace("draft: true  #", "draft: false  #").replace("14:04", "14:30")
    assert released(small_site, INCIDENT, DRAFT) == expected
    content = load(small_site, at("2026-11-20 13:30")).content
    assert content is not None
    assert content.incidents[0].reported == at("2026-11-20 13:03")


def test_what_is_published_is_shown_before(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    released(small_site, INCIDENT, DRAFT)
    shown = capsys.readouterr().err
    assert "Calls fail" in shown.partition("We look into it.")[0]
    assert "We look into it." in shown
    assert "pbx: major_outage" in shown


def test_an_open_incident_of_the_same_title_is_named_before(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    released(small_site, "content/incidents/calls-fail-again.yml", DRAFT)
    shown = capsys.readouterr().err
    assert "Incident calls-fail, which is open, has this title too.\n" in shown
    assert "statusgen update calls-fail\n" in shown


def test_several_updates_keep_their_order(small_site: Path) -> None:
    text = released(small_site, INCIDENT, f"{DRAFT}{ENDED}")
    assert "  - at: 2026-11-20 14:29:59\n    status: investigating\n" in text
    assert "  - at: 2026-11-20 14:30\n    status: monitoring\n" in text


def test_what_is_still_to_come_keeps_its_time(small_site: Path) -> None:
    later = DRAFT.replace("at: 2026-11-20 14:04", "at: 2026-11-20 18:00")
    assert "  - at: 2026-11-20 18:00\n" in released(small_site, INCIDENT, later)


def test_a_maintenance_is_announced_now(small_site: Path) -> None:
    text = released(small_site, "content/maintenance/upgrade.yml", WORK)
    assert 'announced: "2026-11-20 14:30"' in text
    content = load(small_site, at("2026-11-20 13:30")).content
    assert content is not None
    assert [(each.draft, each.announced) for each in content.maintenances] == [
        (False, at("2026-11-20 13:30"))
    ]


@pytest.mark.parametrize("name", [(), ("calls",)])
def test_only_drafts_are_meant(small_site: Path, name: tuple[str, ...]) -> None:
    path = small_site / "content/incidents/calls-fail-again.yml"
    path.write_text(DRAFT)
    assert release(small_site, *name) == 0
    assert "draft: false" in path.read_text()


@pytest.mark.parametrize("name", ["backup", "backup-2026-11-24"])
def test_all_occurrences_of_a_series_are_published(small_site: Path, name: str) -> None:
    path = small_site / "content/maintenance/backup.yml"
    path.parent.mkdir()
    path.write_text(SERIES)
    assert release(small_site, name) == 0
    assert path.read_text() == SERIES.replace("draft: true", "draft: false")


def in_repository(root: Path) -> None:
    """Put a site with the draft into a git repository, where it is not committed yet."""
    (root / INCIDENT).write_text(DRAFT)
    for words in ("init -q", "config user.name a", "config user.email a@b", "add -A"):
        git(root, *words.split())


def test_it_is_committed_on_request(small_site: Path) -> None:
    in_repository(small_site)
    assert release(small_site, "calls", "--publish") == 0
    assert git(small_site, "log", "--format=%s") == "incident calls-fail: published\n"


@pytest.mark.parametrize("rule", ["{match: {a: b}, notice: no-such}", "{match: {a: b}}"])
def test_nothing_is_written_where_a_mistake_in_alarms_would_stop_the_deploy(
    small_site: Path, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    in_repository(small_site)
    (small_site / "content/alarms.yml").write_text(f"alarms: [{rule}]\n")
    assert release(small_site, "calls", "--publish") == 1
    assert (small_site / INCIDENT).read_text() == DRAFT
    message = capsys.readouterr().err
    assert "content/alarms.yml:1:" in message
    assert message.endswith("1 problem in 1 file; nothing was written\n")


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["calls-fail"], 1, "calls-fail is no draft"),
        ([], 2, "no draft is waiting"),
        (["other"], 2, "no draft has 'other' in it"),
        (["--from", "json", "--publish"], 2, "published by a person"),
        (["calls-fail", "--from", "json"], 2, "published by a person"),
    ],
)
def test_a_wrong_use_is_a_sentence(
    small_site: Path,
    options: list[str],
    code: int,
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert release(small_site, *options) == code
    assert message in capsys.readouterr().err
