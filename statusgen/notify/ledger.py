"""The ledger: which update each target got. It is a file of JSON lines that only grows.

A line is on the disk before the message that it is about is sent, and another one after it. So
whatever happens in between, the next run knows what may have been sent: a mail is then sent again
with the same Message-ID, and nothing else is. Where a line cannot be written, nothing is sent.
"""

import enum
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Annotated, Self

import msgspec
from msgspec import Meta, Struct

from statusgen.console import CommandError
from statusgen.durable import sync_file_system
from statusgen.limits import MIB, read_file
from statusgen.locks import lock_file

MAX_BYTES = 64 * MIB
"""Maximum size of a ledger, in bytes: that of about 200,000 deliveries."""


class Step(enum.Enum):
    """A step in the delivery of an update to a target."""

    BEGUN = "begun"
    """The target is new: `date` is that of the oldest update which it gets."""
    SKIPPED = "skipped"
    """The update is not for this target."""
    SENDING = "sending"
    """It is about to be sent."""
    SENT = "sent"
    """The channel took it."""
    FAILED = "failed"
    """The channel did not take it: it is sent again."""
    UNKNOWN = "unknown"
    """The channel may have it: it is not sent again."""
    GIVEN_UP = "given_up"
    """The channel did not take it for too long."""

    @property
    def is_final(self) -> bool:
        """Whether nothing more is done for this update."""
        return self not in (Step.SENDING, Step.FAILED)


class Line(Struct, frozen=True, omit_defaults=True):
    """One line of the ledger; `at` is when it was written."""

    at: Annotated[datetime, Meta(tz=True)]
    target: str
    step: Step
    update: str = ""
    date: Annotated[datetime, Meta(tz=True)] | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a beginning without its date."""
        if self.step is Step.BEGUN and self.date is None:
            raise ValueError


class DeliveryLedger:
    """The lines of a ledger; with a file, each new one is on the disk when `add` returns."""

    def __init__(self, lines: Iterable[Line] = (), file: "LedgerFile | None" = None) -> None:
        self._file = file
        self._begun: dict[str, datetime] = {}
        self._last: dict[tuple[str, str], Line] = {}
        self._first_try: dict[tuple[str, str], datetime] = {}
        for line in lines:
            self._take(line)

    def begun(self, target: str) -> datetime | None:
        """Return the date of the oldest update that a target gets, None for a new target."""
        return self._begun.get(target)

    def step(self, target: str, update: str) -> Step | None:
        """Return the last step of an update on its way to a target, None before the first."""
        last = self._last.get((target, update))
        return last.step if last else None

    def first_try(self, target: str, update: str) -> datetime | None:
        """Return when the update was first about to be sent to the target."""
        return self._first_try.get((target, update))

    def unfinished(self, target: str) -> tuple[str, ...]:
        """Return the updates on their way to a target for which something is still to be done."""
        return tuple(
            line.update
            for line in self._last.values()
            if line.target == target and not line.step.is_final
        )

    def add(self, line: Line) -> None:
        """Add a line; raises CommandError if the disk refuses, and then it is not there."""
        if self._file is not None:
            append(self._file, line)
        self._take(line)

    def _take(self, line: Line) -> None:
        if line.step is Step.BEGUN and line.date is not None:
            self._begun[line.target] = line.date
            return
        key = (line.target, line.update)
        self._last[key] = line
        if line.step is Step.SENDING:
            self._first_try.setdefault(key, line.at)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._file is not None:
            with suppress(OSError):  # each line is on the disk
                os.close(self._file.descriptor)  # which unlocks the file too


class LedgerFile(Struct, frozen=True):
    """The file of a ledger, which is open to append."""

    path: Path
    descriptor: int


def append(file: LedgerFile, line: Line) -> None:
    """Write a line to the end of a file, and wait until it is on the disk; raises CommandError.

    The next run cuts off half a line.
    """
    left = msgspec.json.encode(line) + b"\n"
    try:
        while left:
            left = left[os.write(file.descriptor, left) :]
        os.fsync(file.descriptor)
    except OSError as error:
        message = (
            f"{file.path} could not be written: {error.strerror or error}. Nothing more was sent; "
            "run the command again once that is solved, and it goes on from there."
        )
        raise CommandError(message) from error


def open_ledger(path: Path, *, is_new: bool) -> DeliveryLedger:
    """Return the ledger in a file, which is locked until it is closed.

    Raises CommandError if another run has it, if it cannot be read, or if it exists although it
    should be new, or the other way round.
    """
    try:
        return _opened(path, is_new=is_new)
    except FileExistsError:
        message = f"{path} exists, so this is not the first run: leave out --first-run."
    except FileNotFoundError:
        message = f"There is no ledger {path}, so what was sent is not known. {_FIRST_RUN}"
    except BlockingIOError:
        message = f"Another run has {path} open: nothing was sent."
    except OSError as error:
        reason = error.strerror or str(error)
        message = (
            f"{path} cannot be used: {reason}. Nothing was sent; run the command again once that "
            "is solved."
        )
    raise CommandError(message)


_BINARY = getattr(os, "O_BINARY", 0)
_FIRST_RUN = "If nothing was, begin one with --first-run."


def read_ledger(path: Path) -> DeliveryLedger:
    """Return the ledger in a file, which is not changed: empty if there is none.

    Raises CommandError if it cannot be read.
    """
    try:
        return DeliveryLedger(_parsed(path, read_file(path, MAX_BYTES)))
    except FileNotFoundError:
        return DeliveryLedger()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}. Nothing was sent."
        raise CommandError(message) from error


def _opened(path: Path, *, is_new: bool) -> DeliveryLedger:
    if is_new:
        path.parent.mkdir(parents=True, exist_ok=True)
    created = os.O_CREAT | os.O_EXCL if is_new else 0
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | _BINARY | created, 0o666)
    try:
        lock_file(descriptor)
        if is_new:
            sync_file_system(str(path.parent))  # a power cut must not make the next run a first one
        return DeliveryLedger(_lines(path, descriptor), LedgerFile(path, descriptor))
    except BaseException:
        os.close(descriptor)
        raise


def _lines(path: Path, descriptor: int) -> list[Line]:
    """Return the lines of a file, and cut off a last one that a kill left unfinished."""
    data = read_file(path, MAX_BYTES)
    os.ftruncate(descriptor, data.rfind(b"\n") + 1)
    return _parsed(path, data)


def _parsed(path: Path, data: bytes) -> list[Line]:
    lines = data[: data.rfind(b"\n") + 1].splitlines()
    return [_line(path, number, text) for number, text in enumerate(lines, start=1)]


def _line(path: Path, number: int, text: bytes) -> Line:
    try:
        return msgspec.json.decode(text, type=Line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        message = f"{path}:{number}: this is no line of a ledger, so nothing was sent."
        raise CommandError(message) from None
