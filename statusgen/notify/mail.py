"""News by mail: plain text and HTML, for maintenance with a calendar, in a thread of its entry.

Apprise reads the address; smtplib sends, because a mail needs a Message-ID of ours, so that one
that is sent again after a kill is shown once.
"""

import smtplib
import ssl
from collections.abc import Iterator
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import Protocol

from msgspec import Struct

from statusgen.notify.message import Message
from statusgen.notify.outcome import TAKEN, Result, SendOutcome

_SILENCE = 30.0
"""Maximum silence of a server, in seconds."""
_FINAL = 500
"""First of the replies after which the same message will never be taken (RFC 5321, 4.2.1)."""


class Server(Struct, frozen=True):
    """A server of mail with the people who write and read, as an address of Apprise gives them."""

    host: str
    port: int
    mode: str
    verifies: bool
    user: str | None
    password: str | None
    sender: Address
    recipients: tuple[str, ...]
    reply_to: tuple[str, ...]


class Calendars(Struct, frozen=True):
    """The calendar of a window for people, and the Maintenance Notification for programs."""

    event: bytes | None = None
    notification: bytes | None = None


class MailService(Protocol):
    """What is used of Apprise's service for mail."""

    from_addr: tuple[str | bool, str]
    targets: list[tuple[str | bool, str]]
    cc: set[str]
    bcc: set[str]
    reply_to: set[str]
    smtp_host: str
    port: int
    secure_mode: str
    verify_certificate: bool
    user: str | None
    password: str | None


def is_whole(service: MailService) -> bool:
    """Return whether an address of Apprise says who writes, to whom, and through which server."""
    every = (*service.targets, *service.cc, *service.bcc)
    return bool(service.from_addr[1] and service.smtp_host and every)


def server(service: MailService, site: str) -> Server:
    """Return the server that an address of Apprise names, given the service made of it.

    The sender has the name of the site where the address gives none.
    """
    name, address = service.from_addr
    every = (*(each for _, each in service.targets), *sorted(service.cc), *sorted(service.bcc))
    return Server(
        host=service.smtp_host,
        port=service.port,
        mode=service.secure_mode,
        verifies=service.verify_certificate,
        user=service.user,
        password=service.password,
        sender=Address(str(name or site), addr_spec=address),
        recipients=tuple(dict.fromkeys(every)),
        reply_to=tuple(sorted(service.reply_to)),
    )


# --- the message -------------------------------------------------------------------------------


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


# --- sending -----------------------------------------------------------------------------------


def send(server: Server, mail: EmailMessage) -> SendOutcome:
    """Send a mail to all recipients, who do not see each other."""
    del mail["From"], mail["Reply-To"]  # those of an earlier attempt
    mail["From"] = server.sender
    if server.reply_to:
        mail["Reply-To"] = ", ".join(server.reply_to)
    try:
        with _connected(server) as smtp:
            refused = smtp.send_message(mail, server.sender.addr_spec, server.recipients)
    except smtplib.SMTPDataError as error:
        is_final = error.smtp_code >= _FINAL
        return SendOutcome(
            Result.REFUSED if is_final else Result.NOT_TAKEN, _answers(error.smtp_code)
        )
    except smtplib.SMTPRecipientsRefused as error:
        return SendOutcome(
            Result.NOT_TAKEN, _answers(*(code for code, _ in error.recipients.values()))
        )
    except smtplib.SMTPResponseException as error:
        return SendOutcome(Result.NOT_TAKEN, _answers(error.smtp_code))
    except (OSError, smtplib.SMTPException, ValueError):
        return SendOutcome(Result.NOT_TAKEN, "there is no connection")
    if not refused:
        return TAKEN
    of_all = f"{len(refused)} of {len(server.recipients)} recipients"
    return SendOutcome(Result.TAKEN, f"it does not take the mail for {of_all}")


def _answers(*codes: int) -> str:
    return f"it answers {max(codes, default=0)}"


def _connected(server: Server) -> smtplib.SMTP:
    """Return a connection; raises OSError or SMTPException, and then leaves none open."""
    place = (server.host, server.port)
    if server.mode == "ssl":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=_SILENCE, context=_tls(server))
    else:
        smtp = smtplib.SMTP(*place, timeout=_SILENCE)
    try:
        if server.mode == "starttls":
            smtp.starttls(context=_tls(server))
        if server.user and server.password:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _tls(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not server.verifies:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
