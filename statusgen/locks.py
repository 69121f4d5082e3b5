"""Locks on a folder and on a file, for what only one process may do at a time.

Windows has none of this kind: there, two at once are the user's to avoid.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:
    _HAS_LOCKS = False
else:
    _HAS_LOCKS = True


@contextmanager
def locked(folder: str) -> Iterator[None]:
    """Lock `folder`; another process that does so waits. The system unlocks it if we die.

    Workers inherit the lock: it is free when the last of our processes has ended.
    """
    if not _HAS_LOCKS:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: str) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError as error:
        error.filename = str(Path(folder).absolute())
        raise


def lock_file(descriptor: int) -> None:
    """Lock an open file until it is closed. Raises BlockingIOError if another process has."""
    if _HAS_LOCKS:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
