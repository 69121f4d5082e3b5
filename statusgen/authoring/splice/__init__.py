"""Changes an entry's YAML file by splicing, and verifies that it says nothing else differently."""

from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.entry_yaml import update_keys, written_value
from statusgen.authoring.splice.disk import EditError, replace_file
from statusgen.authoring.splice.languages import with_words
from statusgen.authoring.splice.layout import LayoutError, Splice, appended
from statusgen.authoring.splice.values import Location, replaced, with_key
from statusgen.authoring.update.request import Addition, Entry
from statusgen.content.load import load
from statusgen.content.schema.entries import IncidentFile, MaintenanceFile
from statusgen.model import Content, Incident, Maintenance, MaintenanceUpdate, Text, Update
from statusgen.model.text import texts_of
from statusgen.problems import Problem

R = TypeVar("R", bound=Struct)

NO_FIELDS: Mapping[str, object] = {}
"""No keys of an entry that change."""


class EntryFile(Struct, frozen=True):
    """The file of an entry with its bytes, and the content with it; all checks run at `now`."""

    root: Path
    now: datetime
    content: Content
    entry: Entry
    before: bytes

    @property
    def text(self) -> str:
        """The text of the file, without a byte-order mark."""
        return self.before.removeprefix(BOM_UTF8).decode()


def entries_in(file: EntryFile) -> tuple[Entry, ...]:
    """Return the entries that a file holds: one, or the occurrences of a series."""
    every: tuple[Entry, ...] = (*file.content.incidents, *file.content.maintenances)
    return tuple(each for each in every if each.path == file.entry.path)


class Edit(Struct, frozen=True):
    """A change of a file, not yet written: its bytes `before` and `after`.

    `content` is the whole content with the change, None if that has errors; `added` is the text
    of the splices.
    """

    path: str
    before: bytes
    after: bytes
    added: str
    content: Content | None
    problems: tuple[Problem, ...]


def plan_edit(
    file: EntryFile, addition: Addition, fields: Mapping[str, object] = NO_FIELDS
) -> Edit:
    """Return the edit that adds an update to a file, and gives keys other values.

    Raises EditError if the layout of the file is not supported, or the result is not exactly the
    old content and that.
    """
    zone = file.content.site.timezone
    try:
        added = appended(file.text, update_keys(addition.update, zone))
        splices = (*_field_splices(file, fields), added)
    except LayoutError:
        raise _not_spliced(file) from None
    edit = _planned(file, splices, (_with_addition(addition),), tuple(fields))
    return replace(edit, added=added.text)


def plan_fields(file: EntryFile, fields: Mapping[str, object]) -> Edit:
    """Return the edit that gives keys of an entry other values; raises EditError as `plan_edit`."""
    try:
        splices = _field_splices(file, fields)
    except LayoutError:
        raise _not_spliced(file) from None
    return _planned(file, splices, (file.entry,), tuple(fields))


def plan_texts(file: EntryFile, texts: Mapping[Location, str], expected: Sequence[Entry]) -> Edit:
    """Return the edit that gives texts in a file, by their locations, other words.

    `expected` are the entries in the file with them. Raises EditError as `plan_edit`.
    """
    try:
        splices = tuple(replaced(file.text, at, text) for at, text in texts.items())
    except LayoutError:
        raise _not_spliced(file) from None
    return _planned(file, splices, expected, ())


def plan_words(
    file: EntryFile, at: Location, words: Mapping[str, str], expected: Sequence[Entry]
) -> Edit:
    """Return the edit that gives a text other words in languages, which can be new ones.

    `expected` are the entries in the file with them. Raises EditError as `plan_edit`.
    """
    try:
        splices = tuple(with_words(file.text, at, words, file.content.site.language))
    except LayoutError:
        raise _not_spliced(file) from None
    return _planned(file, splices, expected, ())


def _field_splices(file: EntryFile, fields: Mapping[str, object]) -> tuple[Splice, ...]:
    shape = IncidentFile if isinstance(file.entry, Incident) else MaintenanceFile
    order = (*shape.model_fields,)
    zone = file.content.site.timezone
    values = {name: written_value(fields[name], zone) for name in order if name in fields}
    return tuple(with_key(file.text, name, value, order) for name, value in values.items())


def _planned(
    file: EntryFile, splices: Sequence[Splice], expected: Sequence[Entry], free: Sequence[str]
) -> Edit:
    """Return the edit that splices make; all but the keys in `free` has to be as expected."""
    text, path = file.text, file.entry.path
    in_order = sorted(splices, key=lambda splice: splice.start)
    for each in reversed(in_order):
        text = each.apply(text)
    mark = BOM_UTF8 if file.before.startswith(BOM_UTF8) else b""
    after = mark + text.encode()
    checked = load(file.root, file.now, {path: after})
    if checked.content and not _is_only(file, checked.content, expected, free):
        raise _not_spliced(file)
    added = "".join(each.text for each in splices)
    return Edit(path, file.before, after, added, checked.content, checked.problems)


def write_edit(root: Path, edit: Edit) -> None:
    """Write an edit to disk; raises EditError, with the file unchanged, if that fails."""
    replace_file(root / edit.path, edit.before, edit.after)


def _not_spliced(file: EntryFile) -> EditError:
    return EditError(
        f"{file.entry.path} is written in a way to which nothing can be added without changing"
        " the rest. Change it by hand."
    )


# --- verification ------------------------------------------------------------------------------


def _is_only(
    file: EntryFile, after: Content, expected: Sequence[Entry], free: Sequence[str]
) -> bool:
    """Return whether `after` is the content with the expected entries, and nothing else differs."""
    path = file.entry.path
    entries: tuple[Entry, ...] = (*after.incidents, *after.maintenances)
    found = [_trimmed(each) for each in entries if each.path == path]
    wanted = [_trimmed(each) for each in expected]
    kept = {name: getattr(wanted[0], name) for name in free}
    is_there = [replace(each, **kept) for each in found] == wanted
    return is_there and _without(path, file.content) == _without(path, after)


def _with_addition(addition: Addition) -> Entry:
    entry, update = addition.entry, addition.update
    if isinstance(entry, Incident) and isinstance(update, Update):
        return replace(entry, updates=(*entry.updates, update))
    if isinstance(entry, Maintenance) and isinstance(update, MaintenanceUpdate):
        return replace(entry, updates=(*entry.updates, update))
    message = "an incident takes an Update, a maintenance a MaintenanceUpdate"
    raise TypeError(message)


def _without(path: str, content: Content) -> Content:
    return replace(
        content,
        incidents=tuple(each for each in content.incidents if each.path != path),
        maintenances=tuple(each for each in content.maintenances if each.path != path),
    )


def _trimmed(entry: Entry) -> Entry:
    """Return an entry without blanks around its texts.

    A block scalar at the end of a file without a line break gets one when an update follows.
    """
    if isinstance(entry, Incident):
        return replace(_trimmed_record(entry), updates=tuple(map(_trimmed_record, entry.updates)))
    return replace(_trimmed_record(entry), updates=tuple(map(_trimmed_record, entry.updates)))


def _trimmed_record(record: R) -> R:
    return replace(record, **{name: _trimmed_text(text) for name, text in texts_of(record)})


def _trimmed_text(text: Text) -> Text:
    return Text(text.first, {name: each.strip() for name, each in text.by_language.items()})
