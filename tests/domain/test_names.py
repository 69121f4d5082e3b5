"""The entries that a person means by a part of an id, or by words of a title."""

import pytest
from msgspec.structs import replace

from statusgen.domain.names import current_ids, entries_meant
from statusgen.model import Maintenance
from tests.samples import at, content, incident, maintenance, update

_CONTENT = content(
    incident("2026-11-20-cloud-eu-down", "", update("2026-11-20 14:15", "investigating")),
    incident("2026-10-02-cloud-na-down", "", update("2026-10-02 14:15", "resolved")),
    maintenance(name="2026-12-01-wmp-upgrade", announced="2026-11-16 10:00"),
)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("cloud", ["2026-11-20-cloud-eu-down"]),
        ("EU cloud", ["2026-11-20-cloud-eu-down"]),
        ("wmp", ["2026-12-01-wmp-upgrade"]),
        ("cloud wmp", []),
        ("", ["2026-11-20-cloud-eu-down"]),
        ("na-down", []),
        ("2026-10-02-cloud-na-down", ["2026-10-02-cloud-na-down"]),
        ("2026-10-02 na", ["2026-10-02-cloud-na-down"]),
    ],
)
def test_a_part_means_current_entries_and_a_date_the_others(words: str, ids: list[str]) -> None:
    found = entries_meant(_CONTENT, at("2026-11-20 14:30"), words)
    assert [each.id for each in found] == ids


def night(name: str, day: str) -> Maintenance:
    """Return an occurrence of work that repeats itself; all of them are in one file."""
    work = maintenance(
        name=f"{name}-{day}",
        announced="2026-11-16 10:00",
        starts=f"{day} 22:00",
        ends=f"{day} 23:00",
    )
    return replace(work, path=f"content/maintenance/{name}.yml")


_SERIES = content(
    night("backup", "2026-12-08"), night("backup", "2026-12-01"), night("old-backup", "2026-12-08")
)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("backup", ["backup-2026-12-01", "old-backup-2026-12-08"]),
        ("", ["backup-2026-12-01", "old-backup-2026-12-08"]),
        ("backup@2026-12-08", ["backup-2026-12-08"]),
        ("back@2026-12-08", ["backup-2026-12-08", "old-backup-2026-12-08"]),
        ("backup@2026-12-02", []),
    ],
)
def test_of_a_series_the_next_occurrence_is_meant_or_that_of_the_day(
    words: str, ids: list[str]
) -> None:
    found = entries_meant(_SERIES, at("2026-11-20 14:30"), words)
    assert [each.id for each in found] == ids


def test_current_are_open_running_and_coming_entries_and_drafts() -> None:
    draft = incident("draft", "", update("2026-11-20 14:20", "investigating"), draft=True)
    entries = replace(_CONTENT, incidents=(*_CONTENT.incidents, draft))
    found = entries_meant(entries, at("2026-11-20 14:30"), "")
    assert [each.id for each in found] == ["2026-11-20-cloud-eu-down", "draft"]
    assert current_ids(entries, at("2026-11-20 14:30")) == {
        "2026-11-20-cloud-eu-down",
        "2026-12-01-wmp-upgrade",
        "draft",
    }


def test_work_is_listed_by_its_start_whenever_it_ends() -> None:
    long, short = (
        maintenance(name=name, starts=f"2026-12-0{day} 22:00", ends=f"2026-12-{end} 23:00")
        for name, day, end in (("z-long", 1, "10"), ("a-short", 2, "02"))
    )
    found = entries_meant(content(short, long), at("2026-11-25 14:30"), "")
    assert [each.id for each in found] == ["z-long", "a-short"]
