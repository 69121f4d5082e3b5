"""Finds the current entry that a new one may be an update of: a second try, or a colleague's."""

from statusgen.authoring.new.file import Fields
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.domain.names import current_ids
from statusgen.model import Content, EntryKind, Incident, Maintenance, Text


def same_title(new: NewEntryContext, fields: Fields) -> Incident | Maintenance | None:
    """Return the open incident that has the title of a new one, the newest of several.

    Of maintenance, the start is the same too: work of one title is done again and again.
    """
    current = current_ids(new.content, new.options.now)
    found = [each for each in all_of_same_title(new, fields) if each.id in current]
    return found[-1] if found else None


def all_of_same_title(new: NewEntryContext, fields: Fields) -> tuple[Incident | Maintenance, ...]:
    """Return all entries with the title of a new one, also those that are over."""
    every = _of_kind(new.content, new.options.kind)
    return tuple(each for each in every if _is_same(each, fields))


def _of_kind(content: Content, kind: EntryKind) -> tuple[Incident | Maintenance, ...]:
    return content.incidents if kind is EntryKind.INCIDENT else content.maintenances


def _is_same(entry: Incident | Maintenance, fields: Fields) -> bool:
    is_same_work = isinstance(entry, Incident) or entry.starts == fields.dated
    return is_same_work and not _words(entry.title).isdisjoint(_words(fields.title))


def _words(title: Text) -> frozenset[str]:
    return frozenset(" ".join(each.split()).casefold() for each in title.by_language.values())
