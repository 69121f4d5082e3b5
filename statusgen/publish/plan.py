"""The plan of a build: which files of the folder to compare, write and remove."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from pathlib import Path

from msgspec import Struct

from statusgen.artefact import Artefact, Fragment
from statusgen.publish.folder import refuse_foreign_files, refuse_foreign_folder
from statusgen.publish.ledger import Ledger, PublishedFragment, unchanged_fragments
from statusgen.publish.manifest import read_manifest, stamp_manifest
from statusgen.publish.paths import are_inside, folders_of


class Wanted(Struct, frozen=True):
    """The site to publish: files by their paths, and fragments by their keys."""

    files: Mapping[str, bytes]
    fragments: Mapping[str, Fragment]


class Plan(Struct, frozen=True):
    """Fragments that are `unchanged`, and those `to_write` if their files differ.

    `paths` are those of all files to compare, single files included. `before` are the paths that
    were ours, `after` those that will be; if both are equal they may leave out the `unchanged`.
    `is_first` is set if the folder is empty.
    """

    unchanged: Mapping[str, PublishedFragment]
    to_write: tuple[Fragment, ...]
    paths: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    is_first: bool = False


def wanted(artefacts: Iterable[Artefact], fragments: Collection[Fragment]) -> Wanted:
    """Return the site to publish; raises ValueError for two of one path or key."""
    artefacts = tuple(artefacts)
    files = {each.path: each.content for each in artefacts}
    by_key = {each.key: each for each in fragments}
    if len(files) < len(artefacts) or len(by_key) < len(fragments):
        message = "two artefacts at one path, or two fragments with one key"
        raise ValueError(message)
    return Wanted(files, by_key)


def plan(folder: str, site: Wanted, ledger: Ledger) -> Plan:
    """Return the plan for `folder`, which is not changed.

    Fragments of which all files are as the ledger has them are unchanged. Raises `PublishRefused`
    for files that are not ours, ValueError for paths that cannot be in one folder.
    """
    is_recorded = ledger.manifest is not None and stamp_manifest(folder) == ledger.manifest
    unchanged_keys = unchanged_fragments(Path(folder), ledger)
    unchanged = _unchanged(site, ledger, unchanged_keys)
    planned = _as_recorded(site, ledger, unchanged) if is_recorded else None
    planned = planned or _as_listed(folder, site, unchanged)
    if not planned.is_first:
        folders = folders_of(planned.paths | (planned.before - planned.after))
        refuse_foreign_files(folder, planned.paths, folders, planned.before)
    return planned


def _unchanged(
    site: Wanted, ledger: Ledger, unchanged_keys: frozenset[str]
) -> dict[str, PublishedFragment]:
    known = ledger.fragments
    return {
        key: known[key]
        for key, fragment in site.fragments.items()
        if key in unchanged_keys and key in known and known[key].paths == fragment.paths
    }


def _as_recorded(
    site: Wanted, ledger: Ledger, unchanged: Mapping[str, PublishedFragment]
) -> Plan | None:
    """Return the plan if the paths are those of the ledger, otherwise None."""
    to_write = _to_write(site, unchanged)
    gone = (each.paths for key, each in ledger.fragments.items() if key not in unchanged)
    before = ledger.others.union(*gone)
    paths = _paths(site, to_write)
    return Plan(unchanged, to_write, paths, before, after=paths) if before == paths else None


def _as_listed(folder: str, site: Wanted, unchanged: Mapping[str, PublishedFragment]) -> Plan:
    """Return the plan by the manifest: only files in it may be removed or replaced."""
    listed = read_manifest(folder)
    if listed is None:
        refuse_foreign_folder(folder, site.files)
    before = listed or frozenset()
    fragments = site.fragments
    unchanged = {k: each for k, each in unchanged.items() if before.issuperset(fragments[k].paths)}
    to_write = _to_write(site, unchanged)
    paths = _paths(site, to_write)
    after = _all_paths(paths, (fragments[key] for key in unchanged))
    return Plan(unchanged, to_write, paths, before, after, is_first=listed is None)


def _to_write(site: Wanted, unchanged: Mapping[str, PublishedFragment]) -> tuple[Fragment, ...]:
    return tuple(fragment for key, fragment in site.fragments.items() if key not in unchanged)


def _paths(site: Wanted, to_write: tuple[Fragment, ...]) -> frozenset[str]:
    """Return the paths of all files to compare."""
    paths = [*site.files, *chain.from_iterable(fragment.paths for fragment in to_write)]
    different = frozenset(paths)
    if len(different) < len(paths) or not are_inside(paths):
        message = "two artefacts, or none, may be at one of the paths"
        raise ValueError(message)
    return different


def _all_paths(paths: frozenset[str], unchanged: Iterable[Fragment]) -> frozenset[str]:
    """Return `paths` and those of the unchanged fragments."""
    beside = frozenset(chain.from_iterable(each.paths for each in unchanged))
    every = paths | beside
    if len(every) < len(paths) + len(beside) or folders_of(paths) & every:
        message = "two artefacts at one path, or one where a folder is"
        raise ValueError(message)
    return every
