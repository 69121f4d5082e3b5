"""The whole content of a site as chapters, of which only those are opened that are needed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, cached_property, lru_cache, partial
from itertools import chain
from pathlib import Path

from msgspec import Struct

from statusgen.artefact import Crew
from statusgen.cache.store import Memory
from statusgen.content import checks, find
from statusgen.content.loaded import FileContents, ReadEntries, SiteConfig, with_entries
from statusgen.content.source.nodes import Sources
from statusgen.content.source.parse import source_of
from statusgen.domain.almanac import Line
from statusgen.incremental.chapters import (
    Chapter,
    Fact,
    Header,
    Opened,
    cut,
    keep_chapter,
    read_chapter,
    recall_chapter,
)
from statusgen.incremental.contents import ChangedError, Contents, read_here
from statusgen.incremental.top import open_top, top_key
from statusgen.model import Content
from statusgen.problems import Problem

_AT_HAND = 8
"""So many chapters stay open: the next month, or the next part of one, begins in them."""


class Book(Struct, frozen=True, eq=False, dict=True):
    """All files of a site, and what is known at `now`, an aware instant, of the entries in them.

    `key` names what every entry depends on; a file that cannot be read is in no chapter, and has
    none of the `digests` of what is in the files of entries.
    """

    found: find.ContentFiles
    raw: FileContents
    digests: Mapping[str, str]
    top: SiteConfig
    key: str
    chapters: Mapping[Chapter, Header]
    memory: Memory
    now: datetime

    @property
    def facts(self) -> Iterator[Fact]:
        """What is known of each entry."""
        return chain.from_iterable(header.facts for header in self.chapters.values())

    @cached_property
    def unsettled(self) -> frozenset[str]:
        """The paths of the entries that may still change after now, by the clock alone too."""
        now = self.now
        return frozenset(
            each.path for each in self.facts if each.settled is None or each.settled > now
        )

    @cached_property
    def settled_lines(self) -> tuple[tuple[str, Line], ...]:
        """The path of each entry that nothing will change after now, and what there is to know."""
        unsettled = self.unsettled
        return tuple(
            (each.path, each.line)
            for each in self.facts
            if each.line is not None and each.path not in unsettled
        )

    def content(self, paths: frozenset[str]) -> Content:
        """Return the content with the entries in the files at `paths` and no others."""
        parts = [self._opened(each) for each in self.chapters if not paths.isdisjoint(each.paths)]
        incidents = chain.from_iterable(part.entries.incidents for part in parts)
        works = chain.from_iterable(part.entries.maintenances for part in parts)
        told = tuple(each for each in incidents if each.path in paths)
        planned = tuple(each for each in works if each.path in paths)
        return with_entries(self.top.content, ReadEntries(told, planned))

    @cached_property
    def _opened(self) -> Callable[[Chapter], Opened]:
        return lru_cache(_AT_HAND)(self._open)

    def _open(self, chapter: Chapter) -> Opened:
        return recall_chapter(self.memory, chapter) or read_chapter(chapter, self.raw, self.top)


def open_book(  # noqa: PLR0913 - all but the last are what any book is made of
    root: Path,
    program: str,
    memory: Memory,
    headers: Mapping[str, Header],
    crew: Crew,
    *,
    seen: Callable[[], Contents] | None = None,
) -> Callable[[datetime], Book]:
    """Begin to read all that is in `root`/content; return how to ask for the book of now, once.

    `headers` are known already, by the keys of chapters; `seen` is how to ask who has looked
    through the files. `program` names the program that reads: another one may read something else.
    """
    if seen is None:
        return _begun(read_here(root), program, memory, headers, crew)

    def opened(now: datetime) -> Book:
        try:
            book = _begun(seen(), program, memory, headers, crew)(now)
            _at_hand(book.raw, book.unsettled)
        except ChangedError:
            book = _begun(read_here(root), program, memory, headers, crew)(now)
        return book

    return opened


def _begun(
    contents: Contents, program: str, memory: Memory, headers: Mapping[str, Header], crew: Crew
) -> Callable[[datetime], Book]:
    """Begin to read what is not known; return how to ask for the book of now, once."""
    found, raw, digests = contents.found, contents.raw, contents.digests
    key = top_key(found, raw, program)
    chapters = cut(digests, key)
    unknown = [each for each in chapters if each.key not in headers]
    texts = _at_hand(raw, chain.from_iterable(each.paths for each in unknown))
    top = cache(partial(open_top, found, raw, key, memory))
    read = crew([partial(_read, each, texts, top, memory) for each in unknown])

    def opened(now: datetime) -> Book:
        new = {each.key: header for each, header in zip(unknown, read, strict=True)}
        inside = {each: new.get(each.key) or headers[each.key] for each in chapters}
        return Book(found, raw, digests, top(), key, inside, memory, now)

    return opened


def _at_hand(raw: FileContents, paths: Iterable[str]) -> FileContents:
    """Return what is in some files; raises `ChangedError` where one has changed since."""
    return {path: raw[path] for path in paths}


def _read(
    chapter: Chapter, raw: FileContents, top: Callable[[], SiteConfig], memory: Memory
) -> Header:
    opened = recall_chapter(memory, chapter)
    if opened is None:
        opened = read_chapter(chapter, raw, top())
        keep_chapter(memory, chapter, opened)
    return opened.header


def problems(book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the content, and what it is warned of now."""
    yield from book.found.problems
    yield from book.top.problems
    for path in book.found.entries:
        if path not in book.digests and isinstance(data := book.raw[path], Problem):
            yield data
    for header in book.chapters.values():
        yield from header.problems
    yield from checks.passing(*_still_open(book), book.now)


def _still_open(book: Book) -> tuple[Content, Sources]:
    """Return the entries about which something can still be done, and their files."""
    paths = book.unsettled
    raw = {path: book.raw[path] for path in paths}
    texts = {path: source_of(path, data) for path, data in raw.items() if isinstance(data, bytes)}
    return book.content(paths), Sources({**book.top.sources, **texts}, book.found.entries)
