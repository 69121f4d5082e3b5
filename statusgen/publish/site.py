"""Brings finished artefacts to disk so that the published site is never less than before.

Files are replaced whole, what a page needs before the page, and a list of what is ours is kept
beside them. A build that is killed leaves each file whole, old or new; the next one does the rest.
"""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.artefact import Artefact, Fragment
from statusgen.incremental.workers import Workers
from statusgen.publish.errors import PublishError, PublishRefused
from statusgen.publish.files import clear_temporaries, prune, remove
from statusgen.publish.folder import locked
from statusgen.publish.ledger import NOTHING, Ledger
from statusgen.publish.manifest import announce_change, stamp_manifest, write_manifest
from statusgen.publish.plan import Plan, Wanted, plan, wanted
from statusgen.publish.writing import WrittenFragments, changed, write_files


@dataclass(frozen=True, slots=True)
class Published:
    """How many files of the site were written, removed, and left as they were.

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
    workers: Workers = Workers(),  # noqa: B008 - a frozen record
) -> Published:
    """Make `out` hold exactly `artefacts` and `fragments`, and what else is in it untouched.

    `ledger` says what the last build published there: fragments whose files stand as it has them
    are not loaded. Raises `PublishRefused` before anything is touched where the folder or a file
    in the way is not ours, and `PublishError` where the disk does not take the site; ValueError
    for artefacts that cannot stand in one folder.
    """
    site = wanted(artefacts, fragments)
    folder = Path(os.path.realpath(out))
    if folder.exists() and not folder.is_dir():
        message = f"{out} is a file, so nothing was written. Name a folder with --out."
        raise PublishRefused(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = os.path.join(folder, "")  # noqa: PTH118 - with "/" at its end
        with locked(place):
            return _update(place, site, plan(place, site, ledger), workers)
    except OSError as error:
        raise _unwritable(out, error) from error


def _update(folder: str, site: Wanted, planned: Plan, workers: Workers) -> Published:
    clear_temporaries(folder)
    try:
        written, written_fragments = _write(folder, site, planned, workers)
        removed = _remove(folder, planned)
    finally:
        with suppress(OSError):
            clear_temporaries(folder)
    unchanged = {**planned.unchanged, **written_fragments.fragments}
    files = len(site.files) + sum(len(each.paths) for each in site.fragments.values())
    ledger = Ledger(unchanged, frozenset(site.files), stamp_manifest(folder), files)
    return Published(written, removed, files - written, ledger)


def _write(
    folder: str, site: Wanted, planned: Plan, workers: Workers
) -> tuple[int, WrittenFragments]:
    """Write what is new; the list names it before it is there."""
    known = planned.before | planned.after
    if known != planned.before:
        write_manifest(folder, known)
    paths = changed(folder, site.files, is_first=planned.is_first)
    if paths or known != planned.after:
        announce_change(folder)
    files = {path: site.files[path] for path in paths}
    written_fragments = write_files(
        folder, files, planned.to_write, workers, is_first=planned.is_first
    )
    return len(files) + written_fragments.written, written_fragments


def _remove(folder: str, planned: Plan) -> int:
    """Remove what is gone; the list names it until then."""
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
