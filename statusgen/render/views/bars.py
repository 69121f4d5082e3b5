"""Drawings of time: the last ninety days of a component, and the timeline of an incident.

A day is three units wide, the gap after it included. Every stroke is a line that the style sheet
makes as high as its state; its dashes cut a run of days into days. They stand on one base line, and
planned maintenance hangs below it, so that a day can show both.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from statusgen.domain.history import Day
from statusgen.domain.state_span import StateSpan
from statusgen.model import State
from statusgen.render.palette import SHAPES
from statusgen.spans import Span, overlap

_DAY, _GAP = 3, 1.5
_MIDDLES: Mapping[State | None, int] = {
    State.OPERATIONAL: 28,
    State.DEGRADED_PERFORMANCE: 24,
    State.PARTIAL_OUTAGE: 21,
    State.MAJOR_OUTAGE: 18,
    None: 35,
    State.UNDER_MAINTENANCE: 41,
}
"""The middle of the stroke of each state; the style sheet has its width."""


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
    for state, first, length in _runs(days):
        paths[state] = paths.get(state, "") + path(state, length, first)
    return tuple(Stroke(shape, paths[state]) for state, shape in SHAPES.items() if state in paths)


def path(state: State | None, length: int, first: int = 0) -> str:
    """Return the path of a run of days in one state; `first` is the index of its first day.

    Runs of maintenance have no gap after them, so that days in a row join.
    """
    gap = 0 if state is State.UNDER_MAINTENANCE else _GAP
    return f"M{first * _DAY} {_MIDDLES[state]}h{length * _DAY - gap:g}"


def _runs(days: Sequence[Day]) -> Iterator[tuple[State | None, int, int]]:
    """Yield the runs of days with one state: it, its first day and its length."""
    first = 0
    for (state, is_maintained), run in itertools.groupby(days, key=_drawn):
        length = len(tuple(run))
        yield state, first, length
        if is_maintained:
            yield State.UNDER_MAINTENANCE, first, length
        first += length


def _drawn(day: Day) -> tuple[State | None, bool]:
    """Return the state that stands on the base line, and whether maintenance hangs below it."""
    is_planned = day.state is State.UNDER_MAINTENANCE
    return State.OPERATIONAL if is_planned else day.state, day.is_maintained or is_planned


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
