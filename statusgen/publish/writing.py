"""Writes files: all new ones beside the site first, then each to its place, the home page last."""

from collections.abc import Iterable, Mapping
from functools import partial

from msgspec import Struct

from statusgen.artefact import Fragment, Paths
from statusgen.incremental.workers import Workers
from statusgen.publish.files import Stamp, holds, make_folders, move, stage
from statusgen.publish.ledger import PublishedFragment, published_fragment
from statusgen.publish.paths import publication_order


class StagedFiles(Struct, frozen=True):
    """The `paths` of the files that wait to be moved; all fragments, as published then, by key."""

    paths: tuple[str, ...]
    fragments: Mapping[str, PublishedFragment]


def stage_files(
    folder: str,
    files: Mapping[str, bytes],
    fragments: Iterable[Fragment],
    workers: Workers,
    *,
    is_first: bool,
) -> StagedFiles:
    """Write the new and changed files of a site, and the folders they need, beside the site."""
    paths = [*_stage_new(folder, files, _stamps(folder, files, is_first=is_first))]
    fragments = tuple(fragments)
    stage_one = partial(_stage_fragment, folder, is_first=is_first)
    published: dict[str, PublishedFragment] = {}
    for fragment, (new, each) in zip(fragments, workers.map(stage_one, fragments), strict=True):
        paths += new
        published[fragment.key] = each
    return StagedFiles(tuple(paths), published)


def move_files(folder: str, paths: Iterable[str]) -> None:
    """Move staged files to their places: those that others refer to first, the home page last."""
    for path in sorted(paths, key=publication_order):
        move(folder, path)


def _stage_fragment(
    folder: str, fragment: Fragment, *, is_first: bool
) -> tuple[tuple[str, ...], PublishedFragment]:
    """Write a fragment; return the paths of its new files, and the fragment as published."""
    files = {each.path: each.content for each in fragment.load()}
    if Paths.of(files) != fragment.paths:
        message = f"fragment {fragment.key} has not the files that it says it has"
        raise ValueError(message)
    stamps = _stamps(folder, files, is_first=is_first)
    new = _stage_new(folder, files, stamps)
    stamps.update(new)
    return tuple(new), published_fragment(fragment.paths, (stamps[path] for path in fragment.paths))


def _stamps(folder: str, files: Mapping[str, bytes], *, is_first: bool) -> dict[str, Stamp]:
    """Return the stamps of the files that are on disk with the same bytes."""
    if is_first:
        return {}
    found = {path: holds(folder + path, content) for path, content in files.items()}
    return {path: stamp for path, stamp in found.items() if stamp is not None}


def _stage_new(
    folder: str, files: Mapping[str, bytes], known: Mapping[str, Stamp]
) -> dict[str, Stamp]:
    """Write the files that are not known, and return their stamps."""
    new = {path: content for path, content in files.items() if path not in known}
    if new:
        make_folders(folder, new)
    return {path: stage(folder, path, content) for path, content in new.items()}
