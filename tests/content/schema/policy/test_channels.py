"""Channels of the policy and who may use them."""

import pytest

from statusgen.model import Policy
from tests.content.schema.policy.other_company import problems_of


def test_a_channel_may_be_for_named_tiers(policy: Policy) -> None:
    assert [tier.id for tier in policy.users_of(policy.channel("hotline"))] == ["customer"]


def test_a_channel_may_be_for_everyone(policy: Policy) -> None:
    assert policy.users_of(policy.channel("desk")) == policy.tiers


MISTAKES = [
    ("who: [customer]", "who: [custmer]", "unknown tier 'custmer'"),
    ("who: [customer]", "who: anyone", "unknown group of users 'anyone'"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_in_channels_is_refused_at_its_line(right: str, wrong: str, message: str) -> None:
    assert (message, True) in problems_of(right, wrong)
