"""The JSON Schema of our own data, as it is published beside it."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from statusgen.opendata.components import ComponentFile, ComponentsFile
from statusgen.opendata.incidents import IncidentFile
from statusgen.opendata.maintenances import MaintenanceFile
from statusgen.opendata.overview import HistoryFile, MonthFile, StatusFile

_Any = Annotated[
    StatusFile
    | ComponentsFile
    | ComponentFile
    | HistoryFile
    | MonthFile
    | IncidentFile
    | MaintenanceFile,
    Field(discriminator="kind"),
]


def schema(address: str) -> dict[str, Any]:
    """Return one schema for all files (JSON Schema, draft 2020-12), published at `address`.

    Which part of it holds for a file is told by the file's `kind`, so that a judge says what is
    wrong with the file, and not that it is none of seven.
    """
    made = TypeAdapter(_Any).json_schema(by_alias=True, mode="serialization")
    kinds: dict[str, str] = made["discriminator"]["mapping"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "statusgen, version 1",
        "description": "Times are ISO 8601 in UTC, lengths of time are in seconds.",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(kinds)}},
        "allOf": [_of_kind(kind, part) for kind, part in kinds.items()],
        "$defs": made["$defs"],
    }


def _of_kind(kind: str, part: str) -> dict[str, Any]:
    return {"if": {"properties": {"kind": {"const": kind}}}, "then": {"$ref": part}}
