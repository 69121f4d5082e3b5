"""`statusgen check`: prints all problems of the content, and writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

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
def command(root: Path, now: datetime, form: str) -> int:
    """Check all content files.

    Shows every problem of every file. Warnings alone are no failure.
    """
    loaded = load(root, now)
    _FORMS[form](loaded.problems)
    return 1 if loaded.content is None else 0


def _as_text(problems: Sequence[Problem]) -> None:
    echo_problems(problems)
    if problems:
        echo(summary(problems))
    else:
        click.echo("No problems")


def _as_json(problems: Sequence[Problem]) -> None:
    click.echo(as_json(problems))


def _as_github(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(as_github(problem))


_FORMS: Mapping[str, Callable[[Sequence[Problem]], None]] = {
    "text": _as_text,
    "json": _as_json,
    "github": _as_github,
}
