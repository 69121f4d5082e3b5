"""Tiers, and where each turns, also where sections disagree."""

import pytest

from statusgen.model import Policy, Turn
from statusgen.problems import Problem, Severity
from tests.content.schema.policy.other_company import OTHER_COMPANY, problems_of, read_text

DISAGREEING = """  - id: silver
    name: Silver
    statements: [{section: "1", support: direct}, {section: "3", support: refer}]
    refer_to: {who: Gold, tiers: [customer]}
channels:"""


def with_silver(choice: str = "") -> tuple[Policy | None, tuple[Problem, ...]]:
    silver = DISAGREEING.replace("    name: Silver", f"    name: Silver\n{choice}")
    return read_text(OTHER_COMPANY.replace("channels:", silver))


def test_a_policy_that_disagrees_with_itself_is_kept_and_warned_about() -> None:
    policy, (warning,) = with_silver()
    assert policy is not None
    assert warning.severity is Severity.WARNING
    assert warning.message == (
        "the policy contradicts itself on 'silver': 'direct' in section 1 and 'refer' in section 3"
    )


def test_a_tier_that_nobody_has_settled_turns_nowhere() -> None:
    policy, _ = with_silver()
    assert policy is not None
    assert policy.tiers[-1].turn is None


def test_one_line_settles_where_a_tier_turns() -> None:
    policy, problems = with_silver("    support: refer\n")
    assert policy is not None
    assert (policy.tiers[-1].turn, problems) == (Turn.REFER, ())


MISTAKES = [
    ("name: Customer, support: direct", "name: Customer", "'support' is missing"),
    ("name: Customer, support: direct", "name: Customer, support: refer", "'refer_to' is missing"),
    ("support: direct", "support: dirext", "unknown kind of support 'dirext'"),
    ("who: a shop", "who: a shop, tiers: [custmer]", "unknown tier 'custmer'"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_in_tiers_is_refused_at_its_line(right: str, wrong: str, message: str) -> None:
    assert (message, True) in problems_of(right, wrong)
