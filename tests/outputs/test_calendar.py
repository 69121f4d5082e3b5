import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event
from msgspec.structs import replace

from statusgen.model import Content, Maintenance
from statusgen.outputs.calendar import OUTPUT
from statusgen.render.context import RenderContext
from statusgen.text.markdown import to_plain
from tests.contexts import context, rendered
from tests.outputs.real import HISTORY, INSTANTS, SAMPLE, context_at, each_instant, needs_history
from tests.outputs.rfc5545 import assert_valid, events, seen_by_another
from tests.samples import content, maintenance, text, word

ALL = "maintenance.ics"

WHOLE = r"""
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//statusgen//planned maintenance//EN
CALSCALE:GREGORIAN
NAME:Status: planned maintenance
X-WR-CALNAME:Status: planned maintenance
REFRESH-INTERVAL;VALUE=DURATION:PT15M
X-PUBLISHED-TTL:PT15M
BEGIN:VEVENT
UID:upgrade@status.example
SEQUENCE:1
DTSTAMP:20261202T014000Z
CREATED:20261124T100000Z
LAST-MODIFIED:20261202T014000Z
DTSTART:20261201T220000Z
DTEND:20261202T030000Z
STATUS:CONFIRMED
TRANSP:TRANSPARENT
SUMMARY:upgrade
DESCRIPTION:An upgrade.\n\nExtended\, Wed 2 Dec 2026\, 02:40 CET (01:40 UTC):\nextended.\n\nAffe
 cted: PBX\nStatus: In progress\n\nDetails and updates:\nhttps://status.example/maintenance/upgrad
 e/
URL:https://status.example/maintenance/upgrade/
CATEGORIES:Maintenance,PBX
END:VEVENT
END:VCALENDAR
"""


def files(made: RenderContext) -> dict[str, bytes]:
    return {each.path: each.content for each in rendered(OUTPUT, made)}


def calendar(source: Content, now: str = "2026-12-10 12:00", path: str = ALL) -> list[Event]:
    return events(files(context(source, now))[path])


def event(entry: Maintenance, now: str = "2026-12-10 12:00") -> Event:
    (only,) = calendar(content(entry), now)
    return only


def unfolded(written: str) -> list[str]:
    """Return the lines of a calendar, the order of which and where they are folded is free."""
    return re.sub(r"\r?\n ", "", written).splitlines()


# --- one event ---------------------------------------------------------------------------------


def test_a_maintenance_is_one_event() -> None:
    longer = maintenance(word("2026-12-02 01:40", "extended", ends="2026-12-02 03:00"))
    written = files(context(content(longer), "2026-12-02 02:30"))[ALL]
    assert sorted(unfolded(written.decode())) == sorted(unfolded(WHOLE.strip()))


def test_no_time_is_that_of_the_build() -> None:
    made = [files(context(content(maintenance()), now)) for now in ("2026-12-09", "2026-12-10")]
    assert made[0] == made[1]


def test_a_preview_has_the_same_event_at_its_own_address() -> None:
    (seen,) = events(files(context(content(maintenance()), base_url="https://x.example/"))[ALL])
    assert seen["UID"] == "upgrade@status.example"
    assert seen["URL"] == "https://x.example/maintenance/upgrade/"


def test_a_cancellation_is_shown_in_words_too() -> None:
    seen = event(maintenance(word("2026-11-30 12:00", "cancelled")))
    assert seen["STATUS"] == "CANCELLED"
    assert seen["SUMMARY"] == "[Cancelled] upgrade"


def test_the_newest_word_of_the_noc_is_shown() -> None:
    shown = event(maintenance(word("2026-12-01 23:00", "in_progress")))["DESCRIPTION"]
    assert "Update, Wed 2 Dec 2026, 00:00 CET (Tue 1 Dec 2026, 23:00 UTC):\nin_progress." in shown
    assert "Status: Completed" in shown


def test_sample_content_says_that_it_is() -> None:
    source = content(maintenance())
    written = files(context(replace(source, site=replace(source.site, sample=True))))[ALL]
    assert Calendar.from_ical(written)["X-WR-CALNAME"].endswith("(sample content)")
    assert events(written)[0]["DESCRIPTION"].startswith("Sample: components and events")


@pytest.mark.parametrize(
    "words",
    [
        'He said "no", then; left',
        "<script>alert(1)</script> & &amp; ]]>",
        "Störung 🚨 in Zürich 👩‍👩‍👧‍👦",
        "عطل في الشبكة, ثم; عاد",
        "END:VEVENT",
        "a" * 1000,
        "é🚨" * 500,
        "^n and ^' and =2C",
    ],
)
def test_hostile_words_survive(words: str) -> None:
    source = replace(maintenance(), title=text(words), text=text(f"`{words}`\n\nSecond: {words}"))
    written = files(context(content(source)))[ALL]
    (seen,) = events(written)
    assert_valid(written)
    assert seen["SUMMARY"] == words
    assert seen["DESCRIPTION"].startswith(f"{to_plain(source.text.for_language('en')[0])}\n\n")
    assert seen_by_another(written) == [(seen["SUMMARY"], seen["DESCRIPTION"])]


@pytest.mark.parametrize("words", [r"C:\NEW \\nas\;share\, \n", "a%2Cb", "the end\\"])
def test_what_looks_escaped_survives(words: str) -> None:
    """icalendar 5 reads these otherwise than they are written, so the other reader judges."""
    source = replace(maintenance(), title=text(words))
    ((seen, _),) = seen_by_another(files(context(content(source)))[ALL])
    assert seen == words


def test_a_hostile_name_of_the_site_survives() -> None:
    source = content(maintenance())
    hostile = replace(source.site, name=text('Stö, r; "u" 🚨'))
    written = files(context(replace(source, site=hostile)))[ALL]
    assert_valid(written)
    for name in ("NAME", "X-WR-CALNAME"):
        assert rf'{name}:Stö\, r\; "u" 🚨: planned maintenance' in unfolded(written.decode())


# --- a subscribed calendar ---------------------------------------------------------------------


@dataclass
class Subscriber:
    """Keeps events by UID, and takes another only where SEQUENCE says so (RFC 5546, 2.1.5)."""

    kept: dict[str, Event] = field(default_factory=dict)

    def fetch(self, fetched: Iterable[Event]) -> None:
        for new in fetched:
            old = self.kept.get(new["UID"])
            if old is None or new["SEQUENCE"] > old["SEQUENCE"]:
                self.kept[new["UID"]] = new
            else:
                assert new["SEQUENCE"] == old["SEQUENCE"], "a revision never goes back"
                assert shown(new) == shown(old), "a change is a new revision"
            assert new["DTSTAMP"].dt >= self.kept[new["UID"]]["DTSTAMP"].dt

    def shows(self) -> tuple[str, str]:
        """Return the window and the status of the only event."""
        (only,) = self.kept.values()
        starts, ends, status = shown(only)
        return f"{starts:%d %H:%M} to {ends:%d %H:%M}", status


def shown(each: Event) -> tuple[Any, Any, str]:
    return each["DTSTART"].dt, each["DTEND"].dt, str(each["STATUS"])


MOVED = maintenance(
    word("2026-11-30 12:00", "rescheduled", starts="2026-12-03 22:00", ends="2026-12-04 02:00"),
    word("2026-12-04 01:30", "extended", ends="2026-12-04 04:00"),
    word("2026-12-04 03:00", "cancelled"),
)
COURSE = {
    "2026-11-24 10:00": ("01 22:00 to 02 02:00", "CONFIRMED"),
    "2026-11-30 11:59": ("01 22:00 to 02 02:00", "CONFIRMED"),
    "2026-11-30 12:00": ("03 22:00 to 04 02:00", "CONFIRMED"),
    "2026-12-02 22:00": ("03 22:00 to 04 02:00", "CONFIRMED"),
    "2026-12-03 22:00": ("03 22:00 to 04 02:00", "CONFIRMED"),
    "2026-12-04 01:30": ("03 22:00 to 04 04:00", "CONFIRMED"),
    "2026-12-04 03:00": ("03 22:00 to 04 04:00", "CANCELLED"),
    "2027-02-01 00:00": ("03 22:00 to 04 04:00", "CANCELLED"),
}


@pytest.mark.parametrize("path", [ALL, "components/pbx/maintenance.ics"])
def test_a_subscribed_calendar_follows(path: str) -> None:
    subscriber = Subscriber()
    for now, expected in COURSE.items():
        subscriber.fetch(calendar(content(MOVED), now, path))
        assert subscriber.shows() == expected, now


def test_a_subscriber_who_comes_late_has_the_same() -> None:
    subscriber = Subscriber()
    subscriber.fetch(calendar(content(MOVED), "2027-02-01 00:00"))
    assert subscriber.shows() == COURSE["2027-02-01 00:00"]


def test_a_cancellation_that_is_taken_back_is_followed() -> None:
    back = word("2026-12-01 12:00", "rescheduled", starts="2026-12-05 22:00", ends="2026-12-06")
    entry = maintenance(word("2026-11-30 12:00", "cancelled"), back)
    subscriber = Subscriber()
    for now in ("2026-11-30 12:00", "2026-12-01 12:00"):
        subscriber.fetch([event(entry, now)])
    assert subscriber.shows() == ("05 22:00 to 06 00:00", "CONFIRMED")


# --- which calendar has what -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        ("2026-11-24 09:59", []),
        ("2026-11-24 10:00", ["upgrade"]),
        ("2027-12-03 22:59", ["upgrade"]),
        ("2027-12-03 23:00", []),
    ],
)
def test_a_calendar_has_a_maintenance_from_its_announcement_for_a_year(
    now: str, kept: list[str]
) -> None:
    assert [each["SUMMARY"] for each in calendar(content(maintenance()), now)] == kept


def test_what_was_cancelled_long_before_is_kept_until_after_its_window() -> None:
    entry = maintenance(word("2026-11-24 12:00", "cancelled"))
    assert len(calendar(content(entry), "2027-12-01 12:00")) == 1


def test_events_are_in_order_of_time() -> None:
    source = content(maintenance(name="b"), maintenance(name="a", starts="2026-12-01 21:00"))
    assert [each["SUMMARY"] for each in calendar(source)] == ["a", "b"]


def test_a_component_has_a_calendar_of_its_own() -> None:
    entries = (
        maintenance(name="a"),
        maintenance(name="b", affects="pbx: operational, wmp: degraded_performance"),
    )
    made = files(context(content(*entries)))
    (own,) = events(made["components/wmp/maintenance.ics"])
    assert own in events(made[ALL])
    assert len(events(made["components/pbx/maintenance.ics"])) == 2


def test_each_window_has_a_file_that_stays() -> None:
    made = files(context(content(maintenance()), "2029-01-01 00:00"))
    single = made["maintenance/upgrade/event.ics"]
    assert_valid(single)
    assert "X-WR-CALNAME" not in Calendar.from_ical(single)
    assert (len(events(single)), events(made[ALL])) == (1, [])


def test_a_calendar_without_events_is_published() -> None:
    made = files(context(content()))
    assert sorted(made) == ["components/pbx/maintenance.ics", "components/wmp/maintenance.ics", ALL]
    for written in made.values():
        assert_valid(written)


# --- real content ------------------------------------------------------------------------------


@each_instant
def test_every_calendar_is_valid(root: Path, now: str) -> None:
    for path, written in files(context_at(root, now)).items():
        if events(written) or "/" not in path:
            assert_valid(written)


@each_instant
def test_both_readers_see_all_that_is_published(root: Path, now: str) -> None:
    made = context_at(root, now)
    written = files(made)
    for entry in made.world.maintenances:
        single = written[f"maintenance/{entry.id}/event.ics"]
        (seen,) = events(single)
        assert seen["SUMMARY"].endswith(made.text(entry.maintenance.title))
        assert to_plain(made.text(entry.maintenance.text)) in seen["DESCRIPTION"]
        assert seen_by_another(single) == [(seen["SUMMARY"], seen["DESCRIPTION"])]


@pytest.mark.parametrize("root", [SAMPLE, pytest.param(HISTORY, marks=needs_history)])
def test_no_revision_of_real_events_ever_goes_back(root: Path) -> None:
    subscriber = Subscriber()
    for now in INSTANTS[root]:
        subscriber.fetch(events(files(context_at(root, now))[ALL]))
    assert len(subscriber.kept) > 10
