"""What a post about a Critical problem says of support, with the policy of the sample content."""

import re

import pytest
from msgspec.structs import replace

from statusgen.model import Content, Scope
from statusgen.outputs.posts import OUTPUT
from tests.content.test_policy_facts import LOADED, PHONES
from tests.contexts import context, rendered
from tests.policies import rows
from tests.samples import content, group, incident, update

GROUPS = (group("wizards", "global_problem", "maintenance"),)


def outage(cos: str | None = "critical", status: str = "identified") -> Content:
    opened = incident("outage", "pbx: major_outage", update("2026-11-20 02:31", status))
    assert LOADED.content is not None
    entry = replace(opened, cos=cos)
    return replace(content(entry, groups=GROUPS), policy=LOADED.content.policy)


def post(source: Content) -> str:
    (made,) = rendered(OUTPUT, context(source))
    return made.content.decode()


@pytest.mark.parametrize(("label", "number", "display"), rows(PHONES))
def test_a_critical_problem_names_every_number(label: str, number: str, display: str) -> None:
    assert f"\n{label}: {display}\n" in post(outage())
    assert number.startswith("+")


def test_the_numbers_for_readers_of_the_group_s_language_come_first() -> None:
    source = outage()
    italian = replace(source, groups=(replace(GROUPS[0], languages=("it",)),))
    numbers = re.findall(r"^(.+): \+\d", post(italian), re.MULTILINE)
    assert numbers[0] == "Italia"
    assert len(numbers) == 6


LINES = [
    "call at any hour, in English outside Support Hours",
    "Europe: Monday to Friday, 09:00 to 18:00 CET",
    "Americas: Monday to Friday, 09:00 to 18:00 EST",
    "Who can call: Platinum Business Partner and Gold Business Partner.",
    "Silver Business Partner, Bronze Partner and Reseller: please turn to the assigned Platinum or",
    "Please report a Critical issue by phone or ticket, not in this group.",
]


@pytest.mark.parametrize("line", LINES)
def test_a_critical_problem_says_when_and_for_whom(line: str) -> None:
    assert line in post(outage())


@pytest.mark.parametrize("cos", ["critical", "standard", None])
@pytest.mark.parametrize("status", ["investigating", "monitoring", "resolved", "postmortem"])
def test_no_post_invites_reports_into_the_group(cos: str | None, status: str) -> None:
    output = post(outage(cos, status)).lower()
    invitations = re.findall(
        r"[^.\n]*\b(?:report|comment|reply|tell us|let us know)\b[^.\n]*", output
    )
    assert [each for each in invitations if "not in this group" not in each] == []


@pytest.mark.parametrize(
    "source",
    [outage("standard"), outage(None), outage(status="resolved")],
    ids=["standard", "none", "resolved"],
)
def test_only_a_critical_problem_that_goes_on_has_numbers(source: Content) -> None:
    assert "+39" not in post(source)


def test_without_a_policy_a_post_names_no_number() -> None:
    (entry,) = outage().incidents
    bare = replace(outage(), policy=None, incidents=(replace(entry, cos=None),))
    assert not re.search(r"\+\d", post(bare))


def test_a_problem_of_limited_scope_is_not_posted() -> None:
    (entry,) = outage().incidents
    limited = replace(outage(), incidents=(replace(entry, scope=Scope.LIMITED),))
    assert list(rendered(OUTPUT, context(limited))) == []
