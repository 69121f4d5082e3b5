"""sla.yml becomes a policy, or a list of mistakes with their places."""

from statusgen.content.schema.context import SchemaContext, with_policy_names
from statusgen.content.source.parse import parse
from tests.content.schema.policy.other_company import OTHER_COMPANY, problems_of, read_text

MORE = """
extended: {classes: [urgnet], channel: hotlin, during: support_hours, languages: [english]}
phones:
  - {label: Nepal, number: 01 441 555, region: nepl, countries: [Nepal]}
monitoring: {during: always, steps: [Look], contact_by: [desc]}
groups:
  - {name: Wizards, url: https://himal.example, audience: everyone, used_for: [A], group: wizard}
"""

UNKNOWN = {
    "unknown class of service 'urgnet'": "did you mean 'urgent'?",
    "unknown channel 'hotlin'": "did you mean 'hotline'?",
    "extended support is what is there outside support hours": "expected always",
    "'english' is not a language code": "expected a value such as en",
    "'01 441 555' is not an international telephone number": "expected +",
    "unknown region 'nepl'": "did you mean 'nepal'?",
    "'Nepal' is not a country code": "expected two capitals",
    "unknown channel 'desc'": "did you mean 'desk'?",
    "unknown group 'wizard'": "did you mean 'wizards'?",
}


def test_another_company_s_policy_is_read_without_a_problem() -> None:
    assert read_text(OTHER_COMPANY)[1] == ()


def test_every_unknown_name_is_found_in_one_run_with_the_nearest() -> None:
    hints = {each.message: each.hint for each in read_text(OTHER_COMPANY + MORE)[1]}
    assert hints.keys() == UNKNOWN.keys()
    assert all(part in hints[message] for message, part in UNKNOWN.items())


def test_the_names_of_a_policy_are_known_although_the_rest_is_broken() -> None:
    broken = parse("content/sla.yml", b"regions: [{id: nepal}]\nclasses: [{id: urgent}, 3]\n")
    context = with_policy_names(SchemaContext(), broken.tree)
    assert (context.regions.known, context.classes.known) == (frozenset({"nepal"}), None)


def test_a_month_that_is_none_is_refused_at_its_line() -> None:
    found = problems_of("created: 2024-02", "created: 2024-13")
    assert ("'2024-13' is not a month", True) in found
