"""Support policies for tests, and a reader of tables of cases that a person can check."""

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from statusgen.domain.support_hours import support_spans
from statusgen.model import (
    Channel,
    ClassOfService,
    During,
    Eligible,
    EndOfWorkingDay,
    ExtendedSupport,
    Holiday,
    Hours,
    Mission,
    Policy,
    Region,
    Statement,
    Tier,
    Turn,
    Within,
)
from statusgen.spans import Span, length, overlap
from tests.samples import text

CRITICAL = ClassOfService(
    "critical",
    text("Critical"),
    conditions=(text("The cloud is unreachable"),),
    goal=Within(timedelta(minutes=30), During.SUPPORT_HOURS),
)
STANDARD = ClassOfService(
    "standard", text("Standard"), conditions=(text("All else"),), goal=EndOfWorkingDay()
)
URGENT = ClassOfService(
    "urgent",
    text("Urgent"),
    conditions=(text("Fire"),),
    goal=Within(timedelta(hours=1), During.ALWAYS),
    update_every=timedelta(minutes=45),
)


def hours(written: str) -> tuple[Hours, ...]:
    """Return the hours of `09:00-12:00 13:00-24:00`."""
    pairs = (part.split("-") for part in written.replace("24:00", "00:00").split())
    return tuple(Hours(time.fromisoformat(start), time.fromisoformat(end)) for start, end in pairs)


def region(name: str, zone: str, week: str, *holidays: str) -> Region:
    """Return a region open in the hours of `week` from Monday to Friday."""
    return region_by_weekday(name, zone, dict.fromkeys(range(5), week), *holidays)


def region_by_weekday(name: str, zone: str, week: dict[int, str], *holidays: str) -> Region:
    return Region(
        name,
        text(name.title()),
        ZoneInfo(zone),
        hours={day: hours(written) for day, written in week.items()},
        holidays=tuple(Holiday(date.fromisoformat(day), text("A holiday")) for day in holidays),
    )


EMEA = region("emea", "Europe/Rome", "09:00-18:00", "2026-12-25")
AMERICAS = region("americas", "America/New_York", "09:00-18:00")

POLICY = Policy(
    name=text("Support policy"),
    created=date(2018, 4, 1),
    updated=date(2020, 7, 1),
    permalink="https://policy.example/",
    mission=Mission(offers=(text("Help"),)),
    regions=(EMEA, AMERICAS),
    classes=(CRITICAL, STANDARD, URGENT),
    tiers=(Tier("gold", text("Gold"), (Statement("1", Turn.DIRECT),)),),
    channels=(
        Channel("phone", text("Phone"), Eligible.EVERYONE, During.SUPPORT_HOURS, (text("All"),)),
    ),
    extended=ExtendedSupport(
        classes=("critical", "urgent"),
        channel="phone",
        during=During.ALWAYS,
        languages=("en",),
        covers=(),
        excludes=(),
    ),
)


def rows(table: str) -> list[tuple[str, ...]]:
    """Return the cells of a table, its heading left out."""
    lines = [line for line in table.splitlines() if line.strip()]
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines[1:]]


def moment(written: str, where: Region) -> datetime:
    """Return the instant of `Fri 20 Nov 17:50` in 2026 by the clocks of a region.

    The weekday is checked, so that a table cannot lie to its reader.
    """
    found = datetime.strptime(f"2026 {written}", "%Y %a %d %b %H:%M").replace(tzinfo=where.timezone)
    assert re.match(f"{found:%a}", written), f"{written} is a {found:%A}"
    return found


def support_time(region: Region, start: datetime, end: datetime) -> timedelta:
    """Return the support time between two instants; zero if `end` is not later."""
    window = Span(start.astimezone(UTC), end.astimezone(UTC))
    spans = takewhile(lambda span: span.start < end, support_spans(region, start))
    parts = (overlap(span, window) for span in spans)
    return sum((length(part, end) for part in parts if part is not None), timedelta())
