"""Adds an update to an entry: loads, checks and renders everything before it writes the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.entries import (
    entry_bytes,
    entry_named,
    entry_of,
    load_content,
    page_address,
    path_of_entry,
)
from statusgen.authoring.notices import Notices, read_notices
from statusgen.authoring.occurrence import with_own_file
from statusgen.authoring.posts import (
    Posts,
    missing_notes,
    no_post_reason,
    posts,
    render_context,
)
from statusgen.authoring.splice import Edit, plan_edit, write_edit
from statusgen.authoring.texts import text_by_language
from statusgen.authoring.update.incident import next_incident_update
from statusgen.authoring.update.maintenance import next_maintenance_update
from statusgen.authoring.update.request import Addition, Entry, UpdateRequest
from statusgen.authoring.update.states import with_states
from statusgen.authoring.update.texts import TextSource, UpdateContext, text_of, with_text
from statusgen.console import echo, problems_error, reject, reject_unknown
from statusgen.content.load import schema_context
from statusgen.content.schema.errors import InputError
from statusgen.domain.world import derive
from statusgen.model import Content, Incident, Text
from statusgen.problems import Problem
from statusgen.render.theme import read_theme


class AddedUpdate(Struct, frozen=True):
    """An update that was written, and its posts; `note` says why there are none, or drafts.

    `address` is that of the entry's page; `warnings` are those of the checks about the file.
    """

    addition: Addition
    edit: Edit
    address: str
    posts: Posts
    note: str
    warnings: tuple[Problem, ...]

    @property
    def kind(self) -> str:
        """The kind of the entry: "incident" or "maintenance"."""
        return "incident" if isinstance(self.addition.entry, Incident) else "maintenance"

    @property
    def lines(self) -> str:
        """The lines added to the file."""
        return self.edit.added.replace("\r\n", "\n").strip("\n")


def add(
    root: Path, entry_id: str | None, request: UpdateRequest, source: TextSource
) -> AddedUpdate:
    """Add the requested update to the file of an entry; return it with its posts.

    An occurrence of recurring maintenance, `ID@2026-12-01`, is given a file of its own first.

    Raises click.BadParameter if the request is wrong and CommandError if it cannot be carried out;
    the file is unchanged then.
    """
    is_occurrence = entry_id is not None and "@" in entry_id
    named = entry_id if is_occurrence else entry_named(root, request.now, entry_id)
    with with_own_file(root, named or "", request.now) as name:
        return _add(root, name, request, source)


def _add(root: Path, entry_id: str, request: UpdateRequest, source: TextSource) -> AddedUpdate:
    now = request.now
    path = path_of_entry(root, entry_id)
    before = entry_bytes(root, path)
    content = load_content(root, now, {path: before})
    workaround = _workaround(source, content)
    request = replace(request, zone=content.site.timezone, workaround=workaround)
    _require_known(request, content)
    without_text = _next_update(entry_of(content, entry_id, now), request)
    file_text = before.decode("utf-8-sig")
    context = UpdateContext(content.site, file_text, lambda: _notices(root, content))
    text = text_of(without_text, source, context)
    without_text = with_states(without_text, source, context)
    with _shown_if_lost(text.default, is_typed=source.is_typed):
        addition = with_text(without_text, text)
        edit = plan_edit(root, content, before, addition, now)
        if edit.content is None:
            raise problems_error(edit.problems)
        ready, note = _posts(root, edit.content, addition, now)
        write_edit(root, edit)
    warnings = tuple(each for each in edit.problems if each.place.path == path)
    return AddedUpdate(addition, edit, page_address(edit.content, path), ready, note, warnings)


def _workaround(source: TextSource, content: Content) -> Text | None:
    """Return the workaround of the update; raises click.BadParameter if it cannot be one."""
    if not source.workaround:
        return None
    try:
        return text_by_language(source.workaround, content.site)
    except InputError as error:
        reject("--workaround", f"{error}.")


def _require_known(request: UpdateRequest, content: Content) -> None:
    known = [name for each in content.components for name in (each.id, *each.aliases)]
    for name in request.affects:
        if name not in known:
            reject_unknown("--affects", "component", name, known)


def _next_update(entry: Entry, request: UpdateRequest) -> Addition:
    if isinstance(entry, Incident):
        return Addition(entry, next_incident_update(entry, request))
    return Addition(entry, next_maintenance_update(entry, request))


def _notices(root: Path, content: Content) -> Notices:
    theme = read_theme(root)
    return read_notices(theme.files, theme.origins, schema_context(content))


@contextmanager
def _shown_if_lost(text: str, *, is_typed: bool) -> Iterator[None]:
    """Print a text that was written in an editor if it does not reach the file."""
    try:
        yield
    except Exception:
        if is_typed and text.strip():
            echo(f"Your text, which was not written:\n\n{text.strip()}\n")
        raise


def _posts(root: Path, content: Content, addition: Addition, now: datetime) -> tuple[Posts, str]:
    """Return the posts of an addition, and a note about them, or ""."""
    entry, update = addition.entry, addition.update
    world = derive(content, max(now, update.at), drafts=entry.draft)
    found = (each for each in world.news if (each.entry.id, each.id) == (entry.id, update.id))
    news = next(found)
    if not news.groups:
        return {}, no_post_reason(news)
    context = render_context(world, root)
    draft = f"{entry.id} is a draft: nothing of it is published yet." if entry.draft else ""
    notes = "\n".join(filter(None, (draft, *missing_notes(context, news))))
    return posts(context, news, news.groups), notes
