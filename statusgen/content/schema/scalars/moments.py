"""Times, lengths of time and time zones."""

from datetime import datetime, timedelta
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from statusgen.content.schema.refusal import written
from statusgen.content.schema.scalars.common import setting_of
from statusgen.content.schema.snapshot import A_TIME_ZONE
from statusgen.content.schema.times import INSTANT_PATTERN, duration, instant, named_zone


def _instant(value: object, info: ValidationInfo) -> datetime:
    return instant(written(value, "a date and time"), setting_of(info).zone)


Instant: TypeAlias = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "pattern": INSTANT_PATTERN}),
]
"""An instant in UTC; without a zone it was written in the site's."""

Duration: TypeAlias = Annotated[
    timedelta,
    BeforeValidator(lambda value: duration(written(value, "a length of time"))),
    WithJsonSchema({"type": "string", "pattern": "^0*[1-9][0-9]* ?[mhd]$"}),
]
"""A length of time such as `30m`, `24h` or `5d`."""

Zone: TypeAlias = Annotated[
    ZoneInfo,
    BeforeValidator(lambda value: named_zone(written(value, "a time zone"))),
    WithJsonSchema(A_TIME_ZONE),
]
"""An IANA time zone by its name."""
