"""sla.yml becomes a policy, or a list of mistakes with their places."""

import pytest
from msgspec.structs import replace

from statusgen.content.schema.context import Names, SchemaContext, with_policy_names
from statusgen.content.schema.policy import read_policy
from statusgen.content.source.parse import parse
from statusgen.domain.response_goal import Basis
from statusgen.domain.sla import response_goal
from statusgen.domain.support_hours import support_now
from statusgen.model import Policy, Region, Turn, promised_update
from statusgen.problems import Problem, Severity
from tests.policies import hours
from tests.samples import at, incident, update

OTHER_COMPANY = """
name: Support policy of Himal Telecom
created: 2024-02
updated: 2026-09
permalink: https://himal.example/support
mission:
  offers: [Help with what we sell]
regions:
  - id: nepal
    label: Nepal
    timezone: Asia/Kathmandu # +05:45
    support_hours:
      sunday: 10:00-17:00
      monday: 10:00-17:00
      tuesday: [09:00-12:30, 13:30 - 18:00]
      wednesday: 10:00-17:00
      thursday: 10:00-17:00
      friday: 10:00-24:00
    holidays:
      - {date: 2026-11-08, name: Tihar}
      - {date: 2026-11-09, name: {en: Bhai Tika}}
classes:
  - id: blocker
    name: Blocker
    conditions: [Nobody can call]
    goal: {within: 15m, during: always}
    update_every: 30m
  - id: urgent
    name: Urgent
    conditions: [Some cannot call]
    goal: {within: 4h, during: support_hours}
    update_every: 2h
  - id: question
    name: Question
    conditions: [All else]
    goal: {by: end_of_working_day}
tiers:
  - {id: customer, name: Customer, support: direct}
  - {id: guest, name: Guest, support: refer, refer_to: {who: a shop}}
channels:
  - {id: desk, name: NewEntryContext, who: everyone, used_for: [All]}
  - {id: hotline, name: Hotline, who: [customer], during: always, used_for: [Blockers]}
"""


def read_text(yaml: str) -> tuple[Policy | None, tuple[Problem, ...]]:
    context = SchemaContext(groups=Names("group", "groups.yml", frozenset({"wizards"})))
    return read_policy(parse("content/sla.yml", yaml.encode()), context)


@pytest.fixture(name="policy")
def _policy() -> Policy:
    policy, problems = read_text(OTHER_COMPANY)
    assert policy is not None, problems
    return policy


@pytest.fixture(name="nepal")
def _nepal(policy: Policy) -> Region:
    return policy.region()


# --- another company's policy ------------------------------------------------------------------


def test_another_company_s_policy_is_read_without_a_problem() -> None:
    assert read_text(OTHER_COMPANY)[1] == ()


def test_hours_may_differ_by_weekday(nepal: Region) -> None:
    assert nepal.hours == {
        0: hours("10:00-17:00"),
        1: hours("09:00-12:30 13:30-18:00"),
        2: hours("10:00-17:00"),
        3: hours("10:00-17:00"),
        4: hours("10:00-24:00"),
        6: hours("10:00-17:00"),
    }


def test_support_opens_after_two_holidays_at_a_quarter_to_the_hour(nepal: Region) -> None:
    assert support_now(nepal, at("2026-11-08 06:00")).until == at("2026-11-10 03:15")


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


def test_a_channel_may_be_for_named_tiers(policy: Policy) -> None:
    assert [tier.id for tier in policy.users_of(policy.channel("hotline"))] == ["customer"]


def test_a_channel_may_be_for_everyone(policy: Policy) -> None:
    assert policy.users_of(policy.channel("desk")) == policy.tiers


# --- mistakes ----------------------------------------------------------------------------------


MISTAKES = [
    ("created: 2024-02", "created: 2024-13", "'2024-13' is no month"),
    ("10:00-17:00", "17:00-10:00", "'17:00-10:00' close before they open"),
    ("10:00-17:00", "9-17", "'9-17' are no hours"),
    ("10:00-17:00", "09:00-25:00", "there is no time '25:00'"),
    (
        "13:30 - 18:00",
        "12:00-18:00",
        "this begins before the hours that are named first have ended",
    ),
    ("13:30 - 18:00", "noon", "'noon' are no hours"),
    ("      friday", "      firday", "unknown key 'firday'"),
    ("Asia/Kathmandu", "Asia/Katmandoo", "there is no time zone 'Asia/Katmandoo'"),
    ("2026-11-08", "2026-11-31", "'2026-11-31' is no date"),
    ("during: always}", "during: nights}", "unknown time of service 'nights'"),
    ("within: 15m, during: always", "within: 15m", "'during' is missing"),
    ("within: 15m, during: always", "during: always", "'within' is missing"),
    ("within: 4h", "by: end_of_working_day, within: 4h", "these are two goals in one"),
    ("{by: end_of_working_day}", "{}", "this is no goal"),
    ("by: end_of_working_day", "by: end_of_week", "unknown deadline 'end_of_week'"),
    ("update_every: 30m", "update_every: often", "'often' is no length of time"),
    ("id: urgent", "id: blocker", "duplicate id 'blocker'"),
    ("name: Urgent", "nane: Urgent", "unknown key 'nane'"),
    ("name: Customer, support: direct", "name: Customer", "'support' is missing"),
    ("name: Customer, support: direct", "name: Customer, support: refer", "'refer_to' is missing"),
    ("support: direct", "support: dirext", "unknown kind of support 'dirext'"),
    ("who: a shop", "who: a shop, tiers: [custmer]", "unknown tier 'custmer'"),
    ("who: [customer]", "who: [custmer]", "unknown tier 'custmer'"),
    ("who: [customer]", "who: anyone", "unknown group of users 'anyone'"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_is_refused_at_its_place(right: str, wrong: str, message: str) -> None:
    assert right in OTHER_COMPANY
    yaml = OTHER_COMPANY.replace(right, wrong, 1)
    policy, problems = read_text(yaml)
    changed = next(
        number
        for number, (old, new) in enumerate(
            zip(OTHER_COMPANY.splitlines(), yaml.splitlines(), strict=True), start=1
        )
        if old != new
    )
    assert policy is None
    assert (message, changed) in {(each.message, each.place.line) for each in problems}


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
    "'english' is no language code": "expected one such as en",
    "'01 441 555' is no international telephone number": "expected +",
    "unknown region 'nepl'": "did you mean 'nepal'?",
    "'Nepal' is no country code": "expected two capitals",
    "unknown channel 'desc'": "did you mean 'desk'?",
    "unknown group 'wizard'": "did you mean 'wizards'?",
}


def test_every_unknown_name_is_found_in_one_run_with_the_nearest() -> None:
    hints = {each.message: each.hint for each in read_text(OTHER_COMPANY + MORE)[1]}
    assert hints.keys() == UNKNOWN.keys()
    assert all(part in hints[message] for message, part in UNKNOWN.items())


def test_the_names_of_a_policy_are_known_although_the_rest_is_broken() -> None:
    broken = parse("content/sla.yml", b"regions: [{id: nepal}]\nclasses: [{id: urgent}, 3]\n")
    context = with_policy_names(SchemaContext(), broken.tree)
    assert (context.regions.known, context.classes.known) == (frozenset({"nepal"}), None)


# --- sections that disagree --------------------------------------------------------------------

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
        "the policy disagrees with itself on 'silver':"
        " 'direct' in section 1 and 'refer' in section 3"
    )


def test_a_tier_that_nobody_has_settled_turns_nowhere() -> None:
    policy, _ = with_silver()
    assert policy is not None
    assert policy.tiers[-1].turn is None


def test_one_line_settles_where_a_tier_turns() -> None:
    policy, problems = with_silver("    support: refer\n")
    assert policy is not None
    assert (policy.tiers[-1].turn, problems) == (Turn.REFER, ())
