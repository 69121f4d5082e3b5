"""Writes new files, and replaces others atomically unless they changed since they were read.

A file is on the disk before it has its name, so that a crash or a power cut leaves the old one or
the new one. A hidden file that it leaves beside it is removed a day later, with the next change.
"""

import errno
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from statusgen import atomic
from statusgen.console import CommandError
from statusgen.durable import sync_file_system

_TEMPORARY = ".statusgen.tmp"
_LEFT_BEHIND = 24 * 60 * 60
"""Age in seconds from which on a temporary file is that of a command that was killed."""
_NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EMLINK})
"""Errors of file systems on which a file has one name only, such as FAT."""


class EditError(CommandError):
    """A file was not changed; the message says why."""


def create_file(path: Path, text: str, line_end: str = "\n") -> None:
    """Write a new file, whole or not at all; raises OSError, also if it exists."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_left_behind(path.parent)
    new = path.with_name(f".{os.urandom(8).hex()}{_TEMPORARY}")
    try:
        with new.open("xb") as file:
            _write(file.fileno(), text.replace("\n", line_end).encode())
        _name(new, path)
    finally:
        with suppress(OSError):
            new.unlink()
    _sync(path)


def replace_file(path: Path, before: bytes, after: bytes) -> None:
    """Replace the content `before` of a file by `after`; keep its mode, and its owner if permitted.

    Raises EditError, with the file unchanged, if it no longer contains `before` or cannot be
    written. A symbolic link is kept.
    """
    real = Path(os.path.realpath(path))
    try:
        if not os.access(real, os.W_OK):
            real.open("r+b").close()  # raises the OSError that says why
        _remove_left_behind(real.parent)
        _replace(real, before, after)
    except OSError as error:
        message = f"{path} could not be written: {error.strerror or error}. {_state(real, before)}"
        raise EditError(message) from error
    _sync(real)


def _replace(path: Path, before: bytes, after: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=_TEMPORARY, dir=path.parent)
    try:
        try:
            _copy_owner_and_mode(handle, path.stat())
            _write(handle, after)
        finally:
            os.close(handle)
        _refuse_changed(path, before)
        atomic.replace(name, path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _write(handle: int, content: bytes) -> None:
    """Write to an open file, and wait until it is on the disk."""
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)


def _name(new: Path, path: Path) -> None:
    """Give a file its name unless there is one of that name; raises OSError."""
    try:
        path.hardlink_to(new)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        new.rename(path)


def _sync(path: Path) -> None:
    """Have the name of a file on the disk too, with the folders that were made for it."""
    with suppress(OSError):  # the file is there; it lacks only what guards it from a power cut
        sync_file_system(str(path.parent))


def _state(path: Path, before: bytes) -> str:
    """Return what a message says of a file that could not be replaced."""
    with suppress(OSError):
        if path.read_bytes() == before:
            return "It is as it was; run the command again once that is solved."
    return "Look at it before you run the command again."


def _remove_left_behind(folder: Path) -> None:
    """Remove the temporary files of commands that were killed."""
    with suppress(OSError):
        for each in folder.iterdir():
            is_ours = each.name.startswith(".") and each.name.endswith(_TEMPORARY)
            if is_ours and time.time() - each.lstat().st_mtime > _LEFT_BEHIND:
                each.unlink()


def _refuse_changed(path: Path, before: bytes) -> None:
    if path.stat().st_size != len(before) or path.read_bytes() != before:
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
