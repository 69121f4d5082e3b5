"""JSON Schema of every kind of file, so that editors complete keys and words and mark mistakes.

It says what one file can say by itself. What hangs on several values, such as the order of
updates, is left to `check`.
"""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaValue

from statusgen.content.schema.alarms import AlarmsFile
from statusgen.content.schema.context import LANGUAGES, Names, SchemaContext
from statusgen.content.schema.entries import IncidentFile, MaintenanceFile
from statusgen.content.schema.notice import IncidentNotice, MaintenanceNotice
from statusgen.content.schema.notify import NotifyFile
from statusgen.content.schema.policy.file import PolicyFile
from statusgen.content.schema.scalars import LANGUAGES_MARK, NAMES_MARK, ZONES_MARK
from statusgen.content.schema.site import ComponentsFile, GroupsFile, SiteFile
from statusgen.content.schema.times import zone_names

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KINDS: Mapping[str, Any] = {
    "site": SiteFile,
    "components": ComponentsFile,
    "groups": GroupsFile,
    "sla": PolicyFile,
    "notify": NotifyFile,
    "alarms": AlarmsFile,
    "incident": IncidentFile,
    "maintenance": MaintenanceFile,
    "notice": IncidentNotice | MaintenanceNotice,
}
"""The record of a file of each kind."""

_OWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "site": ("languages",),
    "sla": ("classes", "regions", "tiers", "channels"),
}
"""Lists that a file defines itself: an older schema must not restrict it to them."""


def json_schema(kind: str, context: SchemaContext) -> JsonSchemaValue:
    """Return the schema of a kind of file (draft 2020-12), with the names that `context` knows."""
    schema = TypeAdapter(KINDS[kind]).json_schema()
    tidied = _tidied(schema, _without_own(kind, context))
    return {"$schema": DIALECT, "title": f"statusgen: {kind}", **tidied}


def _without_own(kind: str, context: SchemaContext) -> SchemaContext:
    for name in _OWN_NAMES.get(kind, ()):
        if name == "languages":
            context = replace(context, languages=None)
        else:
            context = replace(context, **{name: replace(getattr(context, name), known=None)})
    return context


# --- what pydantic says that an editor should not repeat ----------------------------------------

_OF_SCHEMAS = frozenset({"properties", "$defs"})
"""Keys whose value has a schema below each of its own keys."""


def _tidied(node: JsonSchemaValue, context: SchemaContext) -> JsonSchemaValue:
    """Return a schema and all in it without titles made from names, defaults and null.

    A key without a value means that it is not there; an editor should say so, not offer it.
    """
    node = _filled_in(_without_null(node), context)
    return {
        key: _below(key, value, context)
        for key, value in node.items()
        if key not in {"title", "default"}
    }


def _below(key: str, value: object, context: SchemaContext) -> object:
    if isinstance(value, dict) and key in _OF_SCHEMAS:
        return {name: _below("", each, context) for name, each in value.items()}
    if isinstance(value, dict):
        return _tidied(value, context)
    if isinstance(value, list):
        return [_tidied(each, context) if isinstance(each, dict) else each for each in value]
    return value


def _without_null(node: JsonSchemaValue) -> JsonSchemaValue:
    choices = [each for each in node.get("anyOf", ()) if each != {"type": "null"}]
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    match choices:
        case []:
            return rest
        case [only]:
            return {**only, **rest}
        case _:
            return {**rest, "anyOf": choices}


# --- the names of a site -----------------------------------------------------------------------


def _filled_in(node: JsonSchemaValue, context: SchemaContext) -> JsonSchemaValue:
    """Return a schema with the marks of `scalars` replaced by the names that `context` knows.

    The records are the same for every site, and the names that exist are not.
    """
    node = dict(node)
    if node.pop(ZONES_MARK, None):
        node["enum"] = zone_names()
    if LANGUAGES_MARK in node:
        text = node.pop(LANGUAGES_MARK)
        node["properties"] = dict.fromkeys(context.languages or LANGUAGES, text)
        if context.unlisted:
            node["patternProperties"] = {f"^({'|'.join(sorted(context.unlisted))})$": True}
    if known := _known(context, node.pop(NAMES_MARK, None)):
        node["enum"] = known
    names = node.get("propertyNames", {}).get(NAMES_MARK)
    return node if names is None else _with_keys(node, _known(context, names))


def _known(context: SchemaContext, kind: str | None) -> list[str]:
    if kind is None:
        return []
    names: Names = getattr(context, kind)
    return sorted({*(names.known or ()), *names.current}) if names.known else []


def _with_keys(node: JsonSchemaValue, known: list[str]) -> JsonSchemaValue:
    """Return a mapping of names to values, its keys spelt out: editors complete no others."""
    rest = {key: value for key, value in node.items() if key != "propertyNames"}
    if not known:
        return rest
    keys = dict.fromkeys(known, rest["additionalProperties"])
    return {**rest, "properties": keys, "additionalProperties": False}
