"""What RFC 5545 asks of a calendar, and what two libraries that are not ours read in one."""

from icalendar import Calendar, Event
from vobject import readOne

REQUIRED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"}
ONCE = {*REQUIRED, "CREATED", "LAST-MODIFIED", "DESCRIPTION", "URL", "TRANSP", "ORGANIZER"}


def events(written: bytes) -> list[Event]:
    """Return the events of a calendar as icalendar reads them."""
    return list(Calendar.from_ical(written).walk("VEVENT"))


def assert_valid(written: bytes) -> None:
    """Check a file by the rules of sections 3.1 (lines), 3.4, 3.6 and 3.6.1."""
    assert_lines(written)
    calendar = Calendar.from_ical(written)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    for event in events(written):
        assert set(event) >= REQUIRED
        assert not [name for name in ONCE & set(event) if isinstance(event[name], list)]
        assert event["DTSTART"].dt < event["DTEND"].dt
    readOne(written.decode()).validate(raiseException=True)


def assert_lines(written: bytes) -> None:
    """Check that lines end in CRLF and have at most 75 octets, none cut within a character."""
    *lines, last = written.split(b"\r\n")
    assert last == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        assert line.decode().strip()


def seen_by_another(written: bytes) -> list[tuple[str, str]]:
    """Return the summary and the description of each event as vobject reads them."""
    read = readOne(written.decode()).contents.get("vevent", [])
    return [(each.summary.value, each.description.value) for each in read]
