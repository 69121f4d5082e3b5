"""The published folder as a whole: whether it is ours."""

import os
import stat
from collections.abc import Iterable

from statusgen.publish.errors import RefusedError
from statusgen.publish.files import kind
from statusgen.publish.paths import TEMPORARY

_HARMLESS = frozenset({".gitignore", ".gitkeep", TEMPORARY})
"""Names of files that a folder of a first build may contain."""


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
