"""Each occurrence of recurring work reaches a subscriber once, in the bytes of built sites."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from statusgen.cli.main import run
from tests.outputs.subscriber import READERS, Subscriber

ROME = ZoneInfo("Europe/Rome")
SERIES = """
title: Upgrade
text: It will be upgraded.
affects: {pbx: under_maintenance}
starts: 2026-09-06 22:00
ends: 2026-09-07 02:00
announce_before: 7d
repeats: {rule: FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU, until: 2027-06-30, except: [2027-03-07]}
"""
STARTS = [
    datetime(year, month, day, 22, tzinfo=ROME).astimezone(UTC)
    for year, month, day in ((2026, 9, 6), (2026, 12, 6), (2027, 6, 6))
]
CANCELLED = 1
"""The number of the occurrence that is given a file of its own, between two builds."""

PATHS = ("feed.rss", "feed.atom", "feed.json", "components/pbx/feed.rss", "maintenance/feed.rss")


def expected() -> list[tuple[str, str]]:
    """Return the title and the time of each item, as a subscriber should see them."""
    found = []
    for number, start in enumerate(STARTS):
        news = [("announced", start - timedelta(days=7)), ("started", start)]
        ends = datetime.combine(start.astimezone(ROME).date() + timedelta(days=1), time(2), ROME)
        news.append(("completed", ends.astimezone(UTC)))
        if number == CANCELLED:
            news[1:] = [("cancelled", start - timedelta(days=1))]
        found += [(f"[Maintenance {word}] Upgrade", at) for word, at in news]
    return [(title, f"{at:%Y-%m-%dT%H:%M:%SZ}") for title, at in found]


def built(site: Path, now: datetime) -> Path:
    """Return the folder of the site as it is built at a time, over the build before."""
    clock = ("--now", f"{now:%Y-%m-%d %H:%M}Z")
    assert run(["build", "--root", str(site), *clock]) == 0
    return site / "site"


def builds(site: Path) -> Iterator[Path]:
    """Yield the built site after each change of it, and once between; one night is cancelled."""
    times = {at for _, written in expected() for at in [datetime.fromisoformat(written)]}
    for at in sorted({*times, *(each + timedelta(hours=1) for each in times)}):
        if at == STARTS[CANCELLED] - timedelta(days=1):
            options = ("--cancel", "--text", "Not needed.", "--now", f"{at:%Y-%m-%d %H:%M}Z")
            assert run(["update", "up@2026-12-06", "--root", str(site), *options]) == 0
        yield built(site, at)


@pytest.fixture
def site(small_site: Path) -> Path:
    (small_site / "content/incidents/calls-fail.yml").unlink()
    path = small_site / "content/maintenance/up.yml"
    path.parent.mkdir()
    path.write_text(SERIES)
    return small_site


def test_each_occurrence_reaches_a_subscriber_once(site: Path) -> None:
    subscribers = {path: Subscriber() for path in PATHS}
    events: dict[str, set[tuple[datetime, datetime]]] = {}
    for folder in builds(site):
        for path, subscriber in subscribers.items():
            subscriber.poll(path, (folder / path).read_bytes())
        calendar = icalendar.Calendar.from_ical((folder / "maintenance.ics").read_bytes())
        for event in calendar.walk("VEVENT"):
            times = event["DTSTART"].dt, event["DTEND"].dt
            events.setdefault(str(event["UID"]), set()).add(times)
    assert {path: each.heard for path, each in subscribers.items()} == dict.fromkeys(
        PATHS, expected()
    )
    (windows,) = {len(times) for times in events.values()}
    local = sorted(start.astimezone(ROME) for ((start, _),) in events.values())
    assert windows == 1
    assert local == [each.astimezone(ROME) for each in STARTS]
    assert {each.time() for each in local} == {time(22)}
    assert len({each.utcoffset() for each in local}) == 2
    assert {*READERS} == {path.rpartition(".")[2] for path in PATHS}
