"""The body of Statuspage's webhooks, and what counts as taken."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import Struct
from msgspec.json import decode

from statusgen.model import Incident, Maintenance
from statusgen.notify import webhook
from statusgen.notify.outcome import Result, SendOutcome
from statusgen.notify.transports import open_transport
from tests.notify.published import TARGET, every, news
from tests.notify.servers import NOTHING, Hook, serving
from tests.samples import at, content, incident, maintenance, update, word

NOW = "2026-12-01 23:30"
OUTAGE = incident(
    "outage",
    "pbx: major_outage",
    update("2026-11-24 11:00", "investigating"),
    update("2026-11-24 11:10", "monitoring"),
    update("2026-11-24 11:30", "resolved"),
)
UPGRADE = maintenance(word("2026-12-01 23:00", "extended", ends="2026-12-02 03:00"))


class Meta(Struct, forbid_unknown_fields=True):
    unsubscribe: str
    documentation: str


class Page(Struct, forbid_unknown_fields=True):
    id: str
    status_indicator: str
    status_description: str


class UpdateRecord(Struct):
    """An update in a webhook of Statuspage, as its documentation shows it."""

    id: str
    incident_id: str
    status: str
    body: str
    created_at: str
    updated_at: str
    display_at: str
    wants_twitter_update: bool
    twitter_updated_at: str | None


class IncidentRecord(Struct):
    """An incident in a webhook of Statuspage, as its documentation shows it."""

    id: str
    name: str
    status: str
    impact: str
    shortlink: str
    organization_id: str
    created_at: str
    updated_at: str
    monitoring_at: str | None
    resolved_at: str | None
    incident_updates: list[UpdateRecord]
    backfilled: bool
    impact_override: str | None
    postmortem_body: str | None
    postmortem_ignored: bool
    scheduled_for: str | None
    scheduled_until: str | None
    scheduled_remind_prior: bool


class Body(Struct, forbid_unknown_fields=True):
    """A webhook of Statuspage about an incident."""

    meta: Meta
    page: Page
    incident: IncidentRecord


def bodies(*entries: Incident | Maintenance) -> Iterator[Body]:
    found = news(content(*entries), NOW)
    return (decode(webhook.body(found, each), type=Body, strict=True) for each in every(found))


def test_each_body_has_the_incident_as_it_was_then() -> None:
    seen = [each.incident for each in bodies(OUTAGE)]
    assert [each.status for each in seen] == ["investigating", "monitoring", "resolved"]
    assert [len(each.incident_updates) for each in seen] == [1, 2, 3]
    assert [each.incident_updates[0].status for each in seen] == [each.status for each in seen]
    assert [bool(each.monitoring_at) for each in seen] == [False, True, True]
    assert [bool(each.resolved_at) for each in seen] == [False, False, True]
    assert [each.updated_at for each in seen] == [
        each.incident_updates[0].created_at for each in seen
    ]


def test_maintenance_is_an_incident_with_a_window() -> None:
    seen = [each.incident for each in bodies(UPGRADE)]
    assert [each.status for each in seen] == [*["scheduled"] * 2, *["in_progress"] * 2]
    assert {each.impact for each in seen} == {"maintenance"}
    assert {each.scheduled_until for each in seen} == {"2026-12-02T03:00:00.000Z"}


def test_the_page_says_how_the_site_stands() -> None:
    first = next(bodies(UPGRADE))
    assert (first.page.status_indicator, first.page.status_description) == (
        "none",
        "Service Under Maintenance",
    )
    assert first.meta.unsubscribe == "https://status.example/"


def test_programs_know_the_ids_of_the_api() -> None:
    found = news(content(OUTAGE), NOW)
    listed = found.site.json("api/v2/incidents.json", dict[str, Any])["incidents"]
    assert {each.incident.id for each in bodies(OUTAGE)} == {each["id"] for each in listed}


# --- sending -----------------------------------------------------------------------------------


def outcome(address: str) -> SendOutcome:
    found = news(content(OUTAGE), NOW)
    transport = open_transport(address, found)
    assert transport is not None
    return transport.delivery(found, TARGET, next(every(found)), at(NOW)).send()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (200, SendOutcome(Result.TAKEN)),
        (204, SendOutcome(Result.TAKEN)),
        (302, SendOutcome(Result.NOT_TAKEN, "it answers 302")),
        (413, SendOutcome(Result.REFUSED, "it answers 413")),
        (429, SendOutcome(Result.NOT_TAKEN, "it answers 429")),
        (500, SendOutcome(Result.NOT_TAKEN, "it answers 500")),
        (NOTHING, SendOutcome(Result.UNKNOWN, "it has not answered")),
    ],
)
def test_what_a_program_answers_counts(code: int, expected: SendOutcome) -> None:
    with serving(Hook(code)) as hook:
        assert outcome(f"json://{hook.address}/in") == expected
    assert len(hook.requests) == 1


def test_without_a_server_it_is_not_sent() -> None:
    with serving(Hook()) as hook:
        pass
    assert outcome(f"json://{hook.address}/") == SendOutcome(
        Result.NOT_TAKEN, "there is no connection"
    )


def test_the_address_may_have_a_path_and_a_query() -> None:
    with serving(Hook()) as hook:
        outcome(f"json://user:secret@{hook.address}/a/b?-c=d&+X-Key=e")
    assert [path for path, _ in hook.requests] == ["/a/b?c=d"]
