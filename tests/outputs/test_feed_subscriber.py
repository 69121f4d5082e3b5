"""A subscriber who polls after each of a series of builds gets each event exactly once."""

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from msgspec.structs import replace

from statusgen.domain.promises import Breach, broken_promises
from statusgen.domain.world import derive
from statusgen.model import Content, Incident, Maintenance, MaintenanceUpdate, Update
from statusgen.outputs import calendar, maintnote
from statusgen.outputs.feeds import OUTPUT
from statusgen.outputs.jobs import Output
from tests.contexts import context, rendered
from tests.outputs.real import HISTORY, SAMPLE, context_at, needs_history
from tests.outputs.subscriber import READERS, Subscriber
from tests.samples import at, content, incident, maintenance, states, text, update, word

# --- what happens ------------------------------------------------------------------------------

FIRST = update("2026-11-20 13:15", "investigating")
SPREAD = replace(
    update("2026-11-20 13:40", "identified"), affects=states("wmp: degraded_performance")
)
SOLVED = update("2026-11-20 15:22", "resolved")
LONGER = word("2026-12-02 01:40", "extended", ends="2026-12-02 03:00")
LATER = word("2026-12-06 09:00", "rescheduled", starts="2026-12-09 22:00", ends="2026-12-10 02:00")
CHECKED = word("2026-12-10 01:00", "verifying")


def outage(*updates: Update) -> Incident:
    return incident("outage", "pbx: major_outage", *updates)


def upgrade(*updates: MaintenanceUpdate) -> Maintenance:
    return maintenance(*updates, name="upgrade", affects="pbx: under_maintenance")


def move(*updates: MaintenanceUpdate) -> Maintenance:
    return maintenance(
        *updates,
        name="move",
        affects="wmp: under_maintenance",
        announced="2026-12-03 10:00",
        starts="2026-12-07 22:00",
        ends="2026-12-08 02:00",
    )


def corrected() -> Incident:
    """Return the outage with every word of it written anew, in a file in another folder."""
    first = replace(FIRST, text=text("Calls fail, all of them."))
    entry = replace(outage(first), title=text("Calls fail"))
    return replace(entry, path="content/incidents/2026/11/outage.yml")


def renamed(entry: Incident) -> Incident:
    return replace(entry, title=text("Calls fail"))


SOLVED_OUTAGE = renamed(outage(FIRST, SPREAD, SOLVED))
BUILDS: tuple[tuple[str, tuple[Incident | Maintenance, ...]], ...] = (
    ("2026-11-20 13:00", ()),
    ("2026-11-20 13:16", (outage(FIRST),)),
    ("2026-11-20 13:20", (corrected(),)),
    ("2026-11-20 13:41", (renamed(outage(FIRST, SPREAD)),)),
    ("2026-11-20 15:23", (SOLVED_OUTAGE,)),
    ("2026-11-24 09:00", (SOLVED_OUTAGE, upgrade())),
    ("2026-11-24 10:00", (SOLVED_OUTAGE, upgrade())),
    ("2026-11-30 22:00", (SOLVED_OUTAGE, upgrade())),
    ("2026-12-01 22:00", (SOLVED_OUTAGE, upgrade())),
    ("2026-12-02 01:45", (SOLVED_OUTAGE, upgrade(LONGER))),
    ("2026-12-02 02:30", (SOLVED_OUTAGE, upgrade(LONGER))),
    ("2026-12-02 03:00", (SOLVED_OUTAGE, upgrade(LONGER))),
    ("2026-12-03 10:05", (SOLVED_OUTAGE, upgrade(LONGER), move())),
    ("2026-12-06 09:10", (SOLVED_OUTAGE, upgrade(LONGER), move(LATER))),
    ("2026-12-08 12:00", (SOLVED_OUTAGE, upgrade(LONGER), move(LATER))),
    ("2026-12-08 22:05", (SOLVED_OUTAGE, upgrade(LONGER), move(LATER))),
    ("2026-12-09 23:00", (SOLVED_OUTAGE, upgrade(LONGER), move(LATER))),
    ("2026-12-10 01:30", (SOLVED_OUTAGE, upgrade(LONGER), move(LATER, CHECKED))),
    ("2026-12-10 09:00", (SOLVED_OUTAGE, upgrade(LONGER), move(LATER, CHECKED))),
    ("2026-12-31 09:00", (SOLVED_OUTAGE, upgrade(LONGER), move(LATER, CHECKED))),
)
"""When the site is built, and what its content is by then."""

OUTAGE = [
    ("[Investigating] outage", "2026-11-20T13:15:00Z"),
    ("[Identified] Calls fail", "2026-11-20T13:40:00Z"),
    ("[Resolved] Calls fail", "2026-11-20T15:22:00Z"),
]
UPGRADE = [
    ("[Maintenance announced] upgrade", "2026-11-24T10:00:00Z"),
    ("[Maintenance reminder] upgrade", "2026-11-30T22:00:00Z"),
    ("[Maintenance started] upgrade", "2026-12-01T22:00:00Z"),
    ("[Maintenance extended] upgrade", "2026-12-02T01:40:00Z"),
    ("[Maintenance completed] upgrade", "2026-12-02T03:00:00Z"),
]
MOVE = [
    ("[Maintenance announced] move", "2026-12-03T10:00:00Z"),
    ("[Maintenance rescheduled] move", "2026-12-06T09:00:00Z"),
    ("[Maintenance reminder] move", "2026-12-08T22:00:00Z"),
    ("[Maintenance started] move", "2026-12-09T22:00:00Z"),
    ("[Maintenance being verified] move", "2026-12-10T01:00:00Z"),
    ("[Maintenance completed] move", "2026-12-10T02:00:00Z"),
]
HEARD = {
    "": [*OUTAGE, *UPGRADE, *MOVE],
    "incidents/": OUTAGE,
    "maintenance/": [*UPGRADE, *MOVE],
    "components/pbx/": [*OUTAGE, *UPGRADE],
    "components/wmp/": [*OUTAGE[1:], *MOVE],
}


def feeds(source: Content, now: str) -> dict[str, bytes]:
    return {each.path: each.content for each in rendered(OUTPUT, context(source, now))}


# --- what is heard -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("place", HEARD)
def test_each_event_is_heard_once_in_order_with_its_time(place: str, kind: str) -> None:
    subscriber, path = Subscriber(), f"{place}feed.{kind}"
    for now, entries in BUILDS:
        subscriber.poll(path, feeds(content(*entries), now)[path])
    assert subscriber.heard == HEARD[place]


def test_each_event_is_heard_in_the_first_poll_after_it() -> None:
    subscriber = Subscriber()
    for now, entries in BUILDS:
        subscriber.poll("feed.rss", feeds(content(*entries), now)["feed.rss"])
        due = [each for each in HEARD[""] if each[1] <= f"{now.replace(' ', 'T')}:00Z"]
        assert subscriber.heard == due, now


def test_a_cancelled_maintenance_neither_starts_nor_ends() -> None:
    subscriber = Subscriber()
    off = upgrade(word("2026-11-30 09:00", "cancelled"))
    for now in ("2026-11-24 10:00", "2026-11-30 09:00", "2026-11-30 22:00", "2026-12-05 00:00"):
        subscriber.poll("feed.json", feeds(content(off), now)["feed.json"])
    assert [title for title, _ in subscriber.heard] == [
        "[Maintenance announced] upgrade",
        "[Maintenance cancelled] upgrade",
    ]


@pytest.mark.parametrize("root", [SAMPLE, pytest.param(HISTORY, marks=needs_history)])
def test_published_news_of_real_content_never_change(root: Path) -> None:
    """An item that is still in a feed at a later instant has not changed since."""
    before: dict[tuple[str, str], Any] = {}
    for now in ("2021-05-13 11:00", "2021-05-14 03:00", "2026-08-28 00:00", "2026-08-29 12:00"):
        for artefact in rendered(OUTPUT, context_at(root, now)):
            if artefact.path.endswith(".json"):
                for item in json.loads(artefact.content)["items"]:
                    assert before.setdefault((artefact.path, item["id"]), item) == item
    assert before


def test_a_reader_that_sees_an_id_again_stays_silent() -> None:
    subscriber = Subscriber()
    for _ in range(2):
        subscriber.poll("feed.rss", feeds(content(outage(FIRST)), "2026-11-20 14:00")["feed.rss"])
    assert subscriber.heard == OUTAGE[:1]


# --- another address, another name -------------------------------------------------------------


def shifted(now: str, entries: tuple[Incident | Maintenance, ...]) -> Content:
    """Return the content of a build: from the 1st of December on renamed, and at a new address."""
    made = content(*entries)
    if now < "2026-12-01":
        return made
    return replace(
        made,
        site=replace(made.site, url="https://new.example/", identity="status.example"),
        incidents=tuple(replace(e, id=f"{e.id}-2", aliases=(e.id,)) for e in made.incidents),
        maintenances=tuple(replace(e, id=f"{e.id}-2", aliases=(e.id,)) for e in made.maintenances),
    )


@pytest.mark.parametrize("kind", READERS)
def test_nobody_hears_anything_twice_of_what_is_renamed_and_moved(kind: str) -> None:
    subscriber, path = Subscriber(), f"feed.{kind}"
    for now, entries in BUILDS:
        subscriber.poll(path, feeds(shifted(now, entries), now)[path])
    assert subscriber.heard == HEARD[""]


@pytest.mark.parametrize(
    ("output", "path"),
    [(calendar.OUTPUT, "maintenance.ics"), (maintnote.OUTPUT, "maintnote.ics")],
)
def test_sequence_and_time_of_an_event_never_fall(output: Output, path: str) -> None:
    last: dict[str, tuple[int, Any]] = {}
    for now, entries in BUILDS:
        made = rendered(output, context(shifted(now, entries), now))
        (file,) = [each for each in made if each.path == path]
        for event in icalendar.Calendar.from_ical(file.content.decode()).walk("VEVENT"):
            revision = int(event["SEQUENCE"]), event["DTSTAMP"].dt
            before = last.setdefault(str(event["UID"]), revision)
            assert all(old <= new for old, new in zip(before, revision, strict=True))
            last[str(event["UID"])] = revision
    assert len(last) == 2


def test_a_zone_that_moves_the_ids_of_updates_is_a_broken_promise_of_that_name() -> None:
    moved = outage(update("2026-11-20 14:15", "investigating"))
    after = content(moved)
    after = replace(after, site=replace(after.site, timezone=ZoneInfo("UTC")))
    subscriber, now = Subscriber(), "2026-11-20 15:00"
    for source in (content(outage(FIRST)), after):
        subscriber.poll("feed.rss", feeds(source, now)["feed.rss"])
    worlds = (derive(each, at(now)) for each in (content(outage(FIRST)), after))
    assert len(subscriber.heard) == 2
    assert [each.breach for each in broken_promises(*worlds)] == [Breach.TIMEZONE]
