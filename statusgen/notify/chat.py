"""News in a chat or on a telephone, through Apprise, which knows each service's form.

Apprise says no more than whether it worked. So the requests that it makes are observed, to know
whether a message that failed may have arrived all the same.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html import escape
from itertools import accumulate, takewhile
from typing import ParamSpec
from unittest.mock import patch

from apprise import NotifyBase, NotifyFormat
from msgspec import Struct
from msgspec.structs import replace
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


class Note(Struct, frozen=True):
    """A message as a service of Apprise takes it, with the format that its text is in."""

    title: str
    text: str
    form: NotifyFormat


def note(service: NotifyBase, message: Message) -> Note:
    """Return a message for a service: short enough, and with no markup that somebody typed.

    Apprise takes tags in a text for HTML, and hides links in one for Markdown; so both are written
    here.
    """
    title = _title(service, message.title)
    # some services have no title, but begin the text with it
    limit = min(service.body_maxlen, MAX_TEXT) - _length(f"{title}\r\n\r\n")
    match service.notify_format:
        case NotifyFormat.HTML:  # a service for mail
            return Note(message.title, message.html, NotifyFormat.HTML)
        case (NotifyFormat.HTML, *_):
            text = escape(_text(message, message.address, limit), quote=False)
            return Note(escape(title, quote=False), text, NotifyFormat.TEXT)
        case NotifyFormat.MARKDOWN:
            link = f"[{message.link or message.address}]({message.address})"
            plain = replace(message, text=_MARKUP.sub(r"\\\g<0>", message.text))
            return Note(title, _text(plain, link, limit), NotifyFormat.MARKDOWN)
    return Note(title, _text(message, message.address, limit), NotifyFormat.TEXT)


_MARKUP = re.compile(r"[\\`*_\[\]]")


def _title(service: NotifyBase, title: str) -> str:
    limit = min(service.title_maxlen or MAX_TITLE, MAX_TITLE)
    return title if len(title) <= limit else f"{title[: limit - 1].rstrip()}…"


def _text(message: Message, link: str, limit: int) -> str:
    """Return the text of a message and a link in at most `limit` characters, once escaped."""
    whole = f"{message.text}\n\n{link}"
    if _length(whole) <= limit:
        return whole
    text = _shortened(message.text, limit - _length(f"…\n\n{link}"))
    return f"{text}…\n\n{link}" if text else link


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


def send(service: NotifyBase, note: Note) -> SendOutcome:
    """Send a message through a service of Apprise, which is asked once."""
    with observed() as outcomes, suppress(Exception):
        if service.notify(body=note.text, title=note.title, body_format=note.form):
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
