"""Addresses on the web."""

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema

from statusgen.content.schema.urls import site_address, web_address

Url: TypeAlias = Annotated[
    str, BeforeValidator(web_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
"""An address on the web."""

BaseUrl: TypeAlias = Annotated[
    str, BeforeValidator(site_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
"""The address that a whole site stands below; it ends with one slash."""
