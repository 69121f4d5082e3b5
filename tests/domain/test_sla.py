"""The clocks of the support policy, as tables that a support manager can read and sign.

Times are those on the wall of the region; the weekday is checked against the calendar of 2026.
25 December is a holiday in Europe and none in the Americas. Clocks change in Europe on 29 March
and 25 October, in the Americas on 8 March and 1 November.
"""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from statusgen.domain.response_goal import Basis, Outcome
from statusgen.domain.sla import response_goal, verdict
from statusgen.domain.support_hours import in_support_hours
from statusgen.model import (
    ClassOfService,
    During,
    Incident,
    IncidentStatus,
    Policy,
    Region,
    Within,
    promised_update,
)
from tests.policies import AMERICAS, CRITICAL, EMEA, POLICY, STANDARD, moment, rows, support_time
from tests.samples import at, incident, text, update

GOALS = """
class    | region   | reported         | answer due       | because
critical | emea     | Fri 20 Nov 10:00 | Fri 20 Nov 10:30 | support time
critical | emea     | Fri 20 Nov 09:00 | Fri 20 Nov 09:30 | support time
critical | emea     | Fri 20 Nov 17:30 | Fri 20 Nov 18:00 | support time
critical | emea     | Fri 20 Nov 17:50 | Mon 23 Nov 09:20 | support time
critical | emea     | Wed 18 Nov 17:59 | Thu 19 Nov 09:29 | support time
critical | emea     | Fri 27 Mar 17:50 | Mon 30 Mar 09:20 | support time
critical | emea     | Fri 23 Oct 17:50 | Mon 26 Oct 09:20 | support time
critical | americas | Fri 06 Mar 17:50 | Mon 09 Mar 09:20 | support time
critical | americas | Fri 30 Oct 17:50 | Mon 02 Nov 09:20 | support time
critical | emea     | Thu 24 Dec 17:50 | Mon 28 Dec 09:20 | support time
critical | americas | Thu 24 Dec 17:50 | Fri 25 Dec 09:20 | support time
critical | emea     | Fri 20 Nov 18:00 | no clock         | extended support
critical | emea     | Sun 22 Nov 23:30 | no clock         | extended support
critical | emea     | Mon 23 Nov 00:00 | no clock         | extended support
critical | emea     | Mon 23 Nov 08:59 | no clock         | extended support
critical | emea     | Sun 29 Mar 03:00 | no clock         | extended support
critical | americas | Sun 01 Nov 01:30 | no clock         | extended support
critical | emea     | Fri 25 Dec 10:00 | no clock         | extended support
standard | emea     | Mon 23 Nov 07:00 | Mon 23 Nov 18:00 | same working day
standard | emea     | Mon 23 Nov 10:00 | Mon 23 Nov 18:00 | same working day
standard | emea     | Mon 23 Nov 17:59 | Mon 23 Nov 18:00 | same working day
standard | emea     | Mon 23 Nov 18:00 | Tue 24 Nov 18:00 | next working day
standard | emea     | Mon 23 Nov 19:00 | Tue 24 Nov 18:00 | next working day
standard | emea     | Tue 24 Nov 00:00 | Tue 24 Nov 18:00 | same working day
standard | emea     | Fri 20 Nov 19:00 | Mon 23 Nov 18:00 | next working day
standard | emea     | Sat 21 Nov 10:00 | Mon 23 Nov 18:00 | next working day
standard | emea     | Sun 29 Mar 03:30 | Mon 30 Mar 18:00 | next working day
standard | emea     | Sun 25 Oct 02:30 | Mon 26 Oct 18:00 | next working day
standard | americas | Sun 08 Mar 12:00 | Mon 09 Mar 18:00 | next working day
standard | americas | Sun 01 Nov 12:00 | Mon 02 Nov 18:00 | next working day
standard | emea     | Thu 24 Dec 19:00 | Mon 28 Dec 18:00 | next working day
standard | emea     | Fri 25 Dec 10:00 | Mon 28 Dec 18:00 | next working day
urgent   | emea     | Sat 21 Nov 23:30 | Sun 22 Nov 00:30 | wall time
urgent   | emea     | Fri 20 Nov 17:50 | Fri 20 Nov 18:50 | wall time
urgent   | emea     | Sun 29 Mar 01:30 | Sun 29 Mar 03:30 | wall time
"""


@pytest.mark.parametrize(("cos", "region", "reported", "due", "because"), rows(GOALS))
def test_the_goal_of_a_class_in_a_region(
    cos: str, region: str, reported: str, due: str, because: str
) -> None:
    where = POLICY.region(region)
    found = response_goal(POLICY, POLICY.class_of_service(cos), where, moment(reported, where))
    assert found.due == (None if due == "no clock" else moment(due, where))
    assert found.basis.value == because.replace(" ", "_")


GOALS_IN_UTC = """
region   | reported         | answer due       | clocks
emea     | 2026-03-27 16:50 | 2026-03-30 07:20 | an hour earlier after 29 March
emea     | 2026-10-23 15:50 | 2026-10-26 08:20 | an hour later after 25 October
americas | 2026-03-06 22:50 | 2026-03-09 13:20 | an hour earlier after 8 March
americas | 2026-10-30 21:50 | 2026-11-02 14:20 | an hour later after 1 November
"""


@pytest.mark.parametrize(("region", "reported", "due", "clocks"), rows(GOALS_IN_UTC))
def test_a_goal_over_a_clock_change_follows_the_wall(
    region: str, reported: str, due: str, clocks: str
) -> None:
    found = response_goal(POLICY, CRITICAL, POLICY.region(region), at(reported))
    assert found.due == at(due), clocks


def test_a_critical_goal_is_deferred_where_there_is_no_extended_support() -> None:
    found = response_goal(
        without_extended(POLICY), CRITICAL, EMEA, moment("Sat 21 Nov 12:00", EMEA)
    )
    assert found.due == moment("Mon 23 Nov 09:30", EMEA)


VERDICTS = """
class    | reported         | first update     | looked at        | verdict          | taken
critical | Fri 20 Nov 14:03 | Fri 20 Nov 14:15 | Fri 20 Nov 15:00 | met              | 0 h 12
critical | Fri 20 Nov 14:03 | Fri 20 Nov 14:33 | Fri 20 Nov 15:00 | met              | 0 h 30
critical | Fri 20 Nov 14:03 | Fri 20 Nov 14:34 | Fri 20 Nov 15:00 | missed           | 0 h 31
critical | Fri 20 Nov 14:03 | Fri 20 Nov 15:00 | Fri 20 Nov 14:32 | due              | no answer
critical | Fri 20 Nov 14:03 | Fri 20 Nov 15:00 | Fri 20 Nov 14:33 | overdue          | no answer
critical | Fri 20 Nov 17:50 | Mon 23 Nov 09:20 | Mon 23 Nov 10:00 | met              | 63 h 30
critical | Fri 20 Nov 17:50 | Mon 23 Nov 09:21 | Sun 22 Nov 12:00 | due              | no answer
critical | Sun 22 Nov 23:30 | Sun 22 Nov 23:40 | Sun 22 Nov 23:50 | extended_support | 0 h 10
critical | Sun 22 Nov 23:30 | Mon 23 Nov 12:00 | Mon 23 Nov 09:40 | extended_support | no answer
standard | Mon 23 Nov 07:00 | Mon 23 Nov 18:00 | Mon 23 Nov 19:00 | met              | 11 h 00
standard | Mon 23 Nov 19:00 | Tue 24 Nov 18:01 | Tue 24 Nov 19:00 | missed           | 23 h 01
standard | Fri 20 Nov 16:00 | Mon 23 Nov 09:05 | Mon 23 Nov 10:00 | missed           | 65 h 05
standard | Sat 21 Nov 16:00 | Mon 23 Nov 09:05 | Mon 23 Nov 10:00 | met              | 41 h 05
"""


@pytest.mark.parametrize(("cos", "reported", "first", "now", "outcome", "taken"), rows(VERDICTS))
def test_the_verdict_on_an_incident(  # noqa: PLR0913, PLR0917 - the columns of the table
    cos: str, reported: str, first: str, now: str, outcome: str, taken: str
) -> None:
    found = verdict(POLICY, incident_with(cos, reported, first), moment(now, EMEA))
    assert found is not None
    assert found.outcome is Outcome(outcome)
    assert hours_and_minutes(found.taken) == taken


NO_CLAIM = """
class    | reported         | first update     | why no verdict is claimed
none     | Fri 20 Nov 14:03 | Fri 20 Nov 14:15 | no class, no goal
critical | never            | Fri 20 Nov 14:15 | it begins with its first update
critical | Fri 20 Nov 14:15 | Fri 20 Nov 14:15 | the report is the first update
critical | Fri 20 Nov 14:20 | Fri 20 Nov 14:15 | the answer was there before the report
critical | Fri 20 Nov 18:05 | Fri 20 Nov 17:55 | the same, with a report after closing
"""


@pytest.mark.parametrize(("cos", "reported", "first", "why"), rows(NO_CLAIM))
def test_no_verdict_is_claimed_where_nothing_supports_one(
    cos: str, reported: str, first: str, why: str
) -> None:
    found = verdict(POLICY, incident_with(cos, reported, first), moment("Fri 20 Nov 15:00", EMEA))
    assert found is None, why


def test_a_critical_incident_that_was_never_reported_has_extended_support_at_night() -> None:
    found = verdict(
        POLICY,
        incident_with("critical", "never", "Sun 22 Nov 23:30"),
        moment("Mon 23 Nov 00:00", EMEA),
    )
    assert found is not None
    assert (found.goal.basis, found.taken) == (Basis.EXTENDED_SUPPORT, None)


def test_the_hours_of_the_incident_s_own_region_hold() -> None:
    evening = incident_with("critical", "Fri 20 Nov 20:00", "Fri 20 Nov 20:10")
    found = verdict(POLICY, replace(evening, region="americas"), at("2026-11-21 00:00"))
    assert found is not None
    assert (found.outcome, found.goal.region) == (Outcome.MET, AMERICAS)


PROMISES = """
class    | status        | promised by hand | next word
urgent   | investigating | 2026-11-20 14:20 | 2026-11-20 14:20
urgent   | investigating |                  | 2026-11-20 14:45
urgent   | resolved      |                  | none
urgent   | resolved      | 2026-11-20 14:20 | none
critical | investigating |                  | none
none     | investigating |                  | none
none     | investigating | 2026-11-20 14:20 | 2026-11-20 14:20
"""


@pytest.mark.parametrize(("cos", "status", "by_hand", "due"), rows(PROMISES))
def test_the_next_update_is_promised_by_hand_or_by_the_cadence_of_the_class(
    cos: str, status: str, by_hand: str, due: str
) -> None:
    word = update("2026-11-20 14:00", status, due=by_hand or None)
    broken = replace(incident("outage", "", word), cos=None if cos == "none" else cos)
    assert promised_update(POLICY, broken, word) == (None if due == "none" else at(due))


def test_without_a_policy_only_a_written_promise_holds() -> None:
    word = update("2026-11-20 14:00", "identified", due="2026-11-20 15:00")
    assert promised_update(None, incident("outage", "", word), word) == at("2026-11-20 15:00")


# --- properties --------------------------------------------------------------------------------

instants = st.integers(0, 365 * 24 * 3600).map(
    lambda seconds: at("2026-01-01 00:00") + timedelta(seconds=seconds)
)
regions = st.sampled_from([EMEA, AMERICAS])
classes = st.one_of(
    st.just(STANDARD),
    st.builds(
        lambda minutes, during: ClassOfService(
            "critical", text("Any"), (), Within(timedelta(minutes=minutes), during)
        ),
        st.integers(1, 3000),
        st.sampled_from(During),
    ),
)
policies = st.sampled_from([POLICY, replace(POLICY, extended=None)])


@given(policies, classes, regions, instants)
def test_a_goal_is_never_before_its_start(
    policy: Policy, cos: ClassOfService, where: Region, asked: datetime
) -> None:
    found = response_goal(policy, cos, where, asked)
    assert found.due is None or found.due > asked


@given(policies, classes, regions, instants)
def test_a_goal_is_in_support_hours_or_at_their_end_unless_its_rule_says_always(
    policy: Policy, cos: ClassOfService, where: Region, asked: datetime
) -> None:
    found = response_goal(policy, cos, where, asked)
    if found.due is not None and found.basis is not Basis.WALL_TIME:
        assert in_support_hours(where, found.due - timedelta.resolution)


@given(regions, instants, st.integers(1, 3000))
def test_just_the_promised_support_time_lies_before_a_goal(
    where: Region, asked: datetime, minutes: int
) -> None:
    duration = timedelta(minutes=minutes)
    cos = replace(CRITICAL, goal=Within(duration, During.SUPPORT_HOURS))
    due = response_goal(replace(POLICY, extended=None), cos, where, asked).due
    assert due is not None
    assert support_time(where, asked, due) == duration


# --- builders ----------------------------------------------------------------------------------


def incident_with(cos: str, reported: str, first: str) -> Incident:
    """Return an incident of a class by the wall clock of Europe."""
    word = replace(
        update("2026-01-01 00:00", IncidentStatus.INVESTIGATING.value), at=moment(first, EMEA)
    )
    return replace(
        incident("outage", "", word),
        cos=None if cos == "none" else cos,
        reported=None if reported == "never" else moment(reported, EMEA),
    )


def hours_and_minutes(taken: timedelta | None) -> str:
    if taken is None:
        return "no answer"
    hours, rest = divmod(taken, timedelta(hours=1))
    return f"{hours} h {rest // timedelta(minutes=1):02}"


def without_extended(policy: Policy) -> Policy:
    return replace(policy, extended=None)


def test_an_answer_counts_from_its_very_second_on() -> None:
    entry = replace(incident("x", "", update("2026-11-20 13:15", "resolved")), cos="critical")
    asked = replace(entry, reported=at("2026-11-20 13:00"))
    found = [verdict(POLICY, asked, at(f"2026-11-20 13:{minute}")) for minute in (14, 15)]
    assert [each and each.answered for each in found] == [None, at("2026-11-20 13:15")]
