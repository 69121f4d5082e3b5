"""Reads files up to a size: what is larger is refused before it fills the memory."""

import errno
import os
from pathlib import Path
from stat import S_ISREG

MIB = 1024 * 1024

_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Open without blocking, because opening a named pipe would wait for a writer."""


def mebibytes(size: int) -> str:
    """Return a size in bytes as people read it: "16 MiB"."""
    return f"{size // MIB} MiB"


def read_file(path: str | Path, most: int) -> bytes:
    """Return the bytes of an ordinary file of at most `most` bytes.

    Raises OSError, also if the file is larger or no ordinary file.
    """
    descriptor = os.open(path, _READING)
    try:
        if not S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file")
        return _read(descriptor, most)
    finally:
        os.close(descriptor)


def _read(descriptor: int, most: int) -> bytes:
    parts: list[bytes] = []
    room = most + 1
    while room and (part := os.read(descriptor, room)):
        parts.append(part)
        room -= len(part)
    if not room:
        raise OSError(errno.EFBIG, f"it is larger than {mebibytes(most)}")
    return b"".join(parts)
