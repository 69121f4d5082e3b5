"""Holds times and durations to the rules of the content format."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.content.schema.errors import InputError
from statusgen.content.schema.times import duration, instant, shown

ROME = ZoneInfo("Europe/Rome")


def refusal(text: str, zone: ZoneInfo = ROME) -> tuple[str, str]:
    """Return the message and the hint with which a time is refused."""
    with pytest.raises(InputError) as caught:
        instant(text, zone)
    return caught.value.errors[0].message, caught.value.errors[0].hint


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-11-20 14:03", "2026-11-20T13:03"),
        ("2026-11-20T14:03", "2026-11-20T13:03"),
        ("2026-11-20 14:03:07", "2026-11-20T13:03:07"),
        ("2026-11-20T14:03:07.250Z", "2026-11-20T14:03:07.250"),
        ("2026-11-20 14:03Z", "2026-11-20T14:03"),
        ("2026-11-20 14:03 Z", "2026-11-20T14:03"),
        ("2026-11-20T14:03+01:00", "2026-11-20T13:03"),
        ("2026-11-20 14:03 +05:45", "2026-11-20T08:18"),
        ("2026-11-20T14:03-0330", "2026-11-20T17:33"),
        ("2026-11-20T14:03+14", "2026-11-20T00:03"),
        ("2026-11-20 14:03 America/New_York", "2026-11-20T19:03"),
        ("2026-11-20 14:03 UTC", "2026-11-20T14:03"),
        ("2026-07-01 00:00", "2026-06-30T22:00"),
        ("2024-02-29 12:00", "2024-02-29T11:00"),
        ("1970-01-01 00:00", "1969-12-31T23:00"),
        ("9998-12-31 23:59Z", "9998-12-31T23:59"),
        ("2026-10-25 02:30 +01:00", "2026-10-25T01:30"),
        ("2026-10-25 03:00", "2026-10-25T02:00"),
        ("2026-03-29 03:00", "2026-03-29T01:00"),
    ],
)
def test_a_time_is_an_instant_in_utc(typed: str, expected: str) -> None:
    assert instant(typed, ROME) == datetime.fromisoformat(f"{expected}+00:00")


def test_an_instant_is_in_utc() -> None:
    assert instant("2026-11-20 14:03", ROME).tzinfo is UTC


def test_a_skipped_time_names_both_readings() -> None:
    assert refusal("2026-03-29 02:30") == (
        "2026-03-29 02:30 does not exist in Europe/Rome, where the clocks go forward",
        "write 2026-03-29 02:30+01:00 for 03:30 there or 2026-03-29 02:30+02:00 for 01:30",
    )


def test_a_repeated_time_names_both_readings() -> None:
    assert refusal("2026-11-01 01:30 America/New_York") == (
        "2026-11-01 01:30 occurs twice in America/New_York, where the clocks go back",
        "write 2026-11-01 01:30-04:00 for the first time or 2026-11-01 01:30-05:00 for the second",
    )


@pytest.mark.parametrize("offset", ["+01:00", "+02:00"])
@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_what_is_offered_instead_is_accepted(day: str, offset: str) -> None:
    assert f"{day} 02:30{offset}" in refusal(f"{day} 02:30")[1]
    assert instant(f"{day} 02:30{offset}", ROME)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2026-11-20", "'2026-11-20' has no time of day"),
        ("2026-02-30 10:00", "2026-02 has no day 30"),
        ("2026-02-29 10:00", "2026-02 has no day 29"),
        ("2026-11-00 10:00", "2026-11 has no day 00"),
        ("2026-00-10 10:00", "there is no month 00"),
        ("2026-11-20 14:03:60", "second 60 is not allowed, not even for a leap second"),
        ("2026-11-20 14:03:61", "there is no second 61"),
        ("2026-11-20 24:00", "there is no hour 24"),
        ("10000-01-01 00:00", "the year 10000 cannot be used"),
        ("0226-11-20 14:03", "the year 226 cannot be used"),
        ("9999-12-31 00:00Z", "the year 9999 cannot be used"),
        ("2026-11-20 14:03+14:30", "no place has the offset '+14:30'"),
        ("2026-11-20 14:03+01:75", "no place has the offset '+01:75'"),
        ("2026-11-20 14:03 Atlantis/Center", "there is no time zone 'Atlantis/Center'"),
        ("2026-11-20 14:03 localtime", "there is no time zone 'localtime'"),
        ("2026-11-20 14:03 America", "there is no time zone 'America'"),
        ("2026-11-20 14:03 ../../etc/passwd", "'../../etc/passwd' after the time is not a zone"),
        ("20.11.2026 14:03", "'20.11.2026 14:03' is not a date and time"),
        ("2026-11-20 9:03", "'2026-11-20 9:03' is not a date and time"),
        ("२०२६-11-20 14:03", "'२०२६-11-20 14:03' is not a date and time"),
        ("", "'' is not a date and time"),
    ],
)
def test_what_is_no_time_is_refused(typed: str, message: str) -> None:
    assert refusal(typed)[0] == message


def test_a_date_without_a_time_gets_a_hint() -> None:
    assert refusal("2026-11-20")[1] == "write 2026-11-20 00:00 for its beginning"


def test_a_zone_is_offered_the_nearest() -> None:
    assert refusal("2026-11-20 14:03 europe/rome")[1].endswith("did you mean 'Europe/Rome'?")


@given(st.text())
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        assert instant(text, ROME).tzinfo is UTC
    except InputError as why:
        assert why.errors[0].message  # noqa: PT017 both ways are fine


@given(
    st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9998, 12, 31)),  # noqa: DTZ001
    st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})),
)
def test_any_local_time_in_any_zone_is_read_as_its_clock_shows_or_refused(
    local: datetime, zone: str
) -> None:
    local = local.replace(second=0, microsecond=0)
    try:
        at = instant(f"{local.isoformat(sep=' ')} {zone}", ROME)
    except InputError:
        fold = local.replace(tzinfo=ZoneInfo(zone))
        assert fold.utcoffset() != fold.replace(fold=1).utcoffset()
    else:
        assert at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


def test_an_instant_is_shown_as_it_could_be_written() -> None:
    at = datetime(2026, 11, 20, 13, 3, tzinfo=UTC)
    assert shown(at, ROME) == "2026-11-20 14:03 Europe/Rome"
    assert instant(shown(at, ROME), ZoneInfo("UTC")) == at


def test_parts_of_a_second_are_not_shown() -> None:
    at = datetime(2026, 11, 20, 13, 3, 7, 123456, UTC)
    assert shown(at, ROME) == "2026-11-20 14:03:07 Europe/Rome"


def test_the_last_instant_of_all_can_be_shown() -> None:
    assert shown(datetime.max.replace(tzinfo=UTC), ROME).endswith(" UTC")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("30m", timedelta(minutes=30)),
        ("24h", timedelta(hours=24)),
        ("5d", timedelta(days=5)),
        ("5 d", timedelta(days=5)),
    ],
)
def test_a_duration_is_a_length_of_time(typed: str, expected: timedelta) -> None:
    assert duration(typed) == expected


@pytest.mark.parametrize(
    "typed", ["", "5", "5 days", "1h30m", "-5d", "0m", "1.5h", "999999d", "5D"]
)
def test_what_is_no_duration_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        duration(typed)
