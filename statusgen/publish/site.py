"""Writes a site to disk so that the published site is complete at any time.

Until every new file is written beside the site, nothing of it changes: a full disk leaves the old
site. Then the files are moved to their places, those that a page needs before the page, and those
that are gone are removed. A manifest lists our files: new ones before they exist, others until they
are removed. A build that is killed leaves each file whole, old or new; the next build completes it.

A power cut is like a kill, because the disk has the bytes of all new files before any is moved, a
manifest before what it lists, and all of the site when a build ends. That holds where the file
system keeps the order in which files are moved, as ext4, XFS and Btrfs do; elsewhere a page can be
there before its style sheet until the next build. It takes two waits for the file system, and two
`fsync` for a manifest that changes: together 20 ms of a build on an SSD. Windows cannot wait so.
"""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.artefact import Artefact, Fragment
from statusgen.durable import sync_file_system
from statusgen.incremental.workers import ALL_CORES, Workers
from statusgen.locks import locked
from statusgen.publish.errors import PublishError, RefusedError
from statusgen.publish.files import clear_temporaries, prune, remove
from statusgen.publish.ledger import NOTHING, Ledger
from statusgen.publish.manifest import write_manifest
from statusgen.publish.paths import folders_of, prefix_of
from statusgen.publish.plan import Plan, Wanted, plan, wanted
from statusgen.publish.writing import StagedFiles, move_files, stage_files


@dataclass(frozen=True, slots=True)
class Published:
    """Number of files of the site that were written, removed, and unchanged.

    `ledger` is for the next build into the same folder.
    """

    written: int
    removed: int
    unchanged: int
    ledger: Ledger = field(default=NOTHING, compare=False, repr=False)


def publish(
    artefacts: Iterable[Artefact],
    out: Path,
    fragments: Collection[Fragment] = (),
    ledger: Ledger = NOTHING,
    workers: Workers = ALL_CORES,
) -> Published:
    """Make `artefacts` and `fragments` the only files of ours in `out`; others are not touched.

    `ledger` is that of the last build there: fragments whose files are unchanged since are not
    loaded. Raises `RefusedError`, before any change, if the folder or a file at a path of the
    site is not ours, `PublishError` if the site cannot be written, and ValueError for paths that
    cannot be in one folder.
    """
    site = wanted(artefacts, fragments)
    try:
        prefix = _made(out)
        with locked(prefix):
            return _update(prefix, site, plan(prefix, site, ledger), workers)
    except OSError as error:
        raise _unwritable(out, error) from error


def _made(out: Path) -> str:
    """Make the folder of the site, and return the prefix of the paths in it."""
    folder = Path(os.path.realpath(out))
    if folder.exists() and not folder.is_dir():
        message = f"{out} is a file, so nothing was written. Name a folder with --out."
        raise RefusedError(message)
    folder.mkdir(parents=True, exist_ok=True)
    return prefix_of(folder)


def _update(folder: str, site: Wanted, planned: Plan, workers: Workers) -> Published:
    clear_temporaries(folder)
    try:
        staged = _staged(folder, site, planned, workers)
        move_files(folder, staged.paths)
        removed = _remove(folder, planned, is_changed=bool(staged.paths))
    finally:
        with suppress(OSError):
            clear_temporaries(folder)
    written = len(staged.paths)
    files = len(site.files) + sum(len(each.paths) for each in site.fragments.values())
    ledger = Ledger({**planned.unchanged, **staged.fragments})
    return Published(written, removed, files - written, ledger)


def _staged(folder: str, site: Wanted, planned: Plan, workers: Workers) -> StagedFiles:
    """Write new and changed files beside the site; the manifest lists them before they exist."""
    known = planned.before | planned.after
    if known != planned.before:
        write_manifest(folder, known)
    staged = stage_files(folder, site.files, planned.to_write, workers, is_first=planned.is_first)
    if staged.paths:
        sync_file_system(folder)
    return staged


def _remove(folder: str, planned: Plan, *, is_changed: bool) -> int:
    """Remove files that are gone; the manifest lists them, and what the next build prunes."""
    gone = planned.before - planned.after
    removed = sum(remove(folder + path) for path in sorted(gone))
    kept = prune(folder, gone)
    if gone or is_changed:
        sync_file_system(folder)
    if gone:
        again = (path for path in gone if kept.intersection(folders_of([path])))
        write_manifest(folder, planned.after.union(again))
    return removed


def _unwritable(out: Path, error: OSError) -> PublishError:
    return PublishError(
        f"The site in {out} could not be brought up to date: {error.strerror or error}. "
        "Every file published before is whole; build again once that is solved."
    )
