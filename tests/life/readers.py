"""Readers of the site: each remembers what it has seen, and notes what it must not see."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar

from statusgen.model import NewsTarget
from statusgen.notify.ledger import DeliveryLedger
from statusgen.notify.news import PublishedNews, PublishedUpdate, published_news
from statusgen.notify.outcome import TAKEN, Delivery, SendOutcome
from statusgen.notify.run import Run, deliver
from statusgen.notify.site import PublishedSite
from tests.life.expected import clerk
from tests.life.folder import Folder
from tests.life.noc import EntryFile
from tests.outputs.subscriber import READERS, Item

TARGET = NewsTarget("mail", "MAIL")
API_LISTS = {"incidents": "incidents", "scheduled-maintenances": "scheduled_maintenances"}


def key_of(identity: str) -> str:
    """Return the ids of entry and event in a tag: URI, as every format has it."""
    return identity.rpartition(":")[2]


@dataclass
class FeedReader:
    """Polls one address; shows each item once, in the order of their dates."""

    path: str
    heard: dict[str, datetime] = field(default_factory=dict)
    last: dict[str, datetime] = field(default_factory=dict)
    content: bytes = b""

    def poll(self, folder: Folder, now: datetime) -> None:
        """Read the feed if it is another one than before."""
        content = folder.get(self.path)
        assert content is not None, self.path
        if content == self.content:
            return
        self.content = content
        items = list(READERS[self.path.rpartition(".")[2]](content))
        assert len({each[0] for each in items}) == len(items), f"{self.path}: an item twice"
        for item in reversed(items):
            self._take(item, now)

    def _take(self, item: Item, now: datetime) -> None:
        identity, at = key_of(item[0]), datetime.fromisoformat(item[2])
        assert at <= now, f"{self.path}: {identity} is from the future"
        if identity in self.heard:
            return
        entry = identity.partition("/")[0]
        before = self.last.get(entry, at)
        assert before <= at, f"{self.path}: {identity} of {at} comes after news of {before}"
        self.last[entry] = self.heard[identity] = at


@dataclass
class AtomReader(FeedReader):
    """Shows each entry, with the time at which it was updated."""

    def _take(self, item: Item, now: datetime) -> None:
        entry, at = key_of(item[0].rpartition(" ")[0]), datetime.fromisoformat(item[2])
        assert at <= now, f"{self.path}: {entry} is from the future"
        self.last[entry] = at


@dataclass
class CalendarReader:
    """Subscribes to the calendar: one event a maintenance, which moves with its window."""

    known: dict[str, icalendar.Event] = field(default_factory=dict)

    def poll(self, folder: Folder, now: datetime, works: Mapping[str, EntryFile]) -> None:
        content = folder.get("maintenance.ics")
        assert content is not None
        events = icalendar.Calendar.from_ical(content.decode()).walk("VEVENT")
        found = {str(each["UID"]).partition("@")[0]: each for each in events}
        assert len(found) == len(events), "an event twice"
        for name, event in found.items():
            self._compare(name, event, works[name], now)
        due = {name for name, each in works.items() if each.data["announced"] <= now}
        missing = {name for name in due - found.keys() if not is_old(works[name], now)}
        assert not missing, f"the calendar lacks {missing}"
        self.known.update(found)

    def _compare(self, name: str, event: Any, work: EntryFile, now: datetime) -> None:  # noqa: ANN401
        seen = clerk(work, now)
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (seen.starts, seen.ends), name
        assert (event["STATUS"] == "CANCELLED") == (seen.state == "cancelled"), name
        assert event["DTSTAMP"].dt <= now, f"{name} is from the future"
        before = self.known.get(name)
        if before is None:
            return
        assert revision(before) <= revision(event), f"{name} has an older revision"
        if shown(before) != shown(event):
            assert before["SEQUENCE"] < event["SEQUENCE"], f"{name} moves in the same revision"


def is_old(work: EntryFile, now: datetime) -> bool:
    """Return whether a calendar may have lost a maintenance: it ended about a year ago."""
    return bool(clerk(work, now).ends < now - timedelta(days=365))


def revision(event: Any) -> tuple[int, datetime]:  # noqa: ANN401 - as icalendar gives it
    return int(event["SEQUENCE"]), event["DTSTAMP"].dt


def shown(event: Any) -> tuple[object, ...]:  # noqa: ANN401 - as icalendar gives it
    return event["DTSTART"].dt, event["DTEND"].dt, event["STATUS"]


@dataclass
class StatuspageClient:
    """Reads the lists of Statuspage's API: no id changes, no update is gone or comes twice."""

    updates: dict[str, set[str]] = field(default_factory=dict)
    page: str = ""

    def poll(self, folder: Folder, now: datetime, counts: Mapping[str, int]) -> None:
        found: dict[str, set[str]] = {}
        for name, key in API_LISTS.items():
            body = json.loads(folder.get(f"api/v2/{name}.json") or b"")
            assert self.page in {"", body["page"]["id"]}, "the page has another id"
            self.page = body["page"]["id"]
            for entry in body[key]:
                times = [datetime.fromisoformat(each["created_at"]) for each in steps(entry)]
                assert times == sorted(times, reverse=True), entry["name"]
                assert all(each <= now for each in times), f"{entry['name']} is from the future"
                ids = [each["id"] for each in steps(entry)]
                assert len(set(ids)) == len(ids), f"{entry['name']} has an update twice"
                found[entry["id"]] = set(ids)
        for identity, before in self.updates.items():
            assert before <= found.get(identity, set()), f"{identity} lost updates"
        numbers = sorted(len(each) for each in found.values())
        assert numbers == sorted(counts.values()), "another number of updates"
        self.updates = found


def steps(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return entry["incident_updates"]  # type: ignore[no-any-return]


class MailTarget:
    """Gets every update by `notify`, whose ledger lasts."""

    def __init__(self) -> None:
        self.ledger = DeliveryLedger()
        self.mailed: list[str] = []

    def delivery(
        self, news: PublishedNews, target: NewsTarget, update: PublishedUpdate, now: datetime
    ) -> Delivery:
        """Return a mail that arrives."""
        item, _ = news.item(update, target.language)
        assert item.date_published <= now
        return Delivery(item.title, lambda: self._take(update.key))

    def _take(self, key: str) -> SendOutcome:
        assert key not in self.mailed, f"{key} is mailed twice"
        self.mailed.append(key)
        return TAKEN

    def poll(self, folder: Folder, now: datetime) -> None:
        """Run `notify` after a deploy."""
        site = PublishedSite(folder.url)
        site._files.update(folder.files)
        run = Run(
            news=published_news(site),
            targets=(TARGET,),
            transports={TARGET.id: self},
            ledger=self.ledger,
            now=now,
            since=datetime(2000, 1, 1, tzinfo=UTC),
            attempt=lambda _target, _update, delivery: delivery.send(),
            sleep=lambda _: None,
        )
        problems = list(deliver(run))
        assert not problems, problems


def feed_readers(folder: str) -> Iterator[FeedReader]:
    """Yield a reader of each format of a feed."""
    for ending in ("rss", "json"):
        yield FeedReader(f"{folder}feed.{ending}")
    yield AtomReader(f"{folder}feed.atom")
