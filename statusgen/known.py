"""What the last build knew without opening anything: what is in each chapter and in each piece."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from statusgen.book import Book
from statusgen.chapters import RECORDS, Header
from statusgen.memory import Memory
from statusgen.pieces import Listed
from statusgen.values import keep_value, recall_value

_KIND = "known"
_SHELVES = "0123456789abcdef"
"""What is known stands apart by the first digit of its key, so that little of it is written anew
for one change."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """Headers by the key of their chapter, and the paths of files by the key of their piece."""

    headers: Mapping[str, Header] = field(default_factory=dict)
    listed: Mapping[str, Listed] = field(default_factory=dict)


def recall_known(memory: Memory, place: str) -> Known:
    """Return what the last build of a site for the address `place` knew; it may be nothing."""
    headers: dict[str, Header] = {}
    listed: dict[str, Listed] = {}
    for shelf in _SHELVES:
        match recall_value(memory, _KIND, place + shelf, *RECORDS):
            case (dict(inside), dict(paths)):
                headers.update(inside)
                listed.update(paths)
    return Known(headers, listed)


def keep_known(
    memory: Memory, place: str, book: Book, listed: Mapping[str, Listed], before: Known
) -> None:
    """Remember what is in the chapters of a book and in the pieces made of them, if that is new."""
    headers = {chapter.key: header for chapter, header in book.chapters.items()}
    new = (headers.keys() ^ before.headers.keys()) | (listed.keys() ^ before.listed.keys())
    for shelf in {key[0] for key in new}:
        keep_value(memory, _KIND, place + shelf, (_on(shelf, headers), _on(shelf, listed)))


def _on(shelf: str, known: Mapping[str, T]) -> dict[str, T]:
    return {key: each for key, each in known.items() if key[0] == shelf}
