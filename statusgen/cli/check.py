"""`statusgen check`: prints all problems of the site, and writes nothing."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.published import Comparison, compare
from statusgen.cli.options import SiteCommand, format_option, site_options
from statusgen.console import counted, echo, echo_problems, summary
from statusgen.content.alarms import read_alarms
from statusgen.content.load import load
from statusgen.content.notify import read_targets
from statusgen.model import Content, Incident, Maintenance
from statusgen.problems import Problem, as_github, as_json, has_error


@click.command("check", cls=SiteCommand)
@site_options
@format_option(
    "json", "github", about="text for people, json for programs, github for annotations on GitHub."
)
@click.option(
    "--since",
    metavar="REVISION",
    help="The published commit to compare with.  [default: the branch's upstream]",
)
@click.option("--strict", is_flag=True, help="Also fail on changes that break what is published.")
@click.option(
    "--content-only",
    is_flag=True,
    help="Leave out templates, notices and posts, which is faster.",
)
def command(  # noqa: PLR0913 - click passes one argument for each option
    root: Path, now: datetime, form: str, since: str | None, *, strict: bool, content_only: bool
) -> int:
    """Check all content files, templates, notices and posts.

    Shows every problem of every file, and changes that break what is already published: an address
    that disappears, an announced window that is moved without an update, ids that change. Warnings
    alone do not fail. Content that passes can be built.
    """
    loaded = load(root, now)
    problems, compared = loaded.problems, Comparison()
    if loaded.content is not None:
        compared = compare(root, now, loaded.content, since or None)
    if loaded.content is not None and not content_only:
        from statusgen.cli.site_checks import site_problems  # noqa: PLC0415 - loads what renders

        problems = site_problems(root, now)
    problems = (*problems, *read_targets(root).problems, *read_alarms(root).problems)
    _show((*problems, *compared.problems), form)
    if form == "text" and loaded.content is not None:
        _name_drafts(loaded.content)
    return 1 if has_error(problems) or (strict and compared.broken) else 0


def _name_drafts(content: Content) -> None:
    entries: tuple[Incident | Maintenance, ...] = (*content.incidents, *content.maintenances)
    drafts = dict.fromkeys(each.path for each in entries if each.draft)
    if drafts:
        echo(f"{counted(len(drafts), 'draft')}, of which nothing is published:")
        for path in drafts:
            echo(f"  {path}")


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
