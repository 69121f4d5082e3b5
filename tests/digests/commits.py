"""Checks commits out into folders of their own."""

import compileall
import io
import subprocess
import tarfile
from pathlib import Path
from shutil import copy2

REPOSITORY = Path(__file__).parents[2]
_NEEDED = ("statusgen", "templates", "content")


def check_out(commit: str | None, folder: Path) -> Path:
    """Put the program of a commit, or of the work tree as it stands, into a folder; compile it."""
    if commit is None:
        _copy_work_tree(folder)
    else:
        archive = _git("archive", "--format=tar", commit, "--", *_NEEDED)
        with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
            opened.extractall(folder, filter="data")
    compileall.compile_dir(folder / "statusgen", quiet=1)
    return folder


def _copy_work_tree(folder: Path) -> None:
    listed = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *_NEEDED)
    for name in filter(None, listed.decode().split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            copy2(REPOSITORY / name, folder / name)


def name_of(commit: str | None) -> str:
    """Return the short id and the subject of a commit."""
    if commit is None:
        return "the work tree"
    return _git("log", "-1", "--format=%h %s", commit).decode().strip()


def _git(*words: str) -> bytes:
    command = ["git", "-C", str(REPOSITORY), *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603 - ours
