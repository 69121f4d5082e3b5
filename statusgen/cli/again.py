"""A second try of a command whose change was written, and could not be published then.

It takes the change that is there the rest of the way, so that nothing is said twice.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from statusgen.authoring.entries import page_line
from statusgen.authoring.new.file import Fields
from statusgen.authoring.publishing import (
    EntryChange,
    Publication,
    command_for_posts,
    is_waiting,
    publish_waiting,
    status_of,
)
from statusgen.authoring.texts import text_by_language
from statusgen.authoring.update.add import UpdateTarget
from statusgen.authoring.update.request import Entry, EntryUpdate, UpdateRequest
from statusgen.authoring.update.texts import TextSource
from statusgen.cli.options import command_line
from statusgen.console import echo
from statusgen.content.schema.errors import InputError
from statusgen.model import Content, Incident, Maintenance, Site, Text


def written_before(
    existing: Iterable[Incident | Maintenance], fields: Fields, by: Publication | None
) -> Incident | Maintenance | None:
    """Return the entry that is there as a new one would be written, and waits to be published."""
    if by is None:
        return None
    same = (each for each in existing if _first_text(each) == fields.text)
    return next((each for each in same if is_waiting(by, each.path)), None)


def _first_text(entry: Incident | Maintenance) -> Text:
    return entry.updates[0].text if isinstance(entry, Incident) else entry.text


def is_added(
    target: UpdateTarget, request: UpdateRequest, source: TextSource, by: Publication
) -> bool:
    """Return whether an update is there as it would be added, and waits to be published."""
    if not (target.entry.updates and source.is_given):
        return False
    last: EntryUpdate = target.entry.updates[-1]
    is_same = last.status.value == request.status and _is_text(last, source, target.content.site)
    return is_same and is_waiting(by, target.entry.path)


def _is_text(last: EntryUpdate, source: TextSource, site: Site) -> bool:
    with suppress(InputError):
        return source.is_ready_made or last.text == text_by_language(source.texts, site)
    return False


def publish_again(by: Publication, content: Content, entry: Entry, now: datetime) -> int:
    """Publish what waits, and print where it is; return the exit code."""
    kind = "incident" if isinstance(entry, Incident) else "maintenance"
    change = EntryChange(entry.path, kind, entry.id, status_of(entry, now), command_line())
    publish_waiting(by, change, now)
    echo(page_line(content, entry.path, now))
    echo(by.words.say(command_for_posts(entry.id)))
    return 0
