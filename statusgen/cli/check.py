"""`statusgen check`: prints all problems of the content, and writes nothing."""

from datetime import datetime
from pathlib import Path

import click

from statusgen.cli.options import site_options
from statusgen.console import echo, echo_problems, summary
from statusgen.content.load import load
from statusgen.problems import as_github, as_json


@click.command("check")
@site_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or for GitHub to show at the line.",
)
def command(root: Path, now: datetime, form: str) -> int:
    """Check all content files.

    Shows every problem of every file. Warnings alone are no failure.
    """
    loaded = load(root, now)
    if form == "json":
        click.echo(as_json(loaded.problems))
    elif form == "github":
        for problem in loaded.problems:
            click.echo(as_github(problem))
    elif loaded.problems:
        echo_problems(loaded.problems)
        echo(summary(loaded.problems))
    else:
        click.echo("No problems")
    return 1 if loaded.content is None else 0
