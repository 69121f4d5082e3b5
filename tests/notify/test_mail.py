"""Mails of news, read by Python's email, icalendar and circuit-maintenance-parser."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

import icalendar
import pytest
from msgspec.structs import replace

from statusgen.model import Content, NewsTarget
from statusgen.notify.outcome import Result, SendOutcome
from statusgen.notify.transports import open_transport
from tests.notify.published import TARGET, every, news
from tests.notify.servers import Mailbox, mailing
from tests.outputs.maintnote_reader import answer
from tests.samples import at, content, incident, maintenance, text, update, word

NOW = at("2026-11-24 12:00")
OUTAGE = incident(
    "outage",
    "pbx: major_outage",
    update("2026-11-24 11:00", "investigating"),
    update("2026-11-24 11:30", "resolved"),
)
NOTED = replace(TARGET, maintenance_notification=True)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mailing(Mailbox()) as made:
        yield made


def sent(
    mailbox: Mailbox, source: Content, target: NewsTarget = TARGET, now: str = "2026-11-24 12:00"
) -> list[EmailMessage]:
    """Send all news of a site, and return what arrives."""
    outcomes(mailbox, source, target, now)
    return [
        message_from_bytes(each.original_content or b"", policy=policy.default)
        for each in mailbox.mails
    ]


def outcomes(
    mailbox: Mailbox, source: Content, target: NewsTarget = TARGET, now: str = "2026-11-24 12:00"
) -> list[SendOutcome]:
    found = news(source, now)
    transport = open_transport(mailbox.address, found)
    assert transport is not None
    return [transport.delivery(found, target, each, NOW).send() for each in every(found)]


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def attached(mail: EmailMessage) -> dict[str, bytes]:
    """Return the attachments by their types."""
    return {each.get_content_type(): _bytes(each) for each in mail.iter_attachments()}


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


# --- headers -----------------------------------------------------------------------------------


def test_the_subject_is_the_title_of_the_feed(mailbox: Mailbox) -> None:
    named = replace(OUTAGE, title=text("Störung: Anrufe zu 100 %"))
    assert [mail["Subject"] for mail in sent(mailbox, content(named))] == [
        "[Investigating] Störung: Anrufe zu 100 %",
        "[Resolved] Störung: Anrufe zu 100 %",
    ]


def test_recipients_do_not_see_each_other(mailbox: Mailbox) -> None:
    mail, _ = sent(mailbox, content(OUTAGE))
    assert mailbox.mails[0].rcpt_tos == ["b@b.example", "c@c.example"]
    assert mail["To"] == "undisclosed-recipients:;"
    assert b"b.example" not in (mailbox.mails[0].original_content or b"")


def test_it_says_that_no_person_wrote_it_and_to_which_list(mailbox: Mailbox) -> None:
    mail, _ = sent(mailbox, content(OUTAGE))
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<partners.status.example>"
    assert mail["From"] == "Status <noc@a.example>"
    assert mail["Date"].datetime == NOW


def test_the_mails_of_an_entry_are_one_thread(mailbox: Mailbox) -> None:
    other, *both = sent(mailbox, content(OUTAGE, maintenance()))
    assert both[0]["References"] == both[1]["References"] == both[0]["In-Reply-To"]
    assert other["References"] != both[0]["References"]


def test_an_update_has_one_message_id_in_every_run_and_each_target_its_own(
    mailbox: Mailbox,
) -> None:
    first, again, others = [
        [mail["Message-ID"] for mail in sent(mailbox, content(OUTAGE), target)[-2:]]
        for target in (TARGET, TARGET, replace(TARGET, id="noc"))
    ]
    assert first == again
    assert len({*first, *others}) == 4


# --- text --------------------------------------------------------------------------------------


def test_the_plain_text_says_the_same_with_its_addresses(mailbox: Mailbox) -> None:
    words = (
        "Read [the **guide**](https://guide.example/a?b=1&c=2), or <https://x.example/>."
        "\n\n- one\n- two"
    )
    entry = replace(OUTAGE, updates=(replace(OUTAGE.updates[0], text=text(words)),))
    (mail,) = sent(mailbox, content(entry))
    assert part(mail, "plain") == (
        "[Investigating] outage\n\n"
        "Read the guide (https://guide.example/a?b=1&c=2), or https://x.example/.\n\n"
        "- one\n- two\n\n"
        "Affected: PBX (major outage)\n\n"
        "Details and updates\n"
        "https://status.example/incidents/outage/#update-20261124T110000Z\n"
    )


def test_html_names_its_language(mailbox: Mailbox) -> None:
    source = content(OUTAGE)
    source = replace(source, site=replace(source.site, languages=("en", "it")))
    mail, _ = sent(mailbox, source, replace(TARGET, language="it"))
    assert '<html lang="it">' in part(mail, "html")
    assert "<h1>[In analisi] outage</h1>" in part(mail, "html")
    assert mail["Content-Language"] == "it"


@pytest.mark.parametrize("words", ["é🚨" * 2000, "<b>&amp;", "a\r\nBcc: x@x.example", ".\n.\n"])
def test_hostile_words_survive(words: str, mailbox: Mailbox) -> None:
    entry = replace(OUTAGE, updates=(replace(OUTAGE.updates[0], text=text(words)),))
    (mail,) = sent(mailbox, content(entry))
    assert mail.defects == []
    assert "Bcc" not in mail
    assert part(mail, "plain").startswith(f"[Investigating] outage\n\n{words[0]}")


# --- calendars ---------------------------------------------------------------------------------


def test_an_incident_has_no_calendar(mailbox: Mailbox) -> None:
    assert [attached(mail) for mail in sent(mailbox, content(OUTAGE), NOTED)] == [{}, {}]


def test_maintenance_comes_with_its_calendar_entry(mailbox: Mailbox) -> None:
    (mail,) = sent(mailbox, content(maintenance(name="upgrade")))
    (kind,) = attached(mail)
    assert kind == "text/calendar"
    calendar = icalendar.Calendar.from_ical(attached(mail)[kind].decode())
    (event,) = calendar.walk("VEVENT")
    assert (event["UID"], event["SUMMARY"]) == ("upgrade@status.example", "upgrade")
    assert event["DTSTART"].dt == at("2026-12-01 22:00")


@pytest.mark.slow
def test_programs_of_operators_read_the_notice_in_a_mail(mailbox: Mailbox) -> None:
    (mail,) = sent(mailbox, content(maintenance(name="upgrade"), maintenance(name="other")), NOTED)[
        :1
    ]
    assert [*attached(mail)] == ["text/calendar", "application/ics"]
    (notice,) = answer(bytes(mail), "mail").notices
    assert notice.maintenance_id in ("upgrade", "other")
    assert [each.circuit_id for each in notice.circuits] == ["pbx"]


@pytest.mark.parametrize("action", ["cancelled", "completed"])
def test_the_notice_follows_the_maintenance(action: str, mailbox: Mailbox) -> None:
    starts = word("2026-12-01 22:30", action)
    mails = sent(mailbox, content(maintenance(starts)), NOTED, "2026-12-01 23:00")
    (notice,) = answer(attached(mails[-1])["text/calendar"]).notices
    assert notice.status == action.upper()


# --- servers -----------------------------------------------------------------------------------


def results(*replies: str) -> list[SendOutcome]:
    with mailing(Mailbox(*replies)) as mailbox:
        return outcomes(mailbox, content(OUTAGE))[:1]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("250 OK", SendOutcome(Result.TAKEN)),
        ("451 later", SendOutcome(Result.NOT_TAKEN, "it answers 451")),
        ("554 spam", SendOutcome(Result.REFUSED, "it answers 554")),
    ],
)
def test_what_a_server_answers_counts(reply: str, expected: SendOutcome) -> None:
    assert results(reply) == [expected]


def test_without_a_server_it_is_not_sent() -> None:
    with mailing(Mailbox()) as mailbox:
        pass
    assert {each.result for each in outcomes(mailbox, content(OUTAGE))} == {Result.NOT_TAKEN}


def test_a_refused_recipient_is_named_by_number(mailbox: Mailbox) -> None:
    mailbox.refused = "b@b.example"
    outcome, _ = outcomes(mailbox, content(OUTAGE))
    assert outcome == SendOutcome(Result.TAKEN, "it does not take the mail for 1 of 2 recipients")
    assert len(mailbox.mails) == 2


def test_a_server_that_takes_few_recipients_at_a_time_gets_the_mail_again_for_the_others(
    mailbox: Mailbox,
) -> None:
    mailbox.most = 1
    assert outcomes(mailbox, content(OUTAGE))[0] == SendOutcome(Result.TAKEN)
    assert [each.rcpt_tos for each in mailbox.mails[:2]] == [["b@b.example"], ["c@c.example"]]


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("right", SendOutcome(Result.TAKEN)),
        ("wrong", SendOutcome(Result.NOT_TAKEN, "it answers 535")),
    ],
)
def test_it_logs_in_where_the_address_says_so(password: str, expected: SendOutcome) -> None:
    with mailing(Mailbox(accepts="right")) as mailbox:
        mailbox.user = f"noc:{password}@"
        assert outcomes(mailbox, content(OUTAGE))[0] == expected


@pytest.mark.parametrize("address", ["mailto://127.0.0.1?from=a@a.example&to=b", "mailto://"])
def test_an_address_without_people_is_none(address: str) -> None:
    transport = open_transport(address, news(content(OUTAGE), "2026-11-24 12:00"))
    assert transport is None
