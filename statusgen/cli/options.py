"""Common options: the folder of the site, and `now`, the only place where the clock is read."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from statusgen.content.find import SITE
from statusgen.content.schema.context import SchemaContext, context_from
from statusgen.content.schema.errors import InputError
from statusgen.content.schema.times import EXAMPLE, instant
from statusgen.content.source.parse import parse, read_bytes

Command = TypeVar("Command", bound=Callable[..., int])

YEARS = range(1970, 9999)
"""Valid years: outside of them, a time zone or a day more would leave the calendar."""


def site_options(command: Command) -> Command:
    """Give a command `--root`, a Path, and `--now`, an aware instant in UTC."""
    root = click.option(
        "--root",
        metavar="FOLDER",
        default=".",
        show_default=True,
        is_eager=True,
        callback=_folder,
        help="The folder that holds content/ and templates/.",
    )
    now = click.option(
        "--now",
        metavar="TIME",
        callback=_present_or_moment,
        help=f'The time to look at the content, such as "{EXAMPLE}".  [default: the present]',
    )
    return root(now(command))


def path(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path | None:
    """Return the path in an option, whether it exists or not."""
    if value is not None and (not value or "\0" in value):
        message = f"{value!r} is no path."
        raise click.BadParameter(message)
    return None if value is None else Path(value)


def moment(ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    """Return the instant in an option, in UTC; the syntax is that of content files.

    Without a zone it is in the site's; `--root` is eager, so its value is known.
    """
    if value is None:
        return None
    try:
        named = instant(value, site_context(ctx.params["root"]).zone)
    except InputError as error:
        raise bad(error) from None
    if named.year not in YEARS:
        message = f"no site can be built for the year {named.year}."
        raise click.BadParameter(message)
    return named


def bad(error: InputError) -> click.BadParameter:
    """Return the usage error for a value that content files do not accept either."""
    hint = error.errors[0].hint
    return click.BadParameter(f"{error}: {hint}{'' if hint.endswith('?') else '.'}")


def _folder(ctx: click.Context, param: click.Parameter, value: str) -> Path:
    folder = path(ctx, param, value)
    if folder is None or not folder.is_dir():
        message = f"there is no folder {value!r}."
        raise click.BadParameter(message)
    return folder


def _present_or_moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime:
    return moment(ctx, param, value) or datetime.now(UTC)


def site_context(root: Path) -> SchemaContext:
    """Return the facts in site.yml, with defaults for those that are not valid.

    Its problems are reported when the content is loaded.
    """
    data = read_bytes(root / SITE, SITE)
    return context_from(parse(SITE, data).tree if isinstance(data, bytes) else None)
