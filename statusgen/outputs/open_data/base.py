"""The types of the keys of all records of our own JSON.

Records are plain mappings whose keys and values are checked by type (`TypedDict`). `described`
makes the JSON Schema of all files from the same classes, so that the two cannot disagree.
"""

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct
from typing_extensions import TypedDict

from statusgen import package_root
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.json_text import instant

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

SCHEMA = f"{urls.DATA}schema.json"
"""Path of the published schema of all files."""
MADE = package_root() / "outputs" / "open_data" / "schema.json"
"""Where the schema lies as `described` made it: part of the program, and so not made in a build."""


class Keyword(Struct, frozen=True):
    """A keyword of JSON Schema for a value, besides its type."""

    key: str
    value: str | int

    def __get_pydantic_json_schema__(
        self, value: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {**handler(value), self.key: self.value}


Instant = Annotated[str, Keyword("format", "date-time")]
Day = Annotated[str, Keyword("format", "date")]
Month = Annotated[str, Keyword("pattern", r"^\d{4}-\d{2}$")]
Address = Annotated[str, Keyword("format", "uri")]
Seconds = Annotated[int, Keyword("minimum", 0)]
Share = Annotated[float, Keyword("maximum", 1), Keyword("minimum", 0)]
StatuspageId = Annotated[str, Keyword("pattern", "^[a-z0-9]{12}$")]

_SCHEMA_DESCRIPTION = Keyword(
    "description", "The address of the JSON Schema that describes the file."
)

File = TypedDict("File", {"$schema": Annotated[Address, _SCHEMA_DESCRIPTION]})
"""The first key of every file: the address of the JSON Schema that describes it."""


def schema(address: str) -> dict[str, Any]:
    """Return one schema for all files (JSON Schema, draft 2020-12), published at `address`."""
    made: dict[str, Any] = json.loads(MADE.read_text(encoding="utf-8"))
    return {"$schema": made.pop("$schema"), "$id": address, **made}


def heading(context: SiteContext) -> File:
    """Return the first key of every file."""
    return {"$schema": context.public(SCHEMA)}


def moment(at: datetime | None) -> str | None:
    """Return an instant as it is written, or None where there is none."""
    return None if at is None else instant(at)


def seconds(length: timedelta | None) -> int | None:
    """Return a length of time in whole seconds, or None where there is none."""
    return None if length is None else length // timedelta(seconds=1)
