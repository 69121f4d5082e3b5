import pytest

from statusgen.domain.maintenance import Event, maintenance_at
from statusgen.model import Maintenance
from statusgen.render.ical import CalendarText, revision
from tests.samples import at, maintenance, word


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Calls, chats; mail", r"Calls\, chats\; mail"),
        ("one\ntwo\r\nthree\rfour", r"one\ntwo\nthree\nfour"),
        (r"C:\new \, \;", r"C:\\new \\\, \\\;"),
        (r"C:\NEW", r"C:\\NEW"),
        ('"quoted": {}', '"quoted": {}'),
        ("Störung 🚨", "Störung 🚨"),
    ],
)
def test_a_text_is_escaped_as_the_standard_says(typed: str, written: str) -> None:
    assert CalendarText(typed).to_ical().decode() == written


def window(event: Event) -> tuple[str, str]:
    return f"{event.starts}", f"{event.ends}"


def revisions(entry: Maintenance, now: str) -> int:
    standing = maintenance_at(entry, at(now))
    assert standing is not None
    return revision(standing, window)


def test_what_is_announced_is_the_first_revision() -> None:
    assert revisions(maintenance(), "2026-12-09 00:00") == 0


def test_each_change_of_what_is_shown_is_a_revision() -> None:
    there_and_back = maintenance(
        word("2026-11-28 12:00", "rescheduled", starts="2026-12-03 22:00", ends="2026-12-04 02:00"),
        word("2026-11-29 12:00", "rescheduled", starts="2026-12-01 22:00", ends="2026-12-02 02:00"),
        word("2026-12-01 23:00", "in_progress"),
    )
    assert revisions(there_and_back, "2026-11-28 12:00") == 1
    assert revisions(there_and_back, "2026-12-09 00:00") == 2
