"""The states of components that the notice of an incident has for a stage."""

from collections.abc import Iterable

from msgspec.structs import replace

from statusgen.authoring.update.request import Addition
from statusgen.authoring.update.texts import GivenText, UpdateContext, notice_of
from statusgen.model import Incident, IncidentStatus, Notice, State, Update


def with_states(addition: Addition, given: GivenText, context: UpdateContext) -> Addition:
    """Return an addition with the states that go with the text of the notice.

    A state that is given for a component counts before that of the notice.
    """
    entry, update = addition.entry, addition.update
    if not (given.is_ready_made and isinstance(entry, Incident) and isinstance(update, Update)):
        return addition
    notice = notice_of(addition, context)[1]
    states = {**stage_states(entry.affects, notice, update.status), **update.affects}
    return replace(addition, update=replace(update, affects=states))


def stage_states(
    affects: Iterable[str], notice: Notice, status: IncidentStatus
) -> dict[str, State]:
    """Return the states that a notice has at a stage for the components of an incident.

    A placeholder stands for all components that the notice does not name.
    """
    keys = notice.states.get(status, {})
    named = {*notice.affects, *keys}
    affected = tuple(affects)
    found: dict[str, State] = {}
    for key, state in keys.items():
        ids = [each for each in affected if each not in named] if "??" in key else [key]
        found |= {each: state for each in ids if each in affected}
    return found
