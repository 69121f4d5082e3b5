"""Common options: the folder of the site, and `now`, the only place where the clock is read."""

import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click
from click.shell_completion import CompletionItem
from msgspec import Struct

from statusgen.authoring.times import Clock, option_time
from statusgen.content.find import FOLDER, SITE
from statusgen.content.schema.context import SchemaContext, context_from
from statusgen.content.schema.errors import InputError
from statusgen.content.schema.times import EXAMPLE
from statusgen.content.source.parse import parse, read_bytes

Command = TypeVar("Command", bound=Callable[..., int])
T = TypeVar("T")


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class WrittenTime(Struct, frozen=True):
    """A time in an option, before the zone of the site and the present are known."""

    option: str
    text: str
    is_past: bool = False


class SiteCommand(click.Command):
    """A command of a site: times in its options become instants in UTC by `--root` and `--now`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; the instants need all of them, in whatever order they stand."""
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            ctx.params = _with_instants(**ctx.params)
        return rest


def _with_instants(*, root: Path, now: WrittenTime | None, **values: object) -> dict[str, object]:
    present = _instant(now, root, datetime.now(UTC)) if now else datetime.now(UTC)
    named = {
        name: _instant(value, root, present) if isinstance(value, WrittenTime) else value
        for name, value in values.items()
    }
    return {"root": root, "now": present, **named}


def site_options(command: Command) -> Command:
    """Give a `SiteCommand` `--root`, a Path, and `--now`, an aware instant in UTC."""
    return _with_site(
        command, _root, "the current folder, or the nearest one above it with content/site.yml"
    )


def new_site_options(command: Command) -> Command:
    """Give a command the same, where there is no site yet: its root is the current folder."""
    return _with_site(command, _folder_or_here, "this one")


def _with_site(command: Command, root_of: Callable[..., Path], default: str) -> Command:
    root = click.option(
        "--root",
        metavar="FOLDER",
        is_eager=True,
        callback=root_of,
        shell_complete=_folders,
        help=f"The folder that holds content/ and templates/.  [default: {default}]",
    )
    now = click.option(
        "--now",
        metavar="TIME",
        callback=moment,
        help=f'The time at which to look at the content, such as "{EXAMPLE}".  [default: now]',
    )
    return root(now(command))


def _instant(time: WrittenTime, root: Path, now: datetime) -> datetime:
    return option_time(time.option, time.text, Clock(site_context(root).zone, now, time.is_past))


def path(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path | None:
    """Return the path in an option, whether it exists or not."""
    if value is not None and (not value or "\0" in value):
        message = f"{value!r} is no path."
        raise click.BadParameter(message)
    return None if value is None else Path(value)


def moment(_ctx: click.Context, param: click.Parameter, value: str | None) -> WrittenTime | None:
    """Return the time in an option; a clock time in it is the next one."""
    return None if value is None else WrittenTime(param.opts[0], value)


def past_moment(
    _ctx: click.Context, param: click.Parameter, value: str | None
) -> WrittenTime | None:
    """Return the time in an option; a clock time in it is the last one."""
    return None if value is None else WrittenTime(param.opts[0], value, is_past=True)


def past_day_or_moment(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> WrittenTime | None:
    """Return the past time in an option, where a day without a time is its beginning."""
    is_day = value is not None and _DAY.fullmatch(value.strip())
    return past_moment(ctx, param, f"{value} 00:00" if is_day else value)


def command_line() -> str:
    """Return the command line that is being run, to be run again."""
    return shlex.join(("statusgen", *(click.get_current_context().obj or ())))


def read_by(read: Callable[[str], T]) -> Callable[[click.Context, click.Parameter, str], T | None]:
    """Return the callback of an option whose value `read` turns into another, or refuses."""

    def value(_ctx: click.Context, _param: click.Parameter, text: str | None) -> T | None:
        with usage_errors():
            return None if text is None else read(text)

    return value


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn what content files do not accept into the error of an option or an argument."""
    try:
        yield
    except InputError as error:
        raise bad(error) from None


def format_option(
    *forms: str, about: str = "text for people, json for programs."
) -> Callable[[Command], Command]:
    """Return the option `--format` of a command that prints in several forms, text the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(("text", *forms)),
        default="text",
        show_default=True,
        help=about,
    )


def bad(error: InputError) -> click.BadParameter:
    """Return the usage error for a value that content files do not accept either."""
    return click.BadParameter(error.sentence)


def _root(ctx: click.Context, param: click.Parameter, value: str | None) -> Path:
    """Return the folder in the option, or else that of the site around the current one."""
    return site_around(Path.cwd()) if value is None else _folder(ctx, param, value)


def _folder_or_here(ctx: click.Context, param: click.Parameter, value: str | None) -> Path:
    return Path() if value is None else _folder(ctx, param, value)


def site_around(folder: Path) -> Path:
    """Return the folder of the site that `folder` is in, relative to it; `.` if it is in none."""
    if not (folder / FOLDER).is_dir():
        for above in folder.parents:
            if (above / SITE).is_file():
                return Path(os.path.relpath(above, folder))
    return Path()


def _folders(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Have a shell complete the name of a folder."""
    return [CompletionItem(begun, type="dir")]


def _folder(ctx: click.Context, param: click.Parameter, value: str) -> Path:
    folder = path(ctx, param, value)
    if folder is None or not folder.is_dir():
        message = f"there is no folder {value!r}."
        raise click.BadParameter(message)
    return folder


def site_context(root: Path) -> SchemaContext:
    """Return the facts in site.yml, with defaults for those that are not valid.

    Its problems are reported when the content is loaded.
    """
    data = read_bytes(root / SITE, SITE)
    return context_from(parse(SITE, data).tree if isinstance(data, bytes) else None)
