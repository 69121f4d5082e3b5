"""Times commands as whole processes, several in turn, so that they share what else is running."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


def _nothing() -> None: ...


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, and what prepares each run without being counted."""

    words: Sequence[str]
    before: Callable[[], object] = _nothing


@dataclass(frozen=True, slots=True)
class Took:
    """The seconds of some runs: on the wall, and on all cores by a process and its children."""

    walls: tuple[float, ...]
    cores: tuple[float, ...] = ()

    @property
    def wall(self) -> float:
        return median(self.walls)

    @property
    def core(self) -> float:
        return median(self.cores)


def in_turn(commands: Mapping[str, Command], runs: int) -> Mapping[str, Took]:
    """Return what each command took in so many rounds through all of them."""
    rounds = [{name: _run(each) for name, each in commands.items()} for _ in range(runs)]
    return {name: _took([each[name] for each in rounds]) for name in commands}


def repeated(command: Command, runs: int) -> Took:
    """Return what a command took, run after run."""
    return _took([_run(command) for _ in range(runs)])


def _took(runs: Sequence[tuple[float, float]]) -> Took:
    return Took(tuple(wall for wall, _ in runs), tuple(cores for _, cores in runs))


def _run(command: Command) -> tuple[float, float]:
    """Return the seconds of one run on the wall and on the cores; raise what it complains of."""
    command.before()
    before, began = os.times(), time.perf_counter()
    done = subprocess.run(command.words, check=False, capture_output=True)  # noqa: S603 - ours
    wall, after = time.perf_counter() - began, os.times()
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    user = after.children_user - before.children_user
    return wall, user + after.children_system - before.children_system


def size(folder: Path) -> tuple[int, int]:
    """Return how many files are below a folder, and their bytes."""
    found = _files(folder)
    return len(found), sum(each.stat().st_size for each in found)


def stamps(folder: Path) -> Mapping[Path, tuple[int, int]]:
    """Return the inode and the time of each file below a folder: they change when it is written."""
    return {each: (each.stat().st_ino, each.stat().st_mtime_ns) for each in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return [Path(at, name) for at, _, names in os.walk(folder) for name in names]
