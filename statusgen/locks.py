"""A lock on a folder, for what only one process may do at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform != "win32":
    import fcntl


@contextmanager
def locked(folder: str) -> Iterator[None]:
    """Lock `folder`; another process that does so waits. The system unlocks it if we die.

    Workers inherit the lock: it is free when the last of our processes has ended.
    """
    if sys.platform == "win32":
        yield  # has no lock on a folder; there, two at once are the user's to avoid
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
