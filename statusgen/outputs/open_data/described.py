"""Makes the JSON Schema of all files from their records, for the file that `base` reads.

After a change of a record, write `schema.json` beside this file anew with
`python -m statusgen.outputs.open_data.described`.
"""

import json
import re
import sys
from importlib import import_module
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter
from typing_extensions import is_typeddict

from statusgen.outputs.open_data.announced import NewsRecordJson
from statusgen.outputs.open_data.components import ComponentFileJson, ComponentsFileJson
from statusgen.outputs.open_data.incidents import IncidentFileJson
from statusgen.outputs.open_data.maintenances import MaintenanceFileJson
from statusgen.outputs.open_data.overview import HistoryFileJson, MonthFileJson, StatusFileJson

_File = Annotated[
    StatusFileJson
    | ComponentsFileJson
    | ComponentFileJson
    | HistoryFileJson
    | MonthFileJson
    | IncidentFileJson
    | MaintenanceFileJson,
    Field(discriminator="kind"),
]
_MODULES = ("announced", "components", "incidents", "maintenances", "overview")
_EXACT = ConfigDict(extra="forbid", use_attribute_docstrings=True)
"""A record has exactly its keys, and what its class says below each of them describes it."""
_ENUMERATIONS = {
    "State": "What a component can do now, least to most severe; an outage outranks maintenance.",
    "EventKind": "What can happen in the life of a maintenance, by the clock or by an update.",
    "Basis": "Why a response goal falls where it falls.",
    "ChangeKind": "Why the clock alone changes the site.",
    "Outcome": "How an incident stands against its response goal.",
}
"""Published descriptions of enumerations whose docstrings are for readers of the code."""
_PUBLISHED_NAME = re.compile(r"(?<=Record)Json\b|(?<=File)Json\b")
"""The ending of a class's name that its name in the published schema does not have."""


def described() -> str:
    """Return one schema for all files, as text.

    The `kind` of a file selects the part for it, so that a validator reports what is wrong with the
    file, and not that it matches none of seven.
    """
    made = _made()
    kinds: dict[str, str] = made["discriminator"]["mapping"]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "statusgen, version 1",
        "description": "Times are ISO 8601 in UTC, lengths of time are in seconds.",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(kinds)}},
        "allOf": [
            {"if": {"properties": {"kind": {"const": kind}}}, "then": {"$ref": part}}
            for kind, part in kinds.items()
        ],
        "$defs": made["$defs"],
    }
    return f"{_PUBLISHED_NAME.sub('', json.dumps(schema, indent=1))}\n"


def _made() -> dict[str, Any]:
    for name in _MODULES:
        module = import_module(f"statusgen.outputs.open_data.{name}")
        for record in filter(is_typeddict, vars(module).values()):
            record.__pydantic_config__ = _EXACT
    made = TypeAdapter(_File).json_schema(mode="serialization")
    inherited = TypeAdapter(NewsRecordJson).json_schema(mode="serialization")["properties"]
    for part in made["$defs"].values():
        for name in part.get("properties", {}).keys() & inherited.keys():
            _describe(part["properties"], name, inherited[name])
    for name, description in _ENUMERATIONS.items():
        made["$defs"][name]["description"] = description
    return made


def _describe(properties: dict[str, Any], name: str, like: dict[str, Any]) -> None:
    """Describe a key as it is where it comes from: pydantic reads what its own class says alone."""
    if "description" not in properties[name]:
        described = properties[name] | {"description": like["description"]}
        properties[name] = dict(sorted(described.items()))


if __name__ == "__main__":
    sys.stdout.write(described())
