"""News in a chat or on a telephone, through Apprise, which knows each service's form.

Apprise says no more than whether it worked. So the requests that it makes are observed, to know
whether a message that failed may have arrived all the same.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import ParamSpec
from unittest.mock import patch

from apprise import NotifyBase, NotifyFormat
from requests import RequestException, Response
from requests.adapters import HTTPAdapter

from statusgen.notify.message import Message
from statusgen.notify.outcome import TAKEN, Result, SendOutcome
from statusgen.notify.requests_outcome import of_error, of_response

P = ParamSpec("P")

MAX_TEXT, MAX_TITLE = 2900, 150
"""Maximum length of a text and of a title in a block of Slack, the narrowest of the large ones."""

_COSTS = re.compile(r"(?P<html>[&<>])|(?P<markdown>[\\`*_{}\[\]()#+.!|~-])")
"""Characters that a service may want escaped: as HTML by five, in Markdown by two characters."""


def text_for(message: Message, limit: int) -> str:
    """Return the text and the address of a message in at most `limit` characters, once escaped."""
    limit = min(limit, MAX_TEXT)
    text = message.text
    if _length(f"{text}\n\n{message.address}") <= limit:
        return f"{text}\n\n{message.address}"
    left = limit - _length(f"…\n\n{message.address}")
    while text and _length(text) > left:
        text = text[: min(len(text) - 1, max(left, 0))].rpartition(" ")[0].rstrip()
    return f"{text}…\n\n{message.address}" if text else message.address


def _length(text: str) -> int:
    found = [each.lastgroup for each in _COSTS.finditer(text)]
    return len(text) + 4 * found.count("html") + found.count("markdown")


def shown(service: NotifyBase, message: Message) -> tuple[str, str]:
    """Return the title and the text of a message, short enough for a service of Apprise."""
    title = message.title
    limit = min(service.title_maxlen or MAX_TITLE, MAX_TITLE)
    if len(title) > limit:
        title = f"{title[: limit - 1].rstrip()}…"
    above = _length(f"{title}\r\n\r\n")  # some services have no title but begin the text with it
    return title, text_for(message, service.body_maxlen - above)


def send(service: NotifyBase, title: str, text: str) -> SendOutcome:
    """Send a text through a service of Apprise, which is asked once."""
    with observed() as outcomes, suppress(Exception):
        if service.notify(body=text, title=title, body_format=NotifyFormat.TEXT):
            return TAKEN
    doubtful = [each for each in outcomes if each.result in (Result.TAKEN, Result.UNKNOWN)]
    if doubtful or not outcomes:
        return SendOutcome(Result.UNKNOWN, "it may have a part of the message, or all of it")
    return outcomes[-1]


@contextmanager
def observed() -> Iterator[list[SendOutcome]]:
    """Collect the outcomes of the HTTP requests that are made meanwhile.

    Apprise offers no session or adapter of its own to observe, so those of `requests` are.
    """
    outcomes: list[SendOutcome] = []
    with patch.object(HTTPAdapter, "send", _observing(HTTPAdapter.send, outcomes)):
        yield outcomes


def _observing(send: Callable[P, Response], outcomes: list[SendOutcome]) -> Callable[P, Response]:
    def observing(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            response = send(*args, **kwargs)
        except RequestException as error:
            outcomes.append(of_error(error))
            raise
        outcomes.append(of_response(response))
        return response

    return observing
