"""Runs git: commits changed content and nothing else."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent

from msgspec import Struct

from statusgen.console import CommandError
from statusgen.locks import locked

PULL_AND_PUSH = "git pull --rebase --autostash && git push"
"""The commands that push a commit later, on top of what colleagues have pushed."""


class CommitError(CommandError):
    """Git refused a change; the message says which step failed."""


class Answer(Struct, frozen=True):
    """The exit code of git, and its outputs as text."""

    returncode: int
    stdout: str
    stderr: str


def subject(kind: str, entry_id: str, status: str) -> str:
    """Return the message of a commit: "incident 2026-11-20-pbx: identified"."""
    return f"{kind} {entry_id}: {status}"


def require_repository(root: Path) -> None:
    """Raise CommitError if `root` is in no git repository; called before anything is written."""
    try:
        found = git(root, "rev-parse", "--is-inside-work-tree")
    except FileNotFoundError:
        message = "git is not installed here, so nothing can be committed."
        raise CommitError(message) from None
    if found.returncode:
        message = f"{root.resolve()} is in no git repository, so nothing can be committed."
        raise CommitError(message)


_OF_A_CALLER = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX"),
    *("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
)
"""Variables by which git names the repository of a hook or an alias: ours is that of the site."""


@contextmanager
def locked_repository(root: Path) -> Iterator[None]:
    """Lock the repository of `root`: of our commands, one at a time moves its branches."""
    common = line_of(root, "rev-parse", "--git-common-dir")
    with locked(str(root.resolve() / common)):
        yield


def commit(root: Path, paths: Sequence[Path], message: str) -> None:
    """Commit the files at `paths` and nothing else that is staged.

    Paths are absolute, or relative to `root`. Raises CommitError with git's message; the files stay
    as they were written.
    """
    with locked_repository(root):
        _commit(root, [str(path) for path in paths], message)


def _commit(root: Path, names: Sequence[str], message: str) -> None:
    _expect(root, "add", "--", *names)
    if not git(root, "diff", "--cached", "--quiet", "--", *names).returncode:
        reason = "There is nothing to commit: the files are as the last commit has them."
        raise CommitError(reason)
    _expect(root, "commit", "--quiet", "-m", message, "--", *names)


def _expect(root: Path, *arguments: str) -> None:
    done = git(root, *arguments)
    if done.returncode:
        raise refused(done, f"git {arguments[0]} was refused, so nothing was committed.")


def refused(done: Answer, message: str) -> CommitError:
    """Return the error of a step that git refused: a sentence, and what git says."""
    output = indent(done.stderr.strip() or done.stdout.strip(), "  ")
    return CommitError(f"{message} It says:\n{output}" if output else message)


def not_pushed(done: Answer, step: str) -> CommitError:
    """Return the error of a step that git refused, with the command to run later."""
    what = refused(done, f"git {step} was refused, so the commit is not pushed yet.")
    return CommitError(f"{what}\nTo push it later:\n  {PULL_AND_PUSH}")


def line_of(root: Path, *arguments: str) -> str:
    """Return the first line that git prints, or "" if it refuses."""
    done = git(root, *arguments)
    return "" if done.returncode else done.stdout.partition("\n")[0].strip()


def paths_of(root: Path, *arguments: str) -> frozenset[str]:
    """Return the paths that a command of git lists with `-z`."""
    return frozenset(filter(None, git(root, *arguments).stdout.split("\0")))


def run_git(
    root: Path, arguments: Sequence[str], standard_input: bytes | None = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git in `root`, bytes in and bytes out; raises OSError without git.

    It prompts only where `standard_input` is None: then it has the terminal of statusgen.
    """
    own = {name: value for name, value in os.environ.items() if name not in _OF_A_CALLER}
    quiet = {} if standard_input is None else {"GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(  # noqa: S603 - no shell, our own arguments
        [shutil.which("git") or "git", "-C", str(root), *arguments],
        input=standard_input,
        env={**own, **quiet},
        capture_output=True,
        check=False,
    )


def git(root: Path, *arguments: str) -> Answer:
    """Run git in `root`; it prompts only at a terminal."""
    done = run_git(root, arguments, None if sys.stdin.isatty() else b"")
    output, error = (each.decode(errors="replace") for each in (done.stdout, done.stderr))
    return Answer(done.returncode, output, error)
