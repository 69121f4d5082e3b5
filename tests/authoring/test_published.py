"""The content of a git work tree is compared with what its upstream has."""

import json
import subprocess
from pathlib import Path

import pytest

from statusgen.cli.main import run
from tests.authoring.test_git import git

NOW = ("--now", "2026-11-20T16:00Z")
FILES = {
    "site.yml": "name: Ex\nurl: https://status.example/\ntimezone: Europe/Rome\nlanguages: [en]\n",
    "components.yml": "groups: [{id: g, name: G, components: [{id: a, name: A}]}]\n",
    "incidents/i1.yml": "title: Calls fail\naffects: {a: major_outage}\nupdates:\n"
    "  - {at: 2026-11-20 14:15, status: resolved, text: Calls fail.}\n",
    "maintenance/m1.yml": "title: Core\naffects: {a: under_maintenance}\n"
    "announced: 2026-11-01 09:00\nstarts: 2026-12-05 22:00\nends: 2026-12-06 02:00\ntext: Work.\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a work tree whose upstream has the files."""
    made = tmp_path / "work"
    for name, written in FILES.items():
        path = made / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written)
    git(tmp_path, "init", "--quiet", "--bare", "published.git")
    git(made, "init", "--quiet", "--initial-branch=main")
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "-m", "Begin")
    git(made, "remote", "add", "origin", str(tmp_path / "published.git"))
    git(made, "push", "--quiet", "--set-upstream", "origin", "main")
    return made


def edit(root: Path, name: str, before: str, after: str) -> None:
    path = root / "content" / name
    path.write_text(path.read_text().replace(before, after))


def check(
    root: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, list[tuple[str, int]]]:
    """Return the exit code, and the place of each problem."""
    code = run(["check", "--root", str(root), "--format", "json", *NOW, *options])
    problems = json.loads(capsys.readouterr().out)
    return code, [(each["path"], each["line"]) for each in problems]


def test_a_moved_window_is_warned_about_at_its_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root, "maintenance/m1.yml", "2026-12-05 22:00", "2026-12-04 22:00")
    assert check(root, capsys) == (0, [("content/maintenance/m1.yml", 4)])
    assert check(root, capsys, "--strict")[0] == 1


def test_a_renamed_file_is_warned_about_unless_it_has_an_alias(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed = root / "content/incidents/calls.yml"
    (root / "content/incidents/i1.yml").rename(renamed)
    assert check(root, capsys) == (0, [("content/incidents/i1.yml", 1)])
    renamed.write_text(f"aliases: [i1]\n{renamed.read_text()}")
    assert check(root, capsys, "--strict") == (0, [])


def test_another_address_and_another_zone_are_warned_about_by_name(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root, "site.yml", "status.example/\ntimezone: Europe/Rome", "x.example/\ntimezone: UTC")
    found = [("content/site.yml", 2), ("content/site.yml", 3)]
    assert check(root, capsys, "--strict") == (1, found)


def test_what_was_committed_and_not_pushed_is_compared_too(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content/incidents/i1.yml").unlink()
    git(root, "commit", "--quiet", "--all", "-m", "Delete it")
    assert check(root, capsys)[1] == [("content/incidents/i1.yml", 1)]
    assert check(root, capsys, "--since", "HEAD")[1] == []


def test_a_warning_of_another_kind_is_no_broken_promise(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root, "incidents/i1.yml", "Calls fail\n", f"{'Calls fail ' * 10}\n")
    assert check(root, capsys, "--strict") == (0, [("content/incidents/i1.yml", 1)])


def test_a_base_that_is_named_and_cannot_be_read_is_a_warning(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(root, capsys, "--since", "nowhere", "--strict") == (0, [("content", 1)])


def test_a_base_that_a_shallow_clone_lacks_is_a_warning(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = git(root, "rev-parse", "HEAD").strip()
    git(root, "commit", "--quiet", "--allow-empty", "-m", "More")
    git(root, "push", "--quiet")
    address = f"file://{tmp_path}/published.git"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=main", address, "shallow")
    shallow = tmp_path / "shallow"
    assert check(shallow, capsys, "--since", first)[1] == [("content", 1)]
    assert check(shallow, capsys)[1] == []


@pytest.mark.parametrize("step", ["no git", "no commit", "no upstream"])
def test_where_nothing_is_published_nothing_is_compared(
    root: Path, step: str, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["rm", "-rf", str(root / ".git")], check=True)  # noqa: S603, S607 - ours
    if step != "no git":
        git(root, "init", "--quiet")
    if step == "no upstream":
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "-m", "Begin")
    (root / "content/incidents/i1.yml").unlink()
    assert check(root, capsys, "--strict") == (0, [])


def test_update_compares_before_it_commits(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, "maintenance/m1.yml", "2026-12-05 22:00", "2026-12-04 22:00")
    written = ("--status", "cancelled", "--text", "Not now.", "--publish")
    assert run(["update", "m1", "--root", str(root), *NOW, *written]) == 0
    assert "is announced, and subscribers do not hear" in capsys.readouterr().err
