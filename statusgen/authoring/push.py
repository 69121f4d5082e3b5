"""Pushes commits so that they arrive: on top of what colleagues have pushed meanwhile.

The branch of the remote that is pushed to is the upstream of the current one. Where a push cannot
be finished, the work tree and the branch are as the commit left them.
"""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from statusgen.authoring.git import (
    PULL_AND_PUSH,
    Answer,
    CommitError,
    git,
    line_of,
    locked_repository,
    not_pushed,
    paths_of,
)
from statusgen.authoring.worktree import is_rebase_under_way, second_worktree
from statusgen.console import CommandError, echo
from statusgen.problems import quoted
from statusgen.text.wording import Wording

_REBASES = 3
"""Number of times a commit is put on top of what the remote has meanwhile."""


class Upstream(Struct, frozen=True):
    """The branch of a remote that is pushed to, such as `origin` and `refs/heads/main`."""

    remote: str
    ref: str

    @property
    def name(self) -> str:
        """The short name, such as `origin/main`."""
        return f"{self.remote}/{self.ref.removeprefix('refs/heads/')}"


class Commit(Struct, frozen=True):
    """The commit that is pushed, and the last one known to be; `again` is the command that made it.

    What the remote had and has no more is not pushed again. `branch` is the full name of its own.
    """

    id: str
    branch: str
    known: str
    again: str


def upstream_of(root: Path) -> Upstream:
    """Return the upstream of the current branch; raises CommitError with the command to run.

    Called before anything is written.
    """
    branch = line_of(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    if not branch and is_rebase_under_way(root):
        sentence = "A rebase was begun here and has not ended, so nothing could be pushed."
        raise _error(sentence, "git rebase --abort")
    if not branch:
        sentence = "No branch is checked out, so nothing could be pushed."
        raise _error(sentence, _to_branch(root))
    remote = line_of(root, "config", "--get", f"branch.{branch}.remote")
    ref = line_of(root, "config", "--get", f"branch.{branch}.merge")
    if not (remote and ref):
        sentence = f"The branch {quoted(branch)} has no upstream, so nothing could be pushed."
        raise _error(sentence, _to_upstream(root, branch))
    return Upstream(remote, ref)


def _error(sentence: str, command: str) -> CommitError:
    return CommitError(f"{sentence} Nothing was written. First run:\n  {command}")


def _to_branch(root: Path) -> str:
    names = git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads").stdout.split()
    return f"git switch {names[0] if len(names) == 1 else 'main' if 'main' in names else 'BRANCH'}"


def _to_upstream(root: Path, branch: str) -> str:
    remotes = git(root, "remote").stdout.split()
    add = "" if remotes else "git remote add origin ADDRESS && "
    remote = remotes[0] if len(remotes) == 1 else "origin"
    return f"{add}git push -u {remote} {branch}"


def push(
    root: Path, upstream: Upstream, words: Wording, again: str, check: Callable[[Path], None]
) -> None:
    """Push the current commit to its upstream; how it goes is printed in the language of `words`.

    Where the remote has moved on, it is fetched and the commit put on top of it, three times at
    most; `check` raises CommandError if the content that would be pushed, in the folder that it is
    given, has a mistake. Raises CommitError with a sentence and the command to run; the commit is
    kept.
    """
    with locked_repository(root):
        _push(root, upstream, words, again, check)


def _push(
    root: Path, upstream: Upstream, words: Wording, again: str, check: Callable[[Path], None]
) -> None:
    for _ in range(_REBASES):
        known = line_of(root, "rev-parse", "--verify", "--quiet", "@{upstream}")
        if _is_pushed(root, upstream):
            return
        commit = Commit(*_head(root), known, again)
        if _is_rebased(root, upstream, commit, check):
            sentence = words.say("{branch} had moved on: your commit is on top of it now.")
            echo(sentence.format(branch=upstream.name))
    if not _is_pushed(root, upstream):
        sentence = f"{upstream.name} has moved on {_REBASES} times while this was pushed"
        message = f"{sentence}, so the commit is not pushed yet. Run:\n  {PULL_AND_PUSH}"
        raise CommitError(message)


def _is_pushed(root: Path, upstream: Upstream) -> bool:
    """Push; return False where the remote has what is not here, and fetch that.

    Raises CommitError for every other refusal.
    """
    done = git(root, "push", "--porcelain", upstream.remote, f"HEAD:{upstream.ref}")
    if not done.returncode:
        return True
    has_answer = any(line.startswith("!") for line in done.stdout.splitlines())
    if has_answer and _has_moved_on(root, upstream):
        return False
    raise not_pushed(done, "push")


def _has_moved_on(root: Path, upstream: Upstream) -> bool:
    if git(root, "fetch", "--quiet", upstream.remote, upstream.ref).returncode:
        return False
    return bool(git(root, "merge-base", "--is-ancestor", "FETCH_HEAD", "HEAD").returncode)


# --- on top of the remote ----------------------------------------------------------------------


def _head(root: Path) -> tuple[str, str]:
    """Return the current commit, and the branch that it is on."""
    return line_of(root, "rev-parse", "HEAD"), line_of(root, "symbolic-ref", "--quiet", "HEAD")


def _is_rebased(
    root: Path, upstream: Upstream, commit: Commit, check: Callable[[Path], None]
) -> bool:
    """Put what is not pushed on top of what was fetched, or leave everything as it was.

    Return False where somebody has committed meanwhile: nothing is moved then.
    """
    same = _same_as_fetched(root)
    _refuse_touched(root, same)
    fetched = line_of(root, "rev-parse", "FETCH_HEAD")
    with second_worktree(root, commit.id) as other:
        known = commit.known or fetched
        done = git(other, "rebase", "--quiet", "--onto", fetched, known)
        if done.returncode:
            raise _conflict(other, commit, done)
        try:
            check(other)
        except CommandError as mistake:
            raise _mistake(upstream, mistake) from None
        rebased = line_of(other, "rev-parse", "HEAD")
    head, branch = _head(root)
    if branch != commit.branch:
        raise _switched(commit)
    if head != commit.id:
        return False
    if same:
        git(_top(root), "add", "--", *same)
    done = git(root, "reset", "--quiet", "--keep", rebased)
    if done.returncode:
        raise not_pushed(done, "reset")
    return True


def _switched(commit: Commit) -> CommitError:
    branch = commit.branch.removeprefix("refs/heads/")
    return CommitError(
        f"The branch {quoted(branch)} is no longer checked out, so your commit {commit.id[:10]} is"
        f" not pushed yet.\nTo push it later:\n  git switch {branch} && {PULL_AND_PUSH}"
    )


def _same_as_fetched(root: Path) -> frozenset[str]:
    """Return the files that are not committed, and are as a colleague has pushed them.

    A reset that was killed leaves such files.
    """
    top = _top(root)
    others = paths_of(top, "ls-files", "--others", "--exclude-standard", "-z")
    candidates = _changed_there(root) & (_changed_here(root) | others)
    return frozenset(
        path
        for path in candidates
        if line_of(top, "rev-parse", "--verify", "--quiet", f"FETCH_HEAD:{path}")
        == line_of(top, "hash-object", "--", path)
    )


def _top(root: Path) -> Path:
    return Path(line_of(root, "rev-parse", "--show-toplevel"))


def _changed_here(root: Path) -> frozenset[str]:
    return paths_of(root, "diff", "--no-relative", "--name-only", "-z", "HEAD")


def _changed_there(root: Path) -> frozenset[str]:
    return paths_of(root, "diff", "--no-relative", "--name-only", "-z", "HEAD...FETCH_HEAD")


def _refuse_touched(root: Path, same: frozenset[str]) -> None:
    """Raise CommitError if a file that is changed and not committed has changed remotely too."""
    touched = (_changed_here(root) & _changed_there(root)) - same
    if touched:
        sentence = (
            f"A colleague has changed {', '.join(sorted(touched))}, which has changes here"
            " that are not committed, so your commit is not pushed yet."
        )
        message = f"{sentence} Run:\n  git stash && git pull --rebase && git push && git stash pop"
        raise CommitError(message)


def _conflict(root: Path, commit: Commit, done: Answer) -> CommitError:
    """Return the error of a rebase that cannot go on, which says what to run instead."""
    paths = paths_of(root, "diff", "--name-only", "--diff-filter=U", "-z")
    is_ours = line_of(root, "rev-parse", "--verify", "--quiet", "REBASE_HEAD") == commit.id
    if not paths:
        return not_pushed(done, "rebase")
    pull = "git pull --rebase --autostash"
    run = f"git reset --keep HEAD~1 && {pull} && {commit.again}" if is_ours else pull
    return CommitError(
        f"A colleague has changed {', '.join(sorted(paths))} meanwhile, so your commit"
        f" {commit.id[:10]} is not pushed; everything here is as you left it."
        f" To begin again with what the colleague wrote:\n  {run}"
    )


def _mistake(upstream: Upstream, mistake: CommandError) -> CommitError:
    return CommitError(
        f"{mistake}\nThis is what the content would be on top of {upstream.name}, so your commit is"
        " not pushed; everything here is as you left it. To correct it:\n"
        "  git pull --rebase --autostash && statusgen check"
    )
