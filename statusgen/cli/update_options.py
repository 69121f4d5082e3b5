"""The options of `statusgen update`, and the request that they make."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypedDict

import click

from statusgen.authoring.new.options import STATES, pairs
from statusgen.authoring.update.fields import CHANGEABLE
from statusgen.authoring.update.request import UpdateRequest
from statusgen.cli import completers
from statusgen.cli.field_options import field_options
from statusgen.cli.options import Command, past_moment, usage_errors
from statusgen.console import reject
from statusgen.content.schema.entries import IncidentFile, MaintenanceFile
from statusgen.content.schema.scalars import Word
from statusgen.model import IncidentStatus, MaintenanceAction, State


class UpdateOptions(TypedDict):
    """The values of the options; those of times to come are as they are written."""

    status: str | None
    text: tuple[str, ...]
    stage_text: bool
    values: dict[str, str]
    affects: dict[str, State]
    next_update: str | None
    workaround: tuple[str, ...]
    extend_to: str | None
    reschedule: tuple[str, str] | None
    cancel: bool
    at: datetime | None
    reopen: bool
    publish: bool
    push: bool
    yes: bool
    title: tuple[str, ...]
    cos: str | None
    scope: str | None
    cause: str | None
    region: str | None
    began: datetime | None
    ticket: str | None
    emergency_calls: str | None


# --- options -----------------------------------------------------------------------------------


def _words(
    _ctx: click.Context, _param: click.Parameter, written: tuple[str, ...]
) -> dict[str, str]:
    with usage_errors():
        return pairs(written, "NAME=WORDS", "Europe")


def _states(
    _ctx: click.Context, _param: click.Parameter, written: tuple[str, ...]
) -> dict[str, State]:
    with usage_errors():
        named = pairs(written, STATES, State.OPERATIONAL.value)
        return {name: Word(State, "state")(word) for name, word in named.items()}


_OPTIONS: tuple[Callable[[Command], Command], ...] = (
    click.option(
        "--status",
        metavar="STATUS",
        shell_complete=completers.status,
        help=f"{', '.join(each.value for each in IncidentStatus)}; of a maintenance:"
        " in_progress, verifying, completed, or one of the options below.",
    ),
    click.option(
        "--text",
        metavar="TEXT",
        multiple=True,
        help="What readers see, in Markdown; it=TEXT for one language, '-' reads standard input.  "
        "[default: asked for, on a terminal]",
    ),
    click.option(
        "--stage-text",
        is_flag=True,
        help="Use the text of the entry's notice for this status.",
    ),
    click.option(
        "--set",
        "values",
        metavar="NAME=WORDS",
        shell_complete=completers.placeholder_of_entry,
        multiple=True,
        callback=_words,
        help="With --stage-text: the value of a ??placeholder?? of the notice; NAME.it=WORDS "
        "for one language.",
    ),
    click.option(
        "--affects",
        metavar=STATES,
        shell_complete=completers.affects,
        multiple=True,
        callback=_states,
        help="A component of an incident, and its state from now on.",
    ),
    click.option(
        "--next-update",
        metavar="LENGTH|TIME",
        help="When the next update of an incident comes, such as 30m or 15:30.",
    ),
    click.option(
        "--workaround",
        metavar="TEXT",
        multiple=True,
        help="What readers can do from now on; it=TEXT for one language. Can be repeated.",
    ),
    click.option(
        "--extend-to",
        metavar="LENGTH|TIME",
        help="The new end of a maintenance, or how much longer than planned it takes.",
    ),
    click.option(
        "--reschedule",
        metavar="START END",
        nargs=2,
        help="The new start and end of a maintenance; the end can be its length, such as 3h.",
    ),
    click.option("--cancel", is_flag=True, help="The maintenance does not take place."),
    click.option(
        "--at",
        metavar="TIME",
        callback=past_moment,
        help="The time of the update.  [default: now]",
    ),
    click.option(
        "--reopen", is_flag=True, help="Go back to an earlier status, or reopen what was over."
    ),
)


def update_options(command: Command) -> Command:
    """Give a command the options of an update, and those of the keys of an entry."""
    command = field_options(IncidentFile, MaintenanceFile, names=CHANGEABLE)(command)
    title = click.option(
        "--title", multiple=True, help="Another title; it=TEXT alone adds a language."
    )
    command = title(command)
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def fields_given(options: UpdateOptions) -> dict[str, object]:
    """Return the values of the options of keys, by key."""
    values: Mapping[str, object] = {**options}
    return {name: values[name] for name in CHANGEABLE if values[name] not in (None, ())}


def has_text(options: UpdateOptions) -> bool:
    """Return whether an option gives the text of an update."""
    return bool(options["text"] or options["stage_text"])


# --- the request -------------------------------------------------------------------------------


def check_combination(options: UpdateOptions) -> None:
    """Refuse options that need, or exclude, each other."""
    if options["text"] and options["stage_text"]:
        reject("--stage-text", "there is a --text already: use one of them.")
    if options["values"] and not options["stage_text"]:
        reject("--set", "it completes the text of a notice: use it with --stage-text.")


def request_of(now: datetime, options: UpdateOptions) -> UpdateRequest:
    """Return the request that the options make; its status is "" if none names it."""
    starts, ends = options["reschedule"] or (None, options["extend_to"])
    return UpdateRequest(
        status=_status(options),
        now=now,
        at=options["at"],
        affects=options["affects"],
        next_update=options["next_update"],
        starts=starts,
        ends=ends,
        is_reopening=options["reopen"],
    )


def _status(options: UpdateOptions) -> str:
    """Return the status that is named, or implied by another option, or ""."""
    implied = {
        "--extend-to": (options["extend_to"], MaintenanceAction.EXTENDED),
        "--reschedule": (options["reschedule"], MaintenanceAction.RESCHEDULED),
        "--cancel": (options["cancel"], MaintenanceAction.CANCELLED),
    }
    named = {option: action.value for option, (value, action) in implied.items() if value}
    words = {*named.values(), *filter(None, [options["status"]])}
    if len(words) > 1:
        reject(next(iter(named)), f"one update cannot be all of these: {', '.join(sorted(words))}.")
    return words.pop() if words else ""
