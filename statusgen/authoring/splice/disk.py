"""Replaces a file of the user's in one step, unless somebody else has changed it meanwhile."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from statusgen.console import CommandError


class EditError(CommandError):
    """A file was not changed; the sentence says why."""


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before`; mode and owner stay, as far as we may set them.

    Raises EditError, with the file as it was, where it no longer holds `before` or the disk
    refuses. A symbolic link stays one.
    """
    real = Path(os.path.realpath(path))
    try:
        if not os.access(real, os.W_OK):
            real.open("r+b").close()  # says why
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
            _be_like(file.fileno(), path.stat())
            os.fsync(file.fileno())
        _refuse_changed(path, before)
        Path(name).replace(path)
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


def _be_like(handle: int, old: os.stat_result) -> None:
    """Give an open file the owner, where we may, and the mode of another one."""
    with suppress(PermissionError):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, old.st_mode & 0o7777)
