"""`statusgen check`: prints all problems of the content, and writes nothing."""

from datetime import datetime
from pathlib import Path

import click

from statusgen.cli.options import site_options
from statusgen.console import echo, echo_problems, summary
from statusgen.content.load import load
from statusgen.problems import as_github, as_json, has_error


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
    "--content-only",
    is_flag=True,
    help="Leave out templates, notices and posts, for speed.",
)
def command(root: Path, now: datetime, form: str, *, content_only: bool) -> int:
    """Check all content files, templates, notices and posts.

    Shows every problem of every file. Warnings alone are no failure. What passes can be built.
    """
    problems = load(root, now).problems
    if not content_only and not has_error(problems):
        from statusgen.cli.site_checks import site_problems  # noqa: PLC0415 - loads what renders

        problems = site_problems(root, now)
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
    return 1 if has_error(problems) else 0
