"""Every fact of the support policy stands in content/sla.yml, read as a build reads it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec import Struct
from msgspec.structs import astuple

from statusgen.content.load import load
from statusgen.domain.support_hours import WeekdayHours, weekly_hours
from statusgen.model import (
    Announcement,
    Audience,
    During,
    Eligible,
    EndOfWorkingDay,
    Policy,
    Text,
    Turn,
    Within,
)
from statusgen.problems import Severity
from tests.paths import REPOSITORY
from tests.policies import hours, rows

ROOT = REPOSITORY
LOADED = load(ROOT, datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture(name="policy", scope="module")
def _policy() -> Policy:
    assert LOADED.content is not None, LOADED.problems
    assert LOADED.content.policy is not None
    return LOADED.content.policy


def words(part: object) -> str:
    """Return all texts in a part of the policy, one text on a line."""
    if isinstance(part, Text):
        return part.for_language("en")[0]
    if isinstance(part, tuple):
        return "\n".join(words(each) for each in part)
    if isinstance(part, Struct):
        return "\n".join(map(words, astuple(part)))
    return str(part)


# --- facts in words ----------------------------------------------------------------------------

SAID = """
where            | what must be said there
name             | Wildix Technical Support
name             | Service Level Agreement
permalink        | https://confluence.wildix.com/x/NgBuAQ
status_page      | https://statuspage.wildix.com/
mission.offers   | Partners
mission.offers   | deploy
mission.offers   | after
mission.excludes | Pre-sales
mission.excludes | documentation
mission.noc      | systems proactively
mission.noc      | crash reports
mission.noc      | Critical issues that arrive outside Support Hours
critical         | Calls drop, and the operator is not the cause
critical         | cloud system cannot be reached
critical         | severely affected, and there is no workaround
standard         | All other tickets
covers           | UC Cloud Platforms, WMP or the website
covers           | not available
covers           | severely affected, and there is no workaround
excludes         | not Critical
excludes         | operator
excludes         | another operator
excludes         | Replacing hardware
excludes         | checking hardware
excludes         | internet connection
excludes         | planned in advance
excludes         | deployment questions
excludes         | integration
excludes         | bug reports
handling         | outside Support Hours
handling         | workaround
tickets          | WMP
tickets          | Support tab
tickets          | Add
tickets          | Submit
tickets.essential | version
tickets.essential | exact error
tickets.essential | Traces
tickets.essential | Access data
tickets          | A closed ticket is not reopened
monitoring       | The class of service is determined first
monitoring       | at once, also outside Support Hours
monitoring       | Partner is contacted
wizards          | Feature requests
wizards          | documentation
wizards          | experiences
beta             | Bug reports
beta             | beta releases
beta             | integrations
"""


@pytest.mark.parametrize(("where", "output"), rows(SAID))
def test_a_fact_is_reported(policy: Policy, where: str, output: str) -> None:
    assert policy.extended is not None
    named = {
        "critical": policy.class_of_service("critical").conditions,
        "standard": policy.class_of_service("standard").conditions,
        "covers": policy.extended.covers,
        "excludes": policy.extended.excludes,
        "handling": policy.extended.handling,
        "wizards": policy.groups[0].used_for,
        "beta": policy.groups[1].used_for,
    }
    part: object = named.get(where, policy)
    for name in where.split(".") if where not in named else ():
        part = getattr(part, name)
    assert output in words(part)


def test_the_policy_was_created_in_april_2018_and_updated_in_july_2020(policy: Policy) -> None:
    assert (policy.created, policy.updated) == (date(2018, 4, 1), date(2020, 7, 1))


def test_there_is_help_for_everybody_at_four_places(policy: Policy) -> None:
    assert [link.url for link in policy.self_help] == [
        "https://www.facebook.com/groups/wildixtechwizards/",
        "https://www.facebook.com/groups/194649610873892/",
        "https://confluence.wildix.com/",
        "https://www.wildix.com/new-releases-and-updates/",
    ]


# --- who ---------------------------------------------------------------------------------------

TIERS = """
tier     | turns   | to whom
platinum | direct  |
gold     | direct  |
silver   | unclear | the assigned Platinum or Gold Partner
bronze   | refer   | the assigned Platinum or Gold Partner
reseller | refer   | the assigned Platinum or Gold Partner
end-user | refer   | the System Integrator (a Partner or Reseller) that installed the system
"""


def test_each_tier_turns_where_the_policy_sends_it(policy: Policy) -> None:
    found = [
        (
            tier.id,
            tier.turn.value if tier.turn else "unclear",
            words(tier.refer_to.who) if tier.refer_to else "",
        )
        for tier in policy.tiers
    ]
    assert found == rows(TIERS)


def test_those_who_refer_to_partners_are_sent_to_platinum_and_gold(policy: Policy) -> None:
    referred = {tier.id: tier.refer_to.tiers for tier in policy.tiers if tier.refer_to}
    partners = ("platinum", "gold")
    assert referred == {
        "silver": partners,
        "bronze": partners,
        "reseller": partners,
        "end-user": (),
    }


def test_both_statements_on_silver_are_kept_with_their_sections(policy: Policy) -> None:
    silver = next(tier for tier in policy.tiers if tier.id == "silver")
    output = [(each.section, each.support) for each in silver.statements]
    assert output == [("1", Turn.DIRECT), ("3", Turn.REFER)]


def test_a_check_says_that_the_policy_disagrees_with_itself() -> None:
    warnings = [each for each in LOADED.problems if each.place.path == "content/sla.yml"]
    assert [each.severity for each in warnings] == [Severity.WARNING, Severity.WARNING]
    assert "contradicts itself on 'silver'" in warnings[0].message


# --- when --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "label", "zone", "zone_name"),
    [
        ("emea", "Europe", "Europe/Rome", "CET"),
        ("americas", "Americas", "America/New_York", "EST"),
    ],
)
def test_support_hours_are_monday_to_friday_from_nine_to_six(
    policy: Policy, region: str, label: str, zone: str, zone_name: str
) -> None:
    found = policy.region(region)
    assert (words(found.label), found.timezone.key, found.zone_name) == (label, zone, zone_name)
    assert weekly_hours(found) == (
        WeekdayHours(0, 4, hours("09:00-18:00")),
        WeekdayHours(5, 6, ()),
    )


def test_the_first_region_is_europe(policy: Policy) -> None:
    assert policy.region().id == "emea"


def test_critical_is_answered_within_30_minutes_in_support_hours(policy: Policy) -> None:
    goal = policy.class_of_service("critical").goal
    assert goal == Within(timedelta(minutes=30), During.SUPPORT_HOURS)


def test_standard_is_answered_by_the_end_of_the_working_day(policy: Policy) -> None:
    assert policy.class_of_service("standard").goal == EndOfWorkingDay()


def test_nothing_is_promised_that_the_policy_does_not_promise(policy: Policy) -> None:
    assert [each.update_every for each in policy.classes] == [None, None]
    assert [region.holidays for region in policy.regions] == [(), ()]


def test_extended_support_is_for_critical_by_phone_in_english_at_any_time(policy: Policy) -> None:
    found = policy.extended
    assert found is not None
    assert (found.classes, found.channel, found.languages) == (("critical",), "phone", ("en",))
    assert found.during is During.ALWAYS


def test_the_noc_watches_at_any_time_and_calls_or_opens_a_ticket(policy: Policy) -> None:
    assert policy.monitoring is not None
    assert policy.monitoring.during is During.ALWAYS
    assert policy.monitoring.contact_by == ("ticket", "phone")


# --- how ---------------------------------------------------------------------------------------

PHONES = """
for whom                         | number        | as it is read
USA                              | +16144841546  | +1 614 484 1546
UK                               | +443300563663 | +44 330 056 3663
Italy                            | +3904611715112 | +39 0461 171 5112
D/A/CH                           | +498920006065 | +49 89 2000 60 65
France and francophone countries | +33176747983  | +33 1 76 74 79 83
Spain                            | +34932202994  | +34 932 202 994
"""


def test_every_phone_number(policy: Policy) -> None:
    found = [
        (words(each.label), each.href.removeprefix("tel:"), each.number) for each in policy.phones
    ]
    assert found == rows(PHONES)


KITE = """
for whom                         | link
International                    | https://kite.wildix.com/ucit/57
Italy                            | https://kite.wildix.com/ucit/65
D/A/CH                           | https://kite.wildix.com/ucit/66
France and francophone countries | https://kite.wildix.com/ucit/67
Spain                            | https://kite.wildix.com/ucit/54
UK                               | https://kite.wildix.com/ucit/64
US                               | https://kite.wildix.com/ucusa/25
"""


def test_every_kite_link(policy: Policy) -> None:
    assert [(words(each.label), each.url) for each in policy.chats] == rows(KITE)


CHANNELS = """
channel | who            | when          | for Critical
ticket  | direct_support | always        | yes
phone   | direct_support | support_hours | yes
chat    | direct_support | support_hours | no
groups  | everyone       | not said      | no
email   | direct_support | not said      | no
"""


def test_each_channel_is_for_some_people_at_some_times(policy: Policy) -> None:
    found = [
        (
            channel.id,
            channel.who.value if isinstance(channel.who, Eligible) else "some tiers",
            channel.during.value if channel.during else "not said",
            "yes" if channel.takes_critical else "no",
        )
        for channel in policy.channels
    ]
    assert found == rows(CHANNELS)


def test_support_is_for_platinum_and_gold_until_silver_is_settled(policy: Policy) -> None:
    users = policy.users_of(policy.channel("phone"))
    assert [tier.id for tier in users] == ["platinum", "gold"]


LIMITS = """
channel | what is said of it
phone   | Critical issues at any time
chat    | a ticket that is already open
chat    | requests outside Support Hours
groups  | Critical issues. Use the phone or a ticket instead
email   | new tickets. Since June 2018 none can be opened by email
"""


@pytest.mark.parametrize(("name", "output"), rows(LIMITS))
def test_a_channel_has_its_limits(policy: Policy, name: str, output: str) -> None:
    assert output in words(policy.channel(name))


def test_email_only_follows_up_a_ticket(policy: Policy) -> None:
    assert words(policy.channel("email").used_for) == "Following up an existing ticket"


def test_three_fields_of_a_ticket_are_mandatory(policy: Policy) -> None:
    assert policy.tickets is not None
    subject, message, product = policy.tickets.mandatory
    assert (words(subject), words(message)) == ("Subject", "Message")
    assert words(product).startswith("PBX name or product info")


def test_each_group_is_for_those_whom_the_policy_names(policy: Policy) -> None:
    wizards, beta = policy.groups
    assert (wizards.audience, beta.audience) == (Audience.EVERYONE, None)
    assert [(each.section, each.audience) for each in beta.statements] == [
        ("0", Audience.EVERYONE),
        ("3.4", Audience.PARTNERS),
    ]
    assert (wizards.group, beta.group) == ("tech-wizards", "beta-releases")


def test_maintenance_and_global_problems_are_announced_in_tech_wizards(policy: Policy) -> None:
    wizards, beta = policy.groups
    assert (set(wizards.announces), beta.announces) == (set(Announcement), ())
