"""States of a component by time, as one entry sets them."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from statusgen.model.states import State
from statusgen.spans import Span


class StateSpan(Struct, frozen=True):
    """A state and the span in which it holds."""

    state: State
    span: Span


def state_at(spans: Iterable[StateSpan], at: datetime) -> State:
    """Return the state of one component at an instant."""
    return next((each.state for each in spans if at in each.span), State.OPERATIONAL)
