"""Single files of a published site: written whole or not at all, removed with empty folders.

A folder is a str that ends in "/", so that a path in it is one concatenation: there are tens of
thousands of them, and `pathlib` takes several times as long.
"""

import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress

from statusgen import atomic
from statusgen.publish.paths import TEMPORARY, folders_of

Stamp = tuple[int, int, int]
"""A file's inode, its size in bytes, and when it was written, in nanoseconds since the epoch."""

_BINARY = getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY


def kind(path: str) -> int | None:
    """Return the file type at `path` (see `stat.S_IFMT`), or None if there is nothing.

    A symbolic link is not followed.
    """
    try:
        return stat.S_IFMT(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def stamp_at(path: str) -> Stamp | None:
    """Return the stamp of the regular file at `path`, or None where there is none."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return _stamp(found) if stat.S_ISREG(found.st_mode) else None


def holds(path: str, content: bytes) -> Stamp | None:
    """Return the stamp of the file at `path` if it has exactly these bytes."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _BINARY)
    except FileNotFoundError:
        return None
    try:
        found = os.fstat(descriptor)
        same = found.st_size == len(content) and os.read(descriptor, found.st_size) == content
        return _stamp(found) if same else None
    finally:
        os.close(descriptor)


def make_folders(folder: str, paths: Iterable[str]) -> None:
    """Make the folders of `paths`, and the one of files that are being written."""
    for name in (TEMPORARY, *sorted(folders_of(paths))):
        with suppress(FileExistsError):  # as good as looking first, and half the calls
            os.mkdir(folder + name)  # noqa: PTH102


def replace(folder: str, path: str, content: bytes) -> Stamp:
    """Put `content` at `path` in one step, readable by all as far as the umask allows.

    Its folder must exist, see `make_folders`. There is no fsync: after a power cut the next build
    compares the bytes. A process writes one file at a time, so its id is a unique name.
    """
    temporary = f"{folder}{TEMPORARY}/{os.getpid()}"
    try:
        stamp = _written(temporary, content)
        atomic.replace(temporary, folder + path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - see the head of this module
        raise
    return stamp


def remove(path: str) -> bool:
    """Remove the regular file at `path`; return whether there was one."""
    is_file = kind(path) == stat.S_IFREG
    if is_file:
        os.unlink(path)  # noqa: PTH108
    return is_file


def clear_temporaries(folder: str) -> None:
    """Remove the folder of half-written files from `folder`."""
    temporary = folder + TEMPORARY
    match kind(temporary):
        case None:
            return
        case stat.S_IFDIR:
            shutil.rmtree(temporary)
        case _:
            os.unlink(temporary)  # noqa: PTH108


def prune(folder: str, paths: Iterable[str]) -> None:
    """Remove the folders of `paths` that are empty now."""
    for name in sorted(folders_of(paths), reverse=True):
        with suppress(OSError):  # it still holds something, or is gone already
            os.rmdir(folder + name)  # noqa: PTH106


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _written(temporary: str, content: bytes) -> Stamp:
    descriptor = os.open(temporary, _NEW, 0o644)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        return _stamp(os.fstat(descriptor))
    finally:
        os.close(descriptor)
