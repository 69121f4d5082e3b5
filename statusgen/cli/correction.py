"""How a correction of an entry's file is confirmed, written, published and reported."""

import click

from statusgen.authoring.entries import page_line
from statusgen.authoring.publishing import EntryChange, Publication, publish
from statusgen.authoring.splice import Edit, EntryFile, write_edit
from statusgen.cli.options import command_line
from statusgen.cli.publishing import WantedPublication, confirmed_publication
from statusgen.console import echo, echo_problems, problems_error
from statusgen.model import Incident
from statusgen.problems import Problem


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


def publish_correction(file: EntryFile, edit: Edit, what: str, by: Publication | None) -> None:
    """Publish a correction that is written, of `what`, and print the address of the page."""
    entry = file.entry
    echo_problems(_warnings(edit))
    click.echo(f"{edit.path}: {what}")
    if by is not None:
        kind = "incident" if isinstance(entry, Incident) else "maintenance"
        publish(by, EntryChange(edit.path, kind, entry.id, what, command_line()), file.now)
    else:
        echo("Commit and push it to publish it.")
    if edit.content is not None:
        echo(page_line(edit.content, edit.path, file.now))
    echo(f"Its posts: statusgen post {entry.id}")


def _warnings(edit: Edit) -> tuple[Problem, ...]:
    return tuple(each for each in edit.problems if each.place.path == edit.path)
