"""The file of a new entry: its id and place, what is wrong with it, and how it comes to disk."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.entries import paths_by_id
from statusgen.authoring.line_ends import line_end, newest
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.authoring.notices import Noted, as_note, placeholders_in
from statusgen.authoring.splice.disk import create_file
from statusgen.authoring.yaml_text import Value, entry_text
from statusgen.console import CommandError
from statusgen.content import checks, find
from statusgen.content.schema.entries import read_entry
from statusgen.content.schema.errors import refuse
from statusgen.content.schema.names import (
    ID_PATTERN,
    MAX_ID,
    entry_id,
    id_rule,
    is_of_windows,
    slug,
)
from statusgen.content.schema.placeholders import unfilled
from statusgen.content.source.nodes import Sources
from statusgen.content.source.parse import ParsedFile, parse
from statusgen.domain.recurrence import occurrences, without_replaced
from statusgen.model import Content, EntryKind, Incident, Maintenance, Text
from statusgen.problems import Problem, quoted

E = TypeVar("E", Incident, Maintenance)

_OF_OCCURRENCE = "-99-2026-12-01"
"""Pattern of the end of an occurrence's id: the number of its series, and the day."""
_SCHEMAS = ".schema"
"""Where the README and a new site have the schemas of the editor written to."""
_FOLDERS = {EntryKind.INCIDENT: find.INCIDENTS, EntryKind.MAINTENANCE: find.MAINTENANCE}


class Fields(Struct, frozen=True):
    """The contents of a new file.

    `dated` is the day it is filed under, `phase` the first stage of the entry, `text` is what
    readers see first.
    """

    entry: Mapping[str, Value]
    title: Text
    text: Text
    dated: datetime
    phase: str
    noted: Noted | None


class NewFile(Struct, frozen=True):
    """A file that is not written yet; `content` is all there would be with it, if it is valid.

    `blanks` are the placeholders left in it.
    """

    path: str
    id: str
    text: str
    blanks: tuple[str, ...]
    content: Content | None
    problems: tuple[Problem, ...]


def new_file(new: NewEntryContext, fields: Fields, root: Path) -> NewFile:
    """Return the file of a new entry, read again and checked; raises InputError for a wrong id."""
    path = new_path(new, fields, root)
    return checked_file(new, path, file_head(new, fields, root), fields.entry)


def new_path(new: NewEntryContext, fields: Fields, root: Path) -> str:
    """Return the path of a new entry; raises InputError for a wrong id."""
    year = fields.dated.astimezone(new.context.zone).year
    return f"{_FOLDERS[new.options.kind]}/{year}/{_id(new, fields, root)}.yml"


def file_head(new: NewEntryContext, fields: Fields, root: Path) -> str:
    """Return the comments at the top of an entry: its schema, its notice and the words of that."""
    note = as_note(fields.noted) if fields.noted else ""
    return f"{_modeline(root, new.options.kind)}{note}"


def checked_file(new: NewEntryContext, path: str, head: str, entry: Mapping[str, Value]) -> NewFile:
    """Return the file of an entry at a path, read again and checked with the rest of the site."""
    text = f"{head}{entry_text(entry)}"
    reading = parse(path, text.encode())
    content, problems = _checked(new, reading)
    if content is not None:
        sources = Sources({path: reading.source}, (path,))
        warnings = checks.problems(content, sources, new.options.now)
        problems = (*problems, *(each for each in warnings if each.place.path == path))
    blanks = placeholders_in(text.removeprefix(head)) if unfilled(reading) else ()
    return NewFile(path, entry_id(path), text, blanks, content, problems)


def _modeline(root: Path, kind: EntryKind) -> str:
    """Return the line by which an editor finds the schema, where one was written for the site."""
    schema = f"{_SCHEMAS}/{kind.value}.schema.json"
    is_there = (root / schema).is_file()
    return f"# yaml-language-server: $schema=../../../{schema}\n" if is_there else ""


def create(root: Path, file: NewFile) -> None:
    """Write a new file; raises CommandError where there is one, or the disk refuses."""
    try:
        beside = newest(find.find(root))
        create_file(root / file.path, file.text, line_end(root, file.path, beside))
    except OSError as error:
        reason = error.strerror or str(error)
        message = (
            f"{file.path} could not be written: {reason}. "
            "Nothing was published; run the command again once that is solved."
        )
        raise CommandError(message) from error


def _checked(
    new: NewEntryContext, reading: ParsedFile
) -> tuple[Content | None, tuple[Problem, ...]]:
    """Return the content with the new entry in it, or None and what is wrong with that."""
    entry, problems = read_entry(reading, new.context)
    if entry is None:
        return None, problems
    content = new.content
    if isinstance(entry, Incident):
        return replace(content, incidents=_in_order((*content.incidents, entry))), problems
    works = without_replaced((*content.maintenances, *occurrences(entry, new.context.zone)))
    return replace(content, maintenances=_in_order(works)), problems


def _in_order(entries: Iterable[E]) -> tuple[E, ...]:
    return tuple(sorted(entries, key=lambda each: each.id))


# --- ids ---------------------------------------------------------------------------------------


def _id(new: NewEntryContext, fields: Fields, root: Path) -> str:
    taken = {*paths_by_id(root)}
    given = new.options.id
    if given is None:
        return _free(_dated(fields, new.context.zone, new.options.kind.value), taken)
    if not ID_PATTERN.fullmatch(given):
        refuse(f"{quoted(given)} cannot be an id", f"expected {id_rule(given)}")
    if given in taken:
        refuse(f"there is an entry {quoted(given)} already", "expected an id that is not taken")
    return given


def _dated(fields: Fields, zone: ZoneInfo, kind: str) -> str:
    """Return the day and the title; the title alone for a series, whose occurrences have days."""
    name = slug(fields.title.default.replace("'", "")) or kind
    if "repeats" in fields.entry:
        return _cut(name, _OF_OCCURRENCE).removesuffix(_OF_OCCURRENCE)
    return f"{fields.dated.astimezone(zone):%Y-%m-%d}-{name}"


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken: as it is, or with the first free number behind it."""
    cut = _cut(name, "")
    number = 2
    while cut in taken or is_of_windows(cut):
        cut = _cut(name, f"-{number}")
        number += 1
    return cut


def _cut(name: str, suffix: str) -> str:
    """Return a name and its suffix within the longest id, cut between words where it can be."""
    room = MAX_ID - len(suffix)
    if len(name) > room:
        cut = name[: room + 1].rpartition("-")[0]
        name = cut if len(cut) > len("2026-11-20-") else name[:room]
    return f"{name.rstrip('-')}{suffix}"
