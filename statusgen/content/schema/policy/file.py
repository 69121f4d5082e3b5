"""The policy as a whole: from sla.yml to the policy, with warnings where sections disagree."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from statusgen import model
from statusgen.content.schema.base import Record, to_model, validated
from statusgen.content.schema.context import SchemaContext, with_policy_names
from statusgen.content.schema.policy.channels import (
    ChannelRecord,
    LinkRecord,
    PhoneRecord,
    PolicyGroupRecord,
)
from statusgen.content.schema.policy.classes import ClassRecord, ExtendedRecord
from statusgen.content.schema.policy.people import TierRecord
from statusgen.content.schema.policy.regions import RegionRecord
from statusgen.content.schema.policy_values import DuringWord, KnownChannel, Month
from statusgen.content.schema.scalars import Prose, Title, Unique, Url, unique_ids
from statusgen.content.source.parse import ParsedFile
from statusgen.problems import Place, Problem, Severity


class MissionRecord(Record):
    """Purposes of support."""

    offers: tuple[Prose, ...] = Field(min_length=1, description="what support is for")
    excludes: tuple[Prose, ...] = Field((), description="what support does not do")
    noc: tuple[Prose, ...] = Field((), description="what the operations centre does")


class TicketsRecord(Record):
    """How to open a ticket, and what holds afterwards."""

    steps: tuple[Prose, ...] = Field(min_length=1, description="how to open a ticket, in order")
    mandatory: tuple[Title, ...] = Field(min_length=1, description="fields that must be filled in")
    essential: tuple[Prose, ...] = Field((), description="what support needs to begin its work")
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


def read_policy(
    reading: ParsedFile, context: SchemaContext
) -> tuple[model.Policy | None, tuple[Problem, ...]]:
    """Return the policy in sla.yml and warnings, or None and everything that is wrong with it."""
    file, problems = validated(PolicyFile, reading, with_policy_names(context, reading.tree))
    if file is None:
        return None, tuple(problems)
    policy = to_model(model.Policy, file)
    disputed = (*_contradictions(policy, reading), *_disputed_audiences(policy, reading))
    return policy, (*problems, *disputed)


def _contradictions(policy: model.Policy, reading: ParsedFile) -> Iterator[Problem]:
    """Warn of each tier on which sections of the policy disagree and nobody has chosen."""
    for index, tier in enumerate(policy.tiers):
        if tier.turn is None:
            yield _disagreement(
                reading.source.key(("tiers", index, "statements")),
                f"on '{tier.id}'",
                [(each.support.value, each.section) for each in tier.statements],
                "add 'support: direct' or 'support: refer' to say which one the site follows",
            )


def _disputed_audiences(policy: model.Policy, reading: ParsedFile) -> Iterator[Problem]:
    """Warn of each group on whose audience sections disagree and nobody has chosen."""
    for index, group in enumerate(policy.groups):
        if group.audience is None:
            yield _disagreement(
                reading.source.key(("groups", index, "statements")),
                "on the audience of this group",
                [(each.audience.value, each.section) for each in group.statements],
                "add 'audience: everyone' or 'audience: partners' to say which one holds",
            )


def _disagreement(
    place: Place, subject: str, statements: Iterable[tuple[str, str]], hint: str
) -> Problem:
    """Return the warning that sections of the policy say different things about one subject."""
    said = " and ".join(f"'{value}' in section {section}" for value, section in statements)
    message = f"the policy contradicts itself {subject}: {said}"
    return Problem(place, message, hint, Severity.WARNING)
