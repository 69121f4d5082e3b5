"""`statusgen report`: prints the figures of a month for people, programs and spreadsheets."""

import re
from datetime import date, datetime
from pathlib import Path

import click

from statusgen.authoring.entries import load_content
from statusgen.cli.options import SiteCommand, format_option, read_by, site_options
from statusgen.content.schema.errors import refuse
from statusgen.domain.history import month_before
from statusgen.domain.report import month_report
from statusgen.domain.world import derive
from statusgen.render.figures.data import as_csv, as_json
from statusgen.render.figures.text import as_text
from statusgen.spans import YEARS


def _month(value: str) -> date:
    """Return the first day of a month."""
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", value.strip())
    if found is None or int(found[1]) not in YEARS:
        refuse(f"{value!r} is not a month", "expected year and month, such as 2026-11")
    return date(int(found[1]), int(found[2]), 1)


@click.command("report", cls=SiteCommand)
@site_options
@click.option(
    "--month",
    metavar="MONTH",
    callback=read_by(_month),
    help="The month, such as 2026-11.  [default: the last complete month]",
)
@format_option(
    "json", "csv", about="text for people, json for programs, csv with one figure per line."
)
def command(root: Path, now: datetime, month: date | None, form: str) -> int:
    """Show the figures of a month.

    Incidents by class, response goals, times to the first response and to resolution, planned
    maintenance, and uptime by component: as they stand now.
    """
    content = load_content(root, now, outcome="there is no report")
    site = content.site
    first = month or month_before(now.astimezone(site.timezone).date())
    report = month_report(derive(content, now).months[first], content)
    formats = {
        "text": lambda: as_text(site, report),
        "json": lambda: as_json(site, report),
        "csv": lambda: as_csv(report),
    }
    click.echo(formats[form](), nl=False)
    return 0
