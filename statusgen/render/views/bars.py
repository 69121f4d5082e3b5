"""Drawings of time: the last ninety days of a component, and the timeline of an incident.

Every stroke is drawn along the lower edge, and the style sheet gives each state its height: the
half below the edge is cut off. So a run of days is one line, cut into days by its dashes.
"""

import itertools
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from statusgen.domain.history import Day
from statusgen.domain.state_span import StateSpan
from statusgen.model import State
from statusgen.render.palette import SHAPES
from statusgen.spans import Span, overlap

DAY_WIDTH = 3
GROUND = 22
_DOTS = (20, 13)


class Stroke(Struct, frozen=True):
    """All days in one state: its name and the path that draws them."""

    shape: str
    path: str


class BarSegment(Struct, frozen=True):
    """A state on a timeline; `start` and `end` are shares of its length in per cent."""

    shape: str
    start: str
    end: str


def strokes(days: Sequence[Day]) -> tuple[Stroke, ...]:
    """Return one stroke for each state that occurs, the quietest first."""
    paths: dict[State | None, str] = {}
    first = 0
    for state, run in itertools.groupby(day.state for day in days):
        length = len(tuple(run))
        paths[state] = paths.get(state, "") + _run(state, first, length)
        first += length
    return tuple(Stroke(shape, paths[state]) for state, shape in SHAPES.items() if state in paths)


def _run(state: State | None, first: int, length: int) -> str:
    """Return a run of days; maintenance is two dots over each other and the rest one stroke."""
    heights = _DOTS if state is State.UNDER_MAINTENANCE else (GROUND,)
    width = length * DAY_WIDTH - 1
    return "".join(f"M{first * DAY_WIDTH} {height}h{width}" for height in heights)


def segments(spans: Iterable[StateSpan], start: datetime, end: datetime) -> tuple[BarSegment, ...]:
    """Return the part of each span between two instants."""
    whole = (end - start).total_seconds()
    parts = ((each.state, overlap(each.span, Span(start, end))) for each in spans)
    return tuple(
        BarSegment(
            SHAPES[state],
            f"{(part.start - start).total_seconds() / whole:.2%}",
            f"{((part.end or end) - start).total_seconds() / whole:.2%}",
        )
        for state, part in parts
        if part is not None
    )
