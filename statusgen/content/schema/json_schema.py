"""JSON Schema of every kind of file, so that editors complete keys and words and mark mistakes.

It says what one file can say by itself. What hangs on several values, such as the order of
updates, is left to `check`.
"""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace
from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaValue

from statusgen.content.schema.entries import IncidentFile, MaintenanceFile
from statusgen.content.schema.notice import IncidentNotice, MaintenanceNotice
from statusgen.content.schema.policy import PolicyFile
from statusgen.content.schema.scalars import LANGUAGES
from statusgen.content.schema.setting import Setting
from statusgen.content.schema.site import ComponentsFile, GroupsFile, SiteFile
from statusgen.content.schema.snapshot import filled_in

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KINDS: Mapping[str, Any] = {
    "site": SiteFile,
    "components": ComponentsFile,
    "groups": GroupsFile,
    "sla": PolicyFile,
    "incident": IncidentFile,
    "maintenance": MaintenanceFile,
    "notice": IncidentNotice | MaintenanceNotice,
}
"""What a file of each kind holds."""

_OWN_NAMES: Mapping[str, tuple[str, ...]] = {
    "site": ("languages",),
    "sla": ("classes", "regions", "tiers", "channels"),
}
"""What a file decides itself; a schema made before it was changed must not hold it to that."""


def json_schema(kind: str, setting: Setting) -> JsonSchemaValue:
    """Return the schema of a kind of file (draft 2020-12), with the names that `setting` knows."""
    schema = TypeAdapter(KINDS[kind]).json_schema()
    tidied = _tidied(schema, _without_own(kind, setting))
    return {"$schema": DIALECT, "title": f"statusgen: {kind}", **tidied}


def _without_own(kind: str, setting: Setting) -> Setting:
    for name in _OWN_NAMES.get(kind, ()):
        if name == "languages":
            setting = replace(setting, languages=None)
        else:
            setting = replace(setting, **{name: replace(getattr(setting, name), known=None)})
    return setting


# --- what pydantic says that an editor should not repeat ----------------------------------------

_OF_SCHEMAS = frozenset({"properties", "$defs"})
"""Keys whose value has a schema below each of its own keys."""


def _tidied(node: JsonSchemaValue, setting: Setting) -> JsonSchemaValue:
    """Return a schema and all in it without titles made from names, defaults and null.

    A key without a value means that it is not there; an editor should say so, not offer it.
    """
    node = filled_in(_without_null(node), setting, LANGUAGES)
    return {
        key: _below(key, value, setting)
        for key, value in node.items()
        if key not in {"title", "default"}
    }


def _below(key: str, value: Any, setting: Setting) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict) and key in _OF_SCHEMAS:
        return {name: _below("", each, setting) for name, each in value.items()}
    if isinstance(value, dict):
        return _tidied(value, setting)
    if isinstance(value, list):
        return [_tidied(each, setting) if isinstance(each, dict) else each for each in value]
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
