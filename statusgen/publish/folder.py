"""The published folder as a whole: whether it is ours, and one build in it at a time."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from statusgen.publish.errors import RefusedError
from statusgen.publish.files import kind
from statusgen.publish.paths import TEMPORARY

if sys.platform != "win32":
    import fcntl

_HARMLESS = frozenset({".gitignore", ".gitkeep", TEMPORARY})
"""Names of files that a folder of a first build may contain."""


@contextmanager
def locked(folder: str) -> Iterator[None]:
    """Lock `folder` for one build; a second one waits. The system unlocks it if the build dies.

    Workers inherit the lock: it is free when the last of our processes has ended.
    """
    if sys.platform == "win32":
        yield  # has no lock on a folder; there, two builds at once are the user's to avoid
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def refuse_foreign_folder(folder: str, wanted: Iterable[str]) -> None:
    """Raise `RefusedError` if a folder without a manifest has files of others."""
    names = frozenset(os.listdir(folder))  # noqa: PTH208 - names are all that is asked for
    if names - _HARMLESS:
        message = (
            f"{folder.rstrip('/')} holds files that statusgen did not make, so nothing was "
            "written. Name an empty or a new folder with --out."
        )
        raise RefusedError(message)
    for name in names.intersection(wanted):
        raise _in_the_way(folder + name)


def refuse_foreign_files(
    folder: str, wanted: Iterable[str], folders: Iterable[str], ours: frozenset[str]
) -> None:
    """Raise `RefusedError` if something that is not ours is at the path of a file.

    Each of `folders`, which lead to files, must be a real one: a link could lead outside. A
    wanted file may replace only a regular file that is ours.
    """
    for name in folders:
        if kind(folder + name) not in {None, stat.S_IFDIR}:
            raise _in_the_way(folder + name)
    for name in wanted:
        found = kind(folder + name)
        if found is not None and (found != stat.S_IFREG or name not in ours):
            raise _in_the_way(folder + name)


def _in_the_way(path: str) -> RefusedError:
    return RefusedError(
        f"{path} was not made by statusgen and stands where a part of the site should go, "
        "so nothing was written. Move it away and build again."
    )
