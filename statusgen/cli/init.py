"""`statusgen init`: lays out a new site that can be built and deployed."""

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shlex import quote
from zoneinfo import ZoneInfo

import click

from statusgen.authoring.init.files import LaidOut, clear, lay_out, obstacle
from statusgen.authoring.init.requirement import requirement
from statusgen.authoring.init.values import SiteOptions, SiteValues, site_values, variables
from statusgen.authoring.new.asking import Questions
from statusgen.cli.options import SiteCommand, bad, new_site_options, path
from statusgen.console import counted
from statusgen.content.schema.errors import InputError
from statusgen.text.messages import OWN_LANGUAGE
from statusgen.text.wording import Wording

_ENGLISH = Wording(OWN_LANGUAGE, ZoneInfo("UTC"))
"""The words of a site that is not there yet."""


@click.command("init", cls=SiteCommand)
@new_site_options
@click.argument("folder", required=False, callback=path)
@click.option("--name", help="The name of the site.")
@click.option("--url", metavar="ADDRESS", help="The address of the site.")
@click.option("--timezone", metavar="ZONE", help="The time zone of the site, such as Europe/Rome.")
@click.option("--languages", metavar="LIST", help="The languages of the site, such as en,it.")
@click.option(
    "--repository",
    metavar="ADDRESS",
    help="The repository in which the content is edited, or 'none'.",
)
@click.option(
    "--statusgen",
    metavar="ADDRESS",
    help="Where the host installs statusgen from: git+https://…, https://… or a wheel.  "
    "[default: as here]",
)
def command(
    root: Path, now: datetime, folder: Path | None, statusgen: str | None, **given: str | None
) -> int:
    """Create a new site.

    It has one sample incident and all that a host needs. FOLDER is created if it does not exist; it
    may contain a README, a licence and dot-files. Without it, the site is created in --root. On a
    terminal, the command asks for what no option gives.
    """
    site = root / (folder or "")
    clear(site)
    why_not = obstacle(site)
    if why_not is not None:
        message = f"{str(site)!r} {why_not}."
        raise click.BadParameter(message, param_hint="FOLDER")
    needed = requirement(statusgen)
    try:
        values = site_values(SiteOptions(**given), Questions(_ENGLISH, sys.stdin.isatty()), site)
    except InputError as error:
        raise click.UsageError(bad(error).message) from None
    laid_out = lay_out(site, variables(values, now), needed)
    click.echo("\n".join(_report(site, laid_out, values)))
    return 0


def _report(site: Path, laid_out: LaidOut, values: SiteValues) -> Iterator[str]:
    yield f"{counted(len(laid_out.written), 'file')} written to {site}"
    if laid_out.kept:
        yield f"There already, and left as they are: {', '.join(laid_out.kept)}"
    yield "Next:"
    place = "" if site == Path() else f" --root {quote(str(site))}"
    yield f"  1. Look at it: statusgen serve{place}"
    yield f"  2. Publish it in a repository: {_to_repository(site, values)}"
    yield (
        "  3. Have it built: on Netlify, import the repository (its settings are in netlify.toml),"
        " and give the address of a build hook as NETLIFY_BUILD_HOOK."
    )


def _to_repository(site: Path, values: SiteValues) -> str:
    """Return the commands that publish a site, as far as git does not know of it already."""
    steps = {
        f"cd {quote(str(site))}": site != Path(),
        f"git init -b {values.branch}": not (site / ".git").exists(),
        f"git remote add origin {values.repository or 'ADDRESS'}": not values.origin,
        'git add . && git commit -m "Begin the status site"': True,
        f"git push -u origin {values.branch}": True,
    }
    return " && ".join(step for step, is_needed in steps.items() if is_needed)
