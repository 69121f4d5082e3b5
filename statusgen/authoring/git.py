"""Commits changed content with git, and pushes it on request."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import indent

from statusgen.console import CommandError


class CommitError(CommandError):
    """Git refused a change; the message says which step failed."""


def subject(kind: str, entry_id: str, status: str) -> str:
    """Return the message of a commit: "incident 2026-11-20-pbx: identified"."""
    return f"{kind} {entry_id}: {status}"


def require_repository(root: Path) -> None:
    """Raise CommitError if `root` is in no git repository; called before anything is written."""
    try:
        found = _git(root, "rev-parse", "--is-inside-work-tree")
    except FileNotFoundError:
        message = "git is not installed here, so nothing can be committed."
        raise CommitError(message) from None
    if found.returncode:
        message = f"{root.resolve()} is in no git repository, so nothing can be committed."
        raise CommitError(message)


def publish_change(root: Path, paths: Sequence[Path], message: str, *, push: bool) -> None:
    """Commit the files at `paths` and nothing else that is staged; with `push`, push too.

    Paths are absolute, or relative to `root`. Raises CommitError with git's message; the files stay
    as they were written.
    """
    require_repository(root)
    names = [str(path) for path in paths]
    _expect(root, "so nothing was committed", "add", "--", *names)
    if not _git(root, "diff", "--cached", "--quiet", "--", *names).returncode:
        reason = "There is nothing to commit: the files are as the last commit has them."
        raise CommitError(reason)
    _expect(root, "so nothing was committed", "commit", "--quiet", "-m", message, "--", *names)
    if push:
        _expect(root, "so the commit is not pushed yet", "push", "--quiet")


def _expect(root: Path, otherwise: str, *arguments: str) -> None:
    """Run git; raise CommitError with its message if it fails."""
    done = _git(root, *arguments)
    if done.returncode:
        output = (done.stderr.strip() or done.stdout.strip()).decode(errors="replace")
        message = f"git {arguments[0]} was refused, {otherwise}."
        raise CommitError(f"{message} It says:\n{indent(output, '  ')}" if output else message)


def run_git(
    root: Path, arguments: Sequence[str], standard_input: bytes | None = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git in `root`, bytes in and bytes out; raises OSError without git.

    It prompts only where `standard_input` is None: then it has the terminal of statusgen.
    """
    quiet = {} if standard_input is None else {"GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(  # noqa: S603 - no shell, our own arguments
        [shutil.which("git") or "git", "-C", str(root), *arguments],
        input=standard_input,
        env={**os.environ, **quiet},
        capture_output=True,
        check=False,
    )


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in `root`; it prompts only at a terminal."""
    return run_git(root, arguments, None if sys.stdin.isatty() else b"")
