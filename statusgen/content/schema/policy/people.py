"""Tiers of partners and customers, and where each turns."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from statusgen import model
from statusgen.content.schema.base import Record
from statusgen.content.schema.errors import refuse
from statusgen.content.schema.policy_values import KnownTier, Plain, TurnWord
from statusgen.content.schema.scalars import Identifier, Title, Unique


class StatementRecord(Record):
    """Statement of one section of the policy on a tier, where sections disagree."""

    section: Plain = Field(description="the number of the section")
    support: TurnWord = Field(description="direct or refer")


class ReferralRecord(Record):
    """The person or the tiers to whom a tier refers its customers."""

    who: Title = Field(description="to whom a tier turns, in words")
    tiers: Annotated[tuple[KnownTier, ...], Unique] = Field(
        (), description="the tiers that are meant"
    )


class TierRecord(Record):
    """A kind of partner or customer."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["support"]}, {"required": ["statements"]}]}
    )

    id: Identifier = Field(description="the permanent name of the tier")
    name: Title = Field(description="the name that people read")
    support: TurnWord | None = Field(
        None, description="direct: helped by support; refer: turns to somebody else"
    )
    statements: tuple[StatementRecord, ...] = Field(
        (), description="what sections of the policy say, where they disagree"
    )
    refer_to: ReferralRecord | None = Field(None, description="to whom the tier turns")

    @model_validator(mode="after")
    def _turns_somewhere(self) -> "TierRecord":
        turns = {self.support, *(each.support for each in self.statements)} - {None}
        if not turns:
            refuse("'support' is missing", "expected direct or refer")
        if model.Turn.REFER in turns and self.refer_to is None:
            refuse("'refer_to' is missing", "expected 'who' this tier turns to")
        return self
