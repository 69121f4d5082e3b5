"""`statusgen serve`: shows a preview of the site that updates on every change."""

from datetime import UTC, datetime
from pathlib import Path

import click

from statusgen.cli.options import SiteCommand, site_options
from statusgen.serve import serve
from statusgen.serve.server import PortInUseError


@click.command("serve", cls=SiteCommand)
@site_options
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port on 127.0.0.1; 0 takes any free port.",
)
def command(root: Path, now: datetime, port: int) -> int:
    """Serve a preview that reloads when a file changes.

    Drafts are shown. With --now, the clock starts at that time and runs on. The folder that build
    publishes to is not changed.
    """
    ahead = now - datetime.now(UTC)
    try:
        serve(root, port, lambda: datetime.now(UTC) + ahead)
    except PortInUseError as taken:
        raise click.BadParameter(str(taken), param_hint="--port") from taken
