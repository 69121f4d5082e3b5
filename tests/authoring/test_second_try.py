"""A change that was written, and perhaps committed, is published by the same command again."""

from pathlib import Path

import pytest

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
