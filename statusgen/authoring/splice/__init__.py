"""Adds to a user's YAML by splicing: what was there stays byte for byte, and is proved to."""

from codecs import BOM_UTF8
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.splice.disk import EditError, replace_file
from statusgen.authoring.splice.layout import NoPlace, appended
from statusgen.authoring.splice.yaml_text import fields
from statusgen.content.load import load
from statusgen.model import Content, Incident, Maintenance, MaintenanceUpdate, Text, Update
from statusgen.problems import Problem

__all__ = ["Addition", "Edit", "EditError", "planned", "write"]

Entry = Incident | Maintenance
Word = Update | MaintenanceUpdate


class Addition(Struct, frozen=True):
    """A new last word on an entry."""

    entry: Entry
    word: Word


class Edit(Struct, frozen=True):
    """A change of one file that is not written yet: its bytes `before` and `after`.

    `content` is the whole content with the change, None where that is refused; `added` is the text
    that came in.
    """

    path: str
    before: bytes
    after: bytes
    added: str
    content: Content | None
    problems: tuple[Problem, ...]


def planned(root: Path, content: Content, before: bytes, addition: Addition, now: datetime) -> Edit:
    """Return the edit that makes an addition to a file that holds `before`; writes nothing.

    `content` is what was read of that. All checks are run at `now`. Raises EditError where the file
    is written in a way that nothing can be added to, or what came out is not exactly the old
    content and the addition.
    """
    entry, word = addition.entry, addition.word
    text = before.removeprefix(BOM_UTF8).decode()
    try:
        splice = appended(text, fields(word, content.site.timezone))
    except NoPlace:
        raise _not_spliced(entry.path) from None
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    after = mark + splice.applied(text).encode()
    checked = load(root, now, {entry.path: after})
    if checked.content and not _adds_only(addition, content, checked.content):
        raise _not_spliced(entry.path)
    return Edit(entry.path, before, after, splice.text, checked.content, checked.problems)


def write(root: Path, edit: Edit) -> None:
    """Bring an edit to disk; raises EditError, and leaves the file as it was, where it cannot."""
    replace_file(root / edit.path, edit.before, edit.after)


def _not_spliced(path: str) -> EditError:
    return EditError(
        f"{path} is written in a way to which nothing can be added without changing the rest. "
        "Add the update by hand."
    )


# --- the proof ---------------------------------------------------------------------------------


def _adds_only(addition: Addition, before: Content, after: Content) -> bool:
    """Return whether `after` is `before` with the addition, and nothing else."""
    path = addition.entry.path
    entries: tuple[Entry, ...] = (*after.incidents, *after.maintenances)
    found = [_trimmed(each) for each in entries if each.path == path]
    is_there = found == [_trimmed(_grown(addition))]
    return is_there and _without(path, before) == _without(path, after)


def _grown(addition: Addition) -> Entry:
    entry, word = addition.entry, addition.word
    if isinstance(entry, Incident) and isinstance(word, Update):
        return replace(entry, updates=(*entry.updates, word))
    if isinstance(entry, Maintenance) and isinstance(word, MaintenanceUpdate):
        return replace(entry, updates=(*entry.updates, word))
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

    A last block without a line break at the end of the file gets one when something follows it.
    """
    if isinstance(entry, Incident):
        words = tuple(replace(each, text=_trimmed_text(each.text)) for each in entry.updates)
        return replace(entry, updates=words)
    steps = tuple(replace(each, text=_trimmed_text(each.text)) for each in entry.updates)
    return replace(entry, updates=steps, text=_trimmed_text(entry.text))


def _trimmed_text(text: Text) -> Text:
    return Text(text.first, {name: each.strip() for name, each in text.by_language.items()})
