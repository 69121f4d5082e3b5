"""What reading a site comes to: its files as they are, and records of what was read in them.

Who only uses what others have read, or remembers, needs no rule of any file for it.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from statusgen.content import find
from statusgen.content.schema.setting import Setting
from statusgen.content.source.nodes import Source
from statusgen.content.source.parse import read_bytes
from statusgen.model import Content, Incident, Maintenance
from statusgen.problems import Problem, Severity

FileContents = Mapping[str, bytes | Problem]
"""What is in each file, by path, or why it cannot be read."""

NO_OVERRIDES: Mapping[str, bytes] = {}
"""In the place of no file anything else is read."""


def read_files(root: Path) -> tuple[find.ContentFiles, FileContents]:
    """Return which files there are below `root`/content, and what is in them."""
    found = find.find(root)
    return found, file_contents(root, found)


def file_contents(
    root: Path, found: find.ContentFiles, instead: Mapping[str, bytes] = NO_OVERRIDES
) -> FileContents:
    """Return what is in the files that were found below `root`, or what stands `instead`."""
    base = f"{root}/"
    return {
        path: instead[path] if path in instead else read_bytes(base + path, path)
        for path in (*found.top, *found.entries)
    }


# --- records -----------------------------------------------------------------------------------


class SiteConfig(Struct, frozen=True):
    """A content without its entries, what they may depend on, and the files it was read from."""

    content: Content
    setting: Setting
    problems: tuple[Problem, ...]
    sources: Mapping[str, Source]


class ReadEntries(Struct, frozen=True):
    """The valid entries among some files, in the order of their ids, and what is wrong."""

    incidents: tuple[Incident, ...]
    maintenances: tuple[Maintenance, ...]
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)


def with_entries(content: Content, entries: ReadEntries) -> Content:
    """Return a content with these entries and no others."""
    return replace(content, incidents=entries.incidents, maintenances=entries.maintenances)


class Loaded(Struct, frozen=True):
    """The content of a site, None exactly when a problem is an error; problems by place."""

    content: Content | None
    problems: tuple[Problem, ...] = ()


def loaded(content: Content, problems: Iterable[Problem]) -> Loaded:
    """Return `content` with all that is to be said of it, unless there is a mistake."""
    ordered = _sorted(problems)
    is_refused = any(each.severity is Severity.ERROR for each in ordered)
    return Loaded(None if is_refused else content, ordered)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda each: (each.place, each.message)))
