"""News in a chat or on a telephone, through Apprise, which knows each service's form.

Apprise says no more than whether it worked. So the requests that it makes are observed, to know
whether a message that failed may have arrived all the same.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import accumulate, takewhile
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

_LONGEST_WORD = 40
_HTML, _MARKDOWN = frozenset("&<>"), frozenset("\\`*_{}[]()#+-.!|~")


def text_for(message: Message, limit: int) -> str:
    """Return the text and the address of a message in at most `limit` characters, once escaped."""
    address, left = message.address, min(limit, MAX_TEXT)
    whole = f"{message.text}\n\n{address}"
    if _length(whole) <= left:
        return whole
    text = _shortened(message.text, left - _length(f"…\n\n{address}"))
    return f"{text}…\n\n{address}" if text else address


def _shortened(text: str, limit: int) -> str:
    """Return as much of a text as is within a length, cut at the end of a word if it has words."""
    lengths = accumulate(map(_cost, text))
    head = text[: sum(1 for _ in takewhile(lambda length: length <= limit, lengths))]
    words = head.rpartition(" ")[0]
    return (words if len(head) - len(words) <= _LONGEST_WORD else head).rstrip()


def _length(text: str) -> int:
    return sum(map(_cost, text))


def _cost(char: str) -> int:
    """Return the length of a character where a service wants it escaped, or counts in UTF-16."""
    if char in _HTML:
        return len("&amp;")
    return 2 if char in _MARKDOWN or char > "\uffff" else 1


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
