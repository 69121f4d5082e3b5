"""Half-open time intervals `[start, end)`; an end of `None` is still to come."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct


class Span(Struct, frozen=True):
    """A stretch of time between two aware instants; `end` is the first instant outside it."""

    start: datetime
    end: datetime | None = None

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant and (self.end is None or instant < self.end)


def is_empty(span: Span) -> bool:
    """Return whether no instant lies in `span`."""
    return span.end is not None and span.end <= span.start


def is_over(span: Span, at: datetime) -> bool:
    """Return whether `span` has ended by an instant."""
    return span.end is not None and span.end <= at


def overlap(one: Span, other: Span) -> Span | None:
    """Return what two spans have in common, or None where that is nothing."""
    if is_over(one, other.start) or is_over(other, one.start):
        return None  # most spans are far apart, and creating one to see it takes its time
    ends = [span.end for span in (one, other) if span.end is not None]
    common = Span(max(one.start, other.start), min(ends, default=None))
    return None if is_empty(common) else common


def length(span: Span, until: datetime) -> timedelta:
    """Return how long `span` lasts; one with no end yet lasts until `until`."""
    return max(timedelta(0), (span.end or until) - span.start)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same instants as the fewest spans, in order of time."""
    result: list[Span] = []
    for span in sorted((each for each in spans if not is_empty(each)), key=lambda each: each.start):
        last = result[-1] if result else None
        if last is None or (last.end is not None and last.end < span.start):
            result.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            result[-1] = Span(last.start, span.end)
    return tuple(result)
