"""How a correction of an entry's file is confirmed, written, published and reported."""

import click

from statusgen.authoring.entries import page_line
from statusgen.authoring.new.answers import in_words
from statusgen.authoring.publishing import (
    COMMIT_AND_PUSH,
    EntryChange,
    Publication,
    command_for_posts,
    is_waiting,
    publish,
    publish_waiting,
)
from statusgen.authoring.splice import Edit, EntryFile, write_edit
from statusgen.cli.options import command_line
from statusgen.cli.publishing import WantedPublication, confirmed_publication
from statusgen.console import echo, echo_problems, problems_error
from statusgen.model import Incident
from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import Problem
from statusgen.text.wording import site_wording


def confirmed_correction(
    file: EntryFile, edit: Edit, wanted: WantedPublication
) -> Publication | None:
    """Write an edit, and return how far it is to be published, None if not at all.

    A person at a terminal confirms it. Raises CommandError if the content has errors with it.
    """
    if edit.content is None:
        raise problems_error(edit.problems)
    by = confirmed_publication(wanted, is_guided=True)
    write_edit(file.root, edit)
    return by


def publish_correction(
    file: EntryFile, edit: Edit, what: str | LazyMessage, by: Publication | None
) -> None:
    """Publish a correction that is written, of `what`, and print the address of the page."""
    entry, words = file.entry, site_wording(file.content.site)
    echo_problems(_warnings(edit))
    click.echo(f"{edit.path}: {in_words(what, words)}")
    if by is not None:
        kind = "incident" if isinstance(entry, Incident) else "maintenance"
        change = EntryChange(edit.path, kind, entry.id, str(what), command_line())
        (publish_waiting if is_written_before(edit, by) else publish)(by, change, file.now)
    else:
        echo(words.say(COMMIT_AND_PUSH))
    if edit.content is not None:
        echo(page_line(edit.content, edit.path, file.now))
    echo(words.say(command_for_posts(entry.id)))


def is_written_before(edit: Edit, by: Publication | None) -> bool:
    """Return whether an edit changes nothing because an earlier try has written it.

    That try was not taken as far as this one is to be.
    """
    return edit.after == edit.before and by is not None and is_waiting(by, edit.path)


def _warnings(edit: Edit) -> tuple[Problem, ...]:
    return tuple(each for each in edit.problems if each.place.path == edit.path)
