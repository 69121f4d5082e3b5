"""A store on disk: files in a folder that may be deleted at any time.

A file is believed for its content alone: it begins with a digest of all that it stands for. So
one that is cut short, comes from another version, or stands in another's place is not known, and
is made again. What cannot be written is not kept; that is never an error. Nor is what others than
the user of this process and root may write believed: a page and a program are in it.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from statusgen import __version__
from statusgen.cache.files import DAY, MAX_BYTES, others_may_write, read, tidy, touch, write
from statusgen.cache.store import digest
from statusgen.durable import sync_folder
from statusgen.limits import read_file

FOLDER = ".statusgen-cache"
"""The name of the folder, in the root of a site."""

_ROOM = 1024
"""Number of bytes that a file has besides its content, at most."""
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NONBLOCK", 0)
"""Flags of `os.open`; opening a pipe fails instead of waiting for a reader."""
_TAG = "CACHEDIR.TAG"
_IGNORE = ".gitignore"
_CONTENT = """\
Signature: 8a477f597d28d172789f06886806bc55
# The cache of statusgen's builds. It may be deleted at any time.
# Programs that make backups leave such a folder out: https://bford.info/cachedir/
"""


class DiskStore:
    """Keeps bytes in a folder; it may be shared by several processes and by several builds.

    `version` is that of the program: one does not use what another has stored.
    """

    def __init__(self, folder: Path, version: str = __version__) -> None:
        self._folder = folder
        self._version = version
        self._refused: set[Path] = set()

    def get(self, kind: str, key: str, /) -> bytes | None:
        """Return what was put under a kind and a key, or None."""
        path = self._path(kind, key)
        found = read(path) if self._is_trusted else None
        if found is None:
            return None
        if found.refused:
            self._refused.add(path)
            return None
        seal, _, content = found.content.partition(b"\n")
        if seal != self._seal(content, kind, key):
            return None
        if found.age > DAY:
            touch(path)  # the file's time says that it is in use
        return content

    def put(self, kind: str, key: str, content: bytes, /) -> None:
        """Keep `content`, if the disk allows it."""
        if self._is_writable and len(content) < MAX_BYTES - _ROOM:
            with suppress(OSError):
                write(self._path(kind, key), self._seal(content, kind, key) + b"\n" + content)

    def tidy(self, used: Iterable[tuple[str, str]] = ()) -> None:
        """Remove what has been of no use for long; `used` are the kinds and keys in use now.

        What was put or asked for of late is in use too, whichever process did that.
        """
        if self._is_writable:
            names = frozenset(_name(kind, key) for kind, key in used)
            with suppress(OSError):
                tidy(self._folder, names)

    def refusal(self) -> str | None:
        """Return the sentence about what was not used because others may write it, if anything."""
        if not self._is_trusted:
            return (
                f"Other users may write to {self._folder}, so this build did without it. "
                "Delete it, and the next build makes a new one."
            )
        if self._refused:
            return (
                f"Other users may write to files in {self._folder}; "
                "these were not used, and are replaced."
            )
        return None

    def _seal(self, content: bytes, kind: str, key: str) -> bytes:
        return digest(self._version, kind, key, content).encode()

    def _path(self, kind: str, key: str) -> Path:
        return self._folder / _name(kind, key)

    @cached_property
    def _is_trusted(self) -> bool:
        try:
            return not others_may_write(self._folder.stat())
        except OSError:
            return True  # there is none yet, or none that can be read

    @cached_property
    def _is_writable(self) -> bool:
        return self._is_trusted and _claim(self._folder)


def _name(kind: str, key: str) -> str:
    """Return the name of the file for a kind and a key."""
    return f"{kind}-{key}"


def _claim(folder: Path) -> bool:
    """Mark `folder` as that of a store; return False if it cannot be one.

    It cannot if it is a symbolic link, holds other files, or cannot be written.
    """
    try:
        return _mark(folder)
    except OSError:
        return False


def _mark(folder: Path) -> bool:
    if folder.is_symlink():
        return False  # following it could overwrite and remove files elsewhere
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    if _is_tagged(folder):
        return True
    if any(each.name not in {_TAG, _IGNORE} for each in folder.iterdir()):
        return _is_tagged(folder)  # now, by another build that began with us
    ignore = folder / _IGNORE
    if not (ignore.exists() and ignore.stat().st_size):  # a power cut may have emptied it
        _write_durably(ignore, "*\n")
    _write_durably(folder / _TAG, _CONTENT)
    sync_folder(str(folder))
    return True


def _write_durably(path: Path, text: str) -> None:
    """Write a file that is on the disk before any that needs it: a store without one is foreign."""
    with os.fdopen(os.open(path, _WRITING, 0o666), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _is_tagged(folder: Path) -> bool:
    try:
        lines = read_file(folder / _TAG, _ROOM).decode().splitlines()
    except (OSError, ValueError):
        return False
    return lines == _CONTENT.splitlines()
