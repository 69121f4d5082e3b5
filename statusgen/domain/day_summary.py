"""What a day was like for a component that was in trouble: in which states, how long, and why."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from statusgen.domain.history import Day, HistoryContext, StatePeriod, day_span
from statusgen.model import State
from statusgen.spans import Span, overlap


class DaySummary(Struct, frozen=True):
    """One day on which something was told of a component.

    `lasted` has for each state but operational how long it was the worst one, the worst first;
    `entry_ids` name what was the matter.
    """

    date: date
    lasted: tuple[tuple[State, timedelta], ...]
    entry_ids: tuple[str, ...]


def day_summaries(
    days: Iterable[Day], stretches: Sequence[StatePeriod], past: HistoryContext
) -> tuple[DaySummary, ...]:
    """Return the stories of those of `days` that have one, newest first.

    A day is that of the site's zone, and as much of it as has passed.
    """
    told = sorted((day for day in days if day.entry_ids), key=lambda day: day.date, reverse=True)
    return tuple(_story(day, stretches, past) for day in told)


def _story(day: Day, stretches: Sequence[StatePeriod], past: HistoryContext) -> DaySummary:
    whole = day_span(day.date, past.zone)
    felt = tuple(_felt(stretches, Span(whole.start, min(whole.end or past.now, past.now)), day))
    states = {day.state, *(state for state, _ in felt)} - {None, State.OPERATIONAL}
    lasted = {
        state: sum((length for each, length in felt if each is state), timedelta())
        for state in states
        if state is not None
    }
    return DaySummary(day.date, tuple(sorted(lasted.items(), reverse=True)), day.entry_ids)


def _felt(
    stretches: Iterable[StatePeriod], so_far: Span, day: Day
) -> Iterator[tuple[State, timedelta]]:
    """Yield the worst state between any two edges of the day's stretches, and how long it held."""
    known = frozenset(day.entry_ids)
    parts = [
        (each.state, part)
        for each in stretches
        if each.entry_id in known and (part := overlap(each.span, so_far)) is not None
    ]
    edges = sorted({edge for _, part in parts for edge in (part.start, part.end) if edge})
    for start, end in pairwise(edges):
        here = (state for state, part in parts if start in part)
        yield max(here, default=State.OPERATIONAL), end - start
