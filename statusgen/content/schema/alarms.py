"""Schema of alarms.yml: what the alarms of a monitoring system become."""

from typing import Annotated, TypeAlias

from pydantic import Field

from statusgen.content.schema.base import Record
from statusgen.content.schema.errors import refuse, written
from statusgen.content.schema.scalars import Identifier, KnownRegion, Line, Scalar


def _label_value(value: object) -> str:
    text = written(value)
    if not text:
        refuse("this value is empty", "expected one that alarms have; or leave the label out")
    return text


LabelValue: TypeAlias = Annotated[
    str, Scalar(_label_value, {"type": ["string", "number", "boolean"]})
]
"""The value of a label, exactly as alarms have it."""


class AlarmRuleRecord(Record):
    """One kind of alarms."""

    match: dict[Line, LabelValue] = Field(
        description="labels and their values: an alarm must have all of them"
    )
    notice: Identifier = Field(description="the notice of a problem that a draft is made from")
    words: dict[Line, Line] = Field(
        default={},
        alias="set",
        description="values for the placeholders of the notice, by their names; component takes ids"
        " of components, with a comma between several",
    )
    region: KnownRegion | None = Field(default=None, description="whose support hours apply")


class AlarmsFile(Record):
    """alarms.yml."""

    alarms: tuple[AlarmRuleRecord, ...] = Field(
        description="what alarms become; the first one that matches an alarm counts"
    )
