"""Opens a site: finds out what is in it that was not known, and begins to read that."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from statusgen.artefact import Crew
from statusgen.cache.fingerprint import program
from statusgen.cache.store import Memory, digest
from statusgen.incremental.book import Book, open_book
from statusgen.incremental.contents import looked_through
from statusgen.incremental.known import Known, knows_many, recall_known


class Opening(Struct, frozen=True):
    """A site that is read, for its own address or for `base_url`.

    `book` waits until all is read, and tells of an instant; it is asked once. `known` is what was
    known before of a site for the same address, whose name in the memory is `place`.
    """

    root: Path
    base_url: str | None
    memory: Memory
    place: str
    known: Known
    book: Callable[[datetime], Book]


def begin(root: Path, base_url: str | None, memory: Memory, crew: Crew) -> Opening:
    """Begin to read `root`/content, as far as others of the crew can do that by themselves."""
    place = digest(base_url or "")
    seen = looked_through(root, crew) if knows_many(memory, place) else None
    known = recall_known(memory, place)
    book = open_book(root, program(), memory, known.headers, crew, seen=seen)
    return Opening(root, base_url, memory, place, known, book)
