"""Writes new files, and replaces others atomically unless they changed since they were read."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from statusgen import atomic
from statusgen.console import CommandError


class EditError(CommandError):
    """A file was not changed; the message says why."""


def create_file(path: Path, text: str, line_end: str = "\n") -> None:
    """Write a new file, whole or not at all; raises OSError, also if it exists."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline=line_end) as file:
        try:
            file.write(text)
            file.flush()
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Replace the content `before` of a file by `after`; keep its mode, and its owner if permitted.

    Raises EditError, with the file unchanged, if it no longer contains `before` or cannot be
    written. A symbolic link is kept.
    """
    real = Path(os.path.realpath(path))
    try:
        if not os.access(real, os.W_OK):
            real.open("r+b").close()  # raises the OSError that says why
        _replace(real, before, after)
    except OSError as error:
        message = f"{path} could not be written: {error.strerror or error}. It is as it was."
        raise EditError(message) from error


def _replace(path: Path, before: bytes, after: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".statusgen.tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            _copy_owner_and_mode(file.fileno(), path.stat())
            os.fsync(file.fileno())
        _refuse_changed(path, before)
        atomic.replace(name, path)
    except BaseException:
        Path(name).unlink()
        raise


def _refuse_changed(path: Path, before: bytes) -> None:
    if path.read_bytes() != before:
        message = (
            f"{path.name} was changed by somebody else while this update was written. "
            "Nothing was added; look at the file, and try again."
        )
        raise EditError(message)


def _copy_owner_and_mode(handle: int, old: os.stat_result) -> None:
    """Set owner, if permitted, and mode of an open file to those in `old`; Windows has neither."""
    if not hasattr(os, "fchown"):
        return
    with suppress(PermissionError):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, old.st_mode & 0o7777)
