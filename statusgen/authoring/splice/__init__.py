"""Adds an update to a YAML file by splicing; verifies that all other bytes are unchanged."""

from codecs import BOM_UTF8
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.entry_yaml import update_keys
from statusgen.authoring.splice.disk import EditError, replace_file
from statusgen.authoring.splice.layout import LayoutError, appended
from statusgen.authoring.update.request import Addition, Entry
from statusgen.content.load import load
from statusgen.model import Content, Incident, Maintenance, MaintenanceUpdate, Text, Update
from statusgen.model.text import texts_of
from statusgen.problems import Problem

R = TypeVar("R", bound=Struct)


class Edit(Struct, frozen=True):
    """A change of a file, not yet written: its bytes `before` and `after`.

    `content` is the whole content with the change, None if that has errors; `added` is the text
    added to the file.
    """

    path: str
    before: bytes
    after: bytes
    added: str
    content: Content | None
    problems: tuple[Problem, ...]


def plan_edit(
    root: Path, content: Content, before: bytes, addition: Addition, now: datetime
) -> Edit:
    """Return the edit that makes an addition to a file that contains `before`; writes nothing.

    `content` is the content loaded with `before`. All checks run at `now`. Raises EditError if the
    layout of the file is not supported, or the result is not exactly the old content and the
    addition.
    """
    entry = addition.entry
    text = before.removeprefix(BOM_UTF8).decode()
    try:
        splice = appended(text, update_keys(addition.update, content.site.timezone))
    except LayoutError:
        raise _not_spliced(entry.path) from None
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    after = mark + splice.apply(text).encode()
    checked = load(root, now, {entry.path: after})
    if checked.content and not _adds_only(addition, content, checked.content):
        raise _not_spliced(entry.path)
    return Edit(entry.path, before, after, splice.text, checked.content, checked.problems)


def write_edit(root: Path, edit: Edit) -> None:
    """Write an edit to disk; raises EditError, with the file unchanged, if that fails."""
    replace_file(root / edit.path, edit.before, edit.after)


def _not_spliced(path: str) -> EditError:
    return EditError(
        f"{path} is written in a way to which nothing can be added without changing the rest. "
        "Add the update by hand."
    )


# --- verification ------------------------------------------------------------------------------


def _adds_only(addition: Addition, before: Content, after: Content) -> bool:
    """Return whether `after` is `before` with the addition, and nothing else."""
    path = addition.entry.path
    entries: tuple[Entry, ...] = (*after.incidents, *after.maintenances)
    found = [_trimmed(each) for each in entries if each.path == path]
    is_there = found == [_trimmed(_with_addition(addition))]
    return is_there and _without(path, before) == _without(path, after)


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
