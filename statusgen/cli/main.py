"""The command line: finds the command, and turns errors into a sentence and an exit code.

0 is success, 1 a problem of the content or the disk, 2 wrong usage, 3 a bug, 130 interrupted.
"""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from enum import IntEnum
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from typing import cast

import click

from statusgen import __version__
from statusgen.artefact import OutputError
from statusgen.cli.disk import OF_THE_DISK, refusal_of_the_disk
from statusgen.console import CommandError, echo, echo_usage, problems_error
from statusgen.content.schema.errors import listed
from statusgen.limits import MIB, read_file
from statusgen.problems import did_you_mean, quoted
from statusgen.publish.errors import PublishError, RefusedError


class Exit(IntEnum):
    """The exit code of a command."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    BUG = 3
    INTERRUPTED = 130


class Commands(click.Group):
    """A group that imports only the requested command: `check` needs no templates."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order in which they are needed."""
        del ctx
        return [
            "build",
            "check",
            "serve",
            "next",
            "list",
            "show",
            "new",
            "update",
            "edit",
            "post",
            "draft",
            "notices",
            "goal",
            "report",
            "notify",
            "schema",
            "import",
            "init",
            "completion",
        ]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        return cast("click.Command", import_module(f"statusgen.cli.{module}").command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names, also by the beginning of its name."""
        name, *rest = args
        if not name.startswith("-"):
            name = self._whole_name(ctx, name)
        return super().resolve_command(ctx, [name, *rest])

    def _whole_name(self, ctx: click.Context, name: str) -> str:
        """Return the name of a command; raises a usage error for one that is none, or several."""
        known = self.list_commands(ctx)
        found = [name] if name in known else [each for each in known if each.startswith(name)]
        if len(found) > 1 and not ctx.resilient_parsing:
            message = f"{quoted(name)} can be {listed(found, 'or')}: type more of it."
            raise click.UsageError(message, ctx)
        if not found and not ctx.resilient_parsing:
            near = did_you_mean(name, (*known, "new incident", "new maintenance"))
            message = f"unknown command {quoted(name)}{near}"
            raise click.UsageError(message, ctx)
        return found[0] if len(found) == 1 else name


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="statusgen")
def cli() -> None:
    """Compile incidents and maintenance, written as YAML, into a status site.

    The beginning of a command's name is enough where it is that of no other.
    """


_NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Saves pydantic from reading the metadata of every package: no plugin is used."""

_GC_THRESHOLDS = (1_000_000, 50, 100)
"""Thresholds of the cyclic garbage collector, high because few reference cycles are created."""


def main() -> None:
    """Run the command that the arguments of the process name, and end the process."""
    gc.set_threshold(*_GC_THRESHOLDS)
    os.environ.setdefault(*_NO_PLUGINS)
    _prepare_streams()
    _ignore_unusable_zone()
    exit_code = run(sys.argv[1:])
    if sys.stdout is None and exit_code == Exit.FINE:
        exit_code = _not_shown("it is closed")
    gc.freeze()  # excludes all objects from the collection at exit
    sys.exit(exit_code)


def _prepare_streams() -> None:
    """Open the standard streams that are closed, so that no other file takes their numbers."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _ignore_unusable_zone() -> None:
    """Ignore the variable TZ if it names a file that is no time zone: libraries fail at it."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if not os.path.exists(name):  # noqa: PTH110 - a Path refuses some names
        return
    try:
        is_zone = read_file(name, MIB).startswith(b"TZif")
    except OSError:
        is_zone = False
    if not is_zone:
        del os.environ["TZ"]
        echo(f"The variable TZ is ignored, because {name!r} is no time zone.")


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; print every error as a sentence.

    The context of the command has the arguments as `obj`.
    """
    given = tuple(arguments)
    try:
        code = cli.main(given, prog_name="statusgen", standalone_mode=False, obj=given)
    except click.ClickException as wrong:
        echo_usage(wrong)
        return Exit.USAGE
    except click.Abort:
        return Exit.INTERRUPTED
    except RefusedError as refused:
        echo(str(refused))
        return Exit.USAGE
    except (PublishError, CommandError, OutputError) as failed:
        echo(_in_words(failed))
        return Exit.PROBLEMS
    except Exception as bug:  # noqa: BLE001 - the one boundary
        return _reported(bug)
    return code or Exit.FINE


def _in_words(failed: PublishError | CommandError | OutputError) -> str:
    if isinstance(failed, OutputError):
        return str(problems_error(failed.problems, "the command stopped"))
    return str(failed)


def _is_of_echo(error: OSError) -> bool:
    frames = traceback.walk_tb(error.__traceback__)
    return any(frame.f_code is click.echo.__code__ for frame, _ in frames)


def _not_shown(reason: str) -> int:
    with suppress(OSError):  # standard error may be as full
        echo(
            f"The result could not be written to standard output: {reason}. "
            "What was written to files is whole."
        )
    return Exit.PROBLEMS


def _reported(bug: Exception) -> int:
    if isinstance(bug, OSError) and _is_of_echo(bug):
        return _not_shown(bug.strerror or str(bug))
    if isinstance(bug, OSError) and bug.errno in OF_THE_DISK:
        echo(refusal_of_the_disk(bug))
        return Exit.PROBLEMS
    if os.environ.get("STATUSGEN_DEBUG"):
        traceback.print_exception(bug)
    echo(
        f"statusgen stopped at a mistake of its own ({type(bug).__name__}: {bug}). "
        "Please report this sentence; STATUSGEN_DEBUG=1 shows more."
    )
    return Exit.BUG
