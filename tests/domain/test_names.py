"""The entries that a person means by a part of an id, or by words of a title."""

import pytest

from statusgen.domain.names import entries_meant
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
        ("", ["2026-11-20-cloud-eu-down"]),
        ("na-down", []),
        ("2026-10-02-cloud-na-down", ["2026-10-02-cloud-na-down"]),
        ("2026-10-02 na", ["2026-10-02-cloud-na-down"]),
    ],
)
def test_a_part_means_current_entries_and_a_date_the_others(words: str, ids: list[str]) -> None:
    found = entries_meant(_CONTENT, at("2026-11-20 14:30"), words)
    assert [each.id for each in found] == ids
