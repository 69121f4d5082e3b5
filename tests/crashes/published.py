"""Commands that commit and push a change, of which a call to the disk or to git fails."""

import os
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

from tests.crashes.authors import REMOTE, TEMPORARY, AuthorsFiles, files
from tests.crashes.child import Ending, run
from tests.crashes.enumeration import Command

_COLLEAGUE = "colleague"
_LOCK = ".git/index.lock"
_ENVIRONMENT = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "NOC"), ("EMAIL", "noc@status.example"))
} | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


class Published(AuthorsFiles):
    """A change that is committed, and pushed on top of what a colleague has pushed.

    The commit is made once, whatever failed, by the same command again.
    """

    is_in_place = True

    def lay_out(self, root: Path) -> None:
        super().lay_out(root)
        _git(root, "init", "--quiet", "--template=", "--initial-branch=main")
        (root / ".git/info").mkdir()
        (root / ".git/info/exclude").write_text(f"/{REMOTE}/\n")
        _git(root, "add", "--all")
        _git(root, "commit", "--quiet", "-m", "Begin")
        _git(root, "init", "--quiet", "--template=", "--bare", "--initial-branch=main", REMOTE)
        _git(root, "remote", "add", "origin", f"./{REMOTE}")
        _git(root, "push", "--quiet", "-u", "origin", "main")
        _git(root, "commit", "--quiet", "--allow-empty", "-m", _COLLEAGUE)
        _git(root, "push", "--quiet", "origin", "HEAD:main")
        _git(root, "reset", "--quiet", "--hard", "HEAD~1")
        _git(root, "update-ref", "refs/remotes/origin/main", "HEAD")

    def command(self, root: Path) -> Command:
        return partial(_with_environment, super().command(root))

    def faults(self, root: Path, ending: Ending) -> Iterator[str]:
        yield from super().faults(root, ending)
        if ending.code == 0:
            yield from self._unpublished(root)

    def faults_of_next(self, root: Path) -> Iterator[str]:
        if (root / _LOCK).exists():
            yield from self._at_a_lock(root)
        if [*self._unpublished(root)]:
            again = run(self.command(root), root)
            for each in (*_code(again), *self._unpublished(root)):
                yield f"{each}, again: {again.output}"

    def _at_a_lock(self, root: Path) -> Iterator[str]:
        """Remove the lock of a git that was killed, as the message of git says where it matters."""
        again = run(self.command(root), root)
        if again.code and _LOCK not in again.output:
            yield f"nothing says that a git was killed: {again.output}"
        (root / _LOCK).unlink()

    def _unpublished(self, root: Path) -> Iterator[str]:
        """Yield what the change lacks."""
        if files(root) != self._after:
            yield "not everything is written"
        changed = _git(root, "status", "--porcelain", "--", "content").splitlines()
        if any(not each.endswith(TEMPORARY) for each in changed):
            yield f"not everything is committed: {changed}"
        subjects = _git(root / REMOTE, "log", "--format=%s", "main").splitlines()
        if subjects[1:] != [_COLLEAGUE, "Begin"]:
            yield f"the remote has {subjects}"
        if _git(root, "rev-parse", "HEAD") != _git(root / REMOTE, "rev-parse", "main"):
            yield "the branch is not that of the remote"


def _code(ending: Ending) -> Iterator[str]:
    if ending.code:
        yield f"it ends with {ending.code}"


def _with_environment(command: Command) -> int:
    with patch.dict("os.environ", _ENVIRONMENT):
        return command()


def _git(root: Path, *arguments: str) -> str:
    """Run git without failures; return what it prints."""
    done = subprocess.run(  # noqa: S603 - no shell, our own arguments
        ["git", "-C", str(root), *arguments],  # noqa: S607 - whichever there is
        env={**os.environ, **_ENVIRONMENT},
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout
