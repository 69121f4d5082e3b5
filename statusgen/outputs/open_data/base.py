"""What all records of our own data share: how they are made, and the types of their fields.

Records are plain mappings whose keys and values are checked by type (`TypedDict`). `described`
makes the JSON Schema of all files from the same classes, so that the two cannot disagree.
"""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct
from typing_extensions import TypedDict

from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.json_text import instant

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

SCHEMA = f"{urls.DATA}schema.json"
"""Where the schema of all files is published."""


class Says(Struct, frozen=True):
    """What JSON Schema says of a value besides its type, in its own words."""

    key: str
    value: str | int

    def __get_pydantic_json_schema__(
        self, value: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {**handler(value), self.key: self.value}


Instant = Annotated[str, Says("format", "date-time")]
Day = Annotated[str, Says("format", "date")]
Month = Annotated[str, Says("pattern", r"^\d{4}-\d{2}$")]
Address = Annotated[str, Says("format", "uri")]
Seconds = Annotated[int, Says("minimum", 0)]
Share = Annotated[float, Says("maximum", 1), Says("minimum", 0)]
StatuspageId = Annotated[str, Says("pattern", "^[a-z0-9]{12}$")]

_SCHEMA_TOLD = Says("description", "The address of the JSON Schema that describes the file.")

File = TypedDict("File", {"$schema": Annotated[Address, _SCHEMA_TOLD]})
"""What every file begins with: the address of the JSON Schema that describes it."""


def heading(context: SiteContext) -> File:
    """Return what every file begins with."""
    return {"$schema": context.public(SCHEMA)}


def moment(at: datetime | None) -> str | None:
    """Return an instant as it is written, or None where there is none."""
    return None if at is None else instant(at)


def seconds(length: timedelta | None) -> int | None:
    """Return a length of time in whole seconds, or None where there is none."""
    return None if length is None else length // timedelta(seconds=1)


def share(exact: Fraction | None) -> float | None:
    """Return a share with six decimals, rounded down: only what never failed is 1."""
    return None if exact is None else (exact * 1_000_000).__floor__() / 1_000_000
