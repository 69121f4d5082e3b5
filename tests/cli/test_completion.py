"""What a shell completes: by click's protocol, and in the shells themselves."""

import os
import pty
import select
import shutil
import sys
import time
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from statusgen.cli.main import cli, run
from tests.authoring.update.conftest import site

__all__ = ["site"]

_POLICY = """\
name: Policy
created: 2018-04
updated: 2020-07
permalink: https://docs.example/policy
mission: {offers: [Help]}
regions:
  - {id: emea, label: Europe, timezone: Europe/Rome, support_hours: {monday: 09:00-18:00}}
classes:
  - {id: critical, name: Critical, conditions: [All], goal: {within: 30m, during: always}}
tiers: [{id: gold, name: Gold, support: direct}]
channels: [{id: phone, name: Phone, who: everyone, used_for: [All]}]
"""


_SERIES = """\
title: Backup
starts: 2096-12-04 22:00
ends: 2096-12-04 23:00
repeats: {rule: FREQ=WEEKLY, count: 2}
announce_before: 5d
text: A backup is made.
"""


def completed(root: Path, *words: str) -> list[str]:
    """Return what is offered for the last of the words of a command line."""
    command, *arguments, begun = words
    given = [command, "--root", str(root), *arguments]
    found = ShellComplete(cli, {}, "statusgen", "_STATUSGEN_COMPLETE").get_completions(given, begun)
    return [each.value for each in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("show", ""), ["calls-fail"]),
        (("show", "slo"), ["slow"]),
        (("show", "up"), ["upgrade"]),
        (("post", "fail"), ["calls-fail"]),
        (("post", "calls-fail", "--update", ""), ["20261120T131500Z"]),
        (("edit", "calls-fail", ""), ["20261120T131500Z"]),
        (("update", "calls-fail", "--status", "mon"), ["monitoring"]),
        (("update", "calls-fail", "--affects", "pbx=op"), ["pbx=operational"]),
        (("post", "calls-fail", "--group", "p"), ["partners"]),
        (("post", "calls-fail", "--language", ""), ["en"]),
        (("update", "cal"), ["calls-fail"]),
        (("up", "cal"), ["calls-fail"]),
        (("update", "calls-fail", "--status", "m"), ["monitoring"]),
        (("update", "calls-fail", "--affects", "pbx=o"), ["pbx=operational"]),
        (("list", "--component", ""), ["pbx", "wmp"]),
        (("goal", "--class", ""), ["critical"]),
        (("goal", "--region", "e"), ["emea"]),
        (("new", "incident", "--cos", "c"), ["critical"]),
        (("new", "incident", "--affects", ""), ["pbx=", "wmp="]),
        (("new", "incident", "--affects", "pbx=m"), ["pbx=major_outage"]),
        (("new", "incident", "--affects", "w"), ["wmp=operational", "wmp=under_maintenance"]),
        (("new", "incident", "--status", "inv"), ["investigating"]),
        (("new", "incident", "--notice", "cloud-un"), ["cloud-unreachable"]),
        (("new", "--notice", "cloud-unreachable", "incident", "--set", "reg"), ["region="]),
        (("notices", "cloud-un"), ["cloud-unreachable"]),
        (("draft", ""), ["rehearsal"]),
        (("update", "backup@"), ["backup@2096-12-04", "backup@2096-12-11"]),
        (("update", "backup@2096-12-1"), ["backup@2096-12-11"]),
        (("update", "slow", "--set", "reg"), ["region="]),
    ],
    ids=" ".join,
)
def test_names_of_the_site_are_offered(
    site: Path, words: tuple[str, ...], expected: list[str]
) -> None:
    (site / "content/sla.yml").write_text(_POLICY)
    (site / "content/maintenance/backup.yml").write_text(_SERIES)
    slow = site / "content/incidents/slow.yml"
    (site / "content/incidents/rehearsal.yml").write_text(f"draft: true\n{slow.read_text()}")
    slow.write_text(f"# notice: cloud-unreachable\n{slow.read_text()}")
    assert completed(site, *words)[: len(expected)] == expected


def test_what_stands_for_nothing_is_not_offered(site: Path) -> None:
    assert completed(site, "show", "nothing-like-it") == []
    assert completed(site, "new", "incident", "--affects", "x") == []


@pytest.mark.parametrize("damage", ["content/site.yml", "content/components.yml", "content"])
def test_a_site_that_cannot_be_read_offers_nothing(site: Path, damage: str) -> None:
    path = site / damage
    shutil.rmtree(path) if path.is_dir() else path.write_text("{")
    assert completed(site, "list", "--component", "x") == []
    assert completed(site, "show", "x") == []


# --- in shells -----------------------------------------------------------------------------------

SHELLS = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
    "fish": ("fish", "--no-config", "--private", "-i"),
}
PREPARE = {"zsh": "autoload -U compinit && compinit -u -D && "}


class Shell:
    """A shell at a terminal."""

    def __init__(self, words: tuple[str, ...], home: Path) -> None:
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
            given = {**os.environ, "PATH": path, "HOME": str(home), "TERM": "dumb"}
            os.execvpe(words[0], words, given)  # noqa: S606 - a shell is the point

    def shows(self, expected: str, seconds: float = 30) -> bool:
        """Return whether a text is shown within a time."""
        end, shown = time.monotonic() + seconds, ""
        while expected not in shown and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                shown += os.read(self.terminal, 65536).decode(errors="replace")
        return expected in shown

    def type(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def close(self) -> None:
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_shell_completes(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    assert run(["completion", name]) == 0
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out)
    shell = Shell(SHELLS[name], tmp_path)
    try:
        shell.type(f"{PREPARE.get(name, '')}source {script} && cd {site} && echo rea''dy\n")
        assert shell.shows("ready")
        shell.type("statusgen comple\t")
        assert shell.shows("statusgen completion ")
        shell.type("\x15statusgen show fail\t")
        assert shell.shows("calls-fail ")
        shell.type("\x15statusgen new incident --affects pbx=maj\t")
        assert shell.shows("major_outage ")
    finally:
        shell.close()


# --- the folder of the site ----------------------------------------------------------------------


@pytest.mark.parametrize("folder", [".", "content", "content/incidents", "templates/posts"])
def test_a_command_finds_the_site_from_any_folder_below_it(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    monkeypatch.chdir(site / folder)
    assert run(["list", "--now", "2026-11-20 14:30"]) == 0
    assert capsys.readouterr().out.startswith("calls-fail\n")


def test_a_new_site_is_laid_out_here_and_not_in_the_site_around_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = site / "templates/second"
    folder.mkdir()
    monkeypatch.chdir(folder)
    wheel = "https://status.example/statusgen-1-py3-none-any.whl"
    assert run(["init", "--statusgen", wheel]) == 0
    assert (folder / "content/site.yml").is_file()


def test_outside_of_a_site_the_current_folder_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == 1
    assert "there is no folder 'content'\n  expected it in ., with" in capsys.readouterr().err
