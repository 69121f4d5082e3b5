"""`statusgen draft`: makes drafts of incidents from the alarms of a monitoring system."""

import sys
from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.alarms.drafting import drafts
from statusgen.authoring.alarms.payload import FORMS, MAX_SIZE, alarm_groups
from statusgen.cli.options import SiteCommand, site_options
from statusgen.console import echo, printable


@click.command("draft", cls=SiteCommand)
@site_options
@click.option(
    "--from",
    "form",
    type=click.Choice([*FORMS]),
    required=True,
    help="What standard input holds: the payload of a webhook of Alertmanager, or plain JSON.",
)
def command(root: Path, now: datetime, form: str) -> int:
    """Draft incidents from alarms on standard input, as content/alarms.yml says.

    Each group of alarms has one draft, which changes with the group until somebody edits or
    publishes it. Nothing is published.
    """
    groups = alarm_groups(sys.stdin.buffer.read(MAX_SIZE + 1), form, now)
    for each in drafts(root, now, groups):
        echo(each.sentence)
        if each.path:
            click.echo(each.path)
        if each.proposal:
            click.echo(printable(each.proposal))
    return 0
