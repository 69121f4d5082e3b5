"""`statusgen draft`: makes drafts of incidents from alarms, and publishes a draft for a person."""

import sys
from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.alarms.drafting import drafts
from statusgen.authoring.alarms.payload import FORMS, MAX_BYTES, alarm_groups
from statusgen.authoring.details import details_text, entry_details
from statusgen.authoring.draft_release import released, released_before
from statusgen.authoring.entries import draft_named, entry_of, load_content
from statusgen.authoring.entry_file import entry_file
from statusgen.authoring.publishing import is_release_waiting
from statusgen.authoring.splice import EntryFile
from statusgen.authoring.update.request import Entry
from statusgen.cli import completers
from statusgen.cli.correction import confirmed_correction, publish_correction
from statusgen.cli.options import SiteCommand, site_options
from statusgen.cli.publishing import WantedPublication, publish_options, wanted_publication
from statusgen.console import echo, printable, reject
from statusgen.domain.names import entries_meant
from statusgen.domain.world import derive
from statusgen.model import Content
from statusgen.model.lazy_message import LazyMessage
from statusgen.text.wording import site_wording


@click.command("draft", cls=SiteCommand)
@site_options
@click.argument("entry_name", metavar="[ID]", required=False, shell_complete=completers.draft)
@click.option(
    "--from",
    "form",
    type=click.Choice([*FORMS]),
    help="Make drafts of standard input: the payload of Alertmanager's webhook, or plain JSON.",
)
@publish_options
def command(
    root: Path, now: datetime, entry_name: str | None, form: str | None, **flags: bool
) -> int:
    """Draft incidents from alarms, or take an entry out of its draft.

    With --from, each group of alarms that content/alarms.yml knows has one draft, which changes
    with the group until somebody edits or publishes it. Nothing is published by that.

    Else the draft is one no more: what it says first is published at this time. ID may be a part of
    the id or of the title; without it, the only draft is taken.
    """
    if form is not None:
        if entry_name is not None or any(flags.values()):
            reject("--from", "what is drafted from alarms is published by a person, without it.")
        return _draft(root, now, form)
    return _release(root, now, entry_name, **flags)


def _draft(root: Path, now: datetime, form: str) -> int:
    groups = alarm_groups(sys.stdin.buffer.read(MAX_BYTES + 1), form, now)
    code = 0
    for each in drafts(root, now, groups):
        code |= each.is_refused
        echo(each.sentence)
        if each.path:
            click.echo(each.path)
        if each.proposal:
            click.echo(printable(each.proposal))
    return code


def _release(root: Path, now: datetime, name: str | None, **flags: bool) -> int:
    wanted = wanted_publication(root, **flags)
    file = entry_file(root, _draft_name(wanted, now, name), now)
    edit = (released_before if _is_waiting(wanted, file.entry) else released)(file)
    if edit.content is not None and not wanted.is_sure:
        _preview(file, edit.content)
    by = confirmed_correction(file, edit, wanted)
    publish_correction(file, edit, LazyMessage("published"), by)
    return 0


def _draft_name(wanted: WantedPublication, now: datetime, name: str | None) -> str:
    """Return the id of the draft that is meant, or of the only one that waits since its release."""
    try:
        return draft_named(wanted.root, now, name)
    except click.BadParameter:
        found = entries_meant(load_content(wanted.root, now), now, name or "")
        waiting = [each for each in found if _is_waiting(wanted, each)]
        if len(waiting) != 1:
            raise
        return waiting[0].id


def _is_waiting(wanted: WantedPublication, entry: Entry) -> bool:
    by = wanted.publication
    return by is not None and not entry.draft and is_release_waiting(by, entry.path)


def _preview(file: EntryFile, content: Content) -> None:
    """Print the entry as it will be published, with its posts, before a person confirms it."""
    entry = entry_of(content, file.entry.id, file.now)
    details = entry_details(file.root, content, entry, file.now)
    words = site_wording(content.site)
    echo(f"{details_text(details, words)}\n")
    for each in derive(content, file.now).open_incidents:
        if each.id != entry.id and each.incident.title == entry.title:
            command = f"statusgen update {each.id}"
            echo(words.say("Incident {id}, which is open, has this title too.").format(id=each.id))
            sentence = words.say("To add to that one instead: {command}")
            echo(f"{sentence.format(command=command)}\n")
