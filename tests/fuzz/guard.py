"""The bounds of a case: seconds of the processor, and memory."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MOST_SECONDS = 5.0
MOST_MEMORY = 500 * 1024 * 1024
"""Maximum memory of the process that runs the cases, in bytes."""


class TooSlowError(BaseException):
    """A case used more of the processor than it may; no `except Exception` takes it."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlowError


@contextmanager
def guarded() -> Iterator[None]:
    """Raise TooSlowError where the body uses more of the processor than it may."""
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def peak_memory() -> int:
    """Return the most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
