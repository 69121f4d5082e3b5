"""The bytes of the files of a site, and the records that reading them results in.

A process that takes records from a cache imports this module without the schema.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from statusgen.content import find
from statusgen.content.schema.context import SchemaContext
from statusgen.content.source.nodes import Source
from statusgen.content.source.parse import read_bytes
from statusgen.model import Content, Incident, Maintenance
from statusgen.problems import Problem, Severity

FileContents = Mapping[str, bytes | Problem]
"""The bytes of each file by path, or the problem of reading it."""

NO_OVERRIDES: Mapping[str, bytes] = {}
"""No overrides: read every file from disk."""


def read_files(root: Path) -> tuple[find.ContentFiles, FileContents]:
    """Return the files below `root`/content, and their bytes."""
    found = find.find(root)
    return found, file_contents(root, found)


def file_contents(
    root: Path, found: find.ContentFiles, instead: Mapping[str, bytes] = NO_OVERRIDES
) -> FileContents:
    """Return the bytes of the files found below `root`; `instead` overrides them by path."""
    base = f"{root}/"
    return {
        path: instead[path] if path in instead else read_bytes(base + path, path)
        for path in (*found.config, *found.entries)
    }


# --- records -----------------------------------------------------------------------------------


class SiteConfig(Struct, frozen=True):
    """Content without entries, the facts that entries depend on, and the sources of both."""

    content: Content
    context: SchemaContext
    problems: tuple[Problem, ...]
    sources: Mapping[str, Source]


class ReadEntries(Struct, frozen=True):
    """The valid entries of some files, in the order of their ids, and the problems."""

    incidents: tuple[Incident, ...]
    maintenances: tuple[Maintenance, ...]
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)


def with_entries(content: Content, entries: ReadEntries) -> Content:
    """Return the content with these entries and no others."""
    return replace(content, incidents=entries.incidents, maintenances=entries.maintenances)


class Loaded(Struct, frozen=True):
    """The content of a site, None exactly if a problem is an error; problems in order of place."""

    content: Content | None
    problems: tuple[Problem, ...] = ()


def loaded(content: Content, problems: Iterable[Problem]) -> Loaded:
    """Return `content` with its problems, or only the problems if one is an error."""
    ordered = _sorted(problems)
    is_refused = any(each.severity is Severity.ERROR for each in ordered)
    return Loaded(None if is_refused else content, ordered)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda each: (each.place, each.message)))
