"""A state and its time: what an entry does to a component, told as a stretch."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from statusgen.model import State
from statusgen.spans import Span


class StateSpan(Struct, frozen=True):
    """A state and the time for which it holds."""

    state: State
    span: Span


def state_at(spans: Iterable[StateSpan], at: datetime) -> State:
    """Return the state that stretches of one component tell for an instant."""
    return next((each.state for each in spans if at in each.span), State.OPERATIONAL)
