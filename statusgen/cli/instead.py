"""Asks whether an update was meant where `new` has the title of what is open, and goes on to it."""

import click
from click.core import ParameterSource

from statusgen.authoring.new.asking import Questions
from statusgen.authoring.new.file import Fields
from statusgen.authoring.new.filling import NewEntryContext
from statusgen.model import Incident, Maintenance
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say

_OPEN = to_say("The incident {id}, which is open, has this title")
_AT_THIS_START = to_say("The maintenance {id} has this title and this start")


def is_update_meant(existing: Incident | Maintenance, questions: Questions) -> bool:
    """Return the answer of a person; elsewhere raise the usage error that says how to go on."""
    about = LazyMessage(
        _OPEN if isinstance(existing, Incident) else _AT_THIS_START, {"id": existing.id}
    )
    if questions.is_terminal:
        return questions.confirm(LazyMessage("{about}. Is this an update of it", {"about": about}))
    message = (
        f"{about}: nothing was written. To add to it: statusgen update {existing.id}\n"
        "To write another one all the same, add --yes."
    )
    raise click.UsageError(message)


def update_instead(existing: Incident | Maintenance, new: NewEntryContext, fields: Fields) -> int:
    """Run `update` for an entry, with the text of the new one and the options that both have.

    The text of a notice is not taken: it begins an incident.
    """
    context = click.get_current_context()
    group = context.find_root().command
    update = group.get_command(context, "update") if isinstance(group, click.Group) else None
    if update is None:
        return 0
    texts = {} if new.notice else fields.text.by_language
    given = ["--root", str(context.params["root"]), *_given(context)]
    arguments = [existing.id, *given, *(f"--text={name}={each}" for name, each in texts.items())]
    with update.make_context("update", arguments, parent=context.parent) as inner:
        code: int = update.invoke(inner)
    return code


def _given(context: click.Context) -> list[str]:
    flags = [f"--{name}" for name in ("publish", "push") if context.params[name]]
    if context.get_parameter_source("now") is ParameterSource.DEFAULT:
        return flags
    return [*flags, "--now", f"{context.params['now']:%Y-%m-%dT%H:%M:%SZ}"]
