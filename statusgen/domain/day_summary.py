"""Summaries of the days on which a component was affected: states, durations, entries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from statusgen.domain.history import Day, HistoryContext, StatePeriod, day_span
from statusgen.model import State
from statusgen.spans import Span, overlap

_Date = date  # a field of this name would be its own type in Python 3.14


class DaySummary(Struct, frozen=True):
    """One day on which entries affected a component.

    `lasted` gives for each state but operational how long it was the worst state, worst first.
    """

    date: _Date
    lasted: tuple[tuple[State, timedelta], ...]
    entry_ids: tuple[str, ...]


def day_summaries(
    days: Iterable[Day], periods: Sequence[StatePeriod], context: HistoryContext
) -> tuple[DaySummary, ...]:
    """Return the summaries of those `days` on which entries affected a component, newest first.

    A day is a day of the site's zone, up to now.
    """
    affected = (day for day in days if day.entry_ids)
    newest_first = sorted(affected, key=lambda day: day.date, reverse=True)
    return tuple(_summary(day, periods, context) for day in newest_first)


def _summary(day: Day, periods: Sequence[StatePeriod], context: HistoryContext) -> DaySummary:
    whole = day_span(day.date, context.zone)
    states_held = tuple(
        _worst_states(periods, Span(whole.start, min(whole.end or context.now, context.now)), day)
    )
    held = (state for state, _ in states_held)
    states = {day.state, *held, *_present(periods, whole, day, context)} - {None, State.OPERATIONAL}
    lasted = {
        state: sum((length for each, length in states_held if each is state), timedelta())
        for state in states
        if state is not None
    }
    return DaySummary(day.date, tuple(sorted(lasted.items(), reverse=True)), day.entry_ids)


def _present(
    periods: Iterable[StatePeriod], whole: Span, day: Day, context: HistoryContext
) -> Iterator[State]:
    """Yield the worst state at present, which may begin in this instant, if the day is today."""
    now, known = context.now, frozenset(day.entry_ids)
    states = [each.shown_as for each in periods if now in each.span and each.entry_id in known]
    if states and now in whole:
        yield max(states)


def _worst_states(
    periods: Iterable[StatePeriod], so_far: Span, day: Day
) -> Iterator[tuple[State, timedelta]]:
    """Yield the worst state between any two edges of the day's periods, and its duration."""
    known = frozenset(day.entry_ids)
    parts = [
        (each.shown_as, part)
        for each in periods
        if each.entry_id in known and (part := overlap(each.span, so_far)) is not None
    ]
    edges = sorted({edge for _, part in parts for edge in (part.start, part.end) if edge})
    for start, end in pairwise(edges):
        here = (state for state, part in parts if start in part)
        yield max(here, default=State.OPERATIONAL), end - start
