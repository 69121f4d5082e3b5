"""The ways to reach support, telephone numbers, links and community groups."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from statusgen import model
from statusgen.content.schema.base import Record, to_model
from statusgen.content.schema.errors import refuse
from statusgen.content.schema.policy_values import (
    Country,
    DuringWord,
    KnownGroup,
    PhoneNumber,
    Plain,
    SpokenLanguage,
    Who,
)
from statusgen.content.schema.scalars import (
    AnnouncementWord,
    AudienceWord,
    Flag,
    Identifier,
    KnownRegion,
    Prose,
    Title,
    Unique,
    Url,
)


class ChannelRecord(Record):
    """One way to reach support."""

    id: Identifier = Field(description="the permanent name of the channel")
    name: Title = Field(description="the name that people read")
    who: Who = Field(description="direct_support, everyone or a list of tiers")
    used_for: tuple[Prose, ...] = Field(min_length=1, description="what the channel is for")
    not_for: tuple[Prose, ...] = Field((), description="what the channel is not for")
    during: DuringWord | None = Field(None, description="support_hours or always")
    needs: Title | None = Field(None, description="what must exist before it is used")
    takes_critical: Flag = Field(
        default=False, description="true: the most urgent issues may be reported there"
    )


class ReachRecord(Record):
    """Whose number or link one is."""

    label: Title = Field(description="the name that people read, as in Italy")
    region: KnownRegion | None = Field(None, description="the region whose support hours hold")
    countries: Annotated[tuple[Country, ...], Unique] = Field(
        (), description="codes of countries whose readers see it first, as in [IT]"
    )
    language: SpokenLanguage | None = Field(
        None, description="the language of readers who see it first, as in it"
    )

    @property
    def reach(self) -> model.Reach:
        """Whose it is, without its label."""
        return to_model(model.Reach, self)


class PhoneRecord(ReachRecord):
    """A telephone number."""

    number: PhoneNumber = Field(description="the number in groups, as in +39 0461 171 5112")


class LinkRecord(ReachRecord):
    """A named address."""

    url: Url = Field(description="the address")


class AudienceStatementRecord(Record):
    """Statement of one section of the policy on the audience of a group."""

    section: Plain = Field(description="the number of the section")
    audience: AudienceWord = Field(description="everyone or partners")


class PolicyGroupRecord(Record):
    """A community group in the policy's words."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["audience"]}, {"required": ["statements"]}]}
    )

    name: Title = Field(description="the name that people read")
    url: Url = Field(description="the address of the group")
    audience: AudienceWord | None = Field(None, description="everyone or partners")
    statements: tuple[AudienceStatementRecord, ...] = Field(
        (), description="what sections of the policy say of the audience, where they disagree"
    )
    used_for: tuple[Prose, ...] = Field(min_length=1, description="what the group is for")
    announces: Annotated[tuple[AnnouncementWord, ...], Unique] = Field(
        (), description="what is announced there: global_problem, maintenance"
    )
    group: KnownGroup | None = Field(None, description="its id in groups.yml")

    @model_validator(mode="after")
    def _has_an_audience(self) -> "PolicyGroupRecord":
        if self.audience is None and not self.statements:
            refuse("'audience' is missing", "expected everyone or partners")
        return self
