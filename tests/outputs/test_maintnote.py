from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from statusgen.model import Content, Maintenance
from statusgen.outputs.maintnote import OUTPUT
from statusgen.render.context import RenderContext
from tests.contexts import context, rendered
from tests.outputs.maintnote_reader import ReadNotice, answer
from tests.outputs.real import context_at, each_instant
from tests.outputs.rfc5545 import assert_valid, events
from tests.samples import content, maintenance, text, word


def written(made: RenderContext) -> bytes:
    (only,) = rendered(OUTPUT, made)
    assert only.path == "maintnote.ics"
    return only.content


def parsed(calendar: bytes) -> list[ReadNotice]:
    """Return the notices as circuit-maintenance-parser reads them."""
    read = answer(calendar)
    assert not read.refusal
    return read.notices


def notices(source: Content, now: str = "2026-12-10 12:00") -> list[ReadNotice]:
    return parsed(written(context(source, now)))


def notice(entry: Maintenance, now: str = "2026-12-10 12:00") -> ReadNotice:
    (only,) = notices(content(entry), now)
    return only


def impacts(entry: Maintenance) -> dict[str, str]:
    return {each.circuit_id: each.impact for each in notice(entry).circuits}


def instant(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%d %H:%M}"


# --- one notice --------------------------------------------------------------------------------


def test_a_maintenance_is_one_notice() -> None:
    seen = notice(maintenance(name="upgrade"))
    assert (seen.provider, seen.account) == ("status.example", "public")
    assert (seen.maintenance_id, seen.summary) == ("upgrade", "upgrade")
    assert (instant(seen.start), instant(seen.end)) == ("01 22:00", "02 02:00")
    assert seen.organizer == "https://status.example/"


def test_its_uid_is_not_that_of_the_event_for_people() -> None:
    """It has more revisions, and one program may read both calendars."""
    assert notice(maintenance()).uid == "upgrade.maintnote@status.example"


def test_a_notice_names_who_sends_it() -> None:
    (seen,) = events(written(context(content(maintenance()))))
    assert seen["ORGANIZER"].params["CN"] == "Status"
    assert "METHOD" not in seen


@pytest.mark.parametrize(
    ("state", "impact"),
    [
        ("operational", "NO-IMPACT"),
        ("under_maintenance", "OUTAGE"),
        ("degraded_performance", "DEGRADED"),
        ("partial_outage", "OUTAGE"),
        ("major_outage", "OUTAGE"),
    ],
)
def test_the_impact_is_what_a_machine_has_to_reckon_with(state: str, impact: str) -> None:
    assert impacts(maintenance(affects=f"pbx: {state}")) == {"pbx": impact}


def test_each_component_is_an_object_with_its_own_impact() -> None:
    entry = maintenance(affects="wmp: operational, pbx: degraded_performance")
    assert impacts(entry) == {"pbx": "DEGRADED", "wmp": "NO-IMPACT"}


def test_the_event_has_the_worst_impact_of_its_objects() -> None:
    entry = maintenance(affects="pbx: under_maintenance, wmp: degraded_performance")
    (seen,) = events(written(context(content(entry))))
    assert seen["X-MAINTNOTE-IMPACT"] == "OUTAGE"


def test_an_object_leads_to_the_page_of_its_component() -> None:
    (seen,) = events(written(context(content(maintenance()))))
    page = seen["X-MAINTNOTE-OBJECT-ID"].params["ALTREP"]
    assert page == "https://status.example/components/pbx/"


def test_a_maintenance_of_no_component_is_about_the_site() -> None:
    entry = replace(maintenance(), affects={})
    assert impacts(entry) == {"status.example": "NO-IMPACT"}


# --- its life ----------------------------------------------------------------------------------

MOVED = maintenance(
    word("2026-11-30 12:00", "rescheduled", starts="2026-12-03 22:00", ends="2026-12-04 02:00"),
    word("2026-12-03 23:00", "in_progress"),
    word("2026-12-04 01:30", "extended", ends="2026-12-04 04:00"),
    word("2026-12-04 03:00", "verifying"),
    word("2026-12-04 03:30", "completed"),
)


@pytest.mark.parametrize(
    ("now", "sequence", "status", "window"),
    [
        ("2026-11-24 10:00", 0, "CONFIRMED", "01 22:00 to 02 02:00"),
        ("2026-11-30 12:00", 1, "CONFIRMED", "03 22:00 to 04 02:00"),
        ("2026-12-02 22:00", 1, "CONFIRMED", "03 22:00 to 04 02:00"),
        ("2026-12-03 22:00", 2, "IN-PROCESS", "03 22:00 to 04 02:00"),
        ("2026-12-03 23:00", 2, "IN-PROCESS", "03 22:00 to 04 02:00"),
        ("2026-12-04 01:30", 3, "IN-PROCESS", "03 22:00 to 04 04:00"),
        ("2026-12-04 03:00", 3, "IN-PROCESS", "03 22:00 to 04 04:00"),
        ("2026-12-04 03:30", 4, "COMPLETED", "03 22:00 to 04 04:00"),
        ("2026-12-30 00:00", 4, "COMPLETED", "03 22:00 to 04 04:00"),
    ],
)
def test_a_machine_follows(now: str, sequence: int, status: str, window: str) -> None:
    seen = notice(MOVED, now)
    assert (seen.sequence, seen.status) == (sequence, status)
    assert f"{instant(seen.start)} to {instant(seen.end)}" == window


@pytest.mark.parametrize("affects", ["pbx: under_maintenance", ""])
def test_a_cancellation_is_read(affects: str) -> None:
    entry = maintenance(word("2026-11-30 12:00", "cancelled"), affects=affects)
    seen = notice(entry, "2026-11-30 12:00")
    assert (seen.sequence, seen.status) == (1, "CANCELLED")


@pytest.mark.parametrize(
    ("now", "count"),
    [
        ("2026-11-24 09:59", 0),
        ("2026-11-24 10:00", 1),
        ("2027-01-01 22:59", 1),
        ("2027-01-01 23:00", 0),
    ],
)
def test_a_notice_stays_for_thirty_days_after_the_end(now: str, count: int) -> None:
    assert len(notices(content(maintenance()), now)) == count


# --- a calendar of them ------------------------------------------------------------------------


def test_many_notices_are_read_in_order_of_time() -> None:
    entries = [
        maintenance(
            name=f"n{day}", starts=f"2026-12-{day:02} 20:00", ends=f"2026-12-{day:02} 23:00"
        )
        for day in range(1, 29)
    ]
    read = notices(content(*entries), "2026-12-10 12:00")
    assert [each.maintenance_id for each in read] == [f"n{day}" for day in range(1, 29)]


def test_a_calendar_without_notices_is_read() -> None:
    assert notices(content()) == []


@pytest.mark.parametrize("words", ['"; X-MAINTNOTE-STATUS:X', "é🚨" * 500, "عطل, ثم", "<b>&amp;"])
def test_hostile_words_survive(words: str) -> None:
    source = content(replace(maintenance(), title=text(words), text=text(words)))
    hostile = replace(source, site=replace(source.site, name=text(words)))
    assert_valid(written(context(hostile)))
    (seen,) = notices(hostile)
    assert seen.summary == words


def test_the_parser_gives_up_a_file_for_one_wrong_notice() -> None:
    """It judges strictly, so that what it takes above is worth something."""
    wrong = written(context(content(maintenance()))).replace(b"ACCOUNT:public", b"ACCOUNT:")
    assert answer(wrong).refusal


# --- real content ------------------------------------------------------------------------------


@each_instant
def test_real_notices_are_valid_and_read(root: Path, now: str) -> None:
    calendar = written(context_at(root, now))
    assert_valid(calendar)
    assert [each.maintenance_id for each in parsed(calendar)] == [
        each["X-MAINTNOTE-MAINTENANCE-ID"] for each in events(calendar)
    ]
