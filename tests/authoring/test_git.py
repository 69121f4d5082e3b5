import subprocess
from pathlib import Path

import pytest

from statusgen.authoring.git import CommitError, commit, require_repository, subject

FILE = Path("content/incidents/calls-fail.yml")


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - ours
        ["git", "-C", str(root), *arguments],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture
def repository(small_site: Path) -> Path:
    git(small_site, "init", "--quiet")
    git(small_site, "add", "--all")
    git(small_site, "commit", "--quiet", "-m", "Begin")
    return small_site


def changed(root: Path) -> Path:
    with (root / FILE).open("a") as file:
        file.write("# more\n")
    return root


def test_the_message_has_one_form() -> None:
    assert subject("incident", "calls-fail", "identified") == "incident calls-fail: identified"


def test_a_changed_file_is_committed_alone(repository: Path) -> None:
    (repository / "other.txt").write_text("staged by somebody")
    git(repository, "add", "other.txt")
    commit(changed(repository), [FILE], "incident calls-fail: identified")
    shown = git(repository, "show", "--name-only", "--format=%s")
    assert shown.split("\n\n") == ["incident calls-fail: identified", f"{FILE}\n"]
    assert git(repository, "status", "--porcelain") == "A  other.txt\n"


def test_a_new_file_is_committed_too(repository: Path) -> None:
    new = repository / "content" / "new.yml"
    new.write_text("title: New\n")
    commit(repository, [new], "new")
    assert git(repository, "status", "--porcelain") == ""


def refusal(root: Path) -> str:
    with pytest.raises(CommitError) as refused:
        commit(root, [FILE], "incident calls-fail: identified")
    return str(refused.value)


def test_nothing_to_commit_is_an_error(repository: Path) -> None:
    assert refusal(repository).startswith("There is nothing to commit")


def test_a_hook_that_refuses_is_quoted(repository: Path) -> None:
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not tonight' >&2\nexit 1\n")
    hook.chmod(0o755)
    expected = "git commit was refused, so nothing was committed. It says:\n  not tonight"
    assert refusal(changed(repository)) == expected


def test_a_folder_without_a_repository_is_refused(
    small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small_site.parent))
    with pytest.raises(CommitError, match="is in no git repository, so nothing can be"):
        require_repository(small_site)


def test_a_machine_without_git_is_an_error(
    small_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(small_site))
    with pytest.raises(CommitError, match="git is not installed here"):
        require_repository(small_site)
