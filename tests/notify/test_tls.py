"""Connections to servers over TLS: a certificate that is wrong is refused, and said."""

from pathlib import Path

import pytest

from statusgen.model import Content
from statusgen.notify.outcome import BAD_CERTIFICATE, TAKEN, Result, SendOutcome
from statusgen.notify.transports import open_transport
from tests.notify.published import TARGET, every, news
from tests.notify.servers import Hook, Mailbox, Tls, certified, mailing, serving
from tests.samples import at, content, incident, update

pytestmark = pytest.mark.machine

SITE: Content = content(
    incident("outage", "pbx: major_outage", update("2026-11-24 11:00", "investigating"))
)
NOW = "2026-11-24 12:00"
BAD = SendOutcome(Result.NOT_TAKEN, BAD_CERTIFICATE)
HERE, ELSEWHERE = "IP:127.0.0.1", "DNS:mail.example"
BOTH: list[Tls] = ["ssl", "starttls"]


def outcome(address: str) -> SendOutcome:
    found = news(SITE, NOW)
    transport = open_transport(address, found)
    assert transport is not None
    return transport.delivery(found, TARGET, next(every(found)), at(NOW)).send()


def mailed(mailbox: Mailbox, tls: Tls, *, options: str = "") -> SendOutcome:
    mailbox.user, mailbox.options = "noc:word@", f"&mode={tls}{options}"
    return outcome(mailbox.address.replace("mailto:", "mailtos:"))


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose certificate, once it has one, is that of an authority known here."""
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, str(tmp_path / "own.pem"))
    return tmp_path


@pytest.mark.parametrize("tls", BOTH)
def test_mail_goes_over_tls(tls: Tls, trusted: Path) -> None:
    with mailing(Mailbox(accepts="word"), tls, certified(trusted, HERE)) as mailbox:
        assert mailed(mailbox, tls) == TAKEN
    assert (len(mailbox.mails), mailbox.passwords) == (1, [b"word"])


@pytest.mark.parametrize("tls", BOTH)
def test_a_certificate_of_another_name_is_refused(tls: Tls, trusted: Path) -> None:
    with mailing(Mailbox(accepts="word"), tls, certified(trusted, ELSEWHERE)) as mailbox:
        assert mailed(mailbox, tls) == BAD
    assert (mailbox.mails, mailbox.passwords) == ([], [])


@pytest.mark.parametrize("tls", BOTH)
def test_a_certificate_of_nobody_that_is_known_is_refused(tls: Tls, tmp_path: Path) -> None:
    with mailing(Mailbox(accepts="word"), tls, certified(tmp_path, HERE)) as mailbox:
        assert mailed(mailbox, tls) == BAD
        assert mailbox.passwords == []
        assert mailed(mailbox, tls, options="&verify=no") == TAKEN


def test_a_server_that_offers_no_tls_gets_no_password() -> None:
    with mailing(Mailbox(accepts="word")) as mailbox:
        given = mailed(mailbox, "starttls")
    assert (given.result, "STARTTLS" in given.reason) == (Result.NOT_TAKEN, True)
    assert (mailbox.mails, mailbox.passwords) == ([], [])


@pytest.mark.parametrize("scheme", ["jsons", "mmosts"])
def test_a_program_or_chat_with_a_wrong_certificate_gets_nothing(
    scheme: str, trusted: Path
) -> None:
    context = certified(trusted, ELSEWHERE)
    with serving(Hook(), context) as hook:
        address = f"{scheme}://{hook.address}/3ccdd113474722377935511fc85d3dd4"
        assert outcome(address) == BAD
    assert hook.requests == []


@pytest.mark.parametrize("scheme", ["jsons", "mmosts"])
def test_a_program_or_chat_gets_news_over_tls(scheme: str, trusted: Path) -> None:
    with serving(Hook(), certified(trusted, HERE)) as hook:
        assert outcome(f"{scheme}://{hook.address}/3ccdd113474722377935511fc85d3dd4") == TAKEN
    assert len(hook.taken) == 1
