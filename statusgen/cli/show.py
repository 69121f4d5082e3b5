"""`statusgen show`: prints one entry with its updates, their addresses and posts."""

import json
from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.details import details_text, entry_details
from statusgen.authoring.entries import entry_named, entry_of, load_content
from statusgen.authoring.overview import posts_line
from statusgen.cli import completers
from statusgen.cli.options import SiteCommand, format_option, site_options
from statusgen.console import printable
from statusgen.text.wording import site_wording


@click.command("show", cls=SiteCommand)
@site_options
@click.argument("entry_name", metavar="[ID]", required=False, shell_complete=completers.entry)
@format_option("json")
def command(root: Path, now: datetime, entry_name: str | None, form: str) -> int:
    """Show an incident or a maintenance: its status, updates, addresses and posts.

    ID can be a part of the id or of the title. Without it, the only open entry is taken.
    """
    name = entry_named(root, now, entry_name)
    content = load_content(root, now, outcome="nothing can be shown")
    found = entry_details(root, content, entry_of(content, name, now), now)
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        words = site_wording(content.site)
        parts = (details_text(found, words), posts_line(content))
        click.echo(printable("\n\n".join(filter(None, parts))))
    return 0
