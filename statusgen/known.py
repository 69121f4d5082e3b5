"""What the last build knew without opening anything: what is in each chapter and in each piece."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from statusgen.book import Book
from statusgen.chapters import RECORDS, Header
from statusgen.memory import Memory
from statusgen.telling import Listed
from statusgen.values import keep_value, recall_value

_KIND = "known"


@dataclass(frozen=True, slots=True)
class Known:
    """Headers by the key of their chapter, and the paths of files by the key of their piece."""

    headers: Mapping[str, Header] = field(default_factory=dict)
    listed: Mapping[str, Listed] = field(default_factory=dict)


def recall_known(memory: Memory, place: str) -> Known:
    """Return what the last build of a site for the address `place` knew; it may be nothing."""
    match recall_value(memory, _KIND, place, *RECORDS):
        case (dict(headers), dict(listed)):
            return Known(headers, listed)
    return Known()


def keep_known(
    memory: Memory, place: str, book: Book, listed: Mapping[str, Listed], before: Known
) -> None:
    """Remember what is in the chapters of a book and in the pieces made of them, if that is new."""
    headers = {chapter.key: header for chapter, header in book.chapters.items()}
    if headers.keys() != before.headers.keys() or listed.keys() != before.listed.keys():
        keep_value(memory, _KIND, place, (headers, dict(listed)))
