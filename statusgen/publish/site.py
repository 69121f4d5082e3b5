"""Writes a site to disk so that the published site is complete at any time.

Files are replaced whole, those that a page needs before the page, and a manifest lists our files. A
build that is killed leaves each file whole, old or new; the next build completes it.
"""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.artefact import Artefact, Fragment
from statusgen.incremental.workers import ALL_CORES, Workers
from statusgen.locks import locked
from statusgen.publish.errors import PublishError, RefusedError
from statusgen.publish.files import clear_temporaries, prune, remove
from statusgen.publish.ledger import NOTHING, Ledger
from statusgen.publish.manifest import write_manifest
from statusgen.publish.paths import prefix_of
from statusgen.publish.plan import Plan, Wanted, plan, wanted
from statusgen.publish.writing import WrittenFragments, changed, write_files


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
    folder = Path(os.path.realpath(out))
    if folder.exists() and not folder.is_dir():
        message = f"{out} is a file, so nothing was written. Name a folder with --out."
        raise RefusedError(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        prefix = prefix_of(folder)
        with locked(prefix):
            return _update(prefix, site, plan(prefix, site, ledger), workers)
    except OSError as error:
        raise _unwritable(out, error) from error


def _update(folder: str, site: Wanted, planned: Plan, workers: Workers) -> Published:
    clear_temporaries(folder)
    try:
        written, fragments = _write(folder, site, planned, workers)
        removed = _remove(folder, planned)
    finally:
        with suppress(OSError):
            clear_temporaries(folder)
    unchanged = {**planned.unchanged, **fragments.fragments}
    files = len(site.files) + sum(len(each.paths) for each in site.fragments.values())
    return Published(written, removed, files - written, Ledger(unchanged))


def _write(
    folder: str, site: Wanted, planned: Plan, workers: Workers
) -> tuple[int, WrittenFragments]:
    """Write new and changed files; the manifest lists them before they exist."""
    known = planned.before | planned.after
    if known != planned.before:
        write_manifest(folder, known)
    paths = changed(folder, site.files, is_first=planned.is_first)
    files = {path: site.files[path] for path in paths}
    fragments = write_files(folder, files, planned.to_write, workers, is_first=planned.is_first)
    return len(files) + fragments.written, fragments


def _remove(folder: str, planned: Plan) -> int:
    """Remove files that are gone; the manifest lists them until then."""
    gone = planned.before - planned.after
    removed = sum(remove(folder + path) for path in sorted(gone))
    prune(folder, gone)
    if gone:
        write_manifest(folder, planned.after)
    return removed


def _unwritable(out: Path, error: OSError) -> PublishError:
    return PublishError(
        f"The site in {out} could not be brought up to date: {error.strerror or error}. "
        "Every file published before is whole; build again once that is solved."
    )
