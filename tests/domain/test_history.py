from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from statusgen.domain.history import (
    DAYS,
    Day,
    HistoryContext,
    StatePeriod,
    day_span,
    days,
    last_days,
    month_before,
    month_span,
    next_midnight,
    span_of_days,
)
from statusgen.domain.uptime import (
    RecentUptime,
    UptimeCourse,
    recent_uptime,
    rounded_uptime,
    uptime,
)
from statusgen.model import State
from statusgen.spans import Span, length
from tests.samples import ROME, at

# Noon in Rome on the 90th day: the first of the ninety begins on 23 August at midnight (22:00Z).
NOW = at("2026-11-20 11:00")
LONG_AGO = date(2026, 1, 1)
WATCHED = 90 * 24 + 1 - 12  # hours; the night of 25 October is an hour longer


def context(known_since: date | None = LONG_AGO, now: str = "2026-11-20 11:00") -> HistoryContext:
    return HistoryContext(known_since, at(now), ROME)


def period(
    state: str, start: str, end: str | None = None, *, entry: str = "a", planned: bool = False
) -> StatePeriod:
    span = Span(at(start), None if end is None else at(end))
    return StatePeriod(entry, State(state), span, is_planned=planned)


def on(day: str, *periods: StatePeriod, since: HistoryContext | None = None) -> Day:
    known = since or context()
    return next(each for each in days(periods, known) if each.date == date.fromisoformat(day))


# --- days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-20", 24)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: str, hours: int) -> None:
    span = day_span(date.fromisoformat(day), ROME)
    assert length(span, NOW) == timedelta(hours=hours)


def test_a_day_begins_at_midnight_of_the_sites_zone() -> None:
    assert day_span(date(2026, 11, 20), ROME).start == at("2026-11-19 23:00")


@pytest.mark.parametrize(
    ("now", "midnight"),
    [
        ("2026-11-19 22:59:59", "2026-11-19 23:00"),
        ("2026-11-19 23:00", "2026-11-20 23:00"),
        ("2026-03-28 23:30", "2026-03-29 22:00"),
        ("2026-10-24 22:30", "2026-10-25 23:00"),
    ],
)
def test_the_next_day_begins_at_the_next_midnight(now: str, midnight: str) -> None:
    assert next_midnight(at(now), ROME) == at(midnight)


def test_the_last_days_are_ninety_and_end_with_today() -> None:
    dates = last_days(NOW, ROME)
    assert (len(dates), dates[0], dates[-1]) == (DAYS, date(2026, 8, 23), date(2026, 11, 20))


def test_today_is_the_day_in_the_sites_zone() -> None:
    assert last_days(at("2026-11-20 23:30"), ROME)[-1] == date(2026, 11, 21)


def test_days_before_the_first_content_are_unknown_and_never_green() -> None:
    known = days([], context(date(2026, 11, 18)))
    assert [each.state for each in known[-3:]] == [State.OPERATIONAL] * 3
    assert {each.state for each in known[:-3]} == {None}


def test_without_content_every_day_is_unknown() -> None:
    assert {each.state for each in days([], context(None))} == {None}


def test_a_day_shows_its_worst_state_and_what_caused_it() -> None:
    day = on(
        "2026-11-10",
        period("degraded_performance", "2026-11-10 08:00", "2026-11-10 09:00"),
        period("partial_outage", "2026-11-10 08:30", "2026-11-10 08:40", entry="b"),
        period("degraded_performance", "2026-11-10 10:00", "2026-11-10 11:00"),
    )
    assert day == Day(date(2026, 11, 10), State.PARTIAL_OUTAGE, ("a", "b"))


def test_an_entry_that_leaves_a_component_operational_is_not_named() -> None:
    fine = period("operational", "2026-11-10 08:00", "2026-11-10 09:00")
    assert on("2026-11-10", fine).entry_ids == ()


def test_an_outage_that_ends_at_midnight_does_not_affect_the_next_day() -> None:
    outage = period("major_outage", "2026-11-09 20:00", "2026-11-09 23:00")
    assert on("2026-11-09", outage).state is State.MAJOR_OUTAGE
    assert on("2026-11-10", outage) == Day(date(2026, 11, 10), State.OPERATIONAL)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-10-24", State.OPERATIONAL),
        ("2026-10-25", State.MAJOR_OUTAGE),
        ("2026-10-26", State.OPERATIONAL),
    ],
)
def test_the_last_hour_of_a_long_day_is_its_own(day: str, state: State) -> None:
    outage = period("major_outage", "2026-10-25 22:15", "2026-10-25 22:45")
    assert on(day, outage).state is state


def test_what_began_this_instant_is_felt_today() -> None:
    outage = period("major_outage", "2026-11-20 11:00")
    assert on("2026-11-20", outage).state is State.MAJOR_OUTAGE


@pytest.mark.parametrize("state", ["under_maintenance", "major_outage"])
def test_planned_work_is_maintenance_whatever_it_stops(state: str) -> None:
    work = period(state, "2026-11-10 08:00", "2026-11-10 09:00", planned=True)
    day = on("2026-11-10", work)
    assert (day.state, day.is_maintained) == (State.UNDER_MAINTENANCE, True)


def test_a_day_can_have_an_outage_beside_planned_work() -> None:
    work = period("under_maintenance", "2026-11-10 08:00", "2026-11-10 09:00", planned=True)
    outage = period("partial_outage", "2026-11-10 12:00", "2026-11-10 13:00", entry="b")
    day = on("2026-11-10", work, outage)
    assert (day.state, day.is_maintained) == (State.PARTIAL_OUTAGE, True)


# --- uptime ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "had_outage", "shown"),
    [
        (None, False, None),
        (Fraction(1), False, Fraction(1)),
        (Fraction(1), True, Fraction(9_999, 10_000)),
        (1 - Fraction(1, 10**9), False, Fraction(9_999, 10_000)),
        (Fraction(99_999, 100_000), True, Fraction(9_999, 10_000)),
        (Fraction(9_905, 10_000), True, Fraction(9_905, 10_000)),
        (Fraction(0), True, Fraction(0)),
    ],
)
def test_uptime_is_rounded_down_and_never_all_after_an_outage(
    share: Fraction | None, shown: Fraction | None, *, had_outage: bool
) -> None:
    assert rounded_uptime(share, had_outage=had_outage) == shown


def test_the_last_days_begin_at_midnight_and_end_now() -> None:
    assert span_of_days(context(), 30) == Span(at("2026-10-21 22:00"), NOW)


def ninety(periods: Sequence[StatePeriod], known: HistoryContext) -> Fraction | None:
    return uptime(periods, known, span_of_days(known, DAYS))


def hours_down(*periods: StatePeriod) -> Fraction:
    """Return the weighted downtime of the ninety days in hours."""
    share = ninety(periods, context())
    assert share is not None
    return (1 - share) * WATCHED


def test_a_component_that_never_failed_was_up_all_the_time() -> None:
    assert ninety([], context()) == 1


def test_without_content_uptime_is_unknown() -> None:
    assert ninety([], context(None)) is None


def test_in_its_first_instant_uptime_is_unknown() -> None:
    assert ninety([], context(date(2026, 11, 20), now="2026-11-19 23:00")) is None


@pytest.mark.parametrize(
    ("state", "hours"),
    [
        ("operational", Fraction(0)),
        ("under_maintenance", Fraction(0)),
        ("degraded_performance", Fraction(1)),
        ("partial_outage", Fraction(5)),
        ("major_outage", Fraction(10)),
    ],
)
def test_an_outage_counts_by_its_state(state: str, hours: Fraction) -> None:
    assert hours_down(period(state, "2026-11-10 08:00", "2026-11-10 18:00")) == hours


def test_outages_that_overlap_count_once_and_by_the_worst() -> None:
    assert hours_down(
        period("partial_outage", "2026-11-10 08:00", "2026-11-10 12:00"),
        period("major_outage", "2026-11-10 10:00", "2026-11-10 11:00", entry="b"),
        period("partial_outage", "2026-11-10 11:00", "2026-11-10 14:00", entry="c"),
    ) == Fraction(5, 2) + Fraction(1)


def test_an_outage_that_goes_on_counts_up_to_now() -> None:
    assert hours_down(period("major_outage", "2026-11-20 05:00")) == 6


def test_an_outage_counts_from_the_first_of_the_ninety_days_only() -> None:
    assert hours_down(period("major_outage", "2026-08-01 00:00", "2026-08-23 00:00")) == 2


def test_planned_maintenance_is_not_counted_whatever_its_state() -> None:
    work = period("major_outage", "2026-11-10 08:00", "2026-11-10 18:00", planned=True)
    assert hours_down(work) == 0


def test_an_outage_during_maintenance_is_counted() -> None:
    assert (
        hours_down(
            period("under_maintenance", "2026-11-10 08:00", "2026-11-10 18:00", planned=True),
            period("major_outage", "2026-11-10 09:00", "2026-11-10 10:00", entry="b"),
        )
        == 1
    )


def test_unknown_days_are_left_out() -> None:
    outage = period("major_outage", "2026-11-20 05:00", "2026-11-20 08:00")
    assert ninety([outage], context(date(2026, 11, 20))) == Fraction(9, 12)


def test_a_long_day_counts_its_twenty_five_hours() -> None:
    outage = period("major_outage", "2026-10-25 20:00", "2026-10-25 22:00")
    just_over = context(date(2026, 10, 25), now="2026-10-25 23:00")
    assert ninety([outage], just_over) == Fraction(23, 25)


def test_now_may_be_given_in_the_sites_own_zone() -> None:
    outage = period("major_outage", "2026-10-25 20:00", "2026-10-25 22:00")
    local = HistoryContext(date(2026, 10, 25), at("2026-10-25 23:00").astimezone(ROME), ROME)
    assert ninety([outage], local) == Fraction(23, 25)


OCTOBER = month_span(date(2026, 10, 31), ROME)
HOURS_OF_OCTOBER = 31 * 24 + 1


def down_in_october(*periods: StatePeriod, known: HistoryContext | None = None) -> Fraction:
    share = uptime(periods, known or context(), OCTOBER)
    assert share is not None
    return (1 - share) * HOURS_OF_OCTOBER


def test_a_month_lasts_from_midnight_to_midnight() -> None:
    assert Span(at("2026-09-30 22:00"), at("2026-10-31 23:00")) == OCTOBER
    assert length(OCTOBER, NOW) == timedelta(hours=HOURS_OF_OCTOBER)


def test_a_december_ends_with_its_year() -> None:
    assert month_span(date(2026, 12, 1), ROME).end == at("2026-12-31 23:00")


def test_an_outage_counts_in_the_window_that_is_asked_about_only() -> None:
    assert down_in_october(period("major_outage", "2026-10-31 20:00", "2026-11-02 12:00")) == 3


def test_an_outage_that_goes_on_counts_up_to_the_windows_end() -> None:
    assert down_in_october(period("major_outage", "2026-10-31 20:00")) == 3


def test_a_window_before_anybody_watched_or_still_to_come_is_unknown() -> None:
    assert uptime([], context(date(2026, 11, 1)), OCTOBER) is None
    assert uptime([], context(now="2026-09-30 22:00"), OCTOBER) is None


def test_a_window_in_which_watching_began_counts_from_then() -> None:
    outage = period("major_outage", "2026-10-31 11:00", "2026-10-31 17:00")
    assert uptime([outage], context(date(2026, 10, 31)), OCTOBER) == Fraction(18, 24)


# --- other lengths -----------------------------------------------------------------------------


def test_a_shorter_uptime_leaves_out_what_was_before_it() -> None:
    outage = period("major_outage", "2026-10-01 08:00", "2026-10-02 08:00")
    assert recent_uptime([outage], context(), 30) == RecentUptime(
        Fraction(1), fails_now=False, since=None, course=None
    )
    share = recent_uptime([outage], context(), 90).share
    assert share is not None
    assert share < 1


def test_a_longer_uptime_names_the_first_day_with_data() -> None:
    young = context(date(2026, 7, 22))
    assert recent_uptime([], young, 365).since == date(2026, 7, 22)
    assert recent_uptime([], young, 90).since is None


def test_an_outage_that_begins_now_is_not_beside_all_of_the_time() -> None:
    outage = period("major_outage", "2026-11-20 11:00")
    assert recent_uptime([outage], context(), 30).share == Fraction(9_999, 10_000)


SECOND = period("major_outage", "2026-11-10 08:00:00", "2026-11-10 08:00:01")


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([SECOND, period("major_outage", "2026-01-10 08:00", "2026-01-10 09:00")], 9_999),
        ([period("major_outage", "2026-01-10 08:00", "2026-01-10 09:00")], 10_000),
        ([period("under_maintenance", "2026-11-10 08:00", "2026-11-10 09:00")], 10_000),
        ([period("major_outage", "2026-11-10 08:00", "2026-11-10 09:00", planned=True)], 10_000),
        ([period("major_outage", "2026-11-20 10:00", planned=True)], 10_000),
        ([period("under_maintenance", "2026-11-20 10:00")], 10_000),
    ],
)
def test_only_an_outage_of_these_days_is_never_rounded_away(
    periods: list[StatePeriod], expected: int
) -> None:
    assert recent_uptime(periods, context(), 30).share == Fraction(expected, 10_000)


def test_a_first_day_that_is_all_of_these_days_need_not_be_named() -> None:
    assert recent_uptime([], context(date(2026, 10, 22)), 30).since is None


# --- how it goes on ----------------------------------------------------------------------------


def course(*periods: StatePeriod, known: HistoryContext | None = None) -> UptimeCourse | None:
    return recent_uptime(periods, known or context(), 30).course


def test_an_uptime_of_which_nothing_is_lost_or_known_stays_as_it_is() -> None:
    assert course() is None
    assert course(period("major_outage", "2026-11-20 10:00", planned=True)) is None
    assert (
        course(period("major_outage", "2026-11-20 10:00"), known=HistoryContext(None, NOW, ROME))
        is None
    )


def test_what_is_lost_of_an_uptime_weighs_less_as_time_goes_on() -> None:
    outage = period("major_outage", "2026-11-19 10:00", "2026-11-19 11:00")
    start, lost = at("2026-10-21 22:00"), Fraction(3_600_000_000)
    assert course(outage) == UptimeCourse(start, lost, Fraction(0))


def test_time_is_lost_at_the_rate_of_the_worst_that_goes_on() -> None:
    found = course(
        period("partial_outage", "2026-11-20 11:00"),
        period("major_outage", "2026-11-20 11:00"),
        period("degraded_performance", "2026-11-20 11:00"),
    )
    assert found == UptimeCourse(at("2026-10-21 22:00"), Fraction(0), Fraction(1))


# --- edges -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "before"),
    [("2026-11-20", "2026-10-01"), ("2026-01-31", "2025-12-01"), ("2026-03-01", "2026-02-01")],
)
def test_the_month_before_a_date_begins_on_its_first(day: str, before: str) -> None:
    assert month_before(date.fromisoformat(day)) == date.fromisoformat(before)


def test_an_outage_on_the_first_of_the_days_is_shown() -> None:
    first = period("major_outage", "2026-08-23 08:00", "2026-08-23 09:00")
    assert on("2026-08-23", first).state is State.MAJOR_OUTAGE


def test_a_day_shows_nothing_that_is_still_to_come() -> None:
    later = period("major_outage", "2026-11-20 15:00")
    before = period("partial_outage", "2026-11-20 08:00", "2026-11-20 09:00")
    assert on("2026-11-20", later, before).state is State.PARTIAL_OUTAGE


def test_a_period_is_not_planned_and_a_day_without_work_unless_it_is_said() -> None:
    assert not StatePeriod("a", State.MAJOR_OUTAGE, Span(NOW)).is_planned
    assert not Day(date(2026, 11, 20), None).is_maintained


def test_a_month_lasts_from_the_midnight_of_its_first_day_to_that_of_the_next() -> None:
    expected = Span(at("2026-10-31 23:00"), at("2026-11-30 23:00"))
    assert month_span(date(2026, 11, 20), ROME) == expected
    assert month_before(date(2026, 11, 20)) == date(2026, 10, 1)
