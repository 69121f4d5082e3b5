"""A month in figures, reckoned here by hand: over a small content, and over the sample.

Times are in UTC; the site is in Rome, an hour ahead of it in November.
"""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache

import pytest
from msgspec.structs import replace

from statusgen.content.load import load
from statusgen.domain.history import month_before
from statusgen.domain.report import (
    ComponentFigures,
    Durations,
    Figures,
    Goals,
    IncidentFigures,
    MonthReport,
    NoData,
    PlannedWork,
    month_report,
)
from statusgen.domain.world import World, derive
from statusgen.model import Content, Incident, Maintenance
from statusgen.spans import Span
from tests.paths import REPOSITORY
from tests.policies import POLICY, rows
from tests.samples import at, content, incident, maintenance, update, word

NONE = Durations(0, None, None)
LATER = "2027-01-10 12:00"
ROOT = REPOSITORY


def report_of(world: World, year: int, month: int) -> MonthReport:
    return month_report(world.months[date(year, month, 1)], world.content)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def incident_named(
    name: str, cos: str | None, reported: str | None, first: str, *more: tuple[str, str]
) -> Incident:
    updates = (update(first, "investigating"), *(update(*each) for each in more))
    return replace(incident(name, "pbx: major_outage", *updates, reported=reported), cos=cos)


def figures(source: Content, month: str = "2026-11", now: str = LATER) -> Figures:
    data = report_of(derive(source, at(now)), *map(int, month.split("-"))).data
    assert isinstance(data, Figures)
    return data


# --- a small content ---------------------------------------------------------------------------

# Critical is due 30 minutes of support time after the report; all days are working days.
INCIDENTS = """
name  | class    | reported         | first update     | resolved
quick | critical | 2026-11-20 13:00 | 2026-11-20 13:12 | 2026-11-20 14:00
slow  | critical | 2026-11-19 13:00 | 2026-11-19 13:40 | 2026-11-19 16:00
night | critical | 2026-11-18 22:00 | 2026-11-18 22:20 | 2026-11-18 23:00
own   | standard |                  | 2026-11-17 10:00 | 2026-11-17 10:30
open  |          | 2026-11-30 22:00 | 2026-11-30 22:30 |
"""


def small() -> Content:
    entries = (
        incident_named(
            name, cos or None, reported or None, first, *([(end, "resolved")] if end else [])
        )
        for name, cos, reported, first, end in rows(INCIDENTS)
    )
    return replace(content(*entries), policy=POLICY)


SMALL = small()
OWN = incident_named("own", None, None, "2026-11-17 10:00", ("2026-11-17 10:30", "resolved"))


def by_class(data: Figures) -> dict[str | None, IncidentFigures]:
    return {each.cos.id if each.cos else None: each.figures for each in data.by_class}


def test_incidents_are_counted_by_class_and_without_one() -> None:
    counts = {name: each.count for name, each in by_class(figures(SMALL)).items()}
    assert counts == {"critical": 3, "standard": 1, "urgent": 0, None: 1}


def test_every_goal_is_met_missed_out_of_hours_or_not_judged() -> None:
    found = figures(SMALL)
    assert found.incidents.goals == Goals(met=1, missed=1, extended=1, unjudged=2)
    assert by_class(found)["critical"].goals == Goals(met=1, missed=1, extended=1, unjudged=0)


def test_all_goals_together_are_all_incidents() -> None:
    for each in by_class(figures(SMALL)).values():
        goals = each.goals
        assert goals is not None
        assert goals.met + goals.missed + goals.extended + goals.unjudged == each.count


def test_a_response_is_timed_from_the_report_where_there_was_one() -> None:
    # 12, 20, 30 and 40 minutes: half-way between 20 and 30 lies 25.
    assert figures(SMALL).incidents.first_response == Durations(4, minutes(25), minutes(40))


def test_a_resolution_is_timed_from_the_beginning_where_there_was_one() -> None:
    # 30, 60, 60 and 180 minutes; one incident is open.
    found = figures(SMALL).incidents
    assert found.resolution == Durations(4, minutes(60), minutes(180))
    assert found.still_open == 1


def test_a_class_has_its_own_times() -> None:
    found = by_class(figures(SMALL))
    assert found["critical"].first_response == Durations(3, minutes(20), minutes(40))
    assert found["standard"].first_response == NONE


def test_an_incident_published_after_its_end_has_no_duration() -> None:
    over = incident("x", "pbx: major_outage", update("2026-11-20 13:00", "resolved"))
    found = figures(content(over)).incidents
    assert (found.count, found.still_open, found.resolution) == (1, 0, NONE)


def test_a_reopened_incident_is_resolved_when_it_last_was() -> None:
    words = ("13:10", "resolved"), ("13:20", "identified"), ("14:00", "resolved")
    more = ((f"2026-11-20 {time}", status) for time, status in words)
    again = incident_named("x", None, None, "2026-11-20 13:00", *more)
    assert figures(content(again)).incidents.resolution == Durations(1, minutes(60), minutes(60))


@pytest.mark.parametrize(
    ("began", "month"),
    [
        ("2026-10-31 22:59", "2026-10"),
        ("2026-10-31 23:00", "2026-11"),
        ("2026-11-30 22:59", "2026-11"),
        ("2026-11-30 23:00", "2026-12"),
    ],
)
def test_an_incident_belongs_to_the_month_of_the_sites_zone_in_which_it_began(
    began: str, month: str
) -> None:
    early = incident_named("early", None, None, "2026-09-01 12:00")
    source = content(early, incident_named("x", None, began, "2026-12-24 12:00"))
    months = ("2026-10", "2026-11", "2026-12")
    assert [each for each in months if figures(source, each).incidents.count] == [month]


def test_what_came_after_the_months_end_counts_with_its_incident() -> None:
    late = incident_named("x", None, None, "2026-11-30 12:00", ("2026-12-01 12:00", "resolved"))
    assert figures(content(late)).incidents.resolution.worst == timedelta(days=1)


def test_an_incident_of_this_very_instant_counts() -> None:
    now = "2026-11-20 13:00"
    assert figures(content(incident_named("x", None, None, now)), now=now).incidents.count == 1


def test_without_a_policy_there_are_no_goals_and_no_classes() -> None:
    found = figures(content(OWN))
    assert (found.incidents.goals, found.by_class) == (None, ())


# --- maintenance -------------------------------------------------------------------------------


def planned(*entries: Maintenance, month: str = "2026-12", now: str = LATER) -> PlannedWork:
    return figures(content(*entries), month, now).maintenance


def test_each_window_counts_for_itself() -> None:
    # 1 December 22:00 to 02:00 is four hours, and 23:00 to 01:30 two and a half.
    other = maintenance(name="other", starts="2026-12-01 23:00", ends="2026-12-02 01:30")
    assert planned(maintenance(), other) == PlannedWork(timedelta(hours=6.5), 2, 0)


@pytest.mark.parametrize(("month", "hours"), [("2026-11", 1), ("2026-12", 3)])
def test_a_window_over_midnight_is_cut_where_the_month_ends(month: str, hours: int) -> None:
    over = maintenance(starts="2026-11-30 22:00", ends="2026-12-01 02:00")
    assert planned(over, month=month) == PlannedWork(timedelta(hours=hours), 1, 0)


def test_a_window_that_is_extended_or_ends_early_counts_as_long_as_it_ran() -> None:
    longer = maintenance(word("2026-12-02 01:30", "extended", ends="2026-12-02 03:00"))
    shorter = maintenance(word("2026-12-01 23:00", "completed"), name="shorter")
    assert planned(longer, shorter) == PlannedWork(timedelta(hours=5 + 1), 2, 0)


def test_a_window_that_never_began_is_counted_apart_in_its_month() -> None:
    off = maintenance(word("2026-11-28 09:00", "cancelled"))
    assert planned(off) == PlannedWork(timedelta(), 0, 1)
    assert planned(off, month="2026-11") == PlannedWork(timedelta(), 0, 0)


def test_a_window_called_off_while_it_ran_counts_as_long_as_it_did() -> None:
    broken = maintenance(word("2026-12-01 23:00", "cancelled"))
    assert planned(broken) == PlannedWork(timedelta(hours=1), 1, 0)


def test_work_that_ran_in_two_months_counts_in_each_as_long_as_it_ran_there() -> None:
    moved = maintenance(
        word("2026-11-20 23:00", "rescheduled", starts="2026-12-05 22:00", ends="2026-12-06 00:00"),
        announced="2026-11-10 10:00",
        starts="2026-11-20 22:00",
    )
    assert planned(moved, month="2026-11") == PlannedWork(minutes(60), 1, 0)
    assert planned(moved) == PlannedWork(minutes(120), 1, 0)


def test_a_window_that_runs_counts_up_to_now() -> None:
    work = planned(maintenance(), now="2026-12-01 22:45")
    assert work == PlannedWork(minutes(45), 1, 0)


# --- uptime ------------------------------------------------------------------------------------


def test_uptime_is_that_of_the_month_with_the_incidents_that_lessen_it() -> None:
    # From the first update to the resolution 48, 140, 40 and 30 minutes; the last incident has
    # half an hour until the month ends in Rome: 288.
    early = incident_named(
        "early", None, None, "2026-10-01 12:00", ("2026-10-01 13:00", "resolved")
    )
    found = figures(replace(SMALL, incidents=(early, *SMALL.incidents))).components
    month = 30 * 24 * 60
    assert [(each.component.id, each.uptime, each.incidents) for each in found] == [
        ("pbx", 1 - Fraction(288, month), 5),
        ("wmp", Fraction(1), 0),
    ]


# --- months ------------------------------------------------------------------------------------


def test_a_past_month_is_reported_as_a_whole() -> None:
    early = incident_named("early", None, None, "2026-10-01 12:00")
    report = report_of(derive(content(early), at(LATER)), 2026, 11)
    assert isinstance(report.data, Figures)
    assert report.data.known == report.whole
    assert report.whole == Span(at("2026-10-31 23:00"), at("2026-11-30 23:00"))


def test_the_current_month_is_reported_from_the_first_day_on_record_to_now() -> None:
    found = figures(content(OWN), now="2026-11-20 12:00")
    assert found.known == Span(at("2026-11-16 23:00"), at("2026-11-20 12:00"))


@pytest.mark.parametrize(
    ("month", "why"), [(10, NoData.BEFORE_FIRST_ENTRY), (12, NoData.STILL_TO_COME)]
)
def test_a_month_without_data_says_why(month: int, why: NoData) -> None:
    world = derive(content(OWN), at("2026-11-20 12:00"))
    assert report_of(world, 2026, month).data is why


@pytest.mark.parametrize("now", [LATER, "2026-12-15 12:00"], ids=["past", "current"])
def test_a_month_of_a_site_without_entries_has_no_data(now: str) -> None:
    assert report_of(derive(content(), at(now)), 2026, 12).data is NoData.NO_ENTRIES


def test_months_with_data_go_from_the_first_entry_to_now_newest_first() -> None:
    found = derive(content(OWN), at(LATER)).months.reported
    assert found == (date(2027, 1, 1), date(2026, 12, 1), date(2026, 11, 1))


def test_a_site_without_entries_has_no_months() -> None:
    assert derive(content(), at(LATER)).months.reported == ()


def test_a_month_that_begins_this_very_instant_has_no_data() -> None:
    midnight = derive(content(OWN), at("2026-11-30 23:00"))
    assert midnight.months.reported == (date(2026, 11, 1),)
    assert report_of(midnight, 2026, 12).data is NoData.STILL_TO_COME


def test_the_month_before_january_is_december() -> None:
    assert month_before(date(2027, 1, 31)) == date(2026, 12, 1)


# --- the sample content ------------------------------------------------------------------------

# October 2026 has 31 days and, the clocks being put back on the 25th, 745 hours: 44,700 minutes.
#
#   incident                 class     reported  first  response  resolved   resolution
#   10-08 website            critical  06:55     07:09  14 min    07:36          41 min
#   10-21 provisioning slow  standard  never     11:03  no case   22nd 09:18  1,335 min (22 h 15)
#   10-27 Kite chat          standard  16:05     16:28  23 min    28th 09:33  1,048 min (17 h 28)
#
# The first came in before 09:00: extended support. The last was answered before 18:00: met.
# Uptime: the website was out for 27 minutes (07:09 to 07:36), Kite partly for 108 (16:28 to
# 18:16), which count as 54; provisioning was degraded for 1,335, which count as 133.5.
# Maintenance: UK firewalls on the 6th, 22:00 to 01:56 in London, 236 minutes; the licence
# database on the 20th, 21:00 to 22:00, 60 minutes; together 296. Nothing was called off.
OCTOBER = 745 * 60


@cache
def october() -> Figures:
    now = datetime(2026, 12, 3, 12, tzinfo=UTC)
    source = load(ROOT, now).content
    assert source is not None
    data = report_of(derive(source, now), 2026, 10).data
    assert isinstance(data, Figures)
    return data


def test_the_incidents_of_the_sample() -> None:
    assert october().incidents == IncidentFigures(
        count=3,
        still_open=0,
        false_alarms=0,
        goals=Goals(met=1, missed=0, extended=1, unjudged=1),
        first_response=Durations(2, minutes(18.5), minutes(23)),
        resolution=Durations(3, minutes(1048), minutes(1335)),
    )


def test_the_critical_incidents_of_the_sample() -> None:
    assert by_class(october())["critical"] == IncidentFigures(
        count=1,
        still_open=0,
        false_alarms=0,
        goals=Goals(met=0, missed=0, extended=1, unjudged=0),
        first_response=Durations(1, minutes(14), minutes(14)),
        resolution=Durations(1, minutes(41), minutes(41)),
    )


def test_the_standard_incidents_of_the_sample() -> None:
    assert by_class(october())["standard"] == IncidentFigures(
        count=2,
        still_open=0,
        false_alarms=0,
        goals=Goals(met=1, missed=0, extended=0, unjudged=1),
        first_response=Durations(1, minutes(23), minutes(23)),
        resolution=Durations(2, minutes((1048 + 1335) / 2), minutes(1335)),
    )


def test_the_maintenance_of_the_sample() -> None:
    assert october().maintenance == PlannedWork(minutes(296), 2, 0)


def test_the_uptime_of_the_sample() -> None:
    down = {"website": Fraction(27), "kite": Fraction(54), "provisioning": Fraction(267, 2)}
    assert {each.component.id: each.uptime for each in october().components} == {
        each.component.id: 1 - down.get(each.component.id, Fraction(0)) / OCTOBER
        for each in october().components
    }
    assert {each.component.id for each in october().components if each.incidents} == set(down)


# --- edges -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("incidents", "expected"), [(0, 10_000), (1, 9_999)])
def test_with_an_incident_an_uptime_is_less_than_all_of_the_time(
    incidents: int, expected: int
) -> None:
    found = ComponentFigures(next(iter(content().components)), Fraction(1), incidents)
    assert found.rounded_uptime == Fraction(expected, 10_000)


def test_a_month_that_has_not_begun_is_still_to_come() -> None:
    world = derive(SMALL, at("2026-11-30 12:00"))
    assert [report_of(world, 2026, month).data for month in (12,)] == [NoData.STILL_TO_COME]
    assert (
        report_of(derive(SMALL, at("2026-12-15 12:00")), 2026, 10).data is NoData.BEFORE_FIRST_ENTRY
    )


def test_work_counts_in_the_months_in_which_it_ran_or_was_to_begin() -> None:
    over_the_end = maintenance(name="a", starts="2026-11-30 22:00", ends="2026-12-01 02:00")
    off = maintenance(
        word("2026-11-29 10:00", "cancelled"),
        name="b",
        starts="2026-11-30 22:00",
        ends="2026-12-01 02:00",
    )
    next_month = maintenance(name="c", starts="2026-12-05 22:00", ends="2026-12-06 02:00")
    source = content(OWN, over_the_end, off, next_month)
    assert figures(source).maintenance == PlannedWork(minutes(60), 1, 1)
    assert figures(source, "2026-12").maintenance == PlannedWork(minutes(180 + 240), 2, 0)


def test_a_component_counts_until_the_month_in_which_it_retired() -> None:
    (every,) = SMALL.component_groups
    pbx, wmp = every.components
    retired = replace(every, components=(pbx, replace(wmp, retired=date(2026, 11, 15))))
    source = replace(SMALL, component_groups=(retired,))
    counts = [len(figures(source, month).components) for month in ("2026-11", "2026-12")]
    assert counts == [2, 1]
