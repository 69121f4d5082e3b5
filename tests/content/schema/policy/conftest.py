"""The policy of another company, and its region."""

import pytest

from statusgen.model import Policy, Region
from tests.content.schema.policy.other_company import OTHER_COMPANY, read_text


@pytest.fixture(name="policy")
def _policy() -> Policy:
    policy, problems = read_text(OTHER_COMPANY)
    assert policy is not None, problems
    return policy


@pytest.fixture(name="nepal")
def _nepal(policy: Policy) -> Region:
    return policy.region()
