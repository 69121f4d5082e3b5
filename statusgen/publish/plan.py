"""The plan of a build: which files of the folder to compare, write and remove."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from msgspec import Struct

from statusgen.artefact import Artefact, Fragment
from statusgen.publish.folder import refuse_foreign_files, refuse_foreign_folder
from statusgen.publish.ledger import Ledger, PublishedFragment, is_unchanged
from statusgen.publish.manifest import read_manifest
from statusgen.publish.paths import are_inside, folders_of


class Wanted(Struct, frozen=True):
    """The site to publish: files by their paths, and fragments by their keys."""

    files: Mapping[str, bytes]
    fragments: Mapping[str, Fragment]


class Plan(Struct, frozen=True):
    """Fragments that are `unchanged`, and those `to_write` if their files differ.

    `paths` are those of all files to compare, single files included. `before` are the paths that
    were ours, `after` those that will be; `is_first` is set if the folder is empty.
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

    Fragments of which all files are as the ledger has them are unchanged; only files in the
    manifest may be removed or replaced. Raises `RefusedError` for files that are not ours,
    ValueError for paths that cannot be in one folder.
    """
    listed = read_manifest(folder)
    if listed is None:
        refuse_foreign_folder(folder, site.files)
    before = listed or frozenset()
    unchanged = {
        key: known
        for key, fragment in site.fragments.items()
        if (known := ledger.fragments.get(key)) is not None
        and known.paths == fragment.paths
        and before.issuperset(known.paths)
        and is_unchanged(folder, known)
    }
    to_write = tuple(each for key, each in site.fragments.items() if key not in unchanged)
    paths = _paths(site, to_write)
    after = _all_paths(paths, unchanged.values())
    if listed is not None:
        refuse_foreign_files(folder, paths, folders_of(paths | (before - after)), before)
    return Plan(unchanged, to_write, paths, before, after, is_first=listed is None)


def _paths(site: Wanted, to_write: tuple[Fragment, ...]) -> frozenset[str]:
    """Return the paths of all files to compare."""
    paths = [*site.files, *chain.from_iterable(fragment.paths for fragment in to_write)]
    different = frozenset(paths)
    if len(different) < len(paths) or not are_inside(paths):
        message = "two artefacts, or none, may be at one of the paths"
        raise ValueError(message)
    return different


def _all_paths(paths: frozenset[str], unchanged: Iterable[PublishedFragment]) -> frozenset[str]:
    """Return `paths` and those of the unchanged fragments."""
    beside = frozenset(chain.from_iterable(each.paths for each in unchanged))
    every = paths | beside
    if len(every) < len(paths) + len(beside) or folders_of(paths) & every:
        message = "two artefacts at one path, or one where a folder is"
        raise ValueError(message)
    return every
