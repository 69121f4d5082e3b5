"""Adds an update to an entry: read, decided, worded, checked, and only then written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from statusgen.authoring.desk.asked import Asked
from statusgen.authoring.desk.entries import bytes_of, content_with, entry_of, path_of, refused
from statusgen.authoring.desk.posts import Posts, context_of, not_posted, posts
from statusgen.authoring.desk.steps import next_step, stage, with_text
from statusgen.authoring.desk.texts import Desk, Saying, text_of
from statusgen.authoring.desk.wrong_use import refuse_unknown
from statusgen.authoring.notices import Notices, read_notices
from statusgen.authoring.splice import Addition, Edit, planned, write
from statusgen.console import echo
from statusgen.content.load import setting_of
from statusgen.domain.world import derive
from statusgen.model import Content, Incident
from statusgen.problems import Problem
from statusgen.render.theme import read_theme


class Step(Struct, frozen=True):
    """What somebody asks for, and where its text comes from."""

    asked: Asked
    saying: Saying


class Added(Struct, frozen=True):
    """What was written, and the posts that tell of it; `note` says why there are none, or drafts.

    `warnings` are what the checks say of the file.
    """

    addition: Addition
    edit: Edit
    posts: Posts
    note: str
    warnings: tuple[Problem, ...]

    @property
    def kind(self) -> str:
        """Whether it is an incident or a maintenance."""
        return "incident" if isinstance(self.addition.entry, Incident) else "maintenance"

    @property
    def stage(self) -> str:
        """The status that was added."""
        return stage(self.addition)

    @property
    def lines(self) -> str:
        """The lines that came in."""
        return self.edit.added.replace("\r\n", "\n").strip("\n")


def add(root: Path, entry_id: str, step: Step) -> Added:
    """Add what is asked for to the file of an entry, and return it with its posts.

    Raises WrongUse for what cannot be asked for, CommandError for what stands in the way; the
    file is as it was then.
    """
    path, now = path_of(root, entry_id), step.asked.now
    before = bytes_of(root, path)
    content = content_with(root, now, {path: before})
    asked = replace(step.asked, zone=content.site.timezone)
    _require_known(asked, content)
    unworded = next_step(entry_of(content, path), asked)
    desk = Desk(content.site, before.decode("utf-8-sig"), lambda: _notices(root, content))
    text = text_of(unworded, step.saying, desk)
    with _kept(text.by_language[text.first], is_typed=step.saying.is_typed):
        addition = with_text(unworded, text)
        edit = planned(root, content, before, addition, now)
        if edit.content is None:
            raise refused(edit.problems)
        ready, note = _posts(root, edit.content, addition, now)
        write(root, edit)
    warnings = tuple(each for each in edit.problems if each.place.path == path)
    return Added(addition, edit, ready, note, warnings)


def _require_known(asked: Asked, content: Content) -> None:
    known = [component.id for component in content.components]
    for name in asked.affects:
        if name not in known:
            refuse_unknown("--affects", "component", name, known)


def _notices(root: Path, content: Content) -> Notices:
    theme = read_theme(root)
    return read_notices(theme.files, theme.origins, setting_of(content))


@contextmanager
def _kept(text: str, *, is_typed: bool) -> Iterator[None]:
    """Show a text that somebody wrote in an editor where it does not reach the file."""
    try:
        yield
    except Exception:
        if is_typed and text.strip():
            echo(f"Your text, which was not written:\n\n{text.strip()}\n")
        raise


def _posts(root: Path, content: Content, addition: Addition, now: datetime) -> tuple[Posts, str]:
    """Return the posts of an addition, and what there is to say of them."""
    entry, word = addition.entry, addition.word
    world = derive(content, max(now, word.at), drafts=entry.draft)
    told = (each for each in world.news if (each.entry.id, each.id) == (entry.id, word.id))
    news = next(told)
    if not news.groups:
        return {}, not_posted(news)
    note = f"{entry.id} is a draft: nothing of it is published yet." if entry.draft else ""
    return posts(context_of(world, root), news, news.groups), note
