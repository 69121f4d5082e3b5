"""Lists that name nothing twice."""

from typing import Any

from pydantic import AfterValidator

from statusgen.problems import quoted
from statusgen.schema.refusal import Complaint, Refusal


def _unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
    twice = [
        Complaint(f"{quoted(str(getattr(item, 'value', item)))} is named twice", "", (index,))
        for index, item in enumerate(items)
        if item in items[:index]
    ]
    if twice:
        raise Refusal.of(twice)
    return items


Unique = AfterValidator(_unique)
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
