"""Classes of service, their response goals and cadence."""

import pytest
from msgspec.structs import replace

from statusgen.domain.response_goal import Basis
from statusgen.domain.sla import response_goal
from statusgen.model import Policy, promised_update
from tests.content.schema.policy.other_company import problems_of
from tests.samples import at, incident, update

GOALS = [
    ("blocker", "2026-11-07 20:00", Basis.WALL_TIME, "2026-11-07 20:15"),
    ("urgent", "2026-11-10 05:15", Basis.SUPPORT_TIME, "2026-11-10 10:15"),
    ("urgent", "2026-11-07 12:00", Basis.SUPPORT_TIME, "2026-11-10 08:15"),
    ("question", "2026-11-10 07:00", Basis.SAME_WORKING_DAY, "2026-11-10 12:15"),
    ("question", "2026-11-13 12:00", Basis.SAME_WORKING_DAY, "2026-11-13 18:15"),
    ("question", "2026-11-08 07:00", Basis.NEXT_WORKING_DAY, "2026-11-10 12:15"),
]


@pytest.mark.parametrize(("cos", "asked", "basis", "due"), GOALS)
def test_the_clocks_follow_another_company_s_policy(
    policy: Policy, cos: str, asked: str, basis: Basis, due: str
) -> None:
    found = response_goal(policy, policy.class_of_service(cos), policy.region(), at(asked))
    assert (found.basis, found.due) == (basis, at(due))


def test_a_cadence_promises_the_next_update(policy: Policy) -> None:
    word = update("2026-11-10 05:00", "investigating")
    outage = replace(incident("outage", "", word), cos="urgent")
    assert promised_update(policy, outage, word) == at("2026-11-10 07:00")


MISTAKES = [
    ("during: always}", "during: nights}", "unknown time of service 'nights'"),
    ("within: 15m, during: always", "within: 15m", "'during' is missing"),
    ("within: 15m, during: always", "during: always", "'within' is missing"),
    ("within: 4h", "by: end_of_working_day, within: 4h", "these are two goals in one"),
    ("{by: end_of_working_day}", "{}", "this is not a goal"),
    ("by: end_of_working_day", "by: end_of_week", "unknown deadline 'end_of_week'"),
    ("update_every: 30m", "update_every: often", "'often' is not a length of time"),
    ("id: urgent", "id: blocker", "duplicate id 'blocker'"),
    ("name: Urgent", "nane: Urgent", "unknown key 'nane'"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_in_classes_is_refused_at_its_line(right: str, wrong: str, message: str) -> None:
    assert (message, True) in problems_of(right, wrong)
