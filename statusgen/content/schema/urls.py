"""Addresses on the web, and addresses of sites."""

import re
from urllib.parse import urlsplit, urlunsplit

from statusgen.content.schema.errors import refuse, written
from statusgen.problems import quoted

TICKET = "{ticket}"
_TICKET_HINT = f"expected an address such as https://tickets.example.com/{TICKET}"
FEED = "{feed}"
_MAIL_LIST_HINT = "expected a value such as https://lists.example.com/status"
_URL_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


def web_address(value: object) -> str:
    """Return the address that was typed; raises InputError where it is none."""
    text = written(value, "an address").strip()
    if not _is_web_address(text):
        hint = "expected a value such as https://status.example.com/"
        refuse(f"{quoted(text)} is not an http or https address", hint)
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
        return is_whole and parts.port != 0 and bool(_URL_CHARACTERS.fullmatch(text))
    except ValueError:
        return False


def ticket_address(value: object) -> str:
    """Return the address of tickets, with `{ticket}` for the reference; raises InputError."""
    text = written(value, "an address").strip()
    host = re.split("[/?#]", text.partition("://")[2])[0]
    if TICKET not in text:
        refuse(f"{quoted(TICKET)} is missing in {quoted(text)}", _TICKET_HINT)
    if TICKET in host:
        refuse(f"{quoted(TICKET)} is not allowed in the host of {quoted(text)}", _TICKET_HINT)
    if not _is_web_address(text.replace(TICKET, "x")):
        refuse(f"{quoted(text)} is not an http or https address", _TICKET_HINT)
    if "@" in host:
        refuse("the address of tickets cannot have a user or a password", _TICKET_HINT)
    return text


def mail_list_address(value: object) -> str:
    """Return the address of a mailing list, perhaps with `{feed}` for a feed's; raises InputError.

    `{feed}` is where a service that mails feeds takes the address of the feed.
    """
    text = written(value, "an address").strip()
    host = re.split("[/?#]", text.partition("://")[2])[0]
    if FEED in host or not _is_web_address(text.replace(FEED, "x")):
        refuse(f"{quoted(text)} is not an http or https address", _MAIL_LIST_HINT)
    return text


def site_address(value: object) -> str:
    """Return the address that a whole site stands below, with one slash at its end.

    Raises InputError.
    """
    text = web_address(value)
    parts = urlsplit(text)
    if parts.query or parts.fragment or "@" in parts.netloc:
        hint = "expected a value such as https://status.example.com/ without '?', '#' and '@'"
        refuse(f"{quoted(text)} cannot be the address of a site", hint)
    path = parts.path.rstrip("/") + "/"
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, "", ""))
