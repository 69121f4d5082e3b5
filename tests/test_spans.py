import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from statusgen.spans import Span, is_empty, length, merged, overlap

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def hour(number: int) -> datetime:
    return NOON + timedelta(hours=number)


def span(start: int, end: int | None = None) -> Span:
    return Span(hour(start), None if end is None else hour(end))


SPANS = st.builds(
    lambda start, hours: span(start, None if hours is None else start + hours),
    st.integers(0, 9),
    st.none() | st.integers(0, 9),
)
INSTANTS = st.integers(-1, 20).map(hour)


def test_a_span_holds_its_start_but_not_its_end() -> None:
    assert hour(1) in span(1, 2)
    assert hour(2) not in span(1, 2)


def test_a_span_without_an_end_holds_all_that_comes() -> None:
    assert hour(999) in span(1)
    assert hour(0) not in span(1)


def test_an_empty_span_holds_nothing() -> None:
    assert is_empty(span(1, 1))
    assert not is_empty(span(1))


def test_spans_that_only_touch_have_nothing_in_common() -> None:
    assert overlap(span(1, 2), span(2, 3)) is None


def test_length_of_a_span_still_open_is_up_to_the_instant() -> None:
    assert length(span(1), hour(4)) == timedelta(hours=3)
    assert length(span(1, 2), hour(4)) == timedelta(hours=1)


def test_length_is_never_negative() -> None:
    assert length(span(5), hour(4)) == timedelta(0)


def test_spans_that_touch_merge_into_one() -> None:
    assert merged([span(3, 4), span(1, 2), span(2, 3), span(6)]) == (span(1, 4), span(6))


@given(SPANS, SPANS, INSTANTS)
def test_the_overlap_holds_what_both_hold(one: Span, other: Span, instant: datetime) -> None:
    common = overlap(one, other)
    assert (common is not None and instant in common) == (instant in one and instant in other)


@given(st.lists(SPANS), INSTANTS)
def test_merging_keeps_exactly_the_same_instants(spans: list[Span], instant: datetime) -> None:
    assert any(instant in each for each in merged(spans)) == any(instant in each for each in spans)


@given(st.lists(SPANS))
def test_merged_spans_are_apart_and_in_order_of_time(spans: list[Span]) -> None:
    result = merged(spans)
    assert all(
        one.end is not None and one.end < two.start for one, two in itertools.pairwise(result)
    )
