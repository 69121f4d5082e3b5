import pytest
from msgspec.structs import replace

from statusgen.model import During, Phone, Policy, Statement, Tier, Turn
from statusgen.model import Referral as PolicyReferral
from statusgen.text.hotline import Contact, contact
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


def hotline(source: Policy | None, cos: str | None = "critical") -> Contact | None:
    return contact(source, cos, None, words())


def test_a_critical_problem_has_a_number_at_any_hour() -> None:
    assert hotline(policy()) == Contact(
        number="+39 0461 171 5112",
        has_more=False,
        languages="English",
        classes="Critical and Urgent",
        hours="Monday to Friday, 09:00 to 18:00 Rome time",
        anytime="",
        callers="Platinum and Gold",
        has_others=True,
    )


@pytest.mark.parametrize("cos", [None, "standard"])
def test_another_class_is_not_answered_at_any_hour(cos: str | None) -> None:
    found = hotline(policy(), cos)
    assert found is not None
    assert not found.is_critical


def test_the_words_that_end_all_names_are_said_once() -> None:
    named = [replace(each, name=text(f"{each.name.default} Business Partner")) for each in TIERS]
    found = hotline(replace(policy(), tiers=tuple(named)))
    assert found is not None
    assert found.callers == "Platinum and Gold Business Partner"


def test_there_is_no_contact_without_a_policy_or_a_number() -> None:
    assert hotline(None) is None
    assert hotline(replace(policy(), phones=())) is None


def test_nothing_is_answered_at_any_hour_without_extended_support_round_the_clock() -> None:
    extended = policy().extended
    assert extended is not None
    by_day = replace(extended, during=During.SUPPORT_HOURS)
    for each in (by_day, None):
        found = hotline(replace(policy(), extended=each))
        assert found is not None
        assert not found.is_critical
