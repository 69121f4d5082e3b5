"""Calls to the disk, and the ways in which one fails."""

import errno
from enum import Enum

from msgspec import Struct

READS = frozenset({"access", "fstat", "listdir", "lstat", "read", "readlink", "scandir", "stat"})
"""Calls that change nothing, apart from an `open` to read."""
_GROWING = frozenset({"git", "link", "mkdir", "open", "symlink", "write"})
"""Calls that take space."""
_HALVED = frozenset({"git", "write"})
"""Calls that can be half done."""
_LASTING = frozenset({"close", "fdatasync", "fsync", "syncfs"})
"""Calls that a disk still answers once it can only be read."""


class Call(Struct, frozen=True):
    """A call of `os`; `path` is relative to the folder whose calls are counted.

    A run of git is a call too, whose `path` is the name of its command.
    """

    name: str
    path: str
    is_change: bool


class Failure(Enum):
    """A way in which a call fails."""

    KILLED = "the process is killed before the call"
    TORN = "half of the bytes are written, or half of git's work is done, and all is killed"
    POWER = "the power fails before the call: data that no sync waited for is lost"
    ENOSPC = "the disk is full, at this call alone"
    EIO = "the disk fails, at this call alone"
    EACCES = "the call is not permitted, at this call alone"
    LATE = "the call does its work, and fails nevertheless"
    FULL = "the disk is full from the call on: half of a write is still taken"
    READ_ONLY = "the disk can only be read from the call on"

    @property
    def ends_process(self) -> bool:
        """Whether the process is killed."""
        return self in _KILLS

    @property
    def lasts(self) -> bool:
        """Whether later calls fail too."""
        return self in (Failure.FULL, Failure.READ_ONLY)

    def error(self, path: object) -> OSError:
        """Return the error that a call raises; one about a descriptor names no path."""
        number = _NUMBERS[self]
        named = () if isinstance(path, int) else (path,)
        return OSError(number, f"{errno.errorcode[number]} by the test", *named)

    def concerns(self, call: Call) -> bool:
        """Return whether a call can fail in this way."""
        if call.name == "git" and self in (Failure.ENOSPC, Failure.EACCES):
            return False  # it ends as with EIO
        if call.name == "close":  # has no effect on the disk
            return self is Failure.LATE
        return self._concerns_change(call) if call.is_change else self in _OF_READS

    def _concerns_change(self, call: Call) -> bool:
        match self:
            case Failure.TORN:
                return call.name in _HALVED
            case Failure.FULL:
                return call.name in _GROWING
            case Failure.READ_ONLY:
                return call.name not in _LASTING
            case _:
                return True


_OF_READS = (Failure.EIO, Failure.EACCES)
_KILLS = (Failure.KILLED, Failure.TORN, Failure.POWER)
_NUMBERS = {
    Failure.ENOSPC: errno.ENOSPC,
    Failure.EIO: errno.EIO,
    Failure.EACCES: errno.EACCES,
    Failure.LATE: errno.EIO,
    Failure.FULL: errno.ENOSPC,
    Failure.READ_ONLY: errno.EROFS,
}


class Fault(Struct, frozen=True):
    """The failure of the call with a number, counted from 1."""

    number: int
    failure: Failure
