"""A change that was written, and perhaps committed, is published by the same command again."""

from pathlib import Path

import pytest

from statusgen.cli.main import run
from tests.authoring.test_git import git
from tests.authoring.test_push import INCIDENT, end, noc, pushed

__all__ = ["noc"]

DRAFT = """\
title: Fax fails
draft: true
affects: {pbx: partial_outage}
updates:
  - {at: 2026-11-20 15:10, status: investigating, text: We look into faxes.}
"""
EDIT = ("edit", "calls-fail")
FIELD = ("update", "calls-fail", "--ticket", "T-1")
RELEASE = ("draft",)
OVER = ("new", "incident", "--title", "Chat is slow", "--affects", "pbx=partial_outage")
COMMITS = {
    EDIT: "incident calls-fail: text of 20261120T131500Z",
    FIELD: "incident calls-fail: ticket",
    RELEASE: "incident fax-fails: published",
    (
        *OVER,
        "--text",
        "It was.",
        "--status",
        "resolved",
    ): "incident 2026-11-20-chat-is-slow: resolved",
}


@pytest.mark.parametrize("first", [[], ["--publish"]])
@pytest.mark.parametrize("command", COMMITS)
def test_what_was_not_published_is_published_once(
    noc: Path, command: tuple[str, ...], first: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "sed -i 's/ look into/ are looking into/'")
    (noc / "content/incidents/fax-fails.yml").write_text(DRAFT)
    assert end(noc, *command, *first) == 0
    assert end(noc, *command, "--push") == 0
    assert pushed(noc) == [COMMITS[command], "Begin"]


def test_a_person_is_told_how_an_edit_that_waits_is_published(
    noc: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", "sed -i 's/ look into/ are looking into/'")
    assert end(noc, *EDIT) == 0
    monkeypatch.setenv("VISUAL", "true")
    assert end(noc, *EDIT, "--push") == 2
    assert (
        f"A change in {INCIDENT} is not published yet: to publish it, " in capsys.readouterr().err
    )


def test_a_change_by_hand_is_no_release(noc: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (noc / "content/incidents/calls-fail.yml").open("a") as file:
        file.write("# more\n")
    assert end(noc, "draft", "--push") == 2
    assert "no draft is waiting" in capsys.readouterr().err
    assert git(noc, "status", "--porcelain") == " M content/incidents/calls-fail.yml\n"


# --- with other options ---------------------------------------------------------------------------

FOUND = ("update", "calls-fail", "--status", "identified", "--text", "Found.")
SLOW = (*OVER, "--text", "It is.")
AFFECTS = ("--affects", "pbx=degraded_performance")


@pytest.mark.parametrize("first", [[], ["--publish"]])
@pytest.mark.parametrize(
    ("more", "names"),
    [
        (("--affects", "pbx=major_outage"), "affects"),
        ((*AFFECTS, "--next-update", "30m"), "next_update"),
        ((*AFFECTS, "--workaround", "Wait.", "--ticket", "T1"), "workaround, ticket"),
    ],
)
def test_an_update_with_other_options_is_refused(
    noc: Path,
    first: list[str],
    more: tuple[str, ...],
    names: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert end(noc, *FOUND, *AFFECTS, *first) == 0
    before = (noc / INCIDENT).read_text()
    assert end(noc, *FOUND, *more, "--push") == 2
    error = " ".join(capsys.readouterr().err.split())
    assert f"{INCIDENT} has this status and text" in error
    assert f"but is different in: {names}. Nothing was written" in error
    assert (noc / INCIDENT).read_text() == before
    assert pushed(noc) == ["Begin"]


def test_an_update_with_the_same_options_is_published_some_minutes_later(noc: Path) -> None:
    options = (*FOUND, *AFFECTS, "--next-update", "30m", "--ticket", "T1", "--workaround", "Wait.")
    assert end(noc, *options) == 0
    before = (noc / INCIDENT).read_text()
    assert run([*options, "--push", "--root", str(noc), "--now", "2026-11-20T16:04Z"]) == 0
    assert (noc / INCIDENT).read_text() == before
    assert pushed(noc) == ["incident calls-fail: identified", "Begin"]


def test_an_update_that_is_published_is_added_again_where_something_else_waits(noc: Path) -> None:
    assert end(noc, *FOUND, "--push") == 0
    with (noc / INCIDENT).open("a") as file:
        file.write("# more\n")
    assert run([*FOUND, "--push", "--root", str(noc), "--now", "2026-11-20T16:30Z"]) == 0
    assert (noc / INCIDENT).read_text().count("Found.") == 2


def test_an_extension_to_another_end_is_refused(
    noc: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work = noc / "content/maintenance/later.yml"
    work.parent.mkdir(exist_ok=True)
    work.write_text(
        "title: Work\nannounced: 2026-11-20 08:00\nstarts: 2026-11-20 15:00\n"
        "ends: 2026-11-20 19:00\naffects: {pbx: under_maintenance}\ntext: We work.\n"
    )
    git(noc, "add", "--all")
    git(noc, "commit", "--quiet", "-m", "Work")
    git(noc, "push", "--quiet")
    longer = ("update", "later", "--text", "Longer.")
    assert end(noc, *longer, "--extend-to", "1h") == 0
    assert end(noc, *longer, "--extend-to", "5h", "--push") == 2
    assert "is different in: ends." in " ".join(capsys.readouterr().err.split())
    assert end(noc, *longer, "--extend-to", "1h", "--push") == 0
    assert pushed(noc)[0] == "maintenance later: extended"


@pytest.mark.parametrize("status", ["investigating", "resolved"])
def test_a_new_one_with_other_options_is_refused(
    noc: Path, status: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = (*SLOW, "--status", status)
    assert end(noc, *command) == 0
    assert end(noc, *command, "--ticket", "X9", "--push") == 2
    error = " ".join(capsys.readouterr().err.split())
    assert "2026-11-20-chat-is-slow" in error
    assert ("is different in: ticket." in error) == (status == "resolved")
    assert pushed(noc) == ["Begin"]
    assert end(noc, *command, "--push") == 0
    assert pushed(noc)[0] == f"incident 2026-11-20-chat-is-slow: {status}"
