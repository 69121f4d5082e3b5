"""Lists that name nothing twice."""

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from statusgen.content.schema.refusal import Complaint, Refusal
from statusgen.problems import quoted


def _unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
    twice = [
        Complaint(f"{quoted(str(getattr(item, 'value', item)))} is named twice", "", (index,))
        for index, item in enumerate(items)
        if item in items[:index]
    ]
    if twice:
        raise Refusal.of(twice)
    return items


class _Unique:
    """The mark of such a list, for pydantic and for JSON Schema."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return no_info_after_validator_function(_unique, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "uniqueItems": True}


Unique = _Unique()
"""Refuses a list that names something twice."""


def unique_ids(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return records that each have an `id` of their own; raises Refusal for the others."""
    ids = [item.id for item in items]
    twice = [
        Complaint(f"duplicate id {quoted(name)}", "expected each id once", (index, "id"))
        for index, name in enumerate(ids)
        if name in ids[:index]
    ]
    if twice:
        raise Refusal.of(twice)
    return items
