"""`statusgen check`: prints all problems of the content, and writes nothing."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.published import Comparison, compare
from statusgen.cli.options import site_options
from statusgen.console import echo, echo_problems, summary
from statusgen.content.load import load
from statusgen.problems import Problem, as_github, as_json


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
@click.option(
    "--since",
    metavar="REVISION",
    help="The commit that is published, to compare with.  [default: the branch's upstream]",
)
@click.option("--strict", is_flag=True, help="Fail on a broken promise too.")
def command(root: Path, now: datetime, form: str, since: str | None, *, strict: bool) -> int:
    """Check all content files.

    Shows every problem of every file, and what breaks a promise of what is published: an address
    that vanishes, an announced window that is moved in silence, ids that change. Warnings alone are
    no failure.
    """
    loaded = load(root, now)
    content, compared = loaded.content, Comparison()
    if content is not None:
        compared = compare(root, now, content, since or None)
    _show((*loaded.problems, *compared.problems), form)
    return 1 if content is None or (strict and compared.broken) else 0


def _show(problems: Sequence[Problem], form: str) -> None:
    if form == "json":
        click.echo(as_json(problems))
    elif form == "github":
        for problem in problems:
            click.echo(as_github(problem))
    elif problems:
        echo_problems(problems)
        echo(summary(problems))
    else:
        click.echo("No problems")
