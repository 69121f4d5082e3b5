"""What all records of our own data share: how they are made, and the types of their fields.

pydantic makes the published JSON Schema from the same classes that are filled in, so that the two
cannot disagree.
"""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from statusgen import addresses
from statusgen.edition import Edition
from statusgen.jsontext import instant

SCHEMA = f"{addresses.DATA}schema.json"
"""Where the schema of all files is published."""

Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Month = Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Seconds = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
StatuspageId = Annotated[str, Field(pattern="^[a-z0-9]{12}$")]


class Record(BaseModel):
    """A record: exactly its keys, a description for each of them."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class File(Record):
    """What every file begins with."""

    schema_: Address = Field(alias="$schema")
    """The address of the JSON Schema that describes the file."""


def heading(edition: Edition) -> dict[str, str]:
    """Return what every file begins with."""
    return {"$schema": edition.public(SCHEMA)}


def moment(at: datetime | None) -> str | None:
    """Return an instant as it is written, or None where there is none."""
    return None if at is None else instant(at)


def seconds(length: timedelta | None) -> int | None:
    """Return a length of time in whole seconds, or None where there is none."""
    return None if length is None else length // timedelta(seconds=1)


def share(exact: Fraction | None) -> float | None:
    """Return a share with six decimals, rounded down: only what never failed is 1."""
    return None if exact is None else (exact * 1_000_000).__floor__() / 1_000_000
