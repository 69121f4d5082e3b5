"""The list of files that are ours, kept in the published folder itself."""

import json
import stat
from collections.abc import Iterable
from pathlib import Path

from statusgen.publish.errors import Refused
from statusgen.publish.files import TEMPORARY, holds, kind, replace

MANIFEST = ".statusgen.json"
_VERSION = 1
_NOWHERE = frozenset({"", ".", ".."})
_RESERVED = frozenset({MANIFEST, TEMPORARY})


def read_manifest(folder: Path) -> frozenset[str] | None:
    """Return the paths that earlier builds published in `folder`, or None where none has.

    Raises `Refused` for a list that statusgen did not write: nothing is removed on its word.
    """
    path = folder / MANIFEST
    found = kind(path)
    if found is None:
        return None
    if found != stat.S_IFREG:
        raise _broken(path)
    try:
        listed = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise _broken(path) from None
    return _checked(listed, path)


def write_manifest(folder: Path, paths: Iterable[str]) -> None:
    """Record `paths` as ours, unless just these are recorded already."""
    listed = {"version": _VERSION, "files": sorted(paths)}
    content = (json.dumps(listed, indent=0) + "\n").encode()
    if not holds(folder / MANIFEST, content):
        replace(folder / MANIFEST, content)


def is_inside(path: str) -> bool:
    """Return whether `path` is a plain relative POSIX path that cannot leave its folder."""
    parts = path.split("/")
    return (
        _NOWHERE.isdisjoint(parts)
        and parts[-1] not in _RESERVED
        and path[1:2] != ":"  # a drive of Windows
        and not any(sign in path for sign in "\\\0")
    )


def _checked(listed: object, path: Path) -> frozenset[str]:
    match listed:
        case {"version": 1, "files": [*files]} if all(map(_is_path, files)):
            return frozenset(files)
        case {"version": int(version)} if version > _VERSION:
            message = f"{path.parent} was published by a newer statusgen; nothing was written."
            raise Refused(message)
    raise _broken(path)


def _is_path(value: object) -> bool:
    return isinstance(value, str) and is_inside(value)


def _broken(path: Path) -> Refused:
    return Refused(
        f"{path} is not as statusgen wrote it, so nothing was written. "
        f"Empty the folder {path.parent}, or name another one with --out."
    )
