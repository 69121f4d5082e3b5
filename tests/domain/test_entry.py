"""What incidents and maintenances have in common."""

from datetime import date

import pytest
from msgspec.structs import replace

from statusgen.domain.entry import (
    Entry,
    components_of,
    day_of,
    end_of,
    entry_record,
    first_known,
    is_past,
    publication_of,
    start_of,
)
from statusgen.domain.world import derive
from statusgen.model import Incident, Maintenance
from tests.samples import ROME, at, content, incident, maintenance, update, word

OUTAGE = incident(
    "outage",
    "pbx: major_outage",
    update("2026-11-20 23:15", "investigating", "wmp: degraded_performance"),
    update("2026-11-21 01:00", "resolved"),
)
WORK = maintenance(affects="pbx: under_maintenance")
CANCELLED = maintenance(word("2026-11-26 23:30", "cancelled"))


def entry(record: Incident | Maintenance, now: str = "2026-11-30 12:00") -> Entry:
    (found,) = derive(content(record), at(now)).entries
    return found


@pytest.mark.parametrize(
    ("record", "published", "components"),
    [(OUTAGE, "2026-11-20 23:15", "pbx wmp"), (WORK, "2026-11-24 10:00", "pbx")],
    ids=["incident", "maintenance"],
)
def test_an_entry_names_its_file_its_publication_and_all_its_components(
    record: Incident | Maintenance, published: str, components: str
) -> None:
    found = entry(record)
    assert entry_record(found) is record
    assert publication_of(record) == at(published)
    assert components_of(found) == frozenset(components.split())


@pytest.mark.parametrize(
    ("record", "now", "start"),
    [
        (OUTAGE, "2026-11-30 12:00", "2026-11-20 23:15"),
        (replace(OUTAGE, began=at("2026-11-20 22:50")), "2026-11-30 12:00", "2026-11-20 22:50"),
        (WORK, "2026-11-30 12:00", "2026-12-01 22:00"),
        (CANCELLED, "2026-11-30 12:00", "2026-12-01 22:00"),
        (maintenance(word("2026-12-01 21:30", "in_progress")), "2026-12-03", "2026-12-01 21:30"),
    ],
    ids=["incident", "began earlier", "upcoming", "cancelled", "began early"],
)
def test_an_entry_starts_when_it_began_or_will_begin(
    record: Incident | Maintenance, now: str, start: str
) -> None:
    assert start_of(entry(record, now)) == at(start)


def test_work_that_was_stopped_and_moved_starts_with_its_next_window_and_then_its_last_run() -> (
    None
):
    stopped = word("2026-12-01 23:00", "rescheduled", starts="2026-12-05 22:00", ends="2026-12-06")
    moved = maintenance(stopped)
    assert start_of(entry(moved, "2026-12-02 00:00")) == at("2026-12-05 22:00")
    assert start_of(entry(moved, "2026-12-07 00:00")) == at("2026-12-05 22:00")
    assert end_of(entry(moved, "2026-12-07 00:00")) == at("2026-12-06 00:00")


@pytest.mark.parametrize(
    ("record", "expected"),
    [(OUTAGE, True), (WORK, False), (CANCELLED, True)],
    ids=["incident", "upcoming", "cancelled"],
)
def test_only_work_to_come_is_not_past(record: Incident | Maintenance, *, expected: bool) -> None:
    assert is_past(entry(record)) is expected


@pytest.mark.parametrize(
    ("record", "day"),
    [(OUTAGE, date(2026, 11, 21)), (CANCELLED, date(2026, 11, 27)), (WORK, date(2026, 12, 1))],
    ids=["incident", "cancelled", "upcoming"],
)
def test_an_entry_is_listed_under_the_day_in_rome_on_which_it_began_or_was_called_off(
    record: Incident | Maintenance, day: date
) -> None:
    assert day_of(entry(record), ROME) == day


@pytest.mark.parametrize(
    ("announced", "known"),
    [("2026-11-24 10:00", "2026-11-24 10:00"), ("2026-12-01 23:00", "2026-12-01 22:00")],
    ids=["announced before", "announced while it ran"],
)
def test_work_shows_that_the_site_was_monitored_from_its_announcement_or_start_on(
    announced: str, known: str
) -> None:
    assert first_known(entry(maintenance(announced=announced), "2026-12-02 00:00")) == at(known)
