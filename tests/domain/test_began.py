"""An incident counts from when it really began, where that is known."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from statusgen.domain.incident import IncidentNow
from statusgen.domain.incident_at import incident_at
from statusgen.model import State, Update
from statusgen.spans import Span
from tests.samples import at, incident, update

BEGAN, FIRST, END = "2026-11-20 13:00", "2026-11-20 13:15", "2026-11-20 14:00"


def outage(*updates: Update, reported: str | None = None) -> IncidentNow:
    about = incident("x", "pbx: major_outage", *updates, reported=reported)
    found = incident_at(replace(about, began=at(BEGAN)), at("2026-11-21 00:00"))
    assert found is not None
    return found


def test_it_starts_when_it_began_and_not_when_it_was_reported() -> None:
    found = outage(update(FIRST, "identified"), reported="2026-11-20 13:05")
    assert (found.started, found.incident.came_in) == (at(BEGAN), at("2026-11-20 13:05"))


@pytest.mark.parametrize(
    "updates",
    [(update(FIRST, "identified"), update(END, "resolved")), (update(END, "resolved"),)],
)
def test_states_count_from_the_beginning_also_where_only_the_end_was_published(
    updates: tuple[Update, ...],
) -> None:
    (span,) = outage(*updates).spans["pbx"]
    assert (span.state, span.span) == (State.MAJOR_OUTAGE, Span(at(BEGAN), at(END)))


def test_what_a_later_update_says_of_a_component_does_not_count_from_the_beginning() -> None:
    first = update(FIRST, "identified", "pbx: degraded_performance")
    spans = outage(first, update(END, "resolved")).spans["pbx"]
    assert [each.state for each in spans] == [State.MAJOR_OUTAGE, State.DEGRADED_PERFORMANCE]


def test_a_false_alarm_affected_nothing_before_its_first_update_either() -> None:
    (span,) = outage(update(FIRST, "identified"), update(END, "false_alarm")).spans["pbx"]
    assert span.state is State.OPERATIONAL


def test_the_time_until_the_first_update_is_not_a_response_time_of_nobody_who_asked() -> None:
    found = outage(update(FIRST, "identified"))
    assert found.updates[0].at - found.incident.came_in == timedelta()
