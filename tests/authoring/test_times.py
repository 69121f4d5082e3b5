"""Times in options and answers: one table of what is written and what is meant."""

from zoneinfo import ZoneInfo

import pytest

from statusgen.authoring.times import Clock, option_time, time_named
from statusgen.content.schema.errors import InputError
from tests.samples import at

ROME = ZoneInfo("Europe/Rome")
NEXT = Clock(ROME, at("2026-11-20 13:40:25"))
LAST = Clock(ROME, at("2026-11-20 13:40:25"), is_past=True)
LONGER = Clock(ROME, at("2026-11-20 13:40:25"), lengths_from=at("2026-11-20 15:00"))
SPRING = Clock(ROME, at("2026-03-28 12:00"))


@pytest.mark.parametrize(
    ("written", "clock", "expected"),
    [
        ("2026-11-20 14:03", NEXT, "2026-11-20 13:03"),
        ("2026-11-20T14:03Z", NEXT, "2026-11-20 14:03"),
        ("2026-11-20 14:03 America/New_York", LAST, "2026-11-20 19:03"),
        ("03:00", NEXT, "2026-11-21 02:00"),
        ("3:00", NEXT, "2026-11-21 02:00"),
        ("23:59", NEXT, "2026-11-20 22:59"),
        ("14:40", NEXT, "2026-11-20 13:40"),
        ("14:39", NEXT, "2026-11-21 13:39"),
        ("14:40", LAST, "2026-11-20 13:40"),
        ("14:41", LAST, "2026-11-19 13:41"),
        (" 03:00 ", LAST, "2026-11-20 02:00"),
        ("30m", NEXT, "2026-11-20 14:10"),
        ("+30m", NEXT, "2026-11-20 14:10"),
        ("4h", NEXT, "2026-11-20 17:40"),
        ("4 h", NEXT, "2026-11-20 17:40"),
        ("1h30m", NEXT, "2026-11-20 15:10"),
        ("1d 2h", NEXT, "2026-11-21 15:40"),
        ("-20m", NEXT, "2026-11-20 13:20"),
        ("20m", LAST, "2026-11-20 13:20"),
        ("-20m", LAST, "2026-11-20 13:20"),
        ("+20m", LAST, "2026-11-20 14:00"),
        ("now", LAST, "2026-11-20 13:40"),
        ("1h", LONGER, "2026-11-20 16:00"),
        ("16:30", LONGER, "2026-11-20 15:30"),
        ("03:30", SPRING, "2026-03-29 01:30"),
        ("24h", SPRING, "2026-03-29 12:00"),
    ],
)
def test_a_time_is_what_a_person_means(written: str, clock: Clock, expected: str) -> None:
    assert time_named(written, clock) == at(expected)


@pytest.mark.parametrize(
    ("written", "clock", "expected"),
    [
        ("", NEXT, "'' is neither a time nor a length of time"),
        ("tomorrow", NEXT, "expected a value such as 03:00, +30m, 4h or 2026-11-20 14:03"),
        ("30x", NEXT, "'30x' is neither a time"),
        ("0m", NEXT, "a length of time cannot be zero"),
        ("25:00", NEXT, "there is no hour 25"),
        ("14:75", LAST, "there is no minute 75"),
        ("2026-11-31 14:00", NEXT, "2026-11 has no day 31"),
        ("2026-11-20", NEXT, "write 2026-11-20 00:00"),
        ("02:30", SPRING, "2026-03-29 02:30 does not exist in Europe/Rome"),
        ("1969-12-31 12:00", NEXT, "the year 1969 cannot be used"),
    ],
)
def test_another_text_is_refused_with_what_was_expected(
    written: str, clock: Clock, expected: str
) -> None:
    with pytest.raises(InputError) as raised:
        time_named(written, clock)
    assert expected in raised.value.sentence


@pytest.mark.parametrize(
    ("written", "said_back"),
    [
        ("03:00", "--starts 03:00: 2026-11-21 03:00 Europe/Rome\n"),
        ("+30m", "--starts +30m: 2026-11-20 15:10 Europe/Rome\n"),
        ("2026-11-21 03:00", ""),
    ],
)
def test_a_time_that_is_not_written_whole_is_printed_with_its_zone(
    written: str, said_back: str, capsys: pytest.CaptureFixture[str]
) -> None:
    option_time("--starts", written, NEXT)
    assert capsys.readouterr() == ("", said_back)
