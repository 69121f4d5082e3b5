"""Files of a cache: read if they can be, written whole or not at all, deleted with age."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

TEMPORARY = ".tmp-"
"""Prefix of the name of a file while it is written."""

DAY = 24 * 60 * 60
"""In seconds, as all ages here. The time of a file in use is set once a day."""
_MAX_AGE = 14 * DAY
"""Maximum age of files that no build uses, in seconds."""
_LIMIT = 500_000_000
"""Maximum size of files that the last build did not use, in bytes."""
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags of `os.open`; opening a pipe does not block."""


class Found(Struct, frozen=True):
    """A file's content, and how many seconds ago its time was set."""

    content: bytes
    age: float


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
        return Found(os.read(descriptor, status.st_size), _age(status))
    except OSError:
        return None  # it is a folder, or the disk fails
    finally:
        os.close(descriptor)


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step; other processes may do the same. Raises OSError."""
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{os.urandom(4).hex()}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
        temporary.replace(path)
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
