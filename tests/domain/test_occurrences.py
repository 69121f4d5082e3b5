"""The occurrences of maintenance by the clocks of Rome: their windows, names and number."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from statusgen.domain.recurrence import (
    MAX_OCCURRENCES,
    is_past_last_year,
    latest,
    local_starts,
    matches,
    occurrences,
    unclear_times,
    without_replaced,
)
from statusgen.model import Maintenance, Repeats
from tests.samples import ROME, at, maintenance


def series(starts: str, ends: str, repeats: Repeats) -> Maintenance:
    return replace(maintenance(starts=starts, ends=ends), repeats=repeats)


def local(written: str) -> datetime:
    return datetime.fromisoformat(written)


def days(rule: str, until: str, first: str = "2026-12-01 22:00") -> str:
    """Return the days of a rule, without years."""
    found = matches(Repeats(rule, date.fromisoformat(until)), local(first))
    return " ".join(f"{each:%m-%d}" for each in found)


DAILY = series("2026-12-01 21:00", "2026-12-01 23:00", Repeats("FREQ=DAILY", count=3))


def test_work_that_does_not_repeat_occurs_once() -> None:
    assert occurrences(maintenance(), ROME) == (maintenance(),)
    assert local_starts(maintenance(), ROME) == ()


# --- which days --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "until", "expected"),
    [
        ("FREQ=DAILY", "2026-12-03", "12-01 12-02 12-03"),
        ("FREQ=MONTHLY;BYDAY=TU", "2026-12-31", "12-01 12-08 12-15 12-22 12-29"),
        ("FREQ=MONTHLY;BYDAY=TU,1MO", "2026-12-31", "12-01 12-07 12-08 12-15 12-22 12-29"),
        ("FREQ=MONTHLY;BYDAY=WE,1MO;WKST=SU", "2026-12-17", "12-02 12-07 12-09 12-16"),
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR;BYMONTH=12", "2027-03-31", "12-07 12-25"),
        ("FREQ=MONTHLY;BYDAY=WE,1MO;BYSETPOS=-1", "2027-01-31", "12-30 01-27"),
        (
            "FREQ=YEARLY;BYMONTH=12;BYDAY=TH,1MO",
            "2026-12-31",
            "12-03 12-07 12-10 12-17 12-24 12-31",
        ),
    ],
)
def test_numbered_days_stand_beside_all_days_of_a_name(
    rule: str, until: str, expected: str
) -> None:
    assert days(rule, until) == expected


def test_a_year_that_begins_with_a_tuesday_has_53_of_them_beside_a_numbered_day() -> None:
    found = days("FREQ=YEARLY;BYDAY=TU,1MO", "2030-12-31", "2030-01-01 22:00").split()
    assert (len(found), found[0], found[1], found[-1]) == (54, "01-01", "01-07", "12-31")


def test_days_off_are_counted_and_left_out() -> None:
    off = replace(DAILY, repeats=Repeats("FREQ=DAILY", count=3, except_=(date(2026, 12, 2),)))
    assert [f"{each:%d %H:%M}" for each in local_starts(off, ROME)] == ["01 22:00", "03 22:00"]


def test_of_too_many_occurrences_there_is_one_more_than_allowed() -> None:
    many = replace(DAILY, repeats=Repeats("FREQ=DAILY", count=MAX_OCCURRENCES + 5))
    assert len(local_starts(many, ROME)) == MAX_OCCURRENCES + 1


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-12-01 22:00", local("2026-12-01 22:00") + timedelta(days=50 * 366)),
        ("9990-01-01 22:00", local("9998-12-31 23:59:59.999999")),
    ],
)
def test_a_rule_is_followed_for_50_years_and_not_beyond_9998(first: str, last: datetime) -> None:
    assert latest(local(first)) == last


def test_a_rule_without_an_end_ends_after_50_years() -> None:
    first = local("2026-12-01 22:00")
    *_, last = matches(Repeats("FREQ=YEARLY;INTERVAL=10"), first)
    assert last == local("2076-12-01 22:00")


# --- names and windows -------------------------------------------------------------------------


def test_an_occurrence_has_its_day_in_its_names_and_its_own_announcement() -> None:
    work = replace(DAILY, aliases=("was",), announce_before=timedelta(days=2))
    first, second, _ = occurrences(work, ROME)
    assert (first.id, second.id, second.aliases) == (
        "upgrade-2026-12-01",
        "upgrade-2026-12-02",
        ("was-2026-12-02",),
    )
    assert (second.announced, second.starts) == (at("2026-11-30 21:00"), at("2026-12-02 21:00"))


def test_an_occurrence_is_announced_as_it_starts_where_no_time_before_is_given() -> None:
    first, *_ = occurrences(DAILY, ROME)
    assert first.announced == first.starts == at("2026-12-01 21:00")


@pytest.mark.parametrize(
    ("ends", "expected"),
    [("01:45", "01:45"), ("02:15", "02:15"), ("02:30", "02:30"), ("02:45", "01:45")],
    ids=["skipped too", "before the start", "at the start", "after it"],
)
def test_a_window_whose_start_is_skipped_keeps_its_length_if_it_would_have_none(
    ends: str, expected: str
) -> None:
    """On 29 March, 02:30 in Rome does not exist and is 03:30, which is 01:30 UTC."""
    work = series("2026-03-28 01:30", f"2026-03-28 {ends}", Repeats("FREQ=DAILY", count=2))
    found = occurrences(work, ROME)[1]
    assert (found.starts, found.ends) == (at("2026-03-29 01:30"), at(f"2026-03-29 {expected}"))


def test_windows_are_in_utc() -> None:
    assert {(each.starts.tzinfo, each.ends.tzinfo) for each in occurrences(DAILY, ROME)} == {
        (UTC, UTC)
    }


def test_times_that_a_clock_change_skips_or_repeats_are_unclear() -> None:
    skipped = series("2026-03-28 01:30", "2026-03-28 02:45", Repeats("FREQ=DAILY", count=2))
    assert [*unclear_times(skipped, ROME)] == [(local("2026-03-29 02:30"), at("2026-03-29 01:30"))]
    repeated = series("2026-10-23 21:00", "2026-10-24 00:30", Repeats("FREQ=DAILY", count=3))
    assert [*unclear_times(repeated, ROME)] == [(local("2026-10-25 02:30"), at("2026-10-25 00:30"))]


@pytest.mark.parametrize(
    ("start", "expected"),
    [("9998-12-31 21:59", False), ("9998-12-31 22:00", True)],
)
def test_an_occurrence_ends_in_the_last_year_or_after_it(start: str, *, expected: bool) -> None:
    assert is_past_last_year(DAILY, local(start), ROME) is expected


def test_a_file_of_its_own_takes_the_place_of_an_occurrence() -> None:
    first, second, third = occurrences(DAILY, ROME)
    own = maintenance(name=second.id)
    assert without_replaced((first, second, third, own)) == (first, third, own)
