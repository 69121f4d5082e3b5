"""Writes files: those that others refer to first, the home page last."""

from collections.abc import Iterable, Mapping
from functools import partial

from msgspec import Struct

from statusgen.artefact import Fragment, Paths
from statusgen.incremental.workers import Workers
from statusgen.publish.files import Stamp, holds, make_folders, replace
from statusgen.publish.ledger import PublishedFragment, published_fragment
from statusgen.publish.paths import is_page, publication_order


class WrittenFragments(Struct, frozen=True):
    """Number of written files of fragments, and all fragments as published, by key."""

    written: int
    fragments: Mapping[str, PublishedFragment]


def changed(folder: str, files: Mapping[str, bytes], *, is_first: bool) -> list[str]:
    """Return the paths of the files that are to be written, in the order of publication."""
    paths = (
        path for path, content in files.items() if is_first or not holds(folder + path, content)
    )
    return sorted(paths, key=publication_order)


def write_files(
    folder: str,
    files: Mapping[str, bytes],
    fragments: Iterable[Fragment],
    workers: Workers,
    *,
    is_first: bool,
) -> WrittenFragments:
    """Write `files`, in their order, and the changed files of `fragments` between them.

    Workers write the fragments, after the files that pages refer to and before the pages.
    """
    if files:
        make_folders(folder, files)
    for path, content in files.items():
        if not is_page(path):
            replace(folder, path, content)
    published_fragments = _write_fragments(folder, tuple(fragments), workers, is_first=is_first)
    for path, content in files.items():
        if is_page(path):
            replace(folder, path, content)
    return published_fragments


def _write_fragments(
    folder: str, fragments: tuple[Fragment, ...], workers: Workers, *, is_first: bool
) -> WrittenFragments:
    write_one = partial(_write_fragment, folder, is_first=is_first)
    written = 0
    published_fragments: dict[str, PublishedFragment] = {}
    for fragment, (count, published) in zip(
        fragments, workers.map(write_one, fragments), strict=True
    ):
        written += count
        published_fragments[fragment.key] = published
    return WrittenFragments(written, published_fragments)


def _write_fragment(
    folder: str, fragment: Fragment, *, is_first: bool
) -> tuple[int, PublishedFragment]:
    """Write a fragment; return its number of written files, and the fragment as published."""
    files = {each.path: each.content for each in fragment.load()}
    if Paths.of(files) != fragment.paths:
        message = f"fragment {fragment.key} has not the files that it says it has"
        raise ValueError(message)
    stamps = {} if is_first else _unchanged_stamps(folder, files)
    new = {path: files[path] for path in files if path not in stamps}
    stamps.update(_write_new(folder, new))
    return len(new), published_fragment(fragment.paths, (stamps[path] for path in fragment.paths))


def _unchanged_stamps(folder: str, files: Mapping[str, bytes]) -> dict[str, Stamp]:
    """Return the stamps of the files that are on disk with the same bytes."""
    found = {path: holds(folder + path, content) for path, content in files.items()}
    return {path: stamp for path, stamp in found.items() if stamp is not None}


def _write_new(folder: str, files: Mapping[str, bytes]) -> dict[str, Stamp]:
    if files:
        make_folders(folder, files)
    order = sorted(files, key=publication_order)
    return {path: replace(folder, path, files[path]) for path in order}
