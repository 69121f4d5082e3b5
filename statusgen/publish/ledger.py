"""What was published last into a folder, file by file, so that what still stands is not read.

It says which files to look at; whether they stand as they were written, they say themselves.
"""

import os
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from msgspec import Struct

from statusgen.frozen import freeze, thaw
from statusgen.memory import Memory, digest
from statusgen.publish.files import Stamp, stamp_at

_KIND = "ledger"
_FORM = "2"
_BETWEEN = "\0"
"""What no path has in it."""


class Standing(Struct, frozen=True):
    """The files of a piece, in its order, and the stamp that each had when it was published."""

    paths: tuple[str, ...]
    stamps: tuple[Stamp, ...]


class Ledger(Struct, frozen=True):
    """What was published: the files of each piece by its key, and the paths of all others.

    `manifest` is the stamp of the list of our files at the end: with another one, another build
    has been there since.
    """

    pieces: Mapping[str, Standing]
    others: frozenset[str]
    manifest: Stamp | None

    @property
    def size(self) -> int:
        """How many files there were."""
        return len(self.others) + sum(len(each.paths) for each in self.pieces.values())


NOTHING = Ledger({}, frozenset(), None)
"""The ledger of a folder of which nothing is known."""


def survey(out: Path, ledger: Ledger) -> frozenset[str]:
    """Return the keys of the pieces of which every file stands in `out` as the ledger has it."""
    folder = os.path.join(os.path.realpath(out), "")  # noqa: PTH118 - with "/" at its end
    return frozenset(key for key, each in ledger.pieces.items() if _stands(folder, each))


def recall_ledger(memory: Memory, out: Path) -> Ledger:
    """Return what is remembered of the folder `out`, which may be nothing."""
    kept = memory.recall(_KIND, _key(out))
    try:
        return NOTHING if kept is None else _read(thaw(kept))
    except ValueError:
        return NOTHING


def keep_ledger(memory: Memory, out: Path, ledger: Ledger) -> None:
    """Remember `ledger` for the next build into the folder `out`."""
    pieces = {key: _frozen(each) for key, each in ledger.pieces.items()}
    memory.keep(_KIND, _key(out), freeze((ledger.manifest, ledger.others, pieces)))


def _stands(folder: str, standing: Standing) -> bool:
    rows = zip(standing.paths, standing.stamps, strict=True)
    return all(stamp_at(folder + path) == stamp for path, stamp in rows)


def _key(out: Path) -> str:
    return digest(_FORM, os.fsencode(os.path.realpath(out)))


def _read(value: object) -> Ledger:
    """Return the ledger; raises ValueError where `value` has not the form of one."""
    match value:
        case (tuple(manifest) | (None as manifest), frozenset(others), dict(pieces)):
            read = {str(key): _read_piece(each) for key, each in pieces.items()}
            return Ledger(read, others, manifest)
    message = "no ledger"
    raise ValueError(message)


def _frozen(standing: Standing) -> tuple[str, tuple[int, ...]]:
    """Return a piece as few values: tens of thousands of short ones take far longer to read."""
    return _BETWEEN.join(standing.paths), tuple(chain.from_iterable(standing.stamps))


def _read_piece(value: object) -> Standing:
    match value:
        case (str(paths), tuple(numbers)):
            parts = tuple(paths.split(_BETWEEN)) if paths else ()
            each = iter(numbers)
            stamps = tuple(zip(each, each, each, strict=True))
            if len(parts) == len(stamps):
                return Standing(parts, stamps)
    message = "no files of a piece"
    raise ValueError(message)
