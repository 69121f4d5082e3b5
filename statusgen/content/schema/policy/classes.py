"""Classes of service, their response goals, and help outside support hours."""

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from statusgen import model
from statusgen.content.schema.base import Record
from statusgen.content.schema.errors import refuse
from statusgen.content.schema.policy_values import (
    AlwaysWord,
    DeadlineWord,
    DuringWord,
    KnownChannel,
    SpokenLanguage,
)
from statusgen.content.schema.scalars import Duration, Identifier, KnownClass, Prose, Title, Unique


class GoalRecord(Record):
    """A response goal: a time to answer in, or the end of the working day."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["within", "during"], "properties": {"by": False}},
                {"required": ["by"], "properties": {"within": False, "during": False}},
            ]
        }
    )

    within: Duration | None = Field(None, description="how soon, as in 30m; needs 'during'")
    during: DuringWord | None = Field(None, description="support_hours or always")
    by: DeadlineWord | None = Field(None, description="end_of_working_day, instead of 'within'")

    @model_validator(mode="after")
    def _is_one_rule(self) -> "GoalRecord":
        forms = "expected either 'within' and 'during', or 'by: end_of_working_day'"
        if (self.by is None) == (self.within is None and self.during is None):
            refuse("this is not a goal" if self.by is None else "these are two goals in one", forms)
        if self.by is None and (self.within is None or self.during is None):
            missing = "within" if self.within is None else "during"
            refuse(f"'{missing}' is missing", forms)
        return self

    @property
    def rule(self) -> model.ResponseRule:
        """The goal as the model has it."""
        if self.within is None or self.during is None:
            return model.EndOfWorkingDay()
        return model.Within(self.within, self.during)


class ClassRecord(Record):
    """A class of service."""

    id: Identifier = Field(description="the permanent name of the class")
    name: Title = Field(description="the name that people read")
    conditions: tuple[Prose, ...] = Field(
        min_length=1, description="what makes an issue one of this class"
    )
    goal: Annotated[GoalRecord, AfterValidator(lambda goal: goal.rule)] = Field(
        description="how soon the first answer comes"
    )
    update_every: Duration | None = Field(
        None, description="how often news of an open incident is promised, as in 30m"
    )


class ExtendedRecord(Record):
    """Help outside support hours."""

    classes: Annotated[tuple[KnownClass, ...], Unique] = Field(
        min_length=1, description="the classes that it is for"
    )
    channel: KnownChannel = Field(description="the channel by which it is reached")
    during: AlwaysWord = Field(description="always")
    languages: tuple[SpokenLanguage, ...] = Field(
        min_length=1, description="the languages in which it is given, as in [en]"
    )
    covers: tuple[Prose, ...] = Field((), description="what it helps with")
    excludes: tuple[Prose, ...] = Field((), description="what it does not help with")
    handling: Prose | None = Field(None, description="what happens with what comes in")
