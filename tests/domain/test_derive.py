"""What a world derives from its content, and what a later world shares with it."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from statusgen.domain.next_change import Change, ChangeKind
from statusgen.domain.settled import Settled, settled_incident
from statusgen.domain.world import World, derive, derive_later, has_any, only, to_come
from statusgen.model import Content, Incident, Maintenance, State
from tests.samples import at, content, incident, maintenance, update, word

NOW = "2026-11-20 12:00"
OUTAGE = incident(
    "outage",
    "pbx: partial_outage",
    update("2026-11-20 08:00", "investigating"),
    update("2026-11-20 09:00", "resolved"),
)
SLOW = incident("slow", "pbx: degraded_performance", update("2026-11-20 10:00", "identified"))
DOWN = incident("down", "wmp: major_outage", update("2026-11-20 07:00", "identified"))
HIDDEN = incident("hidden", "", update("2026-11-20 11:00", "identified"))


def world(now: str, *entries: Incident | Maintenance) -> World:
    return derive(content(*entries), at(now))


def with_retired(source: Content, name: str, day: date) -> Content:
    (every,) = source.component_groups
    changed = (replace(c, retired=day) if c.id == name else c for c in every.components)
    return replace(source, component_groups=(replace(every, components=tuple(changed)),))


# --- the whole site ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "label", "statuspage"),
    [
        ((OUTAGE,), "All services operational", "All Systems Operational"),
        ((HIDDEN,), "Incident open", "An Incident Is Open"),
        ((SLOW, HIDDEN), "Degraded performance", "Partially Degraded Service"),
        ((SLOW, DOWN), "Major outage", "Major Service Outage"),
    ],
    ids=["nothing", "beside", "beside something worse", "two"],
)
def test_the_site_is_described_by_its_worst_state_or_an_incident_beside(
    entries: tuple[Incident, ...], label: str, statuspage: str
) -> None:
    found = world(NOW, *entries)
    assert (found.label, found.statuspage_description) == (label, statuspage)


def test_an_incident_that_a_component_shows_is_not_beside() -> None:
    both = incident("both", "pbx: degraded_performance, wmp: major_outage", *SLOW.updates)
    retired = with_retired(content(both), "wmp", date(2026, 1, 1))
    assert not derive(retired, at(NOW)).is_incident_beside


@pytest.mark.parametrize(
    ("now", "names"), [("2026-11-19 22:59", ["pbx", "wmp"]), ("2026-11-19 23:00", ["pbx"])]
)
def test_a_component_is_shown_until_the_day_in_rome_on_which_it_retires(
    now: str, names: list[str]
) -> None:
    found = derive(with_retired(content(), "wmp", date(2026, 11, 20)), at(now))
    assert [each.component.id for each in found.components] == names
    assert [each.component.id for each in found.every_component] == ["pbx", "wmp"]


def test_a_group_has_a_component_among_some_if_any_of_its_own_is() -> None:
    (group,) = content().component_groups
    assert has_any(group, {"wmp"})
    assert not has_any(group, {"crm"})


# --- lists -------------------------------------------------------------------------------------


def test_open_incidents_of_one_state_are_newest_first() -> None:
    newer = replace(DOWN, id="newer", updates=(update("2026-11-20 11:30", "identified"),))
    found = world(NOW, DOWN, SLOW, newer, OUTAGE).open_incidents
    assert [each.id for each in found] == ["newer", "down", "slow"]


def test_work_to_come_at_one_time_is_in_the_order_of_its_ids() -> None:
    works = (maintenance(name=name) for name in ("b", "c", "a"))
    assert [each.id for each in world("2026-11-30", *works).upcoming] == ["a", "b", "c"]


def test_work_to_come_is_in_the_order_of_its_starts_whenever_it_ends() -> None:
    long = maintenance(name="long", starts="2026-12-01 21:00", ends="2026-12-03")
    assert [each.id for each in world("2026-11-30", maintenance(), long).upcoming] == [
        "long",
        "upgrade",
    ]


@pytest.mark.parametrize(
    ("now", "names"),
    [
        ("2026-12-01 21:00", ["off", "upgrade"]),
        ("2026-12-04 22:59", ["off", "upgrade"]),
        ("2026-12-04 23:00", ["off"]),
        ("2026-12-07 23:00", []),
    ],
    ids=["upcoming", "ended two days ago", "ended three days ago", "all over"],
)
def test_work_is_recent_for_some_days_of_rome_after_its_end_or_the_end_of_its_window(
    now: str, names: list[str]
) -> None:
    off = maintenance(
        word("2026-11-26 10:00", "cancelled"),
        name="off",
        starts="2026-11-30 22:00",
        ends="2026-12-05 12:00",
    )
    assert [each.id for each in world(now, maintenance(), off).recent_work(2)] == names


def test_the_site_is_watched_from_the_first_of_what_is_settled_and_what_moves() -> None:
    early = replace(SLOW, updates=(update("2026-11-18 10:00", "identified"),))
    found = [world(NOW, OUTAGE, each).known_since for each in (SLOW, DOWN, early)]
    assert found == [date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 18)]
    assert world("2026-11-25", OUTAGE, maintenance()).known_since == date(2026, 11, 20)


def test_entries_are_known_by_the_ids_that_subscribers_have() -> None:
    renamed = replace(OUTAGE, id="outage-2", aliases=("outage",))
    assert world(NOW, renamed, SLOW).stable_ids == {"outage-2": "outage", "slow": "slow"}


@pytest.mark.parametrize(
    ("now", "last"),
    [(NOW, "2026-11-20 10:00"), ("2026-11-21 12:00", "2026-11-20 23:00")],
    ids=["today", "another day"],
)
def test_the_last_news_are_a_publication_or_the_midnight_in_rome(now: str, last: str) -> None:
    assert world(now, OUTAGE, SLOW).last_news == at(last)


def test_news_that_wait_for_a_free_second_are_the_next_change() -> None:
    start = "2026-12-01 22:00"
    found = world(start, maintenance(), maintenance(name="a", announced="2026-11-24 10:05"))
    later = at(start) + timedelta(seconds=1)
    assert found.next_change == Change(later, ChangeKind.PUBLICATION, "a")


# --- what is settled, and later ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "is_taken"), [("2026-11-20 12:00", True), ("2026-11-20 12:01", False)]
)
def test_an_entry_that_is_settled_is_not_derived_again(since: str, *, is_taken: bool) -> None:
    known = settled_incident(OUTAGE, None)
    assert known is not None
    settled = {"outage": Settled(at(since), known.entry)}
    (found,) = derive(content(OUTAGE), at(NOW), settled=settled).incidents
    assert (found is known.entry) is is_taken
    assert found == known.entry


def test_a_world_parts_its_entries_into_settled_and_moving_ones_newest_first() -> None:
    found = world("2026-12-01 23:00", OUTAGE, SLOW, DOWN, maintenance())
    assert [each.id for each in found.settled.entries] == ["outage"]
    assert [each.id for each in found.moving] == ["upgrade", "slow", "down"]


def test_a_later_world_is_as_if_it_were_derived_then() -> None:
    now, then = world("2026-12-01 21:00", OUTAGE, SLOW, maintenance()), at("2026-12-02 03:00")
    found, expected = derive_later(now, then), derive(now.content, then)
    assert (found.now, found.incidents, found.maintenances, found.overall) == (
        then,
        expected.incidents,
        expected.maintenances,
        State.DEGRADED_PERFORMANCE,
    )
    assert found.settled is now.settled
    assert found.months.listed == expected.months.listed


def test_a_later_world_of_drafts_has_them_too() -> None:
    draft = maintenance(draft=True)
    now = derive(content(draft), at("2026-12-01 21:00"), drafts=True)
    assert [each.id for each in derive_later(now, at("2026-12-01 23:00")).running] == ["upgrade"]


def test_content_is_cut_to_the_entries_that_are_named() -> None:
    kept = only(content(OUTAGE, SLOW, maintenance(), maintenance(name="a")), {"slow", "a"})
    assert [each.id for each in kept.incidents] == ["slow"]
    assert [each.id for each in kept.maintenances] == ["a"]


def test_what_is_not_published_yet_will_count_from_its_beginning() -> None:
    reported = replace(SLOW, reported=at("2026-11-20 09:30"))
    late = maintenance(announced="2026-11-20 12:01", starts="2026-11-20 11:00", name="late")
    source = content(reported, OUTAGE, maintenance(), late)
    assert [*to_come(source, at("2026-11-20 09:59"))] == [
        at("2026-11-20 09:30"),
        at("2026-11-24 10:00"),
        at("2026-11-20 11:00"),
    ]
    assert [*to_come(source, at("2026-11-24 10:00"))] == []
    assert [*to_come(content(SLOW), SLOW.updates[0].at)] == []
