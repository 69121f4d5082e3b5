"""Runs a command as a whole process: how long it took, and how much memory its tree held."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

PROC = Path("/proc")
_BETWEEN_LOOKS = 0.2


def seconds(command: Sequence[str], runs: int, before: Callable[[], object]) -> float:
    """Return the median wall time of some runs; `before` prepares each and is not counted."""
    return median(_timed(command, before) for _ in range(runs))


def _timed(command: Sequence[str], before: Callable[[], object]) -> float:
    before()
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a command of ours
    return time.perf_counter() - began


def peak_memory(command: Sequence[str]) -> int | None:
    """Return the most bytes that a process and its children held at a time, shared pages once.

    None where the system does not tell (`/proc/<id>/smaps_rollup` of Linux).
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


def _held(pid: int) -> int:
    """Return the bytes of a process, its share of what it shares with others (PSS)."""
    try:
        lines = (PROC / f"{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def size(folder: Path) -> tuple[int, int]:
    """Return how many files are below a folder, and their bytes."""
    found = [Path(at, name) for at, _, names in os.walk(folder) for name in names]
    return len(found), sum(each.stat().st_size for each in found)
