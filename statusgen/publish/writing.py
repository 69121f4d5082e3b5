"""Brings files to disk: what others refer to before those that refer to it, the home page last."""

from collections.abc import Iterable, Mapping
from functools import partial

from msgspec import Struct

from statusgen.artefact import Crew, Paths, Piece
from statusgen.publish.files import Stamp, holds, make_folders, replace
from statusgen.publish.ledger import Standing, standing
from statusgen.publish.manifest import announce_change
from statusgen.publish.paths import is_page, publication_order


class Brought(Struct, frozen=True):
    """How many files of pieces were written, and how all of them stand, by the pieces' keys."""

    written: int
    pieces: Mapping[str, Standing]


def changed(folder: str, files: Mapping[str, bytes], *, is_first: bool) -> list[str]:
    """Return the paths of the files that are to be written, in the order of publication."""
    paths = (
        path for path, content in files.items() if is_first or not holds(folder + path, content)
    )
    return sorted(paths, key=publication_order)


def bring(
    folder: str, files: Mapping[str, bytes], pieces: Iterable[Piece], crew: Crew, *, is_first: bool
) -> Brought:
    """Write `files`, in their order, and whatever of `pieces` is not there yet between them.

    The pieces are written side by side, after the files that pages refer to and before the pages.
    """
    if files:
        make_folders(folder, files)
    for path, content in files.items():
        if not is_page(path):
            replace(folder, path, content)
    brought = _bring_pieces(folder, tuple(pieces), crew, is_first=is_first)
    for path, content in files.items():
        if is_page(path):
            replace(folder, path, content)
    return brought


def _bring_pieces(folder: str, pieces: tuple[Piece, ...], crew: Crew, *, is_first: bool) -> Brought:
    works = [partial(_bring_piece, folder, piece, is_first=is_first) for piece in pieces]
    written = 0
    brought: dict[str, Standing] = {}
    for piece, made in zip(pieces, crew(works), strict=True):
        if isinstance(made, OSError):
            raise made
        written += made[0]
        brought[piece.key] = made[1]
    return Brought(written, brought)


def _bring_piece(folder: str, piece: Piece, *, is_first: bool) -> tuple[int, Standing] | OSError:
    """Return how many files of a piece were written, and how it stands; or why not.

    An error is handed over as a value: another process may be doing this.
    """
    files = {each.path: each.content for each in piece.load()}
    if Paths.of(files) != piece.paths:
        message = f"piece {piece.key} has not the files that it says it has"
        raise ValueError(message)
    try:
        stamps = {} if is_first else _held(folder, files)
        new = {path: files[path] for path in files if path not in stamps}
        stamps.update(_put(folder, new))
    except OSError as error:
        return error
    return len(new), standing(piece.paths, (stamps[path] for path in piece.paths))


def _held(folder: str, files: Mapping[str, bytes]) -> dict[str, Stamp]:
    """Return the stamps of the files that stand as they should."""
    found = {path: holds(folder + path, content) for path, content in files.items()}
    return {path: stamp for path, stamp in found.items() if stamp is not None}


def _put(folder: str, files: Mapping[str, bytes]) -> dict[str, Stamp]:
    if files:
        announce_change(folder)
        make_folders(folder, files)
    order = sorted(files, key=publication_order)
    return {path: replace(folder, path, files[path]) for path in order}
