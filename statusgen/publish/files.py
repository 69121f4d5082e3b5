"""Single files of a published site: written whole or not at all, removed with empty folders."""

import os
import stat
from collections.abc import Iterable
from functools import partial
from pathlib import Path

TEMPORARY = ".statusgen.tmp"
"""The one name that a file has while it is written; whatever bears it in our folders is ours."""

_open_readable = partial(os.open, mode=0o644)


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Return all folders, POSIX paths without the topmost ".", that lead to `paths`."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)


def kind(path: Path) -> int | None:
    """Return the file type of what stands at `path` (see `stat.S_IFMT`), or None for nothing.

    A symbolic link counts as what it is and is not followed.
    """
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def holds(path: Path, content: bytes) -> bool:
    """Return whether a file at `path` has exactly these bytes."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False


def replace(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step, readable by all as far as the umask allows.

    Nothing waits for the disk here (fsync): after a power cut the next build compares the bytes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / TEMPORARY
    with open(temporary, "xb", opener=_open_readable) as file:
        try:
            file.write(content)
            file.close()
            temporary.replace(path)
        except BaseException:
            temporary.unlink()
            raise


def remove(path: Path) -> bool:
    """Remove the regular file at `path`; return whether there was one."""
    is_file = kind(path) == stat.S_IFREG
    if is_file:
        path.unlink()
    return is_file


def clear_temporaries(folder: Path, paths: Iterable[str]) -> None:
    """Remove what a killed build left half-written beside `paths`."""
    for name in (".", *folders_of(paths)):
        remove(folder / name / TEMPORARY)


def prune(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders that led to `paths` where nothing is left in them."""
    for name in sorted(folders_of(paths), reverse=True):
        try:
            (folder / name).rmdir()
        except OSError:
            continue  # it still holds something, or is gone already
