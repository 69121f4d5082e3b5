"""The states of components that the notice of an incident has for a stage."""

from collections.abc import Iterable

from msgspec.structs import replace

from statusgen.authoring.update.request import Addition
from statusgen.authoring.update.texts import GivenText, UpdateContext, known_notice
from statusgen.model import Incident, IncidentStatus, Notice, State, Update


def with_states(addition: Addition, given: GivenText, context: UpdateContext) -> Addition:
    """Return an addition with the states of the notice, where they go with its text."""
    update = addition.update
    if not isinstance(update, Update):
        return addition
    states = {**added_states(addition, given, context), **update.affects}
    return replace(addition, update=replace(update, affects=states))


def added_states(addition: Addition, given: GivenText, context: UpdateContext) -> dict[str, State]:
    """Return the states that the notice has at this stage for components that have none given."""
    entry, update = addition.entry, addition.update
    if not (given.has_states and isinstance(entry, Incident) and isinstance(update, Update)):
        return {}
    known = known_notice(context)
    found = stage_states(entry.affects, known[1], update.status) if known else {}
    return {name: state for name, state in found.items() if name not in update.affects}


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
