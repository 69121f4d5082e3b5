"""Runs of `notify` of which a call to the disk fails: what each reader gets, and the ledger."""

import shutil
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from msgspec import Struct

from statusgen.cli.main import run as statusgen
from statusgen.cli.notify import LEDGER
from statusgen.model import NewsTarget
from statusgen.notify.ledger import DeliveryLedger, Step, read_ledger
from statusgen.notify.news import PublishedNews, PublishedUpdate
from statusgen.notify.outcome import TAKEN, Delivery, SendOutcome
from tests.conftest import write_small_site
from tests.crashes.child import Ending, run
from tests.crashes.enumeration import Command, Scenario
from tests.notify.published import news
from tests.samples import content, incident, update

NOW = "2026-11-24 12:00Z"
MAIL, CHAT = "mail", "chat"
_TARGETS = """\
targets:
  - {id: mail, address_from: NOTIFY_MAIL}
  - {id: chat, address_from: NOTIFY_CHAT}
"""
_BEGUN = """\
{"at":"2026-11-24T10:00:00Z","target":"mail","step":"begun","date":"2026-11-24T10:00:00Z"}
{"at":"2026-11-24T10:00:00Z","target":"chat","step":"begun","date":"2026-11-24T10:00:00Z"}
{"at":"2026-11-24T10:0"""
_OUTAGE = incident(
    "outage",
    "pbx: major_outage",
    update("2026-11-24 11:00", "investigating"),
    update("2026-11-24 11:30", "resolved"),
)
_NEWS = news(content(_OUTAGE), "2026-11-24 12:00")
_EVERY = frozenset(
    (channel, f"outage/{each.id}") for channel in (MAIL, CHAT) for each in _OUTAGE.updates
)
"""The messages that are due: the channel, and the key of the update."""


class _Channel(Struct, frozen=True):
    """A channel that notes in a file beside the site what it took."""

    name: str
    taken: Path

    def delivery(
        self, _news: PublishedNews, _target: NewsTarget, update: PublishedUpdate, _now: datetime
    ) -> Delivery:
        return Delivery("", partial(self._take, update.key), is_repeatable=self.name == MAIL)

    def _take(self, update: str) -> SendOutcome:
        with self.taken.open("a") as file:
            file.write(f"{self.name} {update}\n")
        return TAKEN


class NextRun(Scenario):
    """A run that sends two updates to a target by mail, and to one by chat."""

    is_in_place = True
    leaves = "taken"

    def prepare(self, root: Path) -> None:
        write_small_site(root)
        (root / "content/notify.yml").write_text(_TARGETS)
        (root / LEDGER).parent.mkdir()
        (root / LEDGER).write_text(_BEGUN)

    def command(self, root: Path) -> Command:
        first = () if (root / LEDGER).exists() else ("--first-run",)
        return partial(_notify, root, first)

    def faults(self, root: Path, ending: Ending) -> Iterator[str]:
        doubtful = _doubtful(read_ledger(root / LEDGER))
        if ending.code == 0 and len(_messages(root)) < len(_EVERY):
            yield "the run succeeded, and has not sent everything"
        again = run(self.command(root), root)
        after = _messages(root)
        yield from _of_messages(after, doubtful)
        if again.code != int("may have arrived" in again.output):
            yield f"the next run fails: {again.output}"
        if any(CHAT in each for each in _EVERY - {*after}) and again.code == 0:
            yield "nobody hears of a message that is not sent again"
        last = run(self.command(root), root)
        if last.code or _messages(root) != after:
            yield f"the run after that sends something: {last.output}"


class FirstRun(NextRun):
    """The same without a ledger."""

    def prepare(self, root: Path) -> None:
        super().prepare(root)
        shutil.rmtree((root / LEDGER).parent)


def _notify(root: Path, options: Sequence[str]) -> int:
    addresses = {"NOTIFY_MAIL": MAIL, "NOTIFY_CHAT": CHAT}
    channels = SimpleNamespace(open_transport=lambda name, _news: _Channel(name, _taken(root)))
    with (
        patch.dict("os.environ", addresses),
        patch("statusgen.cli.notify.published_news", lambda _site: _NEWS),
        patch("statusgen.cli.notify._module", lambda: channels),
    ):
        return statusgen(["notify", "--root", str(root), "--now", NOW, *options])


def _taken(root: Path) -> Path:
    """Return the file of messages that channels took: beside the folder whose disk fails."""
    return root.with_name(NextRun.leaves)


def _messages(root: Path) -> list[tuple[str, str]]:
    """Return the channel and the update of each message, in the order in which they were taken."""
    path = _taken(root)
    lines = path.read_text().splitlines() if path.exists() else []
    return [(channel, update) for channel, update in map(str.split, lines)]


def _doubtful(ledger: DeliveryLedger) -> set[tuple[str, str]]:
    """Return the messages of which a ledger says that they were about to be sent."""
    return {each for each in _EVERY if ledger.step(*each) is Step.SENDING}


def _of_messages(
    taken: Sequence[tuple[str, str]], doubtful: Collection[tuple[str, str]]
) -> Iterator[str]:
    """Yield what readers got too often, or not at all, or in another order."""
    for message in _EVERY:
        count = taken.count(message)
        least = 0 if CHAT in message and message in doubtful else 1
        most = 2 if MAIL in message and message in doubtful else 1
        if not least <= count <= most:
            yield f"{message} was taken {count} times"
    for channel in (MAIL, CHAT):
        got = [key for name, key in taken if name == channel]
        if got != sorted(got):
            yield f"{channel} got the updates in another order: {got}"
