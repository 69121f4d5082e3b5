"""Pushes with a real git to a real remote, with colleagues who are quicker."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen.cli.main import run
from tests.authoring.test_git import git

NOW = ("--now", "2026-11-20T16:00Z")
INCIDENT = "content/incidents/calls-fail.yml"
ADDRESS = "https://status.example/incidents/"
UPDATE = ("update", "calls-fail", "--status", "identified", "--text", "Found.", "--push")
NEW = ("new", "incident", "--title", "Chat is slow", "--affects", "pbx=partial_outage")
PUSHED_NEW = (*NEW, "--text", "It is.", "--scope", "global", "--push")

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def noc(small_site: Path) -> Path:
    """Return a work tree with an upstream, a group, and a colleague's clone beside it."""
    (small_site / "content/groups.yml").write_text(
        'groups: [{id: w, name: W, url: "https://groups.example/", announces: [global_problem]}]\n'
    )
    git(small_site.parent, "init", "--quiet", "--bare", "--initial-branch=main", "far.git")
    git(small_site, "init", "--quiet", "--initial-branch=main")
    git(small_site, "add", "--all")
    git(small_site, "commit", "--quiet", "-m", "Begin")
    git(small_site, "remote", "add", "origin", str(small_site.parent / "far.git"))
    git(small_site, "push", "--quiet", "-u", "origin", "main")
    git(small_site.parent, "clone", "--quiet", "far.git", "colleague")
    return small_site


def end(root: Path, *arguments: str) -> int:
    command, *more = arguments
    return run([command, *more, "--root", str(root), *NOW])


def append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def colleague_pushes(root: Path, path: str, more: str) -> None:
    """Have a colleague add a text to the file at `path`, and push it."""
    clone = root.parent / "colleague"
    git(clone, "pull", "--quiet")
    append(clone / path, more)
    git(clone, "add", path)
    git(clone, "commit", "--quiet", "-m", f"colleague: {path}")
    git(clone, "push", "--quiet")


def pushed(root: Path) -> list[str]:
    """Return the messages of the commits that the remote has, the newest first."""
    return git(root.parent / "far.git", "log", "--format=%s", "main").splitlines()


def state(root: Path) -> tuple[str, str, str]:
    """Return the commit and branch of a work tree, and what is not committed or half done."""
    heads = git(root, "log", "-1", "--format=%s%d", "HEAD", "--decorate-refs=refs/heads")
    half = [each.name for each in (root / ".git").glob("MERGE*")]
    half += [each.name for each in (root / ".git").glob("rebase*")]
    return heads.strip(), git(root, "status", "--porcelain"), ", ".join(half)


# --- what arrives --------------------------------------------------------------------------------


def test_a_push_arrives_and_then_the_posts_are_ready(noc: Path, capsys: Captured) -> None:
    assert end(noc, *PUSHED_NEW) == 0
    assert pushed(noc)[0] == "incident 2026-11-20-chat-is-slow: investigating"
    output = capsys.readouterr()
    assert "\nChat is slow\nInvestigating: " in output.out
    expected = f"Pushed to origin/main.\nPage: {ADDRESS}2026-11-20-chat-is-slow/\nReady to post:\n"
    assert output.err.endswith(expected)


def test_what_is_not_pushed_is_not_called_ready(noc: Path, capsys: Captured) -> None:
    assert end(noc, *PUSHED_NEW[:-1], "--publish") == 0
    error = capsys.readouterr().err
    assert "Committed: incident 2026-11-20-chat-is-slow: investigating\n" in error
    assert error.endswith("2026-11-20-chat-is-slow/\nTo post when it is pushed:\n")
    assert pushed(noc) == ["Begin"]


def test_where_a_colleague_was_quicker_both_arrive(noc: Path, capsys: Captured) -> None:
    colleague_pushes(noc, "content/site.yml", "# ours\n")
    assert end(noc, *UPDATE) == 0
    assert "origin/main had moved on: your commit is on top of it now." in capsys.readouterr().err
    expected = ["incident calls-fail: identified", "colleague: content/site.yml", "Begin"]
    assert pushed(noc) == expected
    assert (noc / "content/site.yml").read_text().endswith("# ours\n")


def quicker_at_each_push(root: Path, times: int) -> None:
    """Have a colleague push while each of the first `times` pushes is under way."""
    clone = root.parent / "colleague"
    hook = root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        "#!/bin/sh\n"
        "for name in $(env | sed -n 's/^\\(GIT_[A-Z_]*\\)=.*/\\1/p'); do\n"
        '  case $name in GIT_AUTHOR*|GIT_COMMITTER*|GIT_CONFIG*) ;; *) unset "$name" ;; esac\n'
        "done\n"
        f"echo x >> {clone}/../count\n"
        f"[ $(wc -l < {clone}/../count) -le {times} ] || exit 0\n"
        f"cd {clone} && git pull -q && git commit -q --allow-empty -m quicker && git push -q\n"
    )
    hook.chmod(0o755)


def test_where_colleagues_are_quicker_three_times_it_arrives(noc: Path) -> None:
    quicker_at_each_push(noc, 3)
    assert end(noc, *UPDATE) == 0
    assert pushed(noc) == ["incident calls-fail: identified", *["quicker"] * 3, "Begin"]


def test_where_colleagues_are_always_quicker_it_gives_up(noc: Path, capsys: Captured) -> None:
    quicker_at_each_push(noc, 9)
    assert end(noc, *UPDATE) == 1
    assert state(noc) == ("incident calls-fail: identified (main)", "", "")
    error = capsys.readouterr().err
    assert "origin/main has moved on 3 times while this was pushed" in error
    assert error.endswith("Run:\n  git pull --rebase --autostash && git push\n")
    assert pushed(noc)[0] == "quicker"


def test_changes_that_are_not_committed_stay_as_they_are(noc: Path) -> None:
    append(noc / "content/components.yml", "# draft\n")
    (noc / "note.txt").write_text("mine")
    colleague_pushes(noc, "content/site.yml", "# ours\n")
    assert end(noc, *UPDATE) == 0
    left = " M content/components.yml\n?? note.txt\n"
    assert state(noc) == ("incident calls-fail: identified (main)", left, "")


def test_commits_that_were_not_pushed_before_arrive_too(noc: Path) -> None:
    colleague_pushes(noc, "content/site.yml", "# ours\n")
    assert end(noc, *UPDATE[:-1], "--publish") == 0
    assert end(noc, *PUSHED_NEW) == 0
    assert len(pushed(noc)) == 4


def test_what_a_colleague_took_back_does_not_come_back(noc: Path) -> None:
    (noc / "note.txt").write_text("secret")
    git(noc, "add", "note.txt")
    git(noc, "commit", "--quiet", "-m", "Secret")
    git(noc, "push", "--quiet")
    git(noc.parent / "far.git", "update-ref", "refs/heads/main", "main~1")
    colleague_pushes(noc, "content/site.yml", "# ours\n")
    assert end(noc, *UPDATE) == 0
    assert "Secret" not in pushed(noc)


# --- what cannot arrive --------------------------------------------------------------------------


def refusal(root: Path, capsys: Captured, *arguments: str) -> str:
    """Return the error of a push that leaves all as the commit left it, and no post."""
    assert end(root, *arguments) == 1
    output = capsys.readouterr()
    assert "Ready to post" not in output.err
    assert state(root)[2] == ""
    return output.err


def test_where_a_colleague_changed_the_same_file_nothing_is_half(
    noc: Path, capsys: Captured
) -> None:
    colleague_pushes(noc, INCIDENT, "# theirs\n")
    error = refusal(noc, capsys, *UPDATE)
    assert f"A colleague has changed {INCIDENT} meanwhile, so your commit" in error
    again = f"statusgen {' '.join(UPDATE)} --root {noc} {' '.join(NOW)}"
    expected = f"  git reset --keep HEAD~1 && git pull --rebase --autostash && {again}\n"
    assert error.endswith(expected)
    assert state(noc)[:2] == ("incident calls-fail: identified (main)", "")
    assert "Found." in (noc / INCIDENT).read_text()
    assert pushed(noc)[0] == f"colleague: {INCIDENT}"


def test_the_command_of_a_conflict_settles_it(noc: Path, capsys: Captured) -> None:
    colleague_pushes(noc, INCIDENT, "# theirs\n")
    command = refusal(noc, capsys, *UPDATE).splitlines()[-1]
    for step in command.split(" && ")[:-1]:
        git(noc, *step.split()[1:])
    assert end(noc, *UPDATE) == 0
    text = git(noc.parent / "far.git", "show", f"main:{INCIDENT}")
    assert "# theirs" in text
    assert text.count("Found.") == 1


def test_a_conflict_of_an_earlier_commit_is_not_taken_for_this_one(
    noc: Path, capsys: Captured
) -> None:
    append(noc / "content/site.yml", "# mine\n")
    git(noc, "commit", "--quiet", "-am", "Earlier")
    colleague_pushes(noc, "content/site.yml", "# theirs\n")
    error = refusal(noc, capsys, *UPDATE)
    assert "A colleague has changed content/site.yml meanwhile" in error
    assert error.endswith(":\n  git pull --rebase --autostash\n")


def test_a_file_with_changes_that_a_colleague_changed_too_is_left_alone(
    noc: Path, capsys: Captured
) -> None:
    append(noc / "content/site.yml", "# mine\n")
    colleague_pushes(noc, "content/site.yml", "# theirs\n")
    assert "A colleague has changed content/site.yml, which has changes here" in refusal(
        noc, capsys, *UPDATE
    )
    assert state(noc)[:2] == (
        "incident calls-fail: identified (main)",
        " M content/site.yml\n",
    )
    assert git(noc, "stash", "list") == ""


def test_a_file_of_a_colleague_that_stands_here_uncommitted_is_left_alone(
    noc: Path, capsys: Captured
) -> None:
    (noc / "note.txt").write_text("mine")
    append(noc / "content/components.yml", "# draft\n")
    colleague_pushes(noc, "note.txt", "theirs")
    assert "Untracked working tree file 'note.txt'" in refusal(noc, capsys, *UPDATE)
    left = " M content/components.yml\n?? note.txt\n"
    assert state(noc)[:2] == ("incident calls-fail: identified (main)", left)
    assert (noc / "note.txt").read_text() == "mine"


def test_content_that_does_not_go_together_is_not_pushed(noc: Path, capsys: Captured) -> None:
    colleague_pushes(noc, "content/site.yml", "sampel: true\n")
    error = refusal(noc, capsys, *UPDATE)
    assert "content/site.yml:5:1: unknown key 'sampel'" in error
    assert error.endswith("\n  git pull --rebase --autostash && statusgen check\n")
    assert state(noc)[:2] == ("incident calls-fail: identified (main)", "")
    assert "sampel" not in (noc / "content/site.yml").read_text()
    assert pushed(noc)[0] == "colleague: content/site.yml"


def test_without_a_network_the_commit_is_kept(noc: Path, capsys: Captured) -> None:
    git(noc, "remote", "set-url", "origin", str(noc.parent / "nowhere.git"))
    error = refusal(noc, capsys, *UPDATE)
    assert "git push was refused, so the commit is not pushed yet. It says:\n  " in error
    assert error.endswith("To push it later:\n  git pull --rebase --autostash && git push\n")
    assert state(noc)[:2] == ("incident calls-fail: identified (main)", "")


def test_a_remote_that_refuses_is_not_asked_again(noc: Path, capsys: Captured) -> None:
    hook = noc.parent / "far.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\necho x >> {noc.parent}/count\necho 'not tonight' >&2\nexit 1\n")
    hook.chmod(0o755)
    assert "not tonight" in refusal(noc, capsys, *UPDATE)
    assert (noc.parent / "count").read_text() == "x\n"


def test_where_git_refuses_to_rebase_the_commit_is_kept(noc: Path, capsys: Captured) -> None:
    hook = noc / ".git/hooks/pre-rebase"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    colleague_pushes(noc, "content/site.yml", "# theirs\n")
    error = refusal(noc, capsys, *UPDATE)
    assert "git rebase was refused, so the commit is not pushed yet." in error
    assert error.endswith("later:\n  git pull --rebase --autostash && git push\n")


def no_branch(root: Path) -> None:
    git(root, "switch", "--quiet", "--detach")


def no_upstream(root: Path) -> None:
    git(root, "branch", "--quiet", "--unset-upstream")


def no_remote(root: Path) -> None:
    git(root, "remote", "remove", "origin")


@pytest.mark.parametrize(
    ("prepare", "sentence", "command"),
    [
        (no_branch, "No branch is checked out", "git switch main"),
        (no_upstream, "The branch 'main' has no upstream", "git push -u origin main"),
        (
            no_remote,
            "The branch 'main' has no upstream",
            "git remote add origin ADDRESS && git push -u origin main",
        ),
    ],
)
def test_where_nothing_can_be_pushed_nothing_is_written(
    noc: Path, capsys: Captured, prepare: Callable[[Path], None], sentence: str, command: str
) -> None:
    prepare(noc)
    error = refusal(noc, capsys, *UPDATE)
    assert error.startswith(f"{sentence}, so nothing could be pushed. Nothing was written.")
    assert error.endswith(f"First run:\n  {command}\n")
    assert state(noc)[1] == ""


# --- a second try --------------------------------------------------------------------------------


def without_a_network(root: Path, capsys: Captured, *arguments: str) -> None:
    """Try a command without a network, and have the network back."""
    far = git(root, "remote", "get-url", "origin").strip()
    git(root, "remote", "set-url", "origin", str(root.parent / "nowhere.git"))
    refusal(root, capsys, *arguments)
    git(root, "remote", "set-url", "origin", far)


@pytest.mark.parametrize("more", [(), ("--yes",)])
def test_a_second_try_writes_no_second_incident(
    noc: Path, capsys: Captured, more: tuple[str, ...]
) -> None:
    without_a_network(noc, capsys, *PUSHED_NEW)
    assert end(noc, *PUSHED_NEW, *more) == 0
    assert pushed(noc) == ["incident 2026-11-20-chat-is-slow: investigating", "Begin"]
    assert "This was written before, and is not written again." in capsys.readouterr().err
    assert len(list((noc / "content/incidents").rglob("*chat*"))) == 1


def test_a_second_try_writes_no_second_update(noc: Path, capsys: Captured) -> None:
    without_a_network(noc, capsys, *UPDATE)
    assert end(noc, *UPDATE) == 0
    assert pushed(noc) == ["incident calls-fail: identified", "Begin"]
    assert (noc / INCIDENT).read_text().count("Found.") == 1


def test_what_a_hook_refused_is_committed_by_a_second_try(noc: Path, capsys: Captured) -> None:
    hook = noc / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    refusal(noc, capsys, *PUSHED_NEW)
    hook.unlink()
    assert end(noc, *PUSHED_NEW) == 0
    assert pushed(noc) == ["incident 2026-11-20-chat-is-slow: investigating", "Begin"]


def test_an_update_of_the_same_words_is_added_once_the_first_is_pushed(noc: Path) -> None:
    assert end(noc, *UPDATE) == 0
    assert run([*UPDATE, "--root", str(noc), "--now", "2026-11-20T17:00Z"]) == 0
    assert (noc / INCIDENT).read_text().count("Found.") == 2


def test_a_script_is_told_of_an_open_incident_of_the_same_title(
    noc: Path, capsys: Captured
) -> None:
    assert end(noc, *PUSHED_NEW) == 0
    assert end(noc, *PUSHED_NEW) == 2
    error = capsys.readouterr().err
    assert "incident 2026-11-20-chat-is-slow, which is open, has this title" in error
    assert "To add to it: statusgen update 2026-11-20-chat-is-slow\n" in error
    assert len(list((noc / "content/incidents").rglob("*chat*"))) == 1


def test_another_incident_of_a_title_is_written_where_that_is_said(noc: Path) -> None:
    assert end(noc, *PUSHED_NEW) == 0
    assert end(noc, *PUSHED_NEW, "--yes") == 0
    assert pushed(noc)[0] == "incident 2026-11-20-chat-is-slow-2: investigating"


def test_the_title_of_an_incident_that_is_over_may_be_used_again(noc: Path) -> None:
    assert end(noc, *PUSHED_NEW) == 0
    over = ("update", "chat", "--status", "resolved", "--text", "It is over.")
    assert run([*over, "--root", str(noc), "--now", "2026-11-20T17:00Z"]) == 0
    later = run([*PUSHED_NEW, "--root", str(noc), "--now", "2026-11-20T18:00Z"])
    assert later == 0


WORK = ("new", "maintenance", "--title", "Move", "--affects", "pbx=under_maintenance", "--text")


@pytest.mark.parametrize(("starts", "code"), [("2026-12-01 22:00", 2), ("2026-12-08 22:00", 0)])
def test_work_of_one_title_is_the_same_only_at_the_same_time(
    noc: Path, starts: str, code: int
) -> None:
    assert end(noc, *WORK, "x", "--starts", "2026-12-01 22:00", "--ends", "4h") == 0
    assert end(noc, *WORK, "x", "--starts", starts, "--ends", "4h") == code


# --- what is killed ------------------------------------------------------------------------------

KILLED_IN_A_REBASE = """\
#!/bin/sh
[ -e "$(git rev-parse --git-path rebase-merge)" ] || exit 0
rebase=$PPID
kill -{signal} $(ps -o ppid= -p $rebase) $rebase
sleep 1
"""


@pytest.mark.parametrize("signal", ["KILL", "INT"])
def test_where_a_rebase_is_killed_the_work_tree_stays_and_a_second_try_pushes(
    noc: Path, signal: str
) -> None:
    append(noc / "content/components.yml", "# draft\n")
    colleague_pushes(noc, "content/site.yml", "# ours\n")
    hook = noc / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(KILLED_IN_A_REBASE.format(signal=signal))
    hook.chmod(0o755)
    program = [sys.executable, "-m", "statusgen", *UPDATE, "--root", str(noc), *NOW]
    done = subprocess.run(program, check=False)  # noqa: S603 - our own arguments
    assert done.returncode == {"KILL": -9, "INT": 130}[signal]
    left = " M content/components.yml\n"
    assert state(noc) == ("incident calls-fail: identified (main)", left, "")
    hook.unlink()
    assert end(noc, *UPDATE) == 0
    assert pushed(noc)[0] == "incident calls-fail: identified"
    assert state(noc)[1] == left
    assert git(noc, "worktree", "list").count("\n") == 1


def test_files_that_a_killed_reset_has_written_are_no_changes(noc: Path) -> None:
    for path, text in ((Path("content/site.yml"), "# ours\n"), (Path("note.txt"), "theirs")):
        colleague_pushes(noc, str(path), text)
        (noc / path).write_bytes((noc.parent / "colleague" / path).read_bytes())
    append(noc / "content/components.yml", "# draft\n")
    assert end(noc, *UPDATE) == 0
    assert pushed(noc)[0] == "incident calls-fail: identified"
    assert state(noc)[1] == " M content/components.yml\n"


def test_a_rebase_that_has_not_ended_is_named(noc: Path, capsys: Captured) -> None:
    git(noc, "switch", "--quiet", "--detach")
    (noc / ".git/rebase-merge").mkdir()
    assert end(noc, *UPDATE) == 1
    error = capsys.readouterr().err
    assert error.startswith("A rebase was begun here and has not ended, so nothing could be")
    assert error.endswith("Nothing was written. First run:\n  git rebase --abort\n")


def during_the_rebase(root: Path, *commands: str) -> None:
    """Have the author do something in the work tree while a rebase is under way."""
    hook = root / ".git/hooks/pre-rebase"
    hook.parent.mkdir(exist_ok=True)
    away = "unset $(git rev-parse --local-env-vars)"
    hook.write_text("\n".join(("#!/bin/sh", away, f"rm {hook}", f"cd {root}", *commands)) + "\n")
    hook.chmod(0o755)


def test_what_is_committed_during_a_rebase_is_pushed_too(noc: Path) -> None:
    colleague_pushes(noc, "content/site.yml", "# ours\n")
    during_the_rebase(noc, "git commit -q --allow-empty -m meanwhile")
    assert end(noc, *UPDATE) == 0
    assert pushed(noc)[:2] == ["meanwhile", "incident calls-fail: identified"]
    assert state(noc) == ("meanwhile (main)", "", "")


def test_a_branch_that_is_checked_out_during_a_rebase_is_left_alone(
    noc: Path, capsys: Captured
) -> None:
    colleague_pushes(noc, "content/site.yml", "# ours\n")
    git(noc, "branch", "work", "HEAD")
    during_the_rebase(noc, "git switch -q work")
    assert end(noc, *UPDATE) == 1
    error = capsys.readouterr().err
    assert error.endswith("git switch main && git pull --rebase --autostash && git push\n")
    assert state(noc) == ("Begin (work)", "", "")


def test_the_repository_of_a_hook_or_an_alias_is_not_that_of_the_site(
    noc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    colleague_pushes(noc, "content/site.yml", "# ours\n")
    monkeypatch.setenv("GIT_DIR", str(noc.parent / "colleague/.git"))
    monkeypatch.setenv("GIT_PREFIX", "content/")
    assert end(noc, *UPDATE) == 0
    monkeypatch.undo()
    assert pushed(noc)[0] == "incident calls-fail: identified"
    assert state(noc)[1] == ""


def test_several_pushes_at_once_all_arrive(noc: Path) -> None:
    colleague_pushes(noc, "content/site.yml", "# ours\n")
    titles = ("One", "Two", "Three")
    words = ("--affects", "pbx=partial_outage", "--text", "x", "--push", "--yes")
    program = (sys.executable, "-m", "statusgen", "new", "incident", *words, "--root", str(noc))
    started = [
        subprocess.Popen([*program, *NOW, "--title", each])  # noqa: S603 - our own arguments
        for each in titles
    ]
    assert [each.wait() for each in started] == [0, 0, 0]
    assert sorted(pushed(noc)[:3]) == [
        f"incident 2026-11-20-{each.lower()}: investigating" for each in sorted(titles)
    ]
    assert state(noc)[1] == ""
