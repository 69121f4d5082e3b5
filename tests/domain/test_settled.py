"""Entries that do not change any more, and from when on."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from statusgen.domain.incident_at import incident_at
from statusgen.domain.maintenance import maintenance_at
from statusgen.domain.settled import settled_incident, settled_maintenance
from statusgen.domain.settled_past import SettledPast
from statusgen.model import Maintenance
from tests.samples import at, incident, maintenance, update, word

BEGIN = update("2026-11-20 13:15", "investigating")
END = update("2026-11-20 14:20", "resolved")
OVER = incident("outage", "pbx: major_outage", BEGIN, END)
LATE = "2026-12-05 10:00"


def test_an_incident_is_settled_from_its_last_update_on() -> None:
    found = settled_incident(OVER, None)
    assert found is not None
    assert found.since == END.at
    assert found.entry == incident_at(OVER, END.at)


@pytest.mark.parametrize(
    "entry", [replace(OVER, updates=(BEGIN,)), replace(OVER, draft=True)], ids=["open", "draft"]
)
def test_an_open_incident_and_a_draft_are_not_settled(entry: object) -> None:
    assert settled_incident(entry, None) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("work", "since"),
    [
        (maintenance(), "2026-12-02 02:00"),
        (maintenance(word("2026-12-02 00:30", "completed")), "2026-12-02 00:30"),
        (maintenance(word("2026-11-28 09:00", "cancelled")), "2026-11-28 09:00"),
        (maintenance(word("2026-12-02 03:00", "completed")), "2026-12-02 03:00"),
        (
            maintenance(
                word("2026-12-02 01:00", "extended", ends="2026-12-02 05:00"),
            ),
            "2026-12-02 05:00",
        ),
    ],
    ids=["by the clock", "early", "cancelled", "late word", "extended"],
)
def test_a_maintenance_is_settled_from_its_end_on(work: Maintenance, since: str) -> None:
    found = settled_maintenance(work, None)
    assert found is not None
    assert found.since == at(since)
    assert found.entry == maintenance_at(work, datetime(9000, 1, 1, tzinfo=UTC), None)


@pytest.mark.parametrize(
    "work",
    [maintenance(completion="confirmed"), maintenance(draft=True)],
    ids=["to be confirmed", "draft"],
)
def test_work_that_waits_for_a_word_and_a_draft_are_not_settled(work: Maintenance) -> None:
    assert settled_maintenance(work, None) is None


def test_settled_entries_are_found_by_kind_and_by_component() -> None:
    outage = incident_at(OVER, at(LATE))
    upgrade = maintenance_at(maintenance(affects="wmp: under_maintenance"), at(LATE), None)
    assert outage is not None
    assert upgrade is not None
    past = SettledPast((upgrade, outage))
    assert past.incidents == (outage,)
    assert past.maintenances == (upgrade,)
    assert past.by_component == {"wmp": (upgrade,), "pbx": (outage,)}
    assert past.first_known == BEGIN.at
