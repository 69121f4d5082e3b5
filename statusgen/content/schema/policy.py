"""Schema of sla.yml, the support policy."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from statusgen import model
from statusgen.content.schema.base import Record, to_model, validated
from statusgen.content.schema.context import SchemaContext, with_policy_names
from statusgen.content.schema.policy_parts import (
    ChannelRecord,
    ClassRecord,
    ExtendedRecord,
    LinkRecord,
    PhoneRecord,
    PolicyGroupRecord,
    RegionRecord,
    TierRecord,
)
from statusgen.content.schema.policy_values import DuringWord, KnownChannel, Month
from statusgen.content.schema.scalars import Prose, Title, Unique, Url, unique_ids
from statusgen.content.source.parse import ParsedFile
from statusgen.problems import Problem, Severity

# --- the policy as a whole ---------------------------------------------------------------------


class MissionRecord(Record):
    """Purposes of support."""

    offers: tuple[Prose, ...] = Field(min_length=1, description="what support is for")
    excludes: tuple[Prose, ...] = Field((), description="what support does not do")
    noc: tuple[Prose, ...] = Field((), description="what the operations centre does")


class TicketsRecord(Record):
    """How to open a ticket, and what holds afterwards."""

    steps: tuple[Prose, ...] = Field(min_length=1, description="how to open a ticket, in order")
    mandatory: tuple[Title, ...] = Field(min_length=1, description="fields that must be filled in")
    helpful: tuple[Prose, ...] = Field((), description="what helps when it is in the ticket")
    afterwards: tuple[Prose, ...] = Field((), description="what holds once it is open or closed")


class MonitoringRecord(Record):
    """Monitoring by the operations centre, and its consequences."""

    during: DuringWord = Field(description="support_hours or always")
    steps: tuple[Prose, ...] = Field(min_length=1, description="what happens, in order")
    contact_by: Annotated[tuple[KnownChannel, ...], Unique] = Field(
        (), description="the channels by which a partner hears of it"
    )


class PolicyFile(Record):
    """sla.yml."""

    name: Title = Field(description="the name of the policy")
    created: Month = Field(description="the month in which it was written, as in 2018-04")
    updated: Month = Field(description="the month in which it last changed, as in 2020-07")
    permalink: Url = Field(description="the address of the policy itself")
    mission: MissionRecord = Field(description="what support is for: offers, excludes, noc")
    regions: Annotated[tuple[RegionRecord, ...], AfterValidator(unique_ids)] = Field(
        min_length=1, description="regions with their support hours, the default first"
    )
    classes: Annotated[tuple[ClassRecord, ...], AfterValidator(unique_ids)] = Field(
        min_length=1, description="classes of service, the most urgent first"
    )
    tiers: Annotated[tuple[TierRecord, ...], AfterValidator(unique_ids)] = Field(
        min_length=1, description="kinds of partners and customers, and where each turns"
    )
    channels: Annotated[tuple[ChannelRecord, ...], AfterValidator(unique_ids)] = Field(
        min_length=1, description="the ways to reach support"
    )
    extended: ExtendedRecord | None = Field(None, description="help outside support hours")
    phones: tuple[PhoneRecord, ...] = Field((), description="telephone numbers")
    chats: tuple[LinkRecord, ...] = Field((), description="links to a chat or call with support")
    groups: tuple[PolicyGroupRecord, ...] = Field((), description="community groups")
    self_help: tuple[LinkRecord, ...] = Field((), description="where everybody finds answers")
    tickets: TicketsRecord | None = Field(None, description="how a ticket is opened")
    monitoring: MonitoringRecord | None = Field(None, description="what is watched, and when")
    status_page: Url | None = Field(None, description="the address of the status page")


# --- from a file to the policy -----------------------------------------------------------------


def read_policy(
    reading: ParsedFile, context: SchemaContext
) -> tuple[model.Policy | None, tuple[Problem, ...]]:
    """Return the policy in sla.yml and warnings, or None and everything that is wrong with it."""
    file, problems = validated(PolicyFile, reading, with_policy_names(context, reading.tree))
    if file is None:
        return None, tuple(problems)
    policy = to_model(model.Policy, file)
    return policy, tuple(_contradictions(policy, reading))


def _contradictions(policy: model.Policy, reading: ParsedFile) -> Iterator[Problem]:
    """Warn of each tier on which sections of the policy disagree and nobody has chosen."""
    for index, tier in enumerate(policy.tiers):
        if tier.turn is None:
            said = " and ".join(
                f"'{each.turn.value}' in section {each.section}" for each in tier.statements
            )
            yield Problem(
                reading.source.key(("tiers", index, "statements")),
                f"the policy disagrees with itself on '{tier.id}': {said}",
                "add 'support: direct' or 'support: refer' to say which one the site follows",
                Severity.WARNING,
            )
