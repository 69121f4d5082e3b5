"""`statusgen next`: prints when the site next changes without an edit, to schedule a rebuild."""

from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.entries import load_content
from statusgen.cli.options import SiteCommand, past_moment, site_options
from statusgen.domain.next_change import Change, ChangeKind
from statusgen.domain.world import derive
from statusgen.model import Content


@click.command("next", cls=SiteCommand)
@site_options
@click.option(
    "--due-since",
    metavar="TIME",
    callback=past_moment,
    help="Exit with 0 if the site has changed after TIME, else with 1.",
)
def command(root: Path, now: datetime, due_since: datetime | None) -> int:
    """Show when the site next changes by the clock alone, and why.

    The first line is the time, the second the reason. The exit code is 1 if the content has an
    error, as a rebuild would not help.
    """
    content = load_content(root, now, outcome="the next change is not known")
    change = derive(content, due_since or now).next_change
    if due_since is not None and change.at > now:
        click.echo(f"Nothing has changed since {_local(due_since, content)}")
        return 1
    click.echo(f"{_local(change.at, content)}\n{reason(change)}")
    return 0


def reason(change: Change) -> str:
    """Return the reason of a change as a sentence."""
    match change.kind:
        case ChangeKind.PUBLICATION:
            return f"What {change.entry_id} says of that time is published."
        case ChangeKind.MAINTENANCE:
            return f"Maintenance {change.entry_id} is close, starts or is due to end."
        case ChangeKind.UPDATE_DUE:
            return f"The next update of {change.entry_id} is due."
        case ChangeKind.SUPPORT_HOURS:
            return "Support opens or closes in one of its regions."
        case ChangeKind.NEW_DAY:
            return "A new day begins."


def _local(moment: datetime, content: Content) -> str:
    return moment.astimezone(content.site.timezone).isoformat(timespec="seconds")
