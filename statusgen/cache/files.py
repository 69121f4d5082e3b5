"""Files of a cache: read if they can be, written whole or not at all, deleted with age."""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from statusgen import atomic

TEMPORARY = ".tmp-"
"""Prefix of the name of a file while it is written."""

DAY = 24 * 60 * 60
"""In seconds, as all ages here. The time of a file in use is set once a day."""
_MAX_AGE = 14 * DAY
"""Maximum age of files that no build uses, in seconds."""
_LIMIT = 500_000_000
"""Maximum size of files that the last build did not use, in bytes."""
MAX_BYTES = 256 * 1024 * 1024
"""Maximum size of a file, in bytes; larger ones are neither written nor read."""
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags of `os.open`; opening a pipe does not block."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_ROOT = 0
"""The user who may write everything anyway."""


class Found(Struct, frozen=True):
    """A file's content, and how many seconds ago its time was set.

    `refused` is True, and nothing is read, where others may write the file.
    """

    content: bytes
    age: float
    refused: bool = False


class _Seen(Struct, frozen=True):
    path: str
    name: str
    age: float
    size: int


def read(path: Path) -> Found | None:
    """Return the file at `path`, or None where none can be read.

    At most its size is read, which is 0 for an endless one.
    """
    try:
        descriptor = os.open(path, _READING)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if others_may_write(status):
            return Found(b"", _age(status), refused=True)
        size = status.st_size if status.st_size <= MAX_BYTES else 0
        return Found(os.read(descriptor, size), _age(status))
    except OSError:
        return None  # it is a folder, or the disk fails
    finally:
        os.close(descriptor)


def others_may_write(status: os.stat_result) -> bool:
    """Return whether another user than this one and root may write a file or folder.

    Windows does not say, and gives nobody else's files the rights of ours.
    """
    if not hasattr(os, "geteuid"):
        return False
    shared = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return bool(shared) or status.st_uid not in (_ROOT, os.geteuid())


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step; other processes may do the same. Raises OSError.

    Nobody else may write the file, whatever the umask.
    """
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{os.urandom(4).hex()}")
    try:
        with os.fdopen(os.open(temporary, _NEW, 0o644), "wb") as file:
            file.write(content)
        atomic.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def touch(path: Path) -> None:
    """Mark a file as in use."""
    with suppress(OSError):
        os.utime(path)


def tidy(folder: Path, used: frozenset[str]) -> None:
    """Delete unused files that are too old or too many; `used` are names of files."""
    unused: list[_Seen] = []
    for each in _seen(folder):
        if each.name not in used:
            unused.append(each)
        elif each.age > DAY:
            touch(Path(each.path))
    for each in _to_delete(unused):
        with suppress(OSError):
            os.unlink(each.path)  # noqa: PTH108 - as the system gave it


def _to_delete(unused: list[_Seen]) -> Iterator[_Seen]:
    """Yield the files that are too old, and the oldest ones above the maximum size of all."""
    size = 0
    for each in sorted(unused, key=lambda seen: seen.age):
        size += each.size
        half_written = each.name.startswith(TEMPORARY) and each.age > DAY
        if half_written or each.age > _MAX_AGE or size > _LIMIT:
            yield each


def _seen(folder: Path) -> Iterator[_Seen]:
    """Yield the files that are ours by their names."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if "-" in entry.name and entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                yield _Seen(entry.path, entry.name, _age(status), status.st_size)


def _age(status: os.stat_result) -> float:
    return time.time() - status.st_mtime
