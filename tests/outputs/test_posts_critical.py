"""What a post about a Critical problem says of support, with the policy of the sample content."""

import re

import pytest
from msgspec.structs import replace

from statusgen.model import Content, Scope
from statusgen.outputs.posts import OUTPUT
from statusgen.render.post import post_text
from tests.content.test_policy_facts import LOADED
from tests.contexts import context, rendered
from tests.samples import content, group, incident, maintenance, update

GROUPS = (group("wizards", "global_problem", "maintenance"),)


def outage(cos: str | None = "critical", status: str = "identified") -> Content:
    opened = incident("outage", "pbx: major_outage", update("2026-11-20 02:31", status))
    assert LOADED.content is not None
    entry = replace(opened, cos=cos)
    return replace(content(entry, groups=GROUPS), policy=LOADED.content.policy)


def post(source: Content) -> str:
    made, _ = rendered(OUTPUT, context(source))
    return made.content.decode()


@pytest.mark.parametrize(
    ("region", "language", "number"),
    [
        ("emea", "it", "+39 0461 171 5112"),
        ("emea", "de", "+49 89 2000 60 65"),
        ("emea", "en", "+44 330 056 3663"),
        ("americas", "it", "+1 614 484 1546"),
    ],
)
def test_the_number_of_the_region_stands_alone(region: str, language: str, number: str) -> None:
    (entry,) = outage().incidents
    made = context(replace(outage(), incidents=(replace(entry, region=region),)))
    output = post_text(made, made.world.news[0], language)
    assert re.findall(r"\+[\d ]+\d", output) == [number]


LINES = [
    "Phone, 24/7: +44 330 056 3663 (English outside support hours).",
    "For Platinum and Gold Business Partner; others through their partner. Please do not report",
    "Other numbers:\nhttps://status.example/incidents/outage/",
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
    assert [each for each in invitations if "do not report it here" not in each] == []


@pytest.mark.parametrize("cos", ["standard", None])
def test_any_other_problem_says_how_to_reach_support(cos: str | None) -> None:
    output = post(outage(cos))
    assert "\nPhone, Monday to Friday, 09:00 to 18:00 Rome time: +44 330 056 3663.\n" in output
    assert "\nAt any time: Ticket in WMP. For Platinum and Gold Business Partner" in output


def test_hours_are_those_of_the_region_in_its_own_time() -> None:
    (entry,) = outage("standard").incidents
    american = replace(outage("standard"), incidents=(replace(entry, region="americas"),))
    output = post(american)
    assert "Identified: Thu 19 Nov, 21:31 New York time (Fri 20 Nov, 02:31 UTC)" in output
    assert "09:00 to 18:00 New York time: +1 614 484 1546." in output


@pytest.mark.parametrize("status", ["resolved", "false_alarm"])
@pytest.mark.parametrize(
    ("cos", "expected"),
    [
        ("critical", "Phone, 24/7: +44 330 056 3663 (outside support hours Critical only, in Eng"),
        (
            "standard",
            "Phone, Monday to Friday, 09:00 to 18:00 Rome time: +44 330 056 3663.\nAt any",
        ),
    ],
)
def test_what_is_over_says_where_to_turn(status: str, cos: str, expected: str) -> None:
    assert f"\nProblems? {expected}" in post(outage(cos, status))


TICKET = "Questions? Ticket in WMP, at any time. For Platinum and Gold Business Partner; others"


def test_a_post_mortem_and_work_to_come_say_where_to_ask() -> None:
    source = replace(outage(), incidents=(), maintenances=(maintenance(),))
    made = context(source)
    *_, started, _reminder, announced = (post_text(made, each, "en") for each in made.world.news)
    for text in (post(outage(status="postmortem")), announced):
        assert f"\n{TICKET} through their partner.\n\nhttps://" in text
    assert "\nProblems? Phone, 24/7: +44 330 056 3663 (outside" in started


def test_without_a_policy_a_post_names_no_number() -> None:
    (entry,) = outage().incidents
    bare = replace(outage(), policy=None, incidents=(replace(entry, cos=None),))
    assert not re.search(r"\+\d", post(bare))


def test_a_problem_of_limited_scope_is_not_posted() -> None:
    (entry,) = outage().incidents
    limited = replace(outage(), incidents=(replace(entry, scope=Scope.LIMITED),))
    assert list(rendered(OUTPUT, context(limited))) == []
