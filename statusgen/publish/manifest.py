"""The manifest: the list of our files, in the published folder itself."""

import errno
import json
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TypeGuard

from statusgen.limits import MIB, read_file
from statusgen.publish.errors import RefusedError
from statusgen.publish.files import kind, make_folders, replace_durably
from statusgen.publish.paths import MANIFEST, are_inside

MAX_BYTES = 64 * MIB
"""Maximum size of a manifest, in bytes: that of about a million files."""

_VERSION = 1


def read_manifest(folder: str) -> frozenset[str] | None:
    """Return the paths that earlier builds published in `folder`, or None where none has.

    Raises `RefusedError` for a manifest that statusgen did not write, and OSError for one that the
    disk does not give; then nothing is removed.
    """
    path = Path(folder, MANIFEST)
    found = kind(str(path))
    if found is None:
        return None
    if found != stat.S_IFREG:
        raise _broken(path)
    try:
        listed = json.loads(read_file(path, MAX_BYTES))
    except (ValueError, RecursionError):
        raise _broken(path) from None
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        message = f"{path} could not be read: {error.strerror}."
        raise RefusedError(message) from error
    return _checked(listed, path)


def write_manifest(folder: str, paths: Iterable[str]) -> None:
    """Record `paths` as ours; they are on the disk when this returns."""
    listed = {"version": _VERSION, "files": sorted(paths)}
    content = json.dumps(listed, separators=(",\n", ": ")) + "\n"  # `indent` is far slower
    make_folders(folder, ())
    replace_durably(folder, MANIFEST, content.encode())


def _checked(listed: object, path: Path) -> frozenset[str]:
    match listed:
        case {"version": 1, "files": [*files]} if _are_texts(files) and are_inside(files):
            return frozenset(files)
        case {"version": int(version)} if version > _VERSION:
            message = f"{path.parent} was published by a newer statusgen; nothing was written."
            raise RefusedError(message)
    raise _broken(path)


def _are_texts(values: list[object]) -> TypeGuard[list[str]]:
    return set(map(type, values)) <= {str}


def _broken(path: Path) -> RefusedError:
    return RefusedError(
        f"{path} is not as statusgen wrote it, so nothing was written. "
        f"Empty the folder {path.parent}, or name another one with --out."
    )
