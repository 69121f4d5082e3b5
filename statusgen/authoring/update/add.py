"""Plans an update of an entry: loads, checks and renders everything before a file is written."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.entries import entry_named, page_line
from statusgen.authoring.entry_file import entry_file
from statusgen.authoring.notice_files import site_notices
from statusgen.authoring.occurrence import with_own_file
from statusgen.authoring.posts import (
    Posts,
    draft_note,
    missing_notes,
    no_post_reason,
    posts,
    render_context,
)
from statusgen.authoring.splice import Edit, EntryFile, plan_edit
from statusgen.authoring.texts import languages_of_posts, text_by_language
from statusgen.authoring.times import written_times
from statusgen.authoring.update.incident import next_incident_update
from statusgen.authoring.update.maintenance import next_maintenance_update
from statusgen.authoring.update.request import Addition, Entry, UpdateRequest
from statusgen.authoring.update.states import with_states
from statusgen.authoring.update.texts import GivenText, UpdateContext, with_text
from statusgen.console import problems_error, reject, reject_unknown
from statusgen.content.load import schema_context
from statusgen.content.schema.errors import InputError
from statusgen.domain.news import News
from statusgen.domain.world import derive
from statusgen.model import Content, EntryKind, Incident, Text
from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import Problem


class UpdateTarget(Struct, frozen=True):
    """The file of the entry that is updated, and the inputs of a text."""

    file: EntryFile
    texts: UpdateContext

    @property
    def entry(self) -> Entry:
        """The entry as its file has it."""
        return self.file.entry

    @property
    def content(self) -> Content:
        """The content of the site."""
        return self.file.content

    @property
    def kind(self) -> str:
        """The kind of the entry: "incident" or "maintenance"."""
        return "incident" if isinstance(self.entry, Incident) else "maintenance"


class PlannedUpdate(Struct, frozen=True):
    """An update that is not written yet, and its posts; `notes` say why there are none, or drafts.

    `page` is the line about its page; `warnings` are those of the checks about the file.
    """

    addition: Addition
    edit: Edit
    page: str
    news: News
    posts: Posts
    notes: tuple[LazyMessage, ...]
    warnings: tuple[Problem, ...]

    @property
    def lines(self) -> str:
        """The lines to be added to the file."""
        return self.edit.added.replace("\r\n", "\n").strip("\n")


@contextmanager
def update_target(root: Path, name: str | None, now: datetime) -> Iterator[UpdateTarget]:
    """Yield the entry that `name` means, to be updated.

    An occurrence of recurring maintenance, `ID@2026-12-01`, is given a file of its own, which is
    removed where an error is raised. Raises click.BadParameter if no entry is meant.
    """
    with with_own_file(root, entry_named(root, now, name), now) as entry_id:
        file = entry_file(root, entry_id, now)
        known = schema_context(file.content)
        notices = partial(site_notices, root, known)
        kind = EntryKind.INCIDENT if isinstance(file.entry, Incident) else EntryKind.MAINTENANCE
        languages = languages_of_posts(file.content, kind)
        yield UpdateTarget(file, UpdateContext(file.content.site, file.text, notices, languages))


def request_for(
    target: UpdateTarget, request: UpdateRequest, workaround: tuple[str, ...]
) -> UpdateRequest:
    """Return a request with what only the content knows; raises click.BadParameter."""
    known = [name for each in target.content.components for name in (each.id, *each.aliases)]
    for name in request.affects:
        if name not in known:
            reject_unknown("--affects", "component", name, known)
    text = _workaround(workaround, target.content)
    return replace(
        request,
        zone=target.content.site.timezone,
        workaround=text,
        taken=written_times(target.content),
    )


def _workaround(written: tuple[str, ...], content: Content) -> Text | None:
    """Return the workaround of the update; raises click.BadParameter if it cannot be one."""
    if not written:
        return None
    try:
        return text_by_language(written, content.site)
    except InputError as error:
        reject("--workaround", error.sentence)


def without_text(target: UpdateTarget, request: UpdateRequest) -> Addition:
    """Return the requested update before it has a text; raises click.BadParameter."""
    if isinstance(target.entry, Incident):
        return Addition(target.entry, next_incident_update(target.entry, request))
    return Addition(target.entry, next_maintenance_update(target.entry, request))


def plan_update(
    target: UpdateTarget, untexted: Addition, given: GivenText, fields: Mapping[str, object]
) -> PlannedUpdate:
    """Return an update with its text, checked, and its posts; nothing is written.

    `fields` are keys of the entry that change too. Raises click.BadParameter if the text is wrong
    and CommandError if the update cannot be made.
    """
    addition = with_text(with_states(untexted, given, target.texts), given.text)
    edit = plan_edit(target.file, addition, fields)
    if edit.content is None:
        raise problems_error(edit.problems)
    news, ready, notes = _posts(target.file, edit.content, addition)
    warnings = tuple(each for each in edit.problems if each.place.path == edit.path)
    page = page_line(edit.content, edit.path, max(target.file.now, addition.update.at))
    return PlannedUpdate(addition, edit, page, news, ready, notes, warnings)


def _posts(
    file: EntryFile, content: Content, addition: Addition
) -> tuple[News, Posts, tuple[LazyMessage, ...]]:
    """Return the news that an addition is, its posts, and notes about them."""
    entry, update = addition.entry, addition.update
    world = derive(content, max(file.now, update.at), drafts=entry.draft)
    found = (each for each in world.news if (each.entry.id, each.id) == (entry.id, update.id))
    news = next(found)
    if not news.groups:
        return news, {}, (no_post_reason(news),)
    context = render_context(world, file.root)
    draft = [draft_note(entry.id)] if entry.draft else []
    notes = (*draft, *missing_notes(context, news))
    return news, posts(context, news, news.groups), notes
