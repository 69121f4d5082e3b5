"""Mail on its way: Apprise reads the address of a server, and smtplib sends.

A mail needs a Message-ID of ours, so that one that is sent again after a kill is shown once.
"""

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Protocol

from msgspec import Struct

from statusgen.notify.outcome import BAD_CERTIFICATE, TAKEN, Result, SendOutcome

MAX_SILENCE = 30.0
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


class MailService(Protocol):
    """The attributes of Apprise's service for mail that are used."""

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


def send(server: Server, mail: EmailMessage) -> SendOutcome:
    """Send a mail to all recipients, who do not see each other."""
    del mail["From"], mail["Reply-To"]  # those of an earlier attempt
    mail["From"] = server.sender
    if server.reply_to:
        mail["Reply-To"] = ", ".join(server.reply_to)
    try:
        with _connected(server) as smtp:
            refused = _sent(smtp, server, mail)
    except (OSError, ValueError) as error:  # smtplib's own are among them
        return _failure(error)
    if not refused:
        return TAKEN
    of_all = f"{refused} of {len(server.recipients)} recipients"
    return SendOutcome(Result.TAKEN, f"it does not take the mail for {of_all}")


def _sent(smtp: smtplib.SMTP, server: Server, mail: EmailMessage) -> int:
    """Send a mail; returns the number of recipients whom the server does not take.

    Those that it puts off get it once more: it may limit the recipients of one transaction (RFC
    5321, 4.5.3.1.10). Raises SMTPException where nobody gets it.
    """
    answers = smtp.send_message(mail, server.sender.addr_spec, server.recipients)
    refused = 0
    while answers:
        deferred = [each for each, (code, _) in answers.items() if code < _FINAL]
        refused += len(answers) - len(deferred)
        try:
            answers = smtp.send_message(mail, server.sender.addr_spec, deferred) if deferred else {}
        except smtplib.SMTPException:
            return refused + len(deferred)
    return refused


def _failure(error: Exception) -> SendOutcome:
    """Return the outcome that an error stands for, in words of ours: its own may have a secret."""
    match error:
        case smtplib.SMTPDataError(smtp_code=code) if code >= _FINAL:
            return SendOutcome(Result.REFUSED, f"it answers {code}")
        case smtplib.SMTPResponseException(smtp_code=code):
            reason = f"it answers {code}"
        case smtplib.SMTPRecipientsRefused(recipients=answers):
            reason = f"it answers {max((code for code, _ in answers.values()), default=0)}"
        case smtplib.SMTPNotSupportedError():
            reason = "it lacks what the address needs: STARTTLS, a login or addresses in UTF-8"
        case ssl.SSLCertVerificationError():
            reason = BAD_CERTIFICATE
        case _:
            reason = "there is no connection"
    return SendOutcome(Result.NOT_TAKEN, reason)


def _connected(server: Server) -> smtplib.SMTP:
    """Return a connection; raises OSError or SMTPException, and then leaves none open."""
    place = (server.host, server.port)
    if server.mode == "ssl":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=MAX_SILENCE, context=_tls(server))
    else:
        smtp = smtplib.SMTP(*place, timeout=MAX_SILENCE)
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
