"""The months of a history: what counts in each, and which can still change."""

from datetime import date

import pytest
from msgspec.structs import replace

from statusgen.domain.months import MonthCount, Months, Neighbours, counts_in, months_between
from statusgen.domain.world import World, derive, derive_later
from statusgen.model import Completion, Incident, Maintenance
from tests.samples import at, content, incident, maintenance, update, word

SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in range(9, 13))
JANUARY = date(2027, 1, 1)


def outage(name: str, began: str, ended: str | None = None) -> Incident:
    ends = [update(ended, "resolved")] if ended else []
    return incident(name, "pbx: major_outage", update(began, "investigating"), *ends)


def world(now: str, *entries: Incident | Maintenance) -> World:
    return derive(content(*entries), at(now))


def months(now: str, *entries: Incident | Maintenance) -> Months:
    return world(now, *entries).months


FIRST = outage("first", "2026-09-10 10:00", "2026-09-10 11:00")
SECOND = outage("second", "2026-11-05 10:00", "2026-11-05 11:00")
WORK = maintenance(announced="2026-11-01 10:00", starts="2026-11-30 22:00", ends="2026-12-01 02:00")
ALL = (FIRST, SECOND, WORK)


# --- lists -------------------------------------------------------------------------------------


def test_entries_are_counted_by_kind_under_the_months_newest_first() -> None:
    assert list(months("2026-12-10 12:00", *ALL).listed.items()) == [
        (NOVEMBER, MonthCount(1, 1)),
        (SEPTEMBER, MonthCount(1, 0)),
    ]


def test_entries_that_move_still_are_counted_beside_those_that_are_settled() -> None:
    still_open = outage("open", "2026-11-20 10:00")
    found = months("2026-12-10 12:00", *ALL, still_open)
    assert found.listed[NOVEMBER] == MonthCount(2, 1)
    assert [each.id for each in found[NOVEMBER].listing] == ["upgrade", "open", "second"]
    assert found[NOVEMBER].count == MonthCount(2, 1)


def test_what_moves_still_is_added_to_what_is_settled_or_counted_alone() -> None:
    works = (WORK, replace(WORK, id="longer", completion=Completion.CONFIRMED))
    october = outage("october", "2026-10-20 10:00")
    assert dict(months("2026-12-10 12:00", *works, october).listed) == {
        NOVEMBER: MonthCount(0, 2),
        OCTOBER: MonthCount(1, 0),
    }


def test_an_entry_is_listed_under_one_month_though_it_counts_in_others() -> None:
    found = months("2026-12-10 12:00", *ALL)
    assert [each.id for each in found[DECEMBER].entries] == ["upgrade"]
    assert found[DECEMBER].listing == ()


def test_work_to_come_is_listed_under_no_month() -> None:
    found = months("2026-11-10 12:00", *ALL)
    assert dict(found.listed) == {NOVEMBER: MonthCount(1, 0), SEPTEMBER: MonthCount(1, 0)}


def test_a_month_lists_its_last_day_first() -> None:
    """What was called off is listed under that day, though its window was to come."""
    off = maintenance(word("2026-11-03 09:00", "cancelled"), announced="2026-11-01", name="off")
    assert [each.id for each in months("2026-12-10", SECOND, off)[NOVEMBER].listing] == [
        "second",
        "off",
    ]


def test_every_month_from_the_first_entry_on_has_figures_and_a_page() -> None:
    found = months("2026-12-10 12:00", *ALL)
    assert found.reported == found.all == (DECEMBER, NOVEMBER, OCTOBER, SEPTEMBER)
    assert [found[each].is_reported for each in (JANUARY, DECEMBER, SEPTEMBER)] == [
        False,
        True,
        True,
    ]


def test_a_month_has_the_neighbours_that_are_listed_and_those_with_figures() -> None:
    found = months("2026-12-10 12:00", *ALL)[NOVEMBER]
    assert found.listed == Neighbours(None, SEPTEMBER)
    assert found.reported == Neighbours(DECEMBER, OCTOBER)


# --- what counts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 30), date(2026, 11, 30), (NOVEMBER,)),
        (date(2026, 11, 30), date(2027, 1, 1), (NOVEMBER, DECEMBER, JANUARY)),
        (date(2026, 12, 31), date(2027, 1, 1), (DECEMBER, JANUARY)),
    ],
)
def test_months_are_counted_from_the_first_date_to_the_last(
    first: date, last: date, expected: tuple[date, ...]
) -> None:
    assert months_between(first, last) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (outage("a", "2026-10-31 22:30", "2026-11-01 10:00"), (OCTOBER, NOVEMBER)),
        (outage("a", "2026-10-31 23:00", "2026-11-01 10:00"), (NOVEMBER,)),
        (outage("a", "2026-11-05 10:00"), (NOVEMBER, DECEMBER)),
        (WORK, (NOVEMBER, DECEMBER)),
        (
            maintenance(word("2026-11-28 09:00", "cancelled"), announced="2026-11-01"),
            (NOVEMBER, DECEMBER),
        ),
        (
            maintenance(
                word("2026-10-20 23:00", "rescheduled", starts="2026-11-05", ends="2026-11-06"),
                announced="2026-10-01",
                starts="2026-10-20 22:00",
                ends="2026-10-21 02:00",
            ),
            (OCTOBER, NOVEMBER),
        ),
        (
            replace(
                WORK,
                announced=at("2026-10-01"),
                updates=(
                    word("2026-10-31 12:00", "in_progress"),
                    word("2026-10-31 14:00", "completed"),
                ),
            ),
            (OCTOBER, NOVEMBER),
        ),
    ],
    ids=["over midnight", "from midnight", "open", "work", "called off", "ran twice", "early"],
)
def test_an_entry_counts_in_every_month_in_which_it_went_on_or_was_to(
    entry: Incident | Maintenance, expected: tuple[date, ...]
) -> None:
    made = world("2026-12-10 12:00", entry)
    assert counts_in(made.entries[0], made.past) == expected


def test_a_month_has_all_that_counts_in_it_newest_first() -> None:
    still_open = outage("open", "2026-11-20 10:00")
    found = months("2026-12-10 12:00", *ALL, still_open)
    names = [[each.id for each in found[month].entries] for month in (DECEMBER, NOVEMBER, OCTOBER)]
    assert names == [["upgrade", "open"], ["upgrade", "open", "second"], []]


# --- what can change ---------------------------------------------------------------------------


def complete_and_final(found: Months, month: date) -> tuple[bool, bool]:
    one = found[month]
    return one.is_complete, one.is_final


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (SEPTEMBER, (True, True)),
        (OCTOBER, (True, True)),
        (NOVEMBER, (True, False)),
        (DECEMBER, (False, False)),
    ],
)
def test_a_month_is_final_once_those_that_its_pages_name_are_over(
    month: date, expected: tuple[bool, bool]
) -> None:
    """December is the newest listed month and goes on, and pages of November name it."""
    late = outage("late", "2026-12-02 10:00", "2026-12-02 11:00")
    assert complete_and_final(months("2026-12-10 12:00", *ALL, late), month) == expected


def test_the_newest_listed_month_is_not_final_though_later_ones_have_figures() -> None:
    found = months("2027-02-10 12:00", FIRST)
    assert complete_and_final(found, SEPTEMBER) == (True, False)
    assert complete_and_final(found, OCTOBER) == (True, True)


@pytest.mark.parametrize(
    ("month", "expected"),
    [(SEPTEMBER, (True, False)), (OCTOBER, (False, False)), (NOVEMBER, (False, False))],
)
def test_an_open_incident_keeps_its_months_and_their_neighbours_from_being_final(
    month: date, expected: tuple[bool, bool]
) -> None:
    still_open = outage("open", "2026-10-20 10:00")
    assert complete_and_final(months("2026-12-10 12:00", *ALL, still_open), month) == expected


@pytest.mark.parametrize(
    ("began", "expected"),
    [("2026-10-31 12:00", False), ("2026-10-31 23:00", True), ("2026-12-20 12:00", True)],
)
def test_what_is_published_later_keeps_months_after_its_beginning_from_being_final(
    began: str, *, expected: bool
) -> None:
    """A window that begins before its announcement counts from its beginning."""
    later = maintenance(announced="2026-12-20 12:00", starts=began, ends="2026-12-21", name="later")
    assert months("2026-12-10 12:00", *ALL, later).is_settled(OCTOBER) is expected


def test_a_month_is_settled_once_what_ran_in_it_is_over_by_the_clock() -> None:
    running = world("2026-11-30 23:30", replace(WORK, starts=at("2026-11-30 20:00")))
    assert derive_later(running, at("2027-01-10 12:00")).months.is_settled(NOVEMBER)
    assert not derive_later(running, at("2026-12-01 01:00")).months.is_settled(NOVEMBER)


def test_a_month_is_over_from_the_midnight_of_rome_on() -> None:
    last, over = ("2026-10-31 22:59:59", "2026-10-31 23:00")
    assert [months(now, FIRST).is_settled(OCTOBER) for now in (last, over)] == [False, True]


def test_a_final_month_is_seen_from_its_end_and_another_one_from_now() -> None:
    found = months("2026-12-10 12:00", *ALL)
    assert found[OCTOBER].past.now == at("2026-10-31 23:00")
    assert found[DECEMBER].past.now == at("2026-12-10 12:00")
    assert found[OCTOBER].past.known_since == date(2026, 9, 10)


def test_a_month_is_made_once() -> None:
    found = months("2026-12-10 12:00", *ALL)
    assert found[OCTOBER] is found[OCTOBER]
