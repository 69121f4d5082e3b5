"""How much memory a command held at its peak, with all processes that it started."""

import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

PROC = Path("/proc")
_BETWEEN_LOOKS = 0.2


def peak_memory(command: Sequence[str]) -> int | None:
    """Return the most bytes that a process and its children held at a time, shared pages once.

    The sum of what each of them has to itself and its share of what several have (PSS), looked
    at five times a second; None where the system does not tell (`/proc/<id>/smaps_rollup`).
    """
    if not (PROC / "self/smaps_rollup").exists():
        return None
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet)  # noqa: S603 - one of ours
    looks = [0]
    watching = threading.Thread(target=_watch, args=(process, looks))
    watching.start()
    process.wait()
    watching.join()
    return max(looks)


def _watch(process: subprocess.Popen[bytes], looks: list[int]) -> None:
    while process.poll() is None:
        looks.append(sum(_held(each) for each in _tree(process.pid)))
        time.sleep(_BETWEEN_LOOKS)


def _tree(pid: int) -> list[int]:
    """Return a process and all that it started."""
    try:
        children = (PROC / f"{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []  # it ended meanwhile
    return [pid, *(each for child in children for each in _tree(int(child)))]


def own_memory(pid: int) -> int:
    """Return the bytes that a process has to itself, whatever others run beside it."""
    return _sum_of(pid, "Anonymous:")


def _held(pid: int) -> int:
    return _sum_of(pid, "Pss:")


def _sum_of(pid: int, key: str) -> int:
    try:
        lines = (PROC / f"{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(key))
