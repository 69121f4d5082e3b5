"""Puts the files of a new site in their places, all or none, also where the power fails.

Until all of them are on the disk they lie in a folder of the site, with a list of their digests. By
it the next run removes what one that was killed has put in its place.
"""

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path

from statusgen import atomic
from statusgen.durable import sync_file_system
from statusgen.limits import MIB, read_file

_FOLDER = ".init.statusgen.tmp"
_LIST = "list.json"


def put(site: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are not there yet, all or none; raises OSError."""
    try:
        _stage(site, files)
        sync_file_system(str(site))
        for name in files:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            atomic.replace(_staged(site, name), site / name)
        sync_file_system(str(site))
        (site / _FOLDER / _LIST).unlink()
    except BaseException:
        with suppress(OSError):
            remove_unfinished(site)
        raise
    shutil.rmtree(site / _FOLDER, ignore_errors=True)


def remove_unfinished(site: Path) -> None:
    """Remove the files of a run that was stopped, unless they have changed; raises OSError."""
    for name, digest in _listed(site).items():
        if _digest(site / name) == digest:
            (site / name).unlink()
        _remove_empty(site, (site / name).parent)
    if (site / _FOLDER).is_dir():
        shutil.rmtree(site / _FOLDER)


def _stage(site: Path, files: Mapping[str, bytes]) -> None:
    digests = {name: sha256(data).hexdigest() for name, data in files.items()}
    staged = {name: _staged(site, name) for name in files}
    for name, path in staged.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
    (site / _FOLDER / _LIST).write_text(json.dumps(digests), "utf-8")


def _staged(site: Path, name: str) -> Path:
    return site / _FOLDER / "files" / name


def _listed(site: Path) -> dict[str, str]:
    """Return the digests of the files that a run was to put in their places."""
    try:
        found = json.loads(read_file(site / _FOLDER / _LIST, MIB))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}  # nothing was put in its place as long as the list was not whole
    return {name: str(digest) for name, digest in found.items() if ".." not in Path(name).parts}


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _remove_empty(site: Path, folder: Path) -> None:
    """Remove a folder below the site, and those that it is in, as far as they are empty."""
    with suppress(OSError):
        while folder != site:
            folder.rmdir()
            folder = folder.parent
