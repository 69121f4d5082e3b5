"""News by mail: plain text and HTML, for maintenance with a calendar, in a thread of its entry."""

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from msgspec import Struct

from statusgen.notify.message import Message


class Calendars(Struct, frozen=True):
    """The calendar of a window for people, and the Maintenance Notification for programs."""

    event: bytes | None = None
    notification: bytes | None = None


def mail(message: Message, calendars: Calendars, now: datetime) -> EmailMessage:
    """Return a message as mail; who it is from and who replies go to is added by `send`."""
    made = EmailMessage(SMTP)
    made["Subject"] = message.title
    made["To"] = "undisclosed-recipients:;"
    made["Date"] = format_datetime(now)
    made["Message-ID"] = message.id(message.update.key)
    thread = message.id(message.update.entry, "thread")
    made["In-Reply-To"] = made["References"] = thread
    made["List-Id"] = f"<{message.target}.{message.host}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(f"{message.title}\n\n{message.plain}\n", cte="quoted-printable")
    made.add_alternative(_page(message), subtype="html", cte="quoted-printable")
    for name, subtype, content in _attached(calendars):
        parameters = {"charset": "utf-8"}
        kind = "text" if subtype == "calendar" else "application"
        made.add_attachment(
            content, maintype=kind, subtype=subtype, filename=name, params=parameters
        )
    made["Content-Language"] = message.language  # last, as parts would take it with them
    return made


def _attached(calendars: Calendars) -> Iterator[tuple[str, str, bytes]]:
    """Yield the name, the subtype and the bytes of each calendar.

    Where there is a Maintenance Notification it is the only `text/calendar`: a program that reads
    those gives up the mail for one that it does not take.
    """
    if calendars.notification is not None:
        yield "maintnote.ics", "calendar", calendars.notification
    if calendars.event is not None:
        yield "event.ics", "ics" if calendars.notification else "calendar", calendars.event


def _page(message: Message) -> str:
    title, language = escape(message.title), escape(message.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f"<title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n{message.html}\n</body>\n</html>\n"
    )
