"""Support hours by weekday, zone and holidays."""

import pytest

from statusgen.domain.support_hours import support_now
from statusgen.model import Region
from tests.content.schema.policy.other_company import OTHER_COMPANY, problems_of, read_text
from tests.policies import hours
from tests.samples import at


def test_hours_may_differ_by_weekday(nepal: Region) -> None:
    assert nepal.hours == {
        0: hours("10:00-17:00"),
        1: hours("09:00-12:30 13:30-18:00"),
        2: hours("10:00-17:00"),
        3: hours("10:00-17:00"),
        4: hours("10:00-24:00"),
        6: hours("10:00-17:00"),
    }


def test_support_opens_after_two_holidays_at_a_quarter_to_the_hour(nepal: Region) -> None:
    assert support_now(nepal, at("2026-11-08 06:00")).until == at("2026-11-10 03:15")


MISTAKES = [
    ("10:00-17:00", "17:00-10:00", "'17:00-10:00' close before they open"),
    ("10:00-17:00", "9-17", "'9-17' are not hours"),
    ("10:00-17:00", "09:00-25:00", "there is no time '25:00'"),
    (
        "13:30 - 18:00",
        "12:00-18:00",
        "this begins before the hours that are named first have ended",
    ),
    ("13:30 - 18:00", "noon", "'noon' are not hours"),
    ("      friday", "      firday", "unknown key 'firday'"),
    ("Asia/Kathmandu", "Asia/Katmandoo", "there is no time zone 'Asia/Katmandoo'"),
    ("2026-11-08", "2026-11-31", "'2026-11-31' is not a date"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_in_regions_is_refused_at_its_line(right: str, wrong: str, message: str) -> None:
    assert (message, True) in problems_of(right, wrong)


@pytest.mark.parametrize(
    ("written", "padded"),
    [
        ("9:00-18:00", "09:00-18:00"),
        ("9:00-9:30", "09:00-09:30"),
        ("[09:00-12:30, 8:00 - 9:00]", "08:00 - 09:00"),
    ],
)
def test_hours_with_one_digit_are_answered_by_what_to_write(written: str, padded: str) -> None:
    _, problems = read_text(OTHER_COMPANY.replace("sunday: 10:00-17:00", f"sunday: {written}"))
    assert [each.hint for each in problems] == [f"write {padded}: hours have two digits"]
