from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from statusgen.domain.maintenance import Event
from statusgen.model import EventKind, IncidentStatus, MaintenanceStatus, State
from tests.contexts import words
from tests.samples import at

ROME = words()


# --- labels ------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [*State, None])
def test_every_state_has_a_label(state: State | None) -> None:
    assert ROME.state(state)


def test_what_is_not_known_is_not_called_operational() -> None:
    assert ROME.state(None) == "Unknown"


@pytest.mark.parametrize("phase", [*IncidentStatus, *EventKind])
def test_every_phase_has_a_label_and_a_heading(phase: IncidentStatus | EventKind) -> None:
    assert ROME.say(phase.label)
    assert ROME.say(phase.heading).startswith("Maintenance ") == isinstance(phase, EventKind)


@pytest.mark.parametrize(
    ("names", "output"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["x", "Calls, and chat"], "x and Calls, and chat"),
        (["{0}", "{1}", "{n}"], "{0}, {1} and {n}"),
    ],
)
def test_names_become_a_list_in_a_sentence(names: list[str], output: str) -> None:
    assert ROME.joined(names) == output


def test_languages_have_names() -> None:
    assert [ROME.language_name(code) for code in ("en", "it", "xx")] == ["English", "Italian", "xx"]


@pytest.mark.parametrize(("days", "output"), [((0, 4), "Monday to Friday"), ((6, 6), "Sunday")])
def test_weekdays(days: tuple[int, int], output: str) -> None:
    assert ROME.weekdays(*days) == output


@pytest.mark.parametrize(
    ("kind", "output"),
    [
        (EventKind.STARTED, "The work has begun."),
        (EventKind.COMPLETED, "The work has ended as planned."),
        (EventKind.REMINDER, "The window is Tuesday 1 December, 23:00 to Wednesday 03:00 CET."),
    ],
)
def test_the_clock_speaks_in_sentences(kind: EventKind, output: str) -> None:
    starts, ends = at("2026-12-01 22:00"), at("2026-12-02 02:00")
    event = Event(kind.value, starts, kind, starts, ends, MaintenanceStatus.SCHEDULED)
    assert ROME.event(event) == output


# --- times -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "when", "output"),
    [
        ("Europe/Rome", "2026-11-20 02:37", "Fri 20 Nov 2026, 03:37 CET"),
        ("Europe/Rome", "2026-07-20 23:05", "Tue 21 Jul 2026, 01:05 CEST"),
        ("America/New_York", "2026-11-20 02:37", "Thu 19 Nov 2026, 21:37 EST"),
        ("Asia/Kathmandu", "2026-11-20 00:00", "Fri 20 Nov 2026, 05:45 UTC+05:45"),
        ("America/Sao_Paulo", "2026-11-20 00:00", "Thu 19 Nov 2026, 21:00 UTC-03:00"),
        ("UTC", "2026-11-20 00:00", "Fri 20 Nov 2026, 00:00 UTC"),
    ],
)
def test_a_stamp_is_local_and_names_its_zone(zone: str, when: str, output: str) -> None:
    assert words(zone).stamp(at(when)) == output


def test_an_hour_that_comes_twice_differs_by_its_zone() -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Rome"))
    found = [ROME.time_zoned(twice.replace(fold=fold)) for fold in (0, 1)]
    assert found == ["02:30 CEST", "02:30 CET"]


@pytest.mark.parametrize(
    ("zone", "when", "output"),
    [
        ("Europe/Rome", "2026-11-20 13:15", "Fri 20 Nov, 14:15 CET (13:15 UTC)"),
        ("Europe/Rome", "2026-11-20 23:30", "Sat 21 Nov, 00:30 CET (Fri 20 Nov, 23:30 UTC)"),
        ("UTC", "2026-11-20 23:30", "Fri 20 Nov, 23:30 UTC"),
        ("Europe/London", "2026-11-20 23:30", "Fri 20 Nov, 23:30 GMT (23:30 UTC)"),
    ],
)
def test_a_time_is_given_in_utc_too_with_its_day_where_that_differs(
    zone: str, when: str, output: str
) -> None:
    assert words(zone).stamp_with_utc(at(when)) == output


def test_the_full_stamp_has_the_year() -> None:
    output = ROME.full_stamp_with_utc(at("2026-12-31 23:30"))
    assert output == "Fri 1 Jan 2027, 00:30 CET (Thu 31 Dec 2026, 23:30 UTC)"


@pytest.mark.parametrize(
    ("when", "output"),
    [
        ("2026-11-20 02:37", "03:37"),
        ("2026-11-19 02:37", "19 Nov, 03:37"),
        ("2025-11-20 02:37", "20 Nov 2025, 03:37"),
        ("2026-11-19 23:30", "00:30"),
    ],
)
def test_a_moment_has_as_much_of_its_date_as_needed(when: str, output: str) -> None:
    assert ROME.moment(at(when), at("2026-11-20 12:00")) == output


def test_dates() -> None:
    day = date(2026, 11, 21)
    output = (ROME.day(day), ROME.full_day(day), ROME.full_date(day), ROME.month(day))
    assert output == (
        "Sat 21 Nov",
        "Saturday 21 November",
        "Saturday 21 November 2026",
        "November 2026",
    )


WINDOWS = [
    # starts, ends (UTC), in a sentence, in short
    (
        "2026-11-21 09:00",
        "2026-11-21 11:30",
        "Saturday 21 November, 10:00 to 12:30 CET",
        "Sat 21 Nov, 10:00 to 12:30 CET",
    ),
    (
        "2026-12-01 21:00",
        "2026-12-02 01:00",
        "Tuesday 1 December, 22:00 to Wednesday 02:00 CET",
        "Tue 1 Dec, 22:00 to Wed 2 Dec, 02:00 CET",
    ),
    (
        "2026-10-24 23:00",
        "2026-10-25 03:00",
        "Sunday 25 October, 01:00 CEST to 04:00 CET",
        "Sun 25 Oct, 01:00 CEST to 04:00 CET",
    ),
    (
        "2026-12-31 22:00",
        "2027-01-01 01:00",
        "Thursday 31 December, 23:00 to Friday 02:00 CET",
        "Thu 31 Dec, 23:00 to Fri 1 Jan, 02:00 CET",
    ),
    (
        "2026-12-01 21:00",
        "2026-12-08 21:00",
        "Tuesday 1 December, 22:00 to Tuesday 8 December 22:00 CET",
        "Tue 1 Dec, 22:00 to Tue 8 Dec, 22:00 CET",
    ),
]


@pytest.mark.parametrize(("starts", "ends", "full", "brief"), WINDOWS)
def test_a_window(starts: str, ends: str, full: str, brief: str) -> None:
    assert ROME.window(at(starts), at(ends)) == full
    assert ROME.brief_window(at(starts), at(ends)) == brief


@pytest.mark.parametrize(
    ("minutes", "output"),
    [
        (-5, "0 min"),
        (0, "0 min"),
        (48, "48 min"),
        (90, "90 min"),
        (91, "1 h 31 min"),
        (120, "2 h"),
        (47 * 60 + 59, "47 h 59 min"),
        (48 * 60, "2 days"),
        (52 * 60 + 30, "2 days 4 h"),
        (400 * 24 * 60, "400 days"),
    ],
)
def test_a_duration_in_its_two_largest_units(minutes: int, output: str) -> None:
    assert ROME.duration(timedelta(minutes=minutes)) == output


def test_seconds_are_rounded_down() -> None:
    assert ROME.duration(timedelta(minutes=5, seconds=59)) == "5 min"


@pytest.mark.parametrize(
    ("when", "output"),
    [
        ("2026-11-20 11:54", "6 min ago"),
        ("2026-11-20 12:08", "in 8 min"),
        ("2026-11-19 13:00", "23 h ago"),
        ("2026-11-21 11:59", "in 23 h 59 min"),
        ("2026-11-21 12:00", "tomorrow"),
        ("2026-11-23 08:00", "in 3 days"),
        ("2026-11-19 11:00", "1 day ago"),
        ("2026-11-10 12:00", "10 days ago"),
    ],
)
def test_how_far_a_time_is_from_now(when: str, output: str) -> None:
    assert ROME.relative(at(when), at("2026-11-20 12:00")) == output


def test_a_day_of_twenty_five_hours_is_still_today() -> None:
    midnight, evening = at("2026-10-24 22:00"), at("2026-10-25 22:30")
    assert ROME.relative(evening, midnight) == "in 24 h 30 min"
    assert ROME.relative(midnight, evening) == "24 h 30 min ago"


# --- numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "output"),
    [
        (None, "Unknown"),
        (Fraction(1), "100 %"),
        (Fraction(9_999, 10_000), "99.99 %"),
        (Fraction(9_905, 10_000), "99.05 %"),
        (Fraction(1, 2), "50.00 %"),
        (Fraction(0), "0.00 %"),
    ],
)
def test_uptime_has_two_decimals(share: Fraction | None, output: str) -> None:
    assert ROME.uptime(share) == output


def test_numbers_and_dates_follow_the_language() -> None:
    german = words(language="de")
    assert german.uptime(Fraction(3_333, 10_000)) == "33,33\N{NO-BREAK SPACE}%"
    assert german.full_day(date(2026, 11, 21)) == "Samstag, 21. November"


# --- in other languages ------------------------------------------------------------------------

STARTS, ENDS = at("2026-11-21 21:00"), at("2026-11-22 01:00")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Saturday 21 November, 22:00 to Sunday 02:00 CET"),
        ("it", "sabato 21 novembre, 22:00 \N{EN DASH} domenica 02:00 CET"),
        ("de", "Samstag, 21. November, 22:00 bis Sonntag 02:00 CET"),
        ("fr", "samedi 21 novembre, 22:00 \N{EN DASH} dimanche 02:00 CET"),
        ("es", "sábado 21 de noviembre, 22:00 \N{EN DASH} domingo 02:00 CET"),
    ],
)
def test_a_window_is_shown_in_each_language(language: str, expected: str) -> None:
    assert words(language=language).window(STARTS, ENDS) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("it", ("2 giorni 4 h", "3 giorni fa", "tra 3 giorni", "48 min fa")),
        ("de", ("2 Tage 4 h", "vor 3 Tagen", "in 3 Tagen", "vor 48 min")),
        ("fr", ("2 jours 4 h", "il y a 3 jours", "dans 3 jours", "il y a 48 min")),
        ("es", ("2 días 4 h", "hace 3 días", "dentro de 3 días", "hace 48 min")),
    ],
)
def test_lengths_and_ages_are_shown_in_each_language(
    language: str, expected: tuple[str, ...]
) -> None:
    found, days = words(language=language), timedelta(days=3)
    assert expected == (
        found.duration(timedelta(days=2, hours=4)),
        found.relative(STARTS - days, STARTS),
        found.relative(STARTS + days, STARTS),
        found.relative(STARTS - timedelta(minutes=48), STARTS),
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [("it", "a, b e c"), ("de", "a, b und c"), ("fr", "a, b et c"), ("es", "a, b y c")],
)
def test_lists_end_in_each_language(language: str, expected: str) -> None:
    assert words(language=language).joined(["a", "b", "c"]) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("it", "da lunedì a venerdì"),
        ("de", "Montag bis Freitag"),
        ("fr", "du lundi au vendredi"),
        ("es", "de lunes a viernes"),
    ],
)
def test_a_week_is_shown_in_each_language(language: str, expected: str) -> None:
    assert words(language=language).weekdays(0, 4) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "Rome"), ("it", "Roma"), ("de", "Rom"), ("fr", "Rome")]
)
def test_a_city_has_its_name_in_each_language(language: str, expected: str) -> None:
    assert words(language=language).city == expected


def test_a_label_in_brackets_is_written_as_its_language_writes_nouns() -> None:
    found = [
        words(language=each).say(State.PARTIAL_OUTAGE.in_sentence) for each in ("en", "de", "it")
    ]
    assert found == ["partial outage", "Teilausfall", "interruzione parziale"]


def test_a_language_calls_itself_by_its_own_name() -> None:
    assert [words().own_name(each) for each in ("de", "fr")] == ["Deutsch", "Français"]


@pytest.mark.parametrize(
    ("zone", "language", "expected"),
    [
        ("America/New_York", "en", "New York time"),
        ("Europe/Rome", "fr", "heure de Rome"),
        ("Europe/Oslo", "fr", "heure d\u2019Oslo"),
        ("Europe/Athens", "fr", "heure d\u2019Athènes"),
        ("Africa/Cairo", "fr", "heure du Caire"),
        ("Africa/Cairo", "it", "ora del Cairo"),
        ("America/Havana", "it", "ora dell\u2019Avana"),
        ("America/La_Paz", "fr", "heure de La Paz"),
    ],
)
def test_a_zone_is_called_as_readers_say_it(zone: str, language: str, expected: str) -> None:
    assert words(zone, language).spoken_zone == expected
