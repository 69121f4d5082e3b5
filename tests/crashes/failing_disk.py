"""A disk of which a chosen call fails: the functions of `os` are replaced in this process.

Files are opened by the implementation of `io` in Python, so that these functions see all that
happens. The power fails as on a file system that keeps the order of names, as ext4, XFS and Btrfs
do, and loses what was written into files since the last sync.
"""

import builtins
import io
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Never
from unittest.mock import patch

from statusgen import durable
from tests.crashes.failures import READS, Call, Failure, Fault

_CHANGES = (
    "chmod",
    "chown",
    "close",
    "fchmod",
    "fchown",
    "fdatasync",
    "fsync",
    "ftruncate",
    "link",
    "mkdir",
    "remove",
    "rename",
    "replace",
    "rmdir",
    "symlink",
    "truncate",
    "unlink",
    "utime",
    "write",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_TO_A_SECOND_PATH = frozenset({"link", "rename", "replace", "symlink"})
_GIT_CHANGES = frozenset({"add", "commit", "fetch", "push", "rebase", "reset", "worktree"})
"""Commands of git that change something."""
_OF_FILES_OPEN_FOR_WRITING = frozenset({"close"})

Real = Callable[..., Any]


class FailingDisk:
    """Counts the calls that reach below a folder, and lets one fail.

    `seen` gets each call before it happens.
    """

    def __init__(self, root: str, fault: Fault | None, seen: Callable[[Call], object]) -> None:
        self._root = os.path.realpath(root)
        self._fault = fault
        self._seen = seen
        self._count = 0
        self._is_broken = False
        self._open: dict[int, str] = {}
        self._writable: set[int] = set()
        self._lasting: dict[int, int] = {}
        """Number of bytes that a power cut leaves of each file that was written since a sync."""
        self._real: dict[str, Real] = {}
        self._process = 0

    def install(self) -> None:
        """Replace the functions, for the rest of this process and for those that it forks."""
        self._process = os.getpid()
        for name in (*_CHANGES, *READS, "open"):
            self._real[name] = getattr(os, name)
            setattr(os, name, self._replacement(name))
        self._real["syncfs"] = lambda _: 0  # it would wait for a disk that is none of ours
        durable._syncfs = self._replacement("syncfs")
        self._real["git"] = subprocess.run
        patch.object(subprocess, "run", self._run).start()
        io.open = builtins.open = import_module("_pyio").open

    def _replacement(self, name: str) -> Real:
        def replacement(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as those of `os`
            path = self._path(name, given, named)
            if name == "close":
                self._open.pop(given[0], None)
            if path is None:
                return self._real[name](*given, **named)
            return self._called(Call(name, path, _is_change(name, given)), given, named)

        return replacement

    def _run(self, command: Sequence[str], **named: Any) -> Any:  # noqa: ANN401 - as those of `os`
        """Stand for `subprocess.run`, which runs git."""
        _, _, _, name, *_ = command
        return self._called(Call("git", name, name in _GIT_CHANGES), (command,), named)

    # --- which call it is ------------------------------------------------------------------------

    def _path(self, name: str, given: tuple[Any, ...], named: dict[str, Any]) -> str | None:
        """Return the path that a call is about, None where it is not counted."""
        which = given[1] if name in _TO_A_SECOND_PATH else given[0] if given else "."
        if isinstance(which, int):
            is_counted = name not in _OF_FILES_OPEN_FOR_WRITING or which in self._writable
            return self._open.get(which) if is_counted else None
        folder = self._open.get(named.get("dir_fd") or -1)
        beside = Path(self._root, folder) if folder else Path.cwd()
        path = os.path.normpath(beside / os.fsdecode(which))
        if path != self._root and not path.startswith(f"{self._root}/"):
            return None
        return path.removeprefix(self._root).lstrip("/") or "."

    # --- how it ends -----------------------------------------------------------------------------

    def _called(self, call: Call, given: tuple[Any, ...], named: dict[str, Any]) -> Any:  # noqa: ANN401
        self._count += 1
        self._seen(call)
        fault = self._fault
        if fault is not None and self._count == fault.number:
            return self._failed(fault.failure, call, given, named)
        if fault is not None and self._is_broken and fault.failure.concerns(call):
            return _refused(fault.failure, call, given)
        return self._done(call, given, named)

    def _done(self, call: Call, given: tuple[Any, ...], named: dict[str, Any]) -> Any:  # noqa: ANN401
        if call.name == "write":
            found = self._real["fstat"](given[0])
            self._lasting.setdefault(found.st_ino, found.st_size)
        result = self._real[call.name](*given, **named)
        match call.name:
            case "open":
                self._open[result] = call.path
                if call.is_change:
                    self._writable.add(result)
            case "close":
                self._writable.discard(given[0])
            case "fsync" | "fdatasync":
                self._lasting.pop(self._real["fstat"](given[0]).st_ino, None)
            case "syncfs":
                self._lasting.clear()
        return result

    def _failed(
        self, failure: Failure, call: Call, given: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:  # noqa: ANN401
        self._is_broken = failure.lasts
        match failure:
            case Failure.KILLED:
                _die()
            case Failure.POWER if os.getpid() != self._process:
                return self._done(call, given, named)  # it would fail for all processes at once
            case Failure.POWER:
                self._lose_unsynced()
                _die()
            case Failure.TORN:
                self._half(call, given)
                _die()
            case Failure.FULL if call.name == "write" and len(given[1]) > 1:
                return self._half(call, given)
            case Failure.LATE:
                self._done(call, given, named)
        return _refused(failure, call, given)

    def _half(self, call: Call, given: tuple[Any, ...]) -> Any:  # noqa: ANN401
        if call.name == "git":
            lock = self._real["open"](f"{self._root}/.git/index.lock", os.O_CREAT)
            return self._real["close"](lock)
        descriptor, content = given
        return self._done(call, (descriptor, memoryview(content)[: len(content) // 2]), {})

    def _lose_unsynced(self) -> None:
        for folder, _, names in os.walk(self._root):
            for name in names:
                path = f"{folder}/{name}"
                lasting = self._lasting.get(self._real["lstat"](path).st_ino)
                if lasting is not None:
                    self._real["truncate"](path, lasting)


def _is_change(name: str, given: tuple[Any, ...]) -> bool:
    if name == "open":
        return bool(given[1] & _WRITING)
    return name not in READS


def _refused(failure: Failure, call: Call, given: tuple[Any, ...]) -> Any:  # noqa: ANN401
    """Raise the error of a call; git prints it instead."""
    if call.name == "git":
        return subprocess.CompletedProcess(given[0], 128, b"", f"fatal: {failure.name}".encode())
    raise failure.error(given[0])


def _die() -> Never:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError
