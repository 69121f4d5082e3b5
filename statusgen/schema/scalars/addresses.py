"""Addresses on the web."""

import re
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit, urlunsplit

from pydantic import BeforeValidator, WithJsonSchema

from statusgen.problems import quoted
from statusgen.schema.refusal import refuse
from statusgen.schema.scalars.common import written

_URL_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


def _url(value: object) -> str:
    text = written(value, "an address").strip()
    hint = "expected one such as https://status.example.com/"
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
        port = parts.port
    except ValueError:
        is_whole, port = False, None
    if not is_whole or port == 0 or not _URL_CHARACTERS.fullmatch(text):
        refuse(f"{quoted(text)} is no http or https address", hint)
    return text


def _base_url(value: object) -> str:
    text = _url(value)
    parts = urlsplit(text)
    if parts.query or parts.fragment or "@" in parts.netloc:
        hint = "expected one such as https://status.example.com/ without '?', '#' and '@'"
        refuse(f"{quoted(text)} cannot be the address of a site", hint)
    path = parts.path.rstrip("/") + "/"
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, "", ""))


Url: TypeAlias = Annotated[
    str, BeforeValidator(_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
"""An address on the web."""

BaseUrl: TypeAlias = Annotated[
    str, BeforeValidator(_base_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
"""The address that a whole site stands below; it ends with one slash."""
