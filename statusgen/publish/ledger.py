"""What was published last into a folder, file by file, so that what still stands is not read.

It says which files to look at; whether they stand as they were written, they say themselves.
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
_FORM = "6"


class PublishedFragment(Struct, frozen=True, array_like=True):
    """The files of a fragment, and the stamp that each had when it was published.

    The stamps are encoded, for a build asks for those of few fragments.
    """

    paths: Paths
    stamps: bytes


def published_fragment(paths: Paths, stamps: Iterable[Stamp]) -> PublishedFragment:
    """Return how files at `paths` stand, with a stamp for each."""
    return PublishedFragment(paths, encode(tuple(stamps), pack=False))


class Ledger(Struct, frozen=True):
    """What was published: how each fragment stood, by its key, and the paths of all other files.

    `manifest` is the stamp of the list of our files at the end: with another one, another build
    has been there since. `size` is how many files there were.
    """

    fragments: Mapping[str, PublishedFragment]
    others: frozenset[str]
    manifest: Stamp | None
    size: int = 0

    @property
    def listed(self) -> Mapping[str, Paths]:
        """The paths of the files of each fragment, by its key."""
        return {key: each.paths for key, each in self.fragments.items()}


NOTHING = Ledger({}, frozenset(), None)
"""The ledger of a folder of which nothing is known."""


def unchanged_fragments(out: Path, ledger: Ledger) -> frozenset[str]:
    """Return the keys of the fragments of which every file stands in `out` as the ledger has it."""
    folder = os.path.join(os.path.realpath(out), "")  # noqa: PTH118 - with "/" at its end
    return frozenset(key for key, each in ledger.fragments.items() if _is_unchanged(folder, each))


def stored_ledger(store: Store, out: Path) -> Ledger:
    """Return what is stored of the folder `out`, which may be nothing."""
    return get_value(store, _KIND, _key(out), Ledger) or NOTHING


def put_ledger(store: Store, out: Path, ledger: Ledger) -> None:
    """Store `ledger` for the next build into the folder `out`."""
    put_value(store, _KIND, _key(out), ledger, pack=False)


def _is_unchanged(folder: str, each: PublishedFragment) -> bool:
    try:
        rows = zip(each.paths, decode(each.stamps, tuple[Stamp, ...]), strict=True)
        return all(stamp_at(folder + path) == stamp for path, stamp in rows)
    except ValueError:  # nobody knows what it says
        return False


def _key(out: Path) -> str:
    return digest(_FORM, os.fsencode(os.path.realpath(out)))
