"""Recurring maintenance: one file, and an entry for each occurrence."""

import json
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from statusgen.authoring.new.repeats import repeats_keys
from statusgen.cli.main import run
from statusgen.content.load import load
from statusgen.content.schema.context import Names, SchemaContext
from statusgen.content.schema.entries import read_entry
from statusgen.content.source.parse import parse
from statusgen.domain.recurrence import MAX_OCCURRENCES, matches, occurrences, rule_fault
from statusgen.domain.world import derive
from statusgen.model import Maintenance, Repeats
from tests.fuzz.guard import guarded
from tests.samples import at

ROME = ZoneInfo("Europe/Rome")
SETTING = SchemaContext(ROME, components=Names("component", "", frozenset({"pbx"})))


# --- times ---------------------------------------------------------------------------------------

SERIES = """
title: Upgrade
text: It will be upgraded.
affects: {pbx: under_maintenance}
starts: 2026-10-04 22:00
ends: 2026-10-05 02:00
announce_before: 7d
repeats: {rule: FREQ=WEEKLY, until: 2027-04-25, except: [2026-12-27]}
"""


def series(text: str = SERIES) -> tuple[Maintenance, ...]:
    work, problems = read_entry(parse("content/maintenance/up.yml", text.encode()), SETTING)
    assert isinstance(work, Maintenance), problems
    return occurrences(work, ROME)


def test_the_times_of_the_clock_stay_over_both_clock_changes() -> None:
    local = [(each.starts.astimezone(ROME), each.ends.astimezone(ROME)) for each in series()]
    assert {(start.time(), end.time()) for start, end in local} == {(time(22), time(2))}
    assert len({start.utcoffset() for start, _ in local}) == 2


def test_an_occurrence_has_its_day_in_its_id_and_those_left_out_are_not_there() -> None:
    ids = [each.id for each in series()]
    assert (ids[0], ids[-1], len(ids)) == ("up-2026-10-04", "up-2027-04-25", 29)
    assert "up-2026-12-27" not in ids


def test_an_occurrence_is_announced_as_long_ahead_as_the_file_says() -> None:
    assert {each.starts - each.announced for each in series()} == {timedelta(days=7)}


NIGHTLY = """
title: Backup
text: A backup.
starts: 2026-03-27 02:30
ends: 2026-03-27 02:45
announce_before: 1d
repeats: {rule: FREQ=DAILY, until: 2026-03-30}
"""


def test_a_time_that_a_clock_change_skips_is_warned_about_and_takes_the_offset_before() -> None:
    read = parse("content/maintenance/b.yml", NIGHTLY.encode())
    work, problems = read_entry(read, SETTING)
    assert work is not None
    assert [each.message[:31] for each in problems] == [
        "2026-03-29 02:30 does not exist",
        "2026-03-29 02:45 does not exist",
    ]
    assert "2026-03-29 03:30 Europe/Rome is taken" in problems[0].hint
    assert series(NIGHTLY)[2].starts == at("2026-03-29 01:30")


@pytest.mark.parametrize("ends", ["2026-10-25 01:30Z", "2026-10-25 02:30Z"])
def test_the_first_window_is_as_written_in_a_night_with_an_hour_more(ends: str) -> None:
    first = NIGHTLY.replace("2026-03-27 02:30", "2026-10-25 00:30Z").replace("03-30", "10-27")
    found = series(first.replace("2026-03-27 02:45", ends))
    assert (found[0].starts, found[0].ends) == (at("2026-10-25 00:30"), at(ends))
    assert found[1].ends - found[1].starts == timedelta(hours=1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("FREQ=WEEKLY", "FREQ=HOURLY", "'HOURLY' is not a value of FREQ"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=3", "the rule cannot have COUNT"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYHOUR=3", "the rule cannot have 'BYHOUR'"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=1MO", "a numbered day goes with FREQ=MONTHLY"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU", "the first occurrence does not follow the rule"),
        ("FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "this rule has no occurrence"),
        ("FREQ=WEEKLY", "FREQ=YEARLY;BYDAY=99MO", "'99MO' is not a value of BYDAY"),
        ("FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=-6MO", "no month has more than 5 of a weekday"),
        (
            "FREQ=WEEKLY",
            "FREQ=YEARLY;BYMONTH=2;BYDAY=53MO",
            "no month has more than 5 of a weekday",
        ),
        ("FREQ=WEEKLY", "FREQ=YEARLY;BYDAY=TU;BYSETPOS=367", "'367' is not a value of BYSETPOS"),
        ("FREQ=WEEKLY", "FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO needs BYDAY"),
        ("FREQ=WEEKLY", "FREQ=YEARLY;BYDAY=TU;BYSETPOS=-999", "'-999' is not a value of BYSETPOS"),
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SU;BYSETPOS=-1", "BYSETPOS cannot go with FREQ=WEEKLY"),
        ("FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-32", "no period of so many days"),
        ("until: 2027-04-25, ", "", "a repetition ends in one way"),
        ("until: 2027-04-25, except: [2026-12-27]", "count: 401", "there are too many occurrences"),
        ("WEEKLY, until: 2027-04-25", "DAILY, until: 2070-01-01", "there are too many occurrences"),
        ("announce_before: 7d", "announced: 2026-09-01 10:00", "'announce_before' is missing"),
        ("announce_before: 7d", "announce_before: 366d", "this is more than a year"),
        ("repeats: {", "updates: []\nrepeats: {", "a file with 'repeats' cannot have 'updates'"),
    ],
)
def test_a_series_that_cannot_be_is_refused(old: str, new: str, message: str) -> None:
    read = parse("content/maintenance/up.yml", SERIES.replace(old, new).encode())
    work, problems = read_entry(read, SETTING)
    assert work is None
    assert message in "\n".join(each.message for each in problems)


def test_a_rule_that_dateutil_refuses_is_a_problem_at_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("statusgen.content.schema.repeats.rule_fault", lambda _rule: "no reason")
    read = parse("content/maintenance/up.yml", SERIES.encode())
    (problem,) = read_entry(read, SETTING)[1]
    assert problem.message == "'FREQ=WEEKLY' cannot be followed: no reason"
    assert (problem.place.line, problem.place.column) == (8, 17)


def test_a_wrong_rule_is_found_before_it_is_followed() -> None:
    assert "between 1 and 366" in rule_fault("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=367")
    assert rule_fault("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=31") == ""


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", ""),
        ("BYMONTH=11,12;FREQ=DAILY", "11-29 11-30 12-01"),
        ("FREQ=DAILY;INTERVAL=1;BYDAY=MO;BYMONTHDAY=-1,-2;WKST=SU", "11-30 05-31 08-30"),
        ("BYSETPOS=1,-1;FREQ=DAILY;BYMONTHDAY=31", "12-31 01-31 03-31"),
        ("FREQ=DAILY;INTERVAL=2;BYMONTH=12", "12-01 12-03 12-05"),
    ],
)
def test_a_daily_rule_that_chooses_among_days_is_followed_in_time(rule: str, days: str) -> None:
    with guarded():
        found = islice(matches(Repeats(rule, None), datetime(2026, 11, 29, 22)), 3)  # noqa: DTZ001
        assert " ".join(f"{each:%m-%d}" for each in found) == days


def test_a_day_left_out_on_which_none_begins_is_warned_about() -> None:
    text = SERIES.replace("[2026-12-27]", "[2026-12-27, 2026-12-25, 2027-05-02]")
    work, problems = read_entry(parse("content/maintenance/up.yml", text.encode()), SETTING)
    assert work is not None
    assert [(each.place.column, each.hint[:37], each.severity.value) for each in problems] == [
        (70, "the nearest one begins on 2026-12-27;", "warning"),
        (82, "the nearest one begins on 2027-04-25;", "warning"),
    ]


def test_a_day_left_out_at_the_end_of_the_longest_series_is_not_warned_about() -> None:
    days = [*(f"2027-01-{day:02}" for day in range(10, 15)), "2028-02-10", "2028-02-11"]
    text = (
        SERIES.replace("2026-10-04", "2027-01-01")
        .replace("2026-10-05 02:00", "2027-01-02 01:00")
        .replace("WEEKLY, until: 2027-04-25", f"DAILY, count: {MAX_OCCURRENCES + len(days)}")
        .replace("[2026-12-27]", f"[{', '.join(days)}]")
    )
    work, problems = read_entry(parse("content/maintenance/up.yml", text.encode()), SETTING)
    assert (work is not None, problems) == (True, ())


def test_a_series_may_have_as_many_occurrences_as_its_limit() -> None:
    text = SERIES.replace("until: 2027-04-25", f"count: {MAX_OCCURRENCES}").replace(
        "-12-27", "-12-28"
    )
    assert len(series(text)) == MAX_OCCURRENCES


# --- on the site ---------------------------------------------------------------------------------


@pytest.fixture
def site(small_site: Path) -> Path:
    path = small_site / "content" / "maintenance" / "up.yml"
    path.parent.mkdir()
    path.write_text(SERIES)
    return small_site


def news_at(site: Path, now: datetime) -> list[tuple[str, str, datetime]]:
    content = load(site, now).content
    assert content is not None
    found = derive(content, now).news
    return [(each.entry.id, each.id, each.date) for each in found if "up-" in each.entry.id]


def test_each_occurrence_reaches_a_subscriber_once(site: Path) -> None:
    """Look at the site every half day, as a reader of feeds does."""
    heard: dict[tuple[str, str], datetime] = {}
    now, end = datetime(2026, 9, 20, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    while now < end:
        for entry, news, date_ in news_at(site, now):
            assert heard.setdefault((entry, news), date_) == date_
        now += timedelta(hours=12)
    announced = [entry for entry, news in heard if news == "announced"]
    assert announced == sorted({each.id for each in series() if each.announced < end})


def test_an_update_gives_an_occurrence_a_file_of_its_own(site: Path) -> None:
    before = news_at(site, at("2026-10-06 12:00"))
    options = ("--status", "completed", "--text", "Done.", "--now", "2026-10-11 22:00Z")
    assert run(["update", "up@2026-10-11", "--root", str(site), *options]) == 0
    path = site / "content" / "maintenance" / "up-2026-10-11.yml"
    assert path.read_text() == (
        "title: Upgrade\naffects:\n  pbx: under_maintenance\nannounced: 2026-10-04 22:00\n"
        "starts: 2026-10-11 22:00\nends: 2026-10-12 02:00\n"
        "completion: automatic\ntext: It will be upgraded.\n"
        "updates:\n  - at: 2026-10-12 00:00\n    status: completed\n    text: Done.\n"
    )
    assert news_at(site, at("2026-10-06 12:00")) == before
    assert run(["build", "--root", str(site), "--now", "2026-10-13 12:00Z"]) == 0
    assert "Done." in (site / "site/maintenance/up-2026-10-11/index.html").read_text("utf-8")


def test_an_update_that_is_refused_leaves_no_file(site: Path) -> None:
    options = ("--status", "resolved", "--text", "Done.", "--now", "2026-10-11 22:00Z")
    assert run(["update", "up@2026-10-11", "--root", str(site), *options]) == 2
    assert [path.name for path in site.glob("content/maintenance/*")] == ["up.yml"]


def test_an_update_of_a_series_asks_for_an_occurrence(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--status", "completed", "--text", "Done.", "--now", "2026-10-11 22:00Z")
    assert run(["update", "up", "--root", str(site), *options]) == 2
    assert "name one occurrence, such as up@2026-10-11" in capsys.readouterr().err


def test_a_part_of_an_id_or_title_and_a_day_name_an_occurrence(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "upgr@2026-10-18", "--root", str(site), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "up-2026-10-18"


@pytest.mark.parametrize("name", ["up", "upgr"])
def test_posts_of_a_series_are_those_of_what_has_just_ended(
    small_site: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_site / "content/groups.yml").write_text(
        "groups: [{id: all, name: All, url: 'https://groups.example/', announces: [maintenance]}]"
    )
    (small_site / "content/maintenance").mkdir()
    (small_site / "content/maintenance/up.yml").write_text(
        "title: Upgrade\naffects: {pbx: under_maintenance}\nstarts: 2026-10-11 22:00\n"
        "ends: 2026-10-11 23:00\nrepeats: {rule: FREQ=MONTHLY, count: 3}\n"
        "announce_before: 3d\ntext: It will be upgraded.\n"
    )
    assert run(["post", name, "--root", str(small_site), "--now", "2026-10-11 23:30"]) == 0
    assert "/up-2026-10-11/completed-20261011T210000Z/" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["update --status completed", "edit", "show", "post"])
@pytest.mark.parametrize("name", ["up@2026-10-19", "upgr@2026-10-19", "nope@2026-10-18", "@"])
def test_an_occurrence_that_does_not_exist_is_refused_and_others_named(
    site: Path, command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command.split(), name, "--root", str(site), "--now", "2026-10-06 12:00Z"]) == 2
    assert f"unknown entry '{name}'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=6", {"rule": "FREQ=MONTHLY;BYDAY=1TU", "count": "6"}),
        ("monthly; count=6", {"rule": "FREQ=MONTHLY", "count": "6"}),
        ("RRULE:FREQ=DAILY;UNTIL=20271231T230000Z", {"rule": "FREQ=DAILY", "until": "2027-12-31"}),
        ("", {}),
    ],
)
def test_a_rule_in_an_option_becomes_keys(written: str, expected: dict[str, str]) -> None:
    assert repeats_keys(written) == expected


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("FREQ=MONTHLY", "'FREQ=MONTHLY' has no end: add UNTIL or COUNT, as in ;COUNT=12."),
        ("FREQ=MONTLY;COUNT=6", "'MONTLY' is not a value of FREQ: expected one of: DAILY"),
    ],
)
def test_a_wrong_rule_is_refused_before_anything_is_asked_for(
    small_site: Path, written: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", "maintenance", "--root", str(small_site), "--repeats", written]) == 2
    assert message in capsys.readouterr().err


def test_a_new_maintenance_repeats_itself(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--title", "Upgrade", "--affects", "pbx=under_maintenance", "--text", "It will.")
    window = ("--starts", "2026-12-01 22:00", "--ends", "4h")
    rule = ("--repeats", "FREQ=MONTHLY;BYDAY=1TU;UNTIL=2027-12-31")
    where = ("--root", str(small_site), "--now", "2026-11-20 12:00Z")
    assert run(["new", "maintenance", *where, *words, *window, *rule]) == 0
    (path,) = small_site.glob("content/maintenance/*/*.yml")
    assert path.read_text().endswith(
        "starts: 2026-12-01 22:00\nends: 2026-12-02 02:00\n"
        "repeats:\n  rule: FREQ=MONTHLY;BYDAY=1TU\n  until: 2027-12-31\nannounce_before: 7d\n"
        "text: It will.\n"
    )
    content = load(small_site, at("2026-11-20 12:00")).content
    assert content is not None
    assert len(content.maintenances) == 13
    assert path.name == "upgrade.yml"
    steps = capsys.readouterr().err
    assert "first occurrence is published at 2026-11-24 22:00 Europe/Rome, not before" in steps
    assert "statusgen update upgrade@2026-12-01 --extend-to TIME" in steps
    page = "Page, from 2026-11-24 22:00 Europe/Rome on: https://status.example/maintenance/"
    assert f"{page}upgrade-2026-12-01/\n" in steps
