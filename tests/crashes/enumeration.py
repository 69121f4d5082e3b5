"""Runs a command once for each call to the disk and each way in which that can fail."""

import gc
import os
import random
import re
import shutil
import signal
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from msgspec import Struct

from tests.crashes.child import Ending, calls, run
from tests.crashes.failures import Call, Failure, Fault

Command = Callable[[], int]


class Scenario(ABC):
    """A command, and what has to hold after it failed."""

    is_in_place = False
    """Whether the command may write into files that exist."""
    has_workers = False
    """Whether the command may go on when one of its processes is killed."""
    codes: Collection[int] = (0, 1)
    """Exit codes with which the command may end."""
    leaves = ""
    """Name of the file that the command leaves beside its folder, if any."""

    @abstractmethod
    def prepare(self, root: Path) -> None:
        """Lay out the folder in which the command runs."""

    @abstractmethod
    def command(self, root: Path) -> Command:
        """Return the command."""

    @abstractmethod
    def faults(self, root: Path, ending: Ending) -> Iterator[str]:
        """Yield what is wrong after a run in which one call failed; may run more commands."""

    def faults_of_next(self, root: Path) -> Iterator[str]:
        """Yield what is wrong with the next run, which follows from the files alone."""
        del root
        yield from ()


class CrashPoint(Struct, frozen=True):
    """A call, by its number, and how it fails."""

    number: int
    call: Call
    failure: Failure

    def __str__(self) -> str:
        return f"{self.call.name} {self.call.path} (call {self.number}): {self.failure.value}"


def sampled(points: Sequence[CrashPoint], size: int, seed: int) -> list[CrashPoint]:
    """Return some of the points, the same ones for a seed."""
    return random.Random(seed).sample(points, min(size, len(points)))  # noqa: S311 - no secret


class Enumeration:
    """A scenario in a folder, in which each crash point is tried from the same state."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self._scenario = scenario
        self._root, self._before = folder / "tried", folder / "before"
        self._root.mkdir()
        scenario.prepare(self._root)
        self._root.rename(self._before)  # files keep their stamps, which the program knows
        self._state = _state(self._before)
        self._of_next: dict[frozenset[object], list[str]] = {}
        self._restore()
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            scenario.command(self._root)()  # so that no forked process loads modules
        gc.freeze()  # or a forked process would copy what it looks at
        self._restore()
        seen = calls(scenario.command(self._root), self._root)
        self.points = tuple(
            CrashPoint(number, call, failure)
            for number, call in enumerate(seen, start=1)
            for failure in Failure
            if failure.concerns(call)
        )

    def faults(self, points: Sequence[CrashPoint]) -> list[str]:
        """Return what is wrong after a run that fails at each of these points."""
        return [f"{point}\n    {fault}" for point in points for fault in self._faults(point)]

    def _faults(self, point: CrashPoint) -> Iterator[str]:
        self._restore()
        fault = Fault(point.number, point.failure)
        ending = run(self._scenario.command(self._root), self._root, fault)
        if not (self._scenario.has_workers and point.failure.ends_process):
            yield from _of_ending(ending, point.failure, self._scenario.codes)
        yield from self._scenario.faults(self._root, ending)
        stamps = _stamps(self._root)
        if stamps not in self._of_next:
            self._of_next[stamps] = [*self._scenario.faults_of_next(self._root)]
        yield from self._of_next[stamps]
        if _state(self._before) != self._state:
            yield "a file was changed in place"

    def _restore(self) -> None:
        shutil.rmtree(self._root, ignore_errors=True)
        copy = shutil.copy2 if self._scenario.is_in_place else os.link
        shutil.copytree(self._before, self._root, copy_function=copy)
        if self._scenario.leaves:
            self._root.with_name(self._scenario.leaves).unlink(missing_ok=True)


def _state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _stamps(folder: Path) -> frozenset[object]:
    """Return what tells the same files again: most failures change none."""
    return frozenset(
        (path, *((0, 0) if path.is_dir() else (path.lstat().st_ino, path.lstat().st_mtime_ns)))
        for path in folder.rglob("*")
    )


def _of_ending(ending: Ending, failure: Failure, codes: Collection[int]) -> Iterator[str]:
    """Yield what is wrong with how a run ended: a message says where it failed and what to do."""
    if failure.ends_process:
        if ending.code != -signal.SIGKILL:
            yield f"it went on: {ending}"
    elif ending.code not in codes:
        yield f"it ended with {ending.code}: {ending.output}"
    elif ending.code and not _HELPFUL.search(ending.output):
        yield f"the message lacks a path, or what to do: {ending.output}"


_HELPFUL = re.compile(
    r"(/tried\b|content/).*(again|nothing was|expected |To push it later|cannot be used)"
    r"|nothing was.*First run:|expected it in .*/tried\b",
    re.DOTALL | re.IGNORECASE,
)
