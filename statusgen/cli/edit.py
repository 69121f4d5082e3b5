"""`statusgen edit`: opens one text of an entry in an editor, and writes it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.edit import edit_text, edited_text
from statusgen.authoring.entries import entry_named
from statusgen.authoring.entry_file import entry_file, is_of_file
from statusgen.authoring.occurrence import with_own_file
from statusgen.authoring.publishing import is_waiting
from statusgen.authoring.splice import EntryFile
from statusgen.authoring.texts import shown_if_lost
from statusgen.cli import completers
from statusgen.cli.correction import confirmed_correction, is_written_before, publish_correction
from statusgen.cli.options import SiteCommand, site_options
from statusgen.cli.publishing import WantedPublication, publish_options, wanted_publication
from statusgen.console import CommandError, echo
from statusgen.model.lazy_message import LazyMessage


@click.command("edit", cls=SiteCommand)
@site_options
@click.argument("entry_name", metavar="[ID]", required=False, shell_complete=completers.entry)
@click.argument("update", metavar="[UPDATE]", required=False, shell_complete=completers.update)
@publish_options
def command(
    root: Path, now: datetime, entry_name: str | None, update: str | None, **flags: bool
) -> int:
    """Correct one text of an incident or a maintenance in $EDITOR, or add a language to it.

    It is the text of the newest update, or of the one called UPDATE; 'announced' is that of a
    maintenance itself. Everything else in the file stays as it is, also the ids of what is
    published. ID may be a part of the id or of the title; without it the only open entry is meant.
    """
    wanted = wanted_publication(root, **flags)
    with _file(root, entry_name, now) as file:
        edited = edited_text(file, update)
        _show_waiting(wanted, file.entry.path)
        edit = edit_text(file, edited)
        if edit.after == edit.before and not is_written_before(edit, wanted.publication):
            message = "Nothing is different, so nothing was written."
            raise CommandError(message)
        with shown_if_lost(edit.added, wanted.words):
            by = confirmed_correction(file, edit, wanted)
    publish_correction(file, edit, LazyMessage("text of {update}", {"update": edited.name}), by)
    return 0


def _show_waiting(wanted: WantedPublication, path: str) -> None:
    """Print how an earlier change that waits is published, before the editor shows the text."""
    if wanted.publication is not None and is_waiting(wanted.publication, path):
        sentence = wanted.words.say(
            "A change in {path} is not published yet: to publish it, save the text as it is."
        )
        echo(sentence.format(path=path))


@contextmanager
def _file(root: Path, name: str | None, now: datetime) -> Iterator[EntryFile]:
    """Yield the file of an entry; an occurrence that has none is given its own."""
    named = entry_named(root, now, name)
    if is_of_file(root, named):
        yield entry_file(root, named, now)
        return
    with with_own_file(root, named, now) as entry_id:
        yield entry_file(root, entry_id, now)
