"""Half-open time intervals `[start, end)`; an end of None is not known yet."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

YEARS = range(1970, 9999)
"""Valid years: a slip such as 0226 for 2026 would make a history of 21,600 months, and at the ends
of the calendar there is no time in every zone."""


class Span(Struct, frozen=True):
    """An interval between two aware instants; `end` is the first instant after it."""

    start: datetime
    end: datetime | None = None

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant and (self.end is None or instant < self.end)


def is_empty(span: Span) -> bool:
    """Return whether `span` contains no instant."""
    return span.end is not None and span.end <= span.start


def is_over(span: Span, at: datetime) -> bool:
    """Return whether `span` has ended by an instant."""
    return span.end is not None and span.end <= at


def overlap(one: Span, other: Span) -> Span | None:
    """Return the intersection of two spans, or None if it is empty."""
    if is_over(one, other.start) or is_over(other, one.start):
        return None  # the usual case, without the cost of creating a span
    ends = [span.end for span in (one, other) if span.end is not None]
    common = Span(max(one.start, other.start), min(ends, default=None))
    return None if is_empty(common) else common


def length(span: Span, until: datetime) -> timedelta:
    """Return the duration of `span`; without an end it lasts until `until`."""
    return max(timedelta(0), (span.end or until) - span.start)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the union of spans as the fewest spans, in order of time."""
    result: list[Span] = []
    for span in sorted((each for each in spans if not is_empty(each)), key=lambda each: each.start):
        last = result[-1] if result else None
        if last is None or (last.end is not None and last.end < span.start):
            result.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            result[-1] = Span(last.start, span.end)
    return tuple(result)
