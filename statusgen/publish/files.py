"""Single files of a published site: written whole or not at all, removed with empty folders.

New files wait in a folder of their own until all of them are written.

A folder is a str that ends in "/", so that a path in it is one concatenation: there are tens of
thousands of them, and `pathlib` takes several times as long.
"""

import errno
import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress

from statusgen import atomic
from statusgen.cache.store import fingerprint
from statusgen.durable import sync_folder
from statusgen.publish.paths import TEMPORARY, folders_of

Stamp = tuple[int, int, int]
"""A file's inode, its size in bytes, and when it was written, in nanoseconds since the epoch."""

_BINARY = getattr(os, "O_BINARY", 0)
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY
_NOT_EMPTY_OR_GONE = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR})
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
        descriptor = os.open(path, _READING)
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


def stage(folder: str, path: str, content: bytes) -> Stamp:
    """Write the file that `move` brings to `path`; readable by all as far as the umask allows.

    The folder of files that are being written must exist, see `make_folders`.
    """
    descriptor = os.open(_staged(folder, path), _NEW, 0o644)
    try:
        _write(descriptor, content)
        return _stamp(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def move(folder: str, path: str) -> None:
    """Bring a staged file to its `path` in one step; the folder of that must exist."""
    atomic.replace(_staged(folder, path), folder + path)


def replace_durably(folder: str, path: str, content: bytes) -> None:
    """Put `content` at `path` in one step; it is on the disk when this returns."""
    staged = _staged(folder, path)
    descriptor = os.open(staged, _NEW, 0o644)
    try:
        _write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    move(folder, path)
    sync_folder(folder)


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


def prune(folder: str, paths: Iterable[str]) -> frozenset[str]:
    """Remove the folders of `paths` that are empty; return those that the system keeps."""
    kept = set()
    for name in sorted(folders_of(paths), reverse=True):
        try:
            os.rmdir(folder + name)  # noqa: PTH106
        except OSError as error:
            if error.errno not in _NOT_EMPTY_OR_GONE:
                kept.add(name)
    return frozenset(kept)


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _staged(folder: str, path: str) -> str:
    """Return where the file for `path` waits; all are in one folder, which is fast to make."""
    return f"{folder}{TEMPORARY}/{fingerprint(os.fsencode(path))}"


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
