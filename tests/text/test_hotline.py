import pytest
from msgspec.structs import replace

from statusgen.model import During, Phone, Policy, Statement, Tier, Turn
from statusgen.model import Referral as PolicyReferral
from statusgen.text.hotline import Hotline, HotlineNumber, HotlineReferral, hotlines
from tests.contexts import words
from tests.policies import POLICY
from tests.samples import text


def tier(name: str, *turns: Turn, who: str = "") -> Tier:
    statements = tuple(Statement(str(section), turn) for section, turn in enumerate(turns))
    return Tier(name, text(name.title()), statements, None, PolicyReferral(text(who)))


TIERS = (
    tier("platinum", Turn.DIRECT),
    tier("gold", Turn.DIRECT),
    tier("silver", Turn.DIRECT, Turn.REFER, who="a Gold Partner"),
    tier("bronze", Turn.REFER, who="a Gold Partner"),
    tier("reseller", Turn.REFER, who="a Gold Partner"),
    tier("user", Turn.REFER, who="whoever installed the system"),
)


def policy() -> Policy:
    (phone,) = POLICY.channels
    direct = replace(phone, who=("platinum", "gold"))
    italy = Phone(text("Italy"), "+39 0461 171 5112")
    return replace(POLICY, tiers=TIERS, phones=(italy,), channels=(direct,))


def hotline(source: Policy | None, cos: str | None = "critical") -> Hotline | None:
    return hotlines(source, words()).get(cos)


def test_a_critical_problem_has_numbers_hours_and_referrals() -> None:
    assert hotline(policy()) == Hotline(
        cos="Critical",
        callers="Platinum and Gold",
        languages="English",
        numbers=(HotlineNumber("Italy", "+39 0461 171 5112"),),
        hours=(
            "Emea: Monday to Friday, 09:00 to 18:00 Europe/Rome",
            "Americas: Monday to Friday, 09:00 to 18:00 America/New_York",
        ),
        referrals=(
            HotlineReferral("Silver, Bronze and Reseller", "a Gold Partner"),
            HotlineReferral("User", "whoever installed the system"),
        ),
    )


@pytest.mark.parametrize("cos", [None, "standard"])
def test_nobody_is_to_call_about_another_class(cos: str | None) -> None:
    assert hotline(policy(), cos) is None


def test_there_is_no_helpline_without_a_policy() -> None:
    assert hotline(None) is None


def test_there_is_no_helpline_without_numbers() -> None:
    assert hotline(replace(policy(), phones=())) is None


def test_there_is_no_helpline_without_extended_support_round_the_clock() -> None:
    extended = policy().extended
    assert extended is not None
    by_day = replace(extended, during=During.SUPPORT_HOURS)
    assert hotline(replace(policy(), extended=by_day)) is None
    assert hotline(replace(policy(), extended=None)) is None
