"""What JSON Schema says of values that a site decides: marks to be filled in with its own names.

The classes of records are made once, and what exists differs from site to site; so their schema
holds marks, and `filled_in` puts what one `Setting` knows in their place.
"""

from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import JsonSchemaValue

from statusgen.content.schema.setting import Names, Setting
from statusgen.content.schema.times import zone_names

_NAMES, _LANGUAGES, _ZONES = "x-names", "x-languages", "x-zones"

A_TIME_ZONE: JsonSchemaValue = {"type": "string", _ZONES: True}
"""The name of a time zone."""


def one_of_names(kind: str) -> JsonSchemaValue:
    """Return the schema of a name that must exist; `kind` is the field of `Setting` that has it."""
    return {"type": "string", _NAMES: kind}


def by_language(text: JsonSchemaValue) -> JsonSchemaValue:
    """Return the schema of a text in several languages."""
    return {
        "type": "object",
        _LANGUAGES: text,
        "additionalProperties": False,
        "minProperties": 1,
    }


def filled_in(node: JsonSchemaValue, setting: Setting, languages: Iterable[str]) -> JsonSchemaValue:
    """Return a schema with its own marks replaced; `languages` stand where none are known."""
    node = dict(node)
    if _ZONES in node:
        del node[_ZONES]
        node["enum"] = zone_names()
    if _LANGUAGES in node:
        text = node.pop(_LANGUAGES)
        node["properties"] = dict.fromkeys(setting.languages or languages, text)
    if _NAMES in node:
        node |= _enumerated(_known(setting, node.pop(_NAMES)))
    names = node.get("propertyNames", {}).get(_NAMES)
    return node if names is None else _with_keys(node, _known(setting, names))


def _known(setting: Setting, kind: str) -> list[str]:
    names: Names = getattr(setting, kind)
    return sorted(names.known or ())


def _enumerated(known: list[str]) -> dict[str, Any]:
    return {"enum": known} if known else {}


def _with_keys(node: JsonSchemaValue, known: list[str]) -> JsonSchemaValue:
    """Return a mapping of names to values, its keys spelt out: editors complete no others."""
    rest = {key: value for key, value in node.items() if key != "propertyNames"}
    if not known:
        return rest
    keys = dict.fromkeys(known, rest["additionalProperties"])
    return {**rest, "properties": keys, "additionalProperties": False}
