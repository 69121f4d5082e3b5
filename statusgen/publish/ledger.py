"""The ledger of a folder: the files of the last build, so that unchanged ones are not read.

It names files and their stamps; the stamp on disk shows whether a file is unchanged since.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from statusgen.artefact import Paths
from statusgen.cache.encoding import decode, encode, get_value, put_value
from statusgen.cache.store import Store, digest
from statusgen.publish.files import Stamp, stamp_at

_KIND = "ledger"
_FORM = "7"


class PublishedFragment(Struct, frozen=True, array_like=True):
    """The files of a fragment, and their stamps at publication.

    The stamps are encoded, because a build needs those of few fragments.
    """

    paths: Paths
    stamps: bytes


def published_fragment(paths: Paths, stamps: Iterable[Stamp]) -> PublishedFragment:
    """Return a published fragment of files at `paths`, with a stamp for each."""
    return PublishedFragment(paths, encode(tuple(stamps), pack=False))


class Ledger(Struct, frozen=True):
    """The published fragments by key."""

    fragments: Mapping[str, PublishedFragment]

    @property
    def listed(self) -> Mapping[str, Paths]:
        """The paths of the files of each fragment, by its key."""
        return {key: each.paths for key, each in self.fragments.items()}


NOTHING = Ledger({})
"""The ledger of an unknown folder."""


def stored_ledger(store: Store, out: Path) -> Ledger:
    """Return the stored ledger of the folder `out`, empty if there is none."""
    return get_value(store, _KIND, _key(out), Ledger) or NOTHING


def put_ledger(store: Store, out: Path, ledger: Ledger) -> None:
    """Store `ledger` for the next build into the folder `out`."""
    put_value(store, _KIND, _key(out), ledger, pack=False)


def is_unchanged(folder: str, each: PublishedFragment) -> bool:
    """Return whether every file of a fragment in `folder` is as it was published."""
    try:
        rows = zip(each.paths, decode(each.stamps, tuple[Stamp, ...]), strict=True)
        return all(stamp_at(folder + path) == stamp for path, stamp in rows)
    except ValueError:  # in an unknown encoding
        return False


def _key(out: Path) -> str:
    return digest(_FORM, os.fsencode(os.path.realpath(out)))
