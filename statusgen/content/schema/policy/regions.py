"""Regions of the policy and their support hours."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import ConfigDict, Field, model_validator

from statusgen import model
from statusgen.content.schema.base import Record
from statusgen.content.schema.errors import refuse
from statusgen.content.schema.policy_values import Day, DayHours, Plain
from statusgen.content.schema.scalars import Identifier, Title, Zone

_Hours: TypeAlias = Annotated[
    DayHours, Field(description="hours such as 09:00-18:00, or a list of them")
]


class HolidayRecord(Record):
    """A day off."""

    date: Day = Field(description="the date, as in 2026-12-25")
    name: Title = Field(description="what the day is called")


class WeekRecord(Record):
    """The support hours of each weekday; a day left out is a day off."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    monday: _Hours = ()
    tuesday: _Hours = ()
    wednesday: _Hours = ()
    thursday: _Hours = ()
    friday: _Hours = ()
    saturday: _Hours = ()
    sunday: _Hours = ()

    @property
    def by_weekday(self) -> Mapping[int, tuple[model.Hours, ...]]:
        """The hours of each working day, Monday being 0."""
        days = (getattr(self, name) for name in type(self).model_fields)
        return {weekday: hours for weekday, hours in enumerate(days) if hours}

    @model_validator(mode="after")
    def _has_hours(self) -> "WeekRecord":
        if not self.by_weekday:
            refuse("these support hours are empty", "expected hours on at least one weekday")
        return self


class RegionRecord(Record):
    """A region and its support hours."""

    id: Identifier = Field(description="the permanent name of the region")
    label: Title = Field(description="the name that people read")
    timezone: Zone = Field(description="the zone of its hours, as in Europe/Rome")
    support_hours: WeekRecord = Field(description="hours by weekday, as in monday: 09:00-18:00")
    zone_name: Plain | None = Field(None, description="what the policy calls the zone, as in CET")
    holidays: tuple[HolidayRecord, ...] = Field((), description="days off, with date and name")

    @property
    def hours(self) -> Mapping[int, tuple[model.Hours, ...]]:
        """The hours as the model has them."""
        return self.support_hours.by_weekday
