"""`statusgen list`: prints what is open, running and coming, and what is promised next."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from statusgen.authoring.entries import load_content
from statusgen.authoring.overview import OverviewRow, late_words, posts_line, row_lines, rows
from statusgen.cli import completers
from statusgen.cli.options import SiteCommand, format_option, past_day_or_moment, site_options
from statusgen.console import marked, printable, reject_unknown, wants_colour
from statusgen.model import Content
from statusgen.text.wording import site_wording


@click.command("list", cls=SiteCommand)
@site_options
@click.option("--all", "is_all", is_flag=True, help="Also list what is over.")
@click.option(
    "--component",
    metavar="COMPONENT",
    shell_complete=completers.component,
    help="Only what affects this component.",
)
@click.option(
    "--since",
    metavar="TIME",
    callback=past_day_or_moment,
    help="Also list what ended after TIME, which can be a day.",
)
@format_option("json")
def command(  # noqa: PLR0913 - click passes one argument for each option
    root: Path,
    now: datetime,
    component: str | None,
    since: datetime | None,
    form: str,
    *,
    is_all: bool,
) -> int:
    """List open incidents, and maintenance that is running or planned.

    After them come drafts, and what is published later: of a series, the next occurrence. Each
    entry is shown with its id, its start, its status, its latest text and the time of the next
    promised update.
    """
    content = load_content(root, now, outcome="nothing can be listed")
    if component is not None:
        component = _known_component(content, component)
    over_since = datetime.min.replace(tzinfo=now.tzinfo) if is_all else since
    found = rows(content, now, component, over_since)
    text = _as_json(found) if form == "json" else _as_text(found, content)
    click.echo(text, color=wants_colour())
    return 0


def _known_component(content: Content, name: str) -> str:
    """Return the id of today of a component; raises click.BadParameter for an unknown one."""
    ids = {alias: each.id for each in content.components for alias in (each.id, *each.aliases)}
    if name not in ids:
        reject_unknown("--component", "component", name, ids)
    return ids[name]


def _as_text(found: Sequence[OverviewRow], content: Content) -> str:
    words = site_wording(content.site)
    parts = [row_lines(each, words) for each in found]
    parts = parts or [words.say("Nothing is open, running or coming.")]
    text = printable("\n\n".join(filter(None, (*parts, posts_line(content)))))
    return marked(text, [late for each in found for late in late_words(each, words)])


def _as_json(found: Sequence[OverviewRow]) -> str:
    return json.dumps([each.as_json() for each in found], ensure_ascii=False, indent=2)
