"""Runs a command in a forked process, which can be killed while the tests go on."""

import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import msgspec
from msgspec import Struct

from tests.crashes.failing_disk import FailingDisk
from tests.crashes.failures import Call, Fault

_UNCAUGHT = 70


class Ending(Struct, frozen=True):
    """How a run ended: its exit code, negative for a signal, and what it printed."""

    code: int
    output: str


def run(command: Callable[[], int], root: Path, fault: Fault | None = None) -> Ending:
    """Return how a command ends; below `root`, one call to the disk fails if there is a fault."""
    disk = FailingDisk(str(root), fault, lambda _: None) if fault else None
    with TemporaryDirectory() as folder:
        return _forked(command, disk, Path(folder))


def calls(command: Callable[[], int], root: Path) -> tuple[Call, ...]:
    """Return the calls below `root` of a command, which has to succeed.

    The interpreter's own report of what it opens and changes shows that none is missed.
    """
    seen: list[Call] = []
    reported: list[tuple[str, str]] = []
    disk = FailingDisk(str(root), None, seen.append)
    with TemporaryDirectory() as folder:
        path = Path(folder)

        def reporting() -> int:
            sys.addaudithook(partial(_note, str(root), reported))
            code = command()
            missed = Counter(reported) - Counter(_as_reported(root, each) for each in seen)
            assert not missed, missed
            (path / "calls").write_bytes(msgspec.json.encode(seen))
            return code

        ending = _forked(reporting, disk, path)
        assert ending.code == 0, ending.output
        return msgspec.json.decode((path / "calls").read_bytes(), type=tuple[Call, ...])


_REPORTED_AS = {"replace": "rename", "unlink": "remove"}
_REPORTED = frozenset(
    {"link", "mkdir", "open", "remove", "rename", "rmdir", "scandir", "truncate", "utime"}
)
"""Calls that the interpreter reports, by the names that it gives them."""


def _as_reported(root: Path, call: Call) -> tuple[str, str]:
    return _REPORTED_AS.get(call.name, call.name), os.path.normpath(root / call.path)


def _note(
    root: str, reported: list[tuple[str, str]], event: str, given: tuple[object, ...]
) -> None:
    name = event.removeprefix("os.")
    if name in _REPORTED:
        path = str(given[1] if name in ("link", "rename") else given[0])
        if path.startswith(f"{root}/"):
            reported.append((name, os.path.normpath(path)))


def _forked(command: Callable[[], int], disk: FailingDisk | None, folder: Path) -> Ending:
    child = os.fork()
    if child == 0:
        _end(command, disk, folder / "output")
    _, status = os.waitpid(child, 0)
    return Ending(os.waitstatus_to_exitcode(status), (folder / "output").read_text("utf-8"))


def _end(command: Callable[[], int], disk: FailingDisk | None, output: Path) -> None:
    """Run a command, and end this process, in which nothing else of the tests runs."""
    code = _UNCAUGHT
    try:
        patch("os.fsync", lambda _descriptor: None).start()  # no real disk fails here
        sys.stdout = sys.stderr = output.open("w", encoding="utf-8")
        if disk is not None:
            disk.install()
        code = command()
    except BaseException:  # noqa: BLE001 - it is shown
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)
