"""A chapter is a few files of entries that are read together, and whose reading is remembered.

What is remembered is found by what the files say, so no time of a file is trusted, and a fresh
checkout knows as much as an old one. A file that comes or goes moves no other chapter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from statusgen.cache.store import Memory, digest
from statusgen.cache.values import keep_value, recall_value
from statusgen.content import checks
from statusgen.content.loaded import FileContents, ReadEntries, SiteConfig, with_entries
from statusgen.content.source.nodes import Sources
from statusgen.domain.almanac import Line, line
from statusgen.domain.incident import incident_at
from statusgen.domain.maintenance import maintenance_at
from statusgen.incremental.reader import read_entries
from statusgen.model import Content, Incident, Maintenance
from statusgen.problems import Problem, Severity

_SIZE = 16
"""How many files a chapter has on average: with more, one change would be more work; with fewer,
what is remembered would be in more places."""

CHAPTER = "chapter"
"""The kind of what is remembered of a chapter."""

_END_OF_TIME = datetime(9000, 1, 1, tzinfo=UTC)


class Fact(Struct, frozen=True, array_like=True):
    """What is known of an entry without opening it.

    From `settled` on nothing about it changes any more, and `line` is what there is to know; both
    are None where that is not known yet.
    """

    path: str
    settled: datetime | None
    line: Line | None


class Header(Struct, frozen=True, array_like=True):
    """What is known of a chapter without opening it; its problems are all warnings."""

    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]


class Chapter(Struct, frozen=True):
    """Some files of entries; `key` hangs on what is in them, and on what they depend on."""

    paths: tuple[str, ...]
    key: str


class Opened(Struct, frozen=True):
    """What stands in a chapter: its entries, with what is known of each."""

    header: Header
    entries: ReadEntries


def cut(digests: Mapping[str, str], around: str) -> tuple[Chapter, ...]:
    """Return files, whose contents have these digests by their paths, as chapters.

    `around` names what all of them depend on.
    """
    parts = _parts(sorted(digests, key=_name))
    return tuple(_chapter(paths, digests, around) for paths in parts)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _parts(paths: Iterable[str]) -> Iterator[list[str]]:
    """Yield runs of files; a run ends by the name of its last one, and by nothing else."""
    part: list[str] = []
    for path in paths:
        part.append(path)
        if crc32(_name(path).encode()) % _SIZE == 0:
            yield part
            part = []
    if part:
        yield part


def _chapter(paths: Sequence[str], digests: Mapping[str, str], around: str) -> Chapter:
    return Chapter(tuple(paths), digest(around, *with_digests(paths, digests)))


def with_digests(paths: Sequence[str], digests: Mapping[str, str]) -> tuple[str, str]:
    """Return some paths, and the digests of what is in their files, as a text each."""
    return "\0".join(paths), "\0".join([digests[path] for path in paths])


# --- reading -----------------------------------------------------------------------------------


def read_chapter(chapter: Chapter, raw: FileContents, top: SiteConfig) -> Opened:
    """Return what stands in the files of a chapter; with an error, it is not all there."""
    read = read_entries(chapter.paths, raw, top.setting)
    content = with_entries(top.content, read)
    found = tuple(checks.lasting(content, Sources(read.sources, chapter.paths)))
    facts = (*map(partial(_of_incident, content), read.incidents), *_of_works(content))
    return Opened(Header(tuple(facts), (*read.problems, *found)), read)


def _of_works(content: Content) -> Iterator[Fact]:
    return map(partial(_of_maintenance, content), content.maintenances)


def _of_incident(content: Content, incident: Incident) -> Fact:
    """Return what is known of an incident; one that is open goes on until somebody writes."""
    last = incident.updates[-1].at
    told = None if incident.draft else incident_at(incident, last)
    if told is None or not told.is_settled:
        return Fact(incident.path, None, None)
    return Fact(incident.path, last, line(told, last, content.site.timezone))


def _of_maintenance(content: Content, work: Maintenance) -> Fact:
    remind_before = content.site.maintenance.remind_before
    told = None if work.draft else maintenance_at(work, _END_OF_TIME, remind_before)
    if told is None or told.ended is None:
        return Fact(work.path, None, None)
    settled = max(told.ended, told.events[-1].at)
    return Fact(work.path, settled, line(told, settled, content.site.timezone))


# --- remembering -------------------------------------------------------------------------------


def keep_chapter(memory: Memory, chapter: Chapter, opened: Opened) -> None:
    """Remember a chapter in which there is no mistake."""
    if not any(each.severity is Severity.ERROR for each in opened.header.problems):
        entries = replace(opened.entries, problems=(), sources={})
        keep_value(memory, CHAPTER, chapter.key, replace(opened, entries=entries))


def recall_chapter(memory: Memory, chapter: Chapter) -> Opened | None:
    """Return what is remembered of a chapter, or None."""
    return recall_value(memory, CHAPTER, chapter.key, Opened)
