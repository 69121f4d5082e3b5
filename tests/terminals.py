"""A pseudo-terminal, at which a person types answers to a command."""

import os
import pty
import subprocess
import sys
from collections.abc import Mapping


def session(
    answers: str, *arguments: str, variables: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Return the exit code of a command and what a terminal shows when a person types `answers`."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-m", "statusgen", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, **(variables or {})},
    )
    os.close(theirs)
    os.write(ours, f"{answers}\x04".encode())  # the end, should more be asked for
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:
        pass  # how Linux says that nobody has the terminal open any more
    os.close(ours)
    return process.wait(), shown.decode().replace("\r\n", "\n")
