"""Support hours over weekends, holidays and clock changes, in the region's own time."""

from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from statusgen.domain.support_hours import (
    WeekdayHours,
    clock_change,
    closing,
    in_support_hours,
    next_support_change,
    support_changes,
    support_now,
    support_spans,
    weekly_hours,
)
from statusgen.model import Region
from statusgen.spans import Span
from tests.policies import (
    AMERICAS,
    EMEA,
    POLICY,
    hours,
    moment,
    region,
    region_by_weekday,
    rows,
    support_time,
)
from tests.samples import ROME, at

ROUND_THE_CLOCK = region_by_weekday("all", "Europe/Rome", dict.fromkeys(range(7), "00:00-24:00"))
KATHMANDU = region_by_weekday(
    "nepal",
    "Asia/Kathmandu",
    {6: "10:00-17:00", 0: "09:00-12:00 13:00-17:30", 4: "20:00-24:00", 5: "00:00-02:00"},
    "2026-11-22",
    "2026-11-23",
)
REGIONS = {each.id: each for each in (EMEA, AMERICAS, ROUND_THE_CLOCK, KATHMANDU)}

OPEN_NOW = """
region   | at               | support | until
emea     | Fri 20 Nov 08:59 | closed  | Fri 20 Nov 09:00
emea     | Fri 20 Nov 09:00 | open    | Fri 20 Nov 18:00
emea     | Fri 20 Nov 17:59 | open    | Fri 20 Nov 18:00
emea     | Fri 20 Nov 18:00 | closed  | Mon 23 Nov 09:00
emea     | Tue 24 Nov 00:00 | closed  | Tue 24 Nov 09:00
emea     | Sun 29 Mar 01:59 | closed  | Mon 30 Mar 09:00
emea     | Sun 25 Oct 02:30 | closed  | Mon 26 Oct 09:00
americas | Sun 08 Mar 01:59 | closed  | Mon 09 Mar 09:00
americas | Sun 01 Nov 01:30 | closed  | Mon 02 Nov 09:00
emea     | Thu 24 Dec 18:00 | closed  | Mon 28 Dec 09:00
emea     | Fri 25 Dec 10:00 | closed  | Mon 28 Dec 09:00
americas | Fri 25 Dec 10:00 | open    | Fri 25 Dec 18:00
nepal    | Mon 30 Nov 11:59 | open    | Mon 30 Nov 12:00
nepal    | Mon 30 Nov 12:30 | closed  | Mon 30 Nov 13:00
nepal    | Fri 20 Nov 21:00 | open    | Sat 21 Nov 02:00
nepal    | Sat 21 Nov 02:00 | closed  | Fri 27 Nov 20:00
"""


@pytest.mark.parametrize(("name", "now", "support", "until"), rows(OPEN_NOW))
def test_support_is_open_or_closed_until_its_next_change(
    name: str, now: str, support: str, until: str
) -> None:
    where = REGIONS[name]
    found = support_now(where, moment(now, where))
    assert (found.is_open, found.until) == (support == "open", moment(until, where))


BOTH_REGIONS = """
at (UTC)         | Europe | Americas | who is there
2026-11-20 07:59 | closed | closed   | nobody yet
2026-11-20 08:00 | open   | closed   | Europe
2026-11-20 14:00 | open   | open     | both, from 15:00 to 18:00 in Rome
2026-11-20 16:59 | open   | open     | both
2026-11-20 17:00 | closed | open     | Americas
2026-11-20 23:00 | closed | closed   | nobody: the weekend
2026-11-21 15:00 | closed | closed   | nobody: Saturday
2026-03-16 13:00 | open   | open     | both: New York has changed its clocks, Rome has not
2026-03-16 17:00 | closed | open     | Americas
2026-03-30 07:00 | open   | closed   | Europe: Rome has changed too
2026-03-30 16:00 | closed | open     | Americas
2026-10-26 13:00 | open   | open     | both: Rome is back, New York is not
2026-11-02 13:30 | open   | closed   | Europe: New York is back too
"""


@pytest.mark.parametrize(("now", "europe", "americas", "who"), rows(BOTH_REGIONS))
def test_two_regions_each_keep_their_own_hours(
    now: str, europe: str, americas: str, who: str
) -> None:
    found = tuple(
        "open" if support_now(each, at(now)).is_open else "closed" for each in (EMEA, AMERICAS)
    )
    assert found == (europe, americas), who


def test_support_that_never_closes_is_open_with_no_end() -> None:
    assert support_now(ROUND_THE_CLOCK, at("2026-11-20 12:00")).until is None


@pytest.mark.parametrize(
    ("holiday", "until"),
    [("2027-11-21", "2027-11-21 00:00"), ("2027-11-22", None)],
    ids=["366 days", "367 days"],
)
def test_support_that_does_not_close_within_366_days_is_always_open(
    holiday: str, until: str | None
) -> None:
    where = region("all", "Etc/UTC", "00:00-24:00", holiday)
    every_day = replace(where, hours=dict.fromkeys(range(7), hours("00:00-24:00")))
    found = support_now(every_day, at("2026-11-20 00:00"))
    assert found.until == (at(until) if until else None)


def test_support_next_changes_where_the_first_region_opens_or_closes() -> None:
    assert next_support_change(POLICY, at("2026-11-20 16:00")) == at("2026-11-20 17:00")


def test_a_region_that_never_closes_is_none_whose_support_changes_next() -> None:
    both = replace(POLICY, regions=(ROUND_THE_CLOCK, EMEA))
    assert next_support_change(both, at("2026-11-20 16:00")) == at("2026-11-20 17:00")
    alone = replace(POLICY, regions=(ROUND_THE_CLOCK,))
    assert next_support_change(alone, at("2026-11-20 16:00")) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [("00:59:59", "01:00:00"), ("00:59:59", "01:00:01"), ("00:59:58", "01:00:01")],
)
def test_clocks_change_at_a_second(before: str, after: str) -> None:
    found = clock_change(ROME, at(f"2026-03-29 {before}"), at(f"2026-03-29 {after}"))
    assert found == at("2026-03-29 01:00:00")


def test_support_changes_at_each_opening_and_closing_after_an_instant() -> None:
    changes = islice(support_changes(EMEA, moment("Fri 20 Nov 17:59", EMEA)), 3)
    expected = ("Fri 20 Nov 18:00", "Mon 23 Nov 09:00", "Mon 23 Nov 18:00")
    assert [*changes] == [moment(each, EMEA) for each in expected]


def test_support_that_never_closes_never_changes() -> None:
    assert [*support_changes(ROUND_THE_CLOCK, at("2026-11-20 12:00"))] == []


def test_a_working_day_closes_with_its_last_hours() -> None:
    assert closing(KATHMANDU, date(2026, 11, 30)) == moment("Mon 30 Nov 17:30", KATHMANDU)
    assert closing(EMEA, date(2026, 11, 21)) is None


def test_support_spans_are_instants_in_utc_whatever_the_zone() -> None:
    spans = islice(support_spans(EMEA, moment("Fri 27 Mar 12:00", EMEA)), 2)
    assert tuple(spans) == (
        Span(at("2026-03-27 08:00"), at("2026-03-27 17:00")),
        Span(at("2026-03-30 07:00"), at("2026-03-30 16:00")),
    )


@pytest.mark.parametrize(
    ("zone", "start", "length"),
    [
        ("Europe/Rome", "Sun 29 Mar 00:00", 23),
        ("Europe/Rome", "Sun 25 Oct 00:00", 25),
        ("America/New_York", "Sun 08 Mar 00:00", 23),
        ("America/New_York", "Sun 01 Nov 00:00", 25),
        ("Europe/Rome", "Fri 20 Nov 00:00", 24),
    ],
)
def test_a_day_of_a_clock_change_has_23_or_25_hours(zone: str, start: str, length: int) -> None:
    where = region_by_weekday("all", zone, dict.fromkeys(range(7), "00:00-24:00"))
    first = next(support_spans(where, moment(start, where)))
    assert first.end == first.start + timedelta(hours=length)


NIGHT_HOURS = """
hours                   | on          | in UTC
02:15-02:45             | 2026-03-29  | none
01:00-02:30             | 2026-03-29  | 00:00-01:00
02:30-04:00             | 2026-03-29  | 01:00-02:00
01:30-02:15 02:30-03:30 | 2026-03-29  | 00:30-01:00 01:00-01:30
02:30-04:00             | 2026-10-25  | 00:30-03:00
01:00-02:30             | 2026-10-25  | 23:00-00:30
"""


@pytest.mark.parametrize(("night", "day", "expected"), rows(NIGHT_HOURS))
def test_an_hour_that_is_skipped_is_none_and_one_that_comes_twice_counts_from_the_first(
    night: str, day: str, expected: str
) -> None:
    where = region_by_weekday("night", "Europe/Rome", {6: night})
    midnight = datetime.combine(date.fromisoformat(day), time(), where.timezone)
    spans = takewhile(
        lambda span: span.start < midnight + timedelta(days=1), support_spans(where, midnight)
    )
    shown = [f"{span.start:%H:%M}-{span.end:%H:%M}" for span in spans]
    assert (" ".join(shown) or "none") == expected


def test_a_day_whose_hours_are_all_skipped_is_a_day_off() -> None:
    where = region_by_weekday("night", "Europe/Rome", {6: "02:15-02:45"})
    assert closing(where, date(2026, 3, 29)) is None


def test_a_week_is_grouped_into_runs_of_equal_days() -> None:
    assert weekly_hours(EMEA) == (
        WeekdayHours(0, 4, hours("09:00-18:00")),
        WeekdayHours(5, 6, ()),
    )


# --- properties --------------------------------------------------------------------------------

regions = st.sampled_from(
    [*REGIONS.values(), region("nights", "America/New_York", "00:00-03:30 22:00-24:00")]
)
instants = st.integers(0, 365 * 24 * 3600).map(
    lambda seconds: at("2026-01-01 00:00") + timedelta(seconds=seconds)
)


@given(regions, st.tuples(instants, instants, instants).map(sorted))
def test_support_time_is_additive(where: Region, three: list[datetime]) -> None:
    first, second, third = three
    parts = support_time(where, first, second) + support_time(where, second, third)
    assert parts == support_time(where, first, third)


@given(regions, instants, instants)
def test_support_time_is_never_negative_nor_above_the_wall_time(
    where: Region, start: datetime, end: datetime
) -> None:
    assert timedelta(0) <= support_time(where, start, end) <= max(timedelta(0), end - start)


@given(regions, instants, st.integers(0, 60))
def test_support_time_counts_the_quarters_of_an_hour_that_the_local_clock_shows_open(
    where: Region, start: datetime, quarters: int
) -> None:
    start = start.replace(minute=0, second=0, microsecond=0)
    ticks = [start + timedelta(minutes=15) * each for each in range(quarters)]
    shown = sum(_shows_open(where, tick) for tick in ticks)
    end = start + timedelta(minutes=15) * quarters
    assert support_time(where, start, end) == timedelta(minutes=15) * shown


@given(regions, instants)
def test_support_is_open_exactly_in_its_hours(where: Region, now: datetime) -> None:
    found = support_now(where, now)
    assert found.is_open == in_support_hours(where, now) == _shows_open(where, now)
    assert found.until is None or found.until > now
    assert found.until is None or in_support_hours(where, found.until) != found.is_open


def _shows_open(where: Region, instant: datetime) -> bool:
    """Return whether a clock on the wall of `where` shows support hours, computed otherwise."""
    local = instant.astimezone(where.timezone)
    if any(holiday.date == local.date() for holiday in where.holidays):
        return False
    return any(
        each.opens <= local.time() and (each.closes == time() or local.time() < each.closes)
        for each in where.hours.get(local.weekday(), ())
    )
