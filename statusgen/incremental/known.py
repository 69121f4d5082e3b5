"""What the last build knew without opening anything: what is in each chapter and in each piece."""

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct, field

from statusgen.artefact import Paths
from statusgen.cache.store import Memory
from statusgen.cache.values import keep_value, recall_value
from statusgen.incremental.book import Book
from statusgen.incremental.chapters import Header

_HEADERS, _LISTED = "headers", "listed"
_SHELVES = "0123456789abcdef"
"""What is known stands apart by the first digit of its key, so that little of it is written anew
for one change."""

_T = TypeVar("_T")

MANY = 250
"""Of so many chapters on, it pays to have another process look through the files."""


class Known(Struct, frozen=True):
    """Headers by the key of their chapter, and the paths of files by the key of their piece."""

    headers: Mapping[str, Header] = field(default_factory=dict)
    listed: Mapping[str, Paths] = field(default_factory=dict)


def knows_many(memory: Memory, place: str) -> bool:
    """Return whether the last build knew many chapters, to judge by one shelf of them."""
    shelf = recall_value(memory, _HEADERS, place + _SHELVES[0], dict[str, Header])
    return len(shelf or ()) * len(_SHELVES) >= MANY


def recall_known(memory: Memory, place: str) -> Known:
    """Return what the last build of a site for the address `place` knew; it may be nothing."""
    headers = _recalled(memory, _HEADERS, place, dict[str, Header])
    return Known(headers, _recalled(memory, _LISTED, place, dict[str, Paths]))


def _recalled(memory: Memory, kind: str, place: str, form: type[dict[str, _T]]) -> Mapping[str, _T]:
    shelves = (recall_value(memory, kind, place + shelf, form) for shelf in _SHELVES)
    return {key: value for shelf in shelves if shelf for key, value in shelf.items()}


def keep_known(
    memory: Memory, place: str, book: Book, listed: Mapping[str, Paths], before: Known
) -> None:
    """Remember what is in the chapters of a book and in the pieces made of them, if that is new."""
    headers = {chapter.key: header for chapter, header in book.chapters.items()}
    _keep(memory, _HEADERS, place, headers, before.headers)
    _keep(memory, _LISTED, place, listed, before.listed)


def _keep(
    memory: Memory, kind: str, place: str, known: Mapping[str, Any], before: Mapping[str, Any]
) -> None:
    for shelf in {key[0] for key in known.keys() ^ before.keys()}:
        keep_value(memory, kind, place + shelf, {k: v for k, v in known.items() if k[0] == shelf})
