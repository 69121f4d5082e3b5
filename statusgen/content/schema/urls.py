"""Addresses on the web, and addresses of sites."""

import re
from urllib.parse import urlsplit, urlunsplit

from statusgen.content.schema.errors import refuse, written
from statusgen.problems import quoted

_URL_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


def web_address(value: object) -> str:
    """Return the address that was typed; raises InputError where it is none."""
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


def site_address(value: object) -> str:
    """Return the address that a whole site stands below, with one slash at its end.

    Raises InputError.
    """
    text = web_address(value)
    parts = urlsplit(text)
    if parts.query or parts.fragment or "@" in parts.netloc:
        hint = "expected one such as https://status.example.com/ without '?', '#' and '@'"
        refuse(f"{quoted(text)} cannot be the address of a site", hint)
    path = parts.path.rstrip("/") + "/"
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, "", ""))
