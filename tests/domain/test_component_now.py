"""A component at an instant: since when it is in its state, and what its numbers say."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from statusgen.domain.component_now import YEAR, ComponentNow
from statusgen.domain.incident import Beginning, StartKind
from statusgen.domain.uptime import UptimeCourse
from statusgen.domain.world import derive
from statusgen.model import Incident, Maintenance, State
from tests.samples import at, content, incident, maintenance, update

NOW = "2026-11-20 12:00"
SLOW = incident("slow", "pbx: degraded_performance", update("2026-11-20 08:00", "identified"))
DOWN = incident("down", "pbx: major_outage", update("2026-11-20 09:00", "identified"))
WAS_DOWN = incident(
    "was-down",
    "pbx: major_outage",
    update("2026-11-19 08:00", "identified"),
    update("2026-11-19 09:00", "resolved"),
)
WORK = maintenance(announced="2026-11-18", starts="2026-11-20 10:00", ends="2026-11-20 14:00")


def meanwhile(affects: str) -> Incident:
    times = (update("2026-11-20 09:30", "identified"), update("2026-11-20 10:00", "resolved"))
    return incident("meanwhile", affects, *times)


def pbx(*entries: Incident | Maintenance, now: str = NOW) -> ComponentNow:
    return derive(content(*entries), at(now)).components[0]


def reported(one: Incident, when: str) -> Incident:
    return replace(one, reported=at(when))


@pytest.mark.parametrize(
    ("entries", "since"),
    [
        ((SLOW, DOWN), "2026-11-20 09:00"),
        ((WAS_DOWN, DOWN), "2026-11-20 09:00"),
        ((SLOW, WAS_DOWN), "2026-11-20 08:00"),
        ((SLOW, meanwhile("pbx: major_outage")), "2026-11-20 10:00"),
        ((SLOW, meanwhile("pbx: degraded_performance")), "2026-11-20 08:00"),
        ((DOWN, meanwhile("pbx: degraded_performance")), "2026-11-20 09:00"),
    ],
    ids=[
        "a slighter one was before",
        "the same was before",
        "a worse one was before",
        "a worse one covered it",
        "the same was beside it",
        "a slighter one was beside it",
    ],
)
def test_a_state_counts_from_its_own_beginning(entries: tuple[Incident, ...], since: str) -> None:
    assert pbx(*entries).since == at(since)


@pytest.mark.parametrize(
    ("entries", "kind", "when"),
    [
        ((WORK,), StartKind.BEGAN, "2026-11-20 10:00"),
        (
            (
                reported(DOWN, "2026-11-20 08:50"),
                replace(reported(DOWN, "2026-11-20 08:40"), id="b"),
            ),
            StartKind.REPORTED,
            "2026-11-20 08:40",
        ),
    ],
    ids=["work", "two incidents"],
)
def test_a_state_began_with_what_was_heard_of_first(
    entries: tuple[Incident | Maintenance, ...], kind: StartKind, when: str
) -> None:
    assert pbx(*entries).beginning == Beginning(kind, at(when))


def test_a_state_that_the_first_update_changes_began_with_it() -> None:
    better = update("2026-11-20 09:00", "identified", "pbx: degraded_performance")
    known = replace(DOWN, updates=(better,), began=at("2026-11-20 08:30"))
    assert pbx(known).beginning == Beginning(StartKind.BEGAN, better.at)


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ((), State.OPERATIONAL),
        ((WAS_DOWN,), State.OPERATIONAL),
        ((SLOW, DOWN), State.MAJOR_OUTAGE),
        ((replace(WORK, affects={"pbx": State.MAJOR_OUTAGE}),), State.UNDER_MAINTENANCE),
    ],
    ids=["nothing", "over", "two", "planned"],
)
def test_a_day_shows_the_worst_that_goes_on_now(
    entries: tuple[Incident | Maintenance, ...], state: State
) -> None:
    assert pbx(*entries).day_state is state


def test_its_days_are_those_of_its_periods() -> None:
    found = [(each.date.day, each.state) for each in pbx(WAS_DOWN, SLOW).days[-2:]]
    assert found == [(19, State.MAJOR_OUTAGE), (20, State.DEGRADED_PERFORMANCE)]


def test_an_uptime_is_shown_rounded_down_and_goes_on() -> None:
    """From midnight in Rome on 23 August to now are 89 days and 14 hours."""
    found = pbx(
        reported(incident("old", "", update("2026-01-01", "resolved")), "2026-01-01"), DOWN
    ).ninety_days
    hours = 89 * 24 + 14
    assert found.exact == 1 - Fraction(3, hours)
    assert found.share == Fraction(int(10_000 * (1 - Fraction(3, hours))), 10_000)
    lost = Fraction(3 * 3_600_000_000)
    assert found.course == UptimeCourse(at("2026-08-22 22:00"), lost, Fraction(1))


def test_an_outage_that_begins_now_is_shown_in_the_uptime() -> None:
    before = incident("old", "", update("2026-11-01 00:00", "resolved"))
    assert pbx(before, DOWN, now="2026-11-20 09:00").ninety_days.share == Fraction(9_999, 10_000)


def test_the_uptime_of_other_days_counts_their_outages_only() -> None:
    before = incident("old", "", update("2026-11-01 00:00", "resolved"))
    assert pbx(before, WAS_DOWN).recent_uptime(1).share == 1
    assert pbx(before, WAS_DOWN).recent_uptime(2).share != 1


@pytest.mark.parametrize(
    ("began", "ended", "is_whole"),
    [("22:59", "23:00", True), ("23:00", "23:30", False)],
    ids=["day before", "first day"],
)
def test_a_year_is_365_days_with_today(began: str, ended: str, *, is_whole: bool) -> None:
    """The first one is 21 November, which began in Rome at 23:00."""
    old = incident("old", "", update("2025-10-01", "resolved"))
    hours = (update(f"2025-11-20 {began}", "identified"), update(f"2025-11-20 {ended}", "resolved"))
    down = incident("down", "pbx: major_outage", *hours)
    assert (pbx(old, down).recent_uptime(YEAR).share == 1) is is_whole
