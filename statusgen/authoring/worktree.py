"""A second work tree of a repository, in which a rebase happens: nobody works in it.

Whatever stops a rebase there leaves the files and the branch of the author as they are.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from statusgen.authoring.git import git, line_of, not_pushed

_NAME = "statusgen-rebase"


@contextmanager
def second_worktree(root: Path, commit_id: str) -> Iterator[Path]:
    """Yield the folder that `root` is in another work tree, of a commit and without a branch.

    One that was left behind by a process that was killed is replaced. Raises CommitError.
    """
    folder = git_path(root, _NAME)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        path = str(folder)
        done = git(root, "worktree", "add", "-f", "-f", "--quiet", "--detach", path, commit_id)
        if done.returncode:
            raise not_pushed(done, "worktree")
        yield folder / line_of(root, "rev-parse", "--show-prefix")
    finally:
        git(root, "worktree", "remove", "-f", "-f", str(folder))


def is_rebase_under_way(root: Path) -> bool:
    """Return whether a rebase was begun in the work tree of `root`, and has not ended."""
    return any(git_path(root, name).exists() for name in ("rebase-merge", "rebase-apply"))


def git_path(root: Path, name: str) -> Path:
    """Return the absolute path of a file or folder of git's own."""
    return root.resolve() / line_of(root, "rev-parse", "--git-path", name)
