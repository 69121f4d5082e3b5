"""A state and its time: what an entry does to a component, told as a stretch."""

from dataclasses import dataclass

from statusgen.model import State
from statusgen.spans import Span


@dataclass(frozen=True, slots=True)
class StateSpan:
    """A state and the time for which it holds."""

    state: State
    span: Span
