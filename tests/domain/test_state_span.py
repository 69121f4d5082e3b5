"""The state of a component at an instant, by the spans that an entry sets."""

import pytest

from statusgen.domain.state_span import StateSpan, state_at
from statusgen.model import State
from statusgen.spans import Span
from tests.samples import at

SPANS = (
    StateSpan(State.MAJOR_OUTAGE, Span(at("2026-11-20 13:00"), at("2026-11-20 14:00"))),
    StateSpan(State.DEGRADED_PERFORMANCE, Span(at("2026-11-20 14:00"), None)),
)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-20 12:59", State.OPERATIONAL),
        ("2026-11-20 13:00", State.MAJOR_OUTAGE),
        ("2026-11-20 14:00", State.DEGRADED_PERFORMANCE),
    ],
)
def test_a_state_holds_from_the_start_of_its_span_up_to_its_end(now: str, expected: State) -> None:
    assert state_at(SPANS, at(now)) is expected
