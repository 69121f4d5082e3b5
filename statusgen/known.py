"""What the last build knew without opening anything: what is in each chapter and in each piece."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from statusgen.artefact import Piece
from statusgen.book import Book
from statusgen.chapters import RECORDS, Header
from statusgen.frozen import freeze, thaw
from statusgen.memory import Memory
from statusgen.telling import Listed

_KIND = "known"


@dataclass(frozen=True, slots=True)
class Known:
    """Headers by the key of their chapter, and the paths of files by the key of their piece."""

    headers: Mapping[str, Header] = field(default_factory=dict)
    listed: Mapping[str, Listed] = field(default_factory=dict)


def recall_known(memory: Memory, place: str) -> Known:
    """Return what the last build of a site for the address `place` knew; it may be nothing."""
    kept = memory.recall(_KIND, place)
    try:
        match kept and thaw(kept, *RECORDS):
            case (dict(headers), dict(listed)):
                return Known(headers, listed)
    except ValueError:
        pass
    return Known()


def keep_known(memory: Memory, place: str, book: Book, pieces: Iterable[Piece]) -> None:
    """Remember what is in the chapters of a book, and in the pieces made of them."""
    headers = {chapter.key: header for chapter, header in book.chapters.items()}
    listed = {each.key: each.paths for each in pieces}
    memory.keep(_KIND, place, freeze((headers, listed)))
