"""The bytes of the files of a site, and the records that reading them results in.

A process that takes records from a cache imports this module without the schema.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from statusgen.content import find
from statusgen.content.schema.context import LANGUAGES, SchemaContext, left_out
from statusgen.content.source.nodes import Source
from statusgen.content.source.parse import read_bytes
from statusgen.domain.recurrence import without_replaced
from statusgen.model import Content, Incident, Maintenance
from statusgen.problems import MAX_PROBLEMS, Place, Problem, Severity, errors, has_error

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
    works = without_replaced(entries.maintenances)
    return replace(content, incidents=entries.incidents, maintenances=works)


class Loaded(Struct, frozen=True):
    """The content of a site, None exactly if a problem is an error; problems in order of place."""

    content: Content | None
    problems: tuple[Problem, ...] = ()


def loaded(content: Content, problems: Iterable[Problem]) -> Loaded:
    """Return `content` with its problems, or only the problems if one is an error."""
    ordered = in_order(problems)
    return Loaded(None if has_error(ordered) else content, ordered)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place, none twice; of each language that is left out, the first.

    Of one file there are at most `MAX_PROBLEMS`, errors before warnings, and one that says so.
    """
    ordered = sorted(set(problems), key=lambda each: (each.place, each.message))
    first = {each.message: each for each in reversed(ordered) if each.message in _ONCE}
    kept = [each for each in ordered if first.get(each.message, each) is each]
    return tuple(kept) if len(kept) <= MAX_PROBLEMS else tuple(_fewer(kept))


def _fewer(ordered: Iterable[Problem]) -> Iterator[Problem]:
    for path, same in groupby(ordered, key=lambda each: each.place.path):
        found = [*same]
        if len(found) <= MAX_PROBLEMS:
            yield from found
            continue
        shown = {*(*errors(found), *found)[:MAX_PROBLEMS]}
        yield from (each for each in found if each in shown)
        last = max((each.place for each in shown), default=Place(path))
        severity = Severity.ERROR if has_error(found) else Severity.WARNING
        message = f"this file has more than {MAX_PROBLEMS} problems: the others are not shown"
        yield Problem(last, message, "correct those above, and check again", severity)


_ONCE = frozenset(map(left_out, LANGUAGES))
"""Messages of which one is enough for a whole site."""
