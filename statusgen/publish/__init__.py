"""Brings finished artefacts to disk so that the published site is never less than before.

Files are replaced whole, what a page needs before the page, and a list of what is ours is kept
beside them. A build that is killed leaves each file whole, old or new; the next one does the rest.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from statusgen.artefact import Artefact
from statusgen.publish.errors import PublishError, Refused
from statusgen.publish.files import clear_temporaries, folders_of, holds, prune, remove, replace
from statusgen.publish.folder import locked, refuse_foreign_files, refuse_foreign_folder
from statusgen.publish.manifest import is_inside, read_manifest, write_manifest

__all__ = ["PublishError", "Published", "Refused", "publish"]


@dataclass(frozen=True, slots=True)
class Published:
    """How many files of the site were written, removed, and left as they were."""

    written: int
    removed: int
    unchanged: int


def publish(artefacts: Iterable[Artefact], out: Path) -> Published:
    """Make the folder `out` hold exactly `artefacts`, and what else is in it untouched.

    Raises `Refused` before anything is touched where the folder or a file in the way is not ours,
    and `PublishError` where the disk does not take the site; ValueError for artefacts that
    cannot stand in one folder.
    """
    wanted = _by_path(artefacts)
    folder = Path(os.path.realpath(out))
    if folder.exists() and not folder.is_dir():
        message = f"{out} is a file, so nothing was written. Name a folder with --out."
        raise Refused(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return _bring_up_to_date(folder, wanted)
    except OSError as error:
        raise _unwritable(out, error) from error


def _by_path(artefacts: Iterable[Artefact]) -> Mapping[str, bytes]:
    wanted: dict[str, bytes] = {}
    for artefact in artefacts:
        if artefact.path in wanted or not is_inside(artefact.path):
            message = f"two artefacts, or none, may be at {artefact.path!r}"
            raise ValueError(message)
        wanted[artefact.path] = artefact.content
    if clash := folders_of(wanted) & wanted.keys():
        message = f"both a file and a folder: {sorted(clash)}"
        raise ValueError(message)
    return wanted


def _bring_up_to_date(folder: Path, wanted: Mapping[str, bytes]) -> Published:
    listed = read_manifest(folder)
    if listed is None:
        refuse_foreign_folder(folder)
    ours = listed or frozenset()
    refuse_foreign_files(folder, wanted, ours)
    known = ours | wanted.keys()
    clear_temporaries(folder, known)
    write_manifest(folder, known)
    written = _write(folder, wanted)
    removed = _remove(folder, ours - wanted.keys())
    write_manifest(folder, wanted)
    return Published(written, removed, len(wanted) - written)


def _write(folder: Path, wanted: Mapping[str, bytes]) -> int:
    changed = [path for path, content in wanted.items() if not holds(folder / path, content)]
    for path in sorted(changed, key=_publication_order):
        replace(folder / path, wanted[path])
    return len(changed)


def _publication_order(path: str) -> tuple[bool, bool, str]:
    """Sort what pages refer to before the pages, and the page that refers to all of them last."""
    return path == "index.html", path.endswith(".html"), path


def _remove(folder: Path, gone: frozenset[str]) -> int:
    removed = sum(remove(folder / path) for path in sorted(gone))
    prune(folder, gone)
    return removed


def _unwritable(out: Path, error: OSError) -> PublishError:
    return PublishError(
        f"The site in {out} could not be brought up to date: {error.strerror or error}. "
        "Every file published before is whole; build again once that is solved."
    )
