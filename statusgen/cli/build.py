"""`statusgen build`: brings the site on disk to what is true now."""

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from msgspec.structs import replace

from statusgen.build import BuildRequest, build
from statusgen.cache.disk import FOLDER, DiskStore
from statusgen.cli.options import SiteCommand, path, read_by, site_options
from statusgen.console import FileCounter, counted, echo, echo_problems, summary
from statusgen.content import find
from statusgen.content.schema.urls import site_address
from statusgen.domain.world import World
from statusgen.incremental.workers import Workers
from statusgen.problems import Problem, Severity
from statusgen.publish.site import Published
from statusgen.render.theme import NOTICES, has_own


@click.command("build", cls=SiteCommand)
@site_options
@click.option(
    "--out", metavar="FOLDER", callback=path, help="The folder to publish to.  [default: ROOT/site]"
)
@click.option(
    "--base-url",
    metavar="URL",
    callback=read_by(site_address),
    help="The address to build for, if it is not the site's own; search engines leave it out.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="The number of processes that render pages.  [default: one per core, if that is faster]",
)
def command(
    root: Path, now: datetime, out: Path | None, base_url: str | None, jobs: int | None
) -> int:
    """Build the site.

    If the content has an error, the site on disk stays as it is.
    """
    began = time.monotonic()
    counter = FileCounter()
    store = DiskStore(root / FOLDER)
    request = BuildRequest(root, now, base_url)
    result = build(request, out or root / "site", store, Workers(jobs), counter)
    counter.clear()
    echo_problems((*result.problems, *_notice_warnings(root, result.world)))
    if result.published is None or result.world is None:
        echo(f"{summary(result.problems)}; nothing was written")
        return 1
    store.tidy(result.used)
    if (refusal := store.refusal()) is not None:
        echo(refusal)
    click.echo(_summed_up(result.world, result.published, time.monotonic() - began))
    return 0


def _notice_warnings(root: Path, world: World | None) -> Iterator[Problem]:
    """Yield what is wrong with the site's own notices as warnings: no page is made of them."""
    if world is None or not _has_own_notices(root):
        return
    from statusgen.cli.site_checks import notice_problems  # noqa: PLC0415 - loads the schema

    for problem in notice_problems(root, world.content):
        yield replace(problem, severity=Severity.WARNING)


def _has_own_notices(root: Path) -> bool:
    return has_own(root, NOTICES) or (root / find.NOTICES).is_dir()


def _summed_up(world: World, published: Published, seconds: float) -> str:
    """Return the one line that sums up a build."""
    return (
        f"{counted(len(world.entries), 'entry')}: {counted(published.written, 'file')} written, "
        f"{published.unchanged} unchanged, {published.removed} removed in {seconds:.1f} s"
    )
