"""The published calendars of a maintenance, as parts of a mail."""

import re
from collections.abc import Iterator

from statusgen.notify.news import PublishedNews, PublishedUpdate
from statusgen.notify.site import PublishedSite
from statusgen.render.ical import document
from statusgen.render.urls import MAINTNOTE

_EVENT = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.DOTALL | re.MULTILINE)
_FOLD = re.compile(rb"\r\n[ \t]")
"""A line break within a line (RFC 5545, 3.1)."""


def event(news: PublishedNews, update: PublishedUpdate, language: str | None) -> bytes:
    """Return the calendar file of a window in a language; raises CommandError."""
    return news.site.file(f"{news.folder(language)}{update.page}event.ics")


def notification(site: PublishedSite, update: PublishedUpdate) -> bytes | None:
    """Return the Maintenance Notification of a window alone, None if none is published any more.

    Raises CommandError if the site cannot be read.
    """
    found = next(_notices(site.file(MAINTNOTE), update.entry), None)
    return None if found is None else document([found])


def _notices(calendar: bytes, entry: str) -> Iterator[bytes]:
    named = f"\r\nX-MAINTNOTE-MAINTENANCE-ID:{entry}\r\n".encode()
    for each in _EVENT.findall(calendar):
        if named in _FOLD.sub(b"", each):
            yield each
