from datetime import date, timedelta

from statusgen.domain.day_summary import day_summaries
from statusgen.domain.history import HistoryContext, StatePeriod, days
from statusgen.model import State
from statusgen.spans import Span
from tests.samples import ROME, at

NOW = at("2026-11-20 11:00")
PAST = HistoryContext(date(2026, 1, 1), NOW, ROME)


def period(entry: str, state: str, start: str, end: str | None = None) -> StatePeriod:
    return StatePeriod(entry, State(state), Span(at(start), at(end) if end else None))


def durations(*periods: StatePeriod) -> dict[str, dict[str, timedelta]]:
    stories = day_summaries(days(periods, PAST), periods, PAST)
    return {
        f"{each.date}": {state.value: length for state, length in each.lasted} for each in stories
    }


def test_a_day_without_trouble_has_no_story() -> None:
    assert durations(period("a", "operational", "2026-11-18 10:00", "2026-11-18 11:00")) == {}


def test_a_night_is_cut_at_midnight_in_the_zone_of_the_site() -> None:
    # 23:30 to 01:15 in Rome, an hour ahead of UTC.
    assert durations(period("a", "major_outage", "2026-11-17 22:30", "2026-11-18 00:15")) == {
        "2026-11-18": {"major_outage": timedelta(hours=1, minutes=15)},
        "2026-11-17": {"major_outage": timedelta(minutes=30)},
    }


def test_each_instant_counts_by_its_worst_state_and_the_worst_comes_first() -> None:
    lasted = durations(
        period("slow", "degraded_performance", "2026-11-18 10:00", "2026-11-18 12:00"),
        period("down", "major_outage", "2026-11-18 10:30", "2026-11-18 11:00"),
    )["2026-11-18"]
    assert list(lasted.items()) == [
        ("major_outage", timedelta(minutes=30)),
        ("degraded_performance", timedelta(minutes=90)),
    ]


def test_today_is_summarised_up_to_now() -> None:
    assert durations(period("a", "partial_outage", "2026-11-20 10:20"))["2026-11-20"] == {
        "partial_outage": timedelta(minutes=40)
    }


def test_a_period_that_begins_now_has_no_duration() -> None:
    assert durations(period("a", "partial_outage", "2026-11-20 11:00"))["2026-11-20"] == {
        "partial_outage": timedelta()
    }


def test_what_goes_on_after_something_worse_is_there_from_its_first_instant_on() -> None:
    lasted = durations(
        period("worse", "degraded_performance", "2026-11-20 10:00", "2026-11-20 11:00"),
        period("goes-on", "under_maintenance", "2026-11-20 10:00"),
    )["2026-11-20"]
    assert lasted["under_maintenance"] == timedelta()


def test_a_day_is_longer_where_the_clock_is_set_back() -> None:
    lasted = durations(period("a", "major_outage", "2026-10-24 12:00", "2026-10-26 12:00"))
    assert lasted["2026-10-25"] == {"major_outage": timedelta(hours=25)}


def test_a_story_names_what_was_the_matter() -> None:
    periods = [period("a", "major_outage", "2026-11-18 10:00", "2026-11-18 11:00")]
    (story,) = day_summaries(days(periods, PAST), periods, PAST)
    assert (story.date, story.entry_ids) == (date(2026, 11, 18), ("a",))


def test_planned_work_that_goes_on_is_maintenance_whatever_it_stops() -> None:
    span = Span(at("2026-11-20 10:20"), None)
    planned = StatePeriod("a", State.DEGRADED_PERFORMANCE, span, is_planned=True)
    assert durations(planned)["2026-11-20"] == {"under_maintenance": timedelta(minutes=40)}


def test_today_names_the_worst_of_what_goes_on_and_nothing_that_is_over() -> None:
    slow = period("slow", "degraded_performance", "2026-11-20 11:00")
    down = period("down", "major_outage", "2026-11-20 11:00")
    over = period("over", "partial_outage", "2026-11-20 09:00", "2026-11-20 09:30")
    assert durations(over) == {"2026-11-20": {"partial_outage": timedelta(minutes=30)}}
    assert list(durations(slow, down)["2026-11-20"]) == ["major_outage"]


def test_the_newest_day_comes_first() -> None:
    night = period("a", "major_outage", "2026-11-17 22:30", "2026-11-18 00:15")
    assert list(durations(night)) == ["2026-11-18", "2026-11-17"]
