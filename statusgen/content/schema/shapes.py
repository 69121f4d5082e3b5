"""Shapes of values: which record, list, mapping or text stands at a location of a file."""

from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

OF_SITE = "language of the site"
"""Marks the type of a language that is left out, with a warning, if site.yml does not list it."""


def is_of_site(shape: object) -> bool:
    """Return whether a shape is that of a language in which the site is published."""
    return get_origin(shape) is Annotated and OF_SITE in get_args(shape)


def inner(shape: object, step: str | int) -> object:
    """Return the shape of the value at a key or index, or None if there is none."""
    shape = plain(shape)
    record = record_of(shape)
    if record is not None:
        field = record.model_fields.get(str(step))
        return field.annotation if field else None
    args = get_args(shape)
    return args[1 if get_origin(shape) is dict else 0] if args else None


def record_of(shape: object) -> type[BaseModel] | None:
    """Return the record that a shape is, or that it may be where it is optional."""
    shape = plain(shape)
    return shape if isinstance(shape, type) and issubclass(shape, BaseModel) else None


def plain(shape: object) -> object:
    """Return a shape without validators, and as it is where it is given."""
    while get_origin(shape) in (Annotated, Union, UnionType):
        shape = next((each for each in get_args(shape) if each is not type(None)), None)
    return shape
