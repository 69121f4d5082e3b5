"""Twenty builds of a living site, with kills at every step: each target gets every update."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes, policy
from itertools import count
from pathlib import Path

import msgspec
import pytest
from apprise.url import URLBase

from statusgen.model import NewsTarget
from statusgen.notify import ledger
from statusgen.notify.ledger import LedgerFile, Line, Step, open_ledger
from statusgen.notify.news import PublishedUpdate, published_news
from statusgen.notify.outcome import Delivery, DeliveryProblem, SendOutcome
from statusgen.notify.run import Run, deliver
from statusgen.notify.site import PublishedSite
from statusgen.notify.transports import open_transport
from tests.notify.published import every as every_update
from tests.notify.published import files, news
from tests.notify.servers import NOTHING, Hook, Mailbox, mailing, serving
from tests.outputs.test_feed_subscriber import BUILDS, HEARD, shifted
from tests.samples import at

TARGETS = tuple(NewsTarget(name, name.upper()) for name in ("mail", "hook", "chat"))
EXPECTED = [heading.split("]")[0][1:] for heading, _ in HEARD[""]]
"""The heading of each update, in order."""


class Killed(BaseException):
    """The run is killed."""


class Killer:
    """Kills a run at its step number `at`; a step is before or after a line or a message."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed

    def append(self, file: LedgerFile, line: Line) -> None:
        """Write a line, with a kill before it, in the middle of it or after it."""
        text = msgspec.json.encode(line) + b"\n"
        self.step()
        os.write(file.descriptor, text[:20])
        self.step()
        os.write(file.descriptor, text[20:])
        self.step()

    def attempt(
        self, _target: NewsTarget, _update: PublishedUpdate, delivery: Delivery
    ) -> SendOutcome:
        self.step()
        outcome = delivery.send()
        self.step()
        return outcome


class World:
    """The published site, the servers of all targets, and the ledger."""

    def __init__(self, path: Path, site: Hook, mailbox: Mailbox, hook: Hook, chat: Hook) -> None:
        self.path, self.site, self.mailbox, self.hook, self.chat = path, site, mailbox, hook, chat
        self.problems: list[DeliveryProblem] = []
        self.addresses = {
            "mail": mailbox.address,
            "hook": f"json://{hook.address}/in",
            "chat": f"mmost://{chat.address}/3ccdd113474722377935511fc85d3dd4",
        }

    def run(self, now: str, attempt: Callable[..., SendOutcome]) -> None:
        """Run once, as the command does, over the real site."""
        found = published_news(PublishedSite(self.site.url))
        transports = {name: open_transport(each, found) for name, each in self.addresses.items()}
        with open_ledger(self.path, is_new=not self.path.exists()) as opened:
            run = Run(
                news=found,
                targets=TARGETS,
                transports={name: each for name, each in transports.items() if each},
                ledger=opened,
                now=at(now),
                since=at(now) - timedelta(hours=2),
                attempt=attempt,
                sleep=lambda _: None,
            )
            for problem in deliver(run):
                self.problems.append(problem)

    def run_with_kills(self, now: str, monkeypatch: pytest.MonkeyPatch) -> int:
        """Run until a run ends, the next one killed a step later; returns the number of kills."""
        for number in count(1):
            killer = Killer(number)
            monkeypatch.setattr(ledger, "append", killer.append)
            try:
                self.run(now, killer.attempt)
            except Killed:
                continue
            return number - 1
        raise AssertionError

    def named(self, target: str, *steps: Step) -> set[str]:
        """Return the updates that the ledger has for a target with one of these last steps."""
        lines = [
            msgspec.json.decode(each, type=Line) for each in self.path.read_bytes().splitlines()
        ]
        last = {each.update: each.step for each in lines if each.target == target and each.update}
        return {update for update, step in last.items() if step in steps}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(URLBase, "throttle", lambda *_args, **_named: None)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    with ExitStack() as stack:
        site, hook, chat = (stack.enter_context(serving(Hook())) for _ in range(3))
        mailbox = stack.enter_context(mailing(Mailbox()))
        yield World(tmp_path / "ledger", site, mailbox, hook, chat)


def test_each_target_gets_every_update_in_spite_of_kills_and_answers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.mailbox.replies = ["451 later"] * 2
    world.hook.answers = [200, 429, 500, 200, NOTHING, 500, 429, 200]
    world.chat.answers = [500, 200, NOTHING, 429, 200, 500, 200]
    kills = 0
    for now, entries in BUILDS:
        world.site.files = files(shifted(now, entries), now)
        kills += world.run_with_kills(now, monkeypatch)
    assert kills > 100
    assert_mailed_once(world)
    for name, server in (("hook", world.hook), ("chat", world.chat)):
        assert_at_most_once_or_named(world, name, server)


def assert_mailed_once(world: World) -> None:
    mails = [
        message_from_bytes(each.original_content or b"", policy=policy.default)
        for each in world.mailbox.mails
    ]
    shown = {mail["Message-ID"]: str(mail["Subject"]) for mail in mails}
    assert [subject.split("]")[0][1:] for subject in shown.values()] == EXPECTED
    assert world.named("mail", Step.SENT) == world.named("mail", *Step)


def assert_at_most_once_or_named(world: World, target: str, server: Hook) -> None:
    last, entries = BUILDS[-1]
    every = [*every_update(news(shifted(last, entries), last))]
    keys = [each.key for each in every]
    ids = {each.statuspage_update: each.key for each in every}
    arrived = [ids[_update_id(body)] if target == "hook" else _link(body) for body in server.taken]
    assert arrived == [each for each in keys if each in arrived], "in order, none twice"
    doubtful = world.named(target, Step.UNKNOWN)
    assert {*keys} - {*arrived} <= doubtful
    assert doubtful <= {each.update for each in world.problems if each.target == target}
    assert world.named(target, Step.SENT) | doubtful == {*keys}
    assert len(arrived) > len(keys) // 2


def _update_id(body: bytes) -> str:
    """Return the id of the newest update in a body for programs."""
    return str(msgspec.json.decode(body)["incident"]["incident_updates"][0]["id"])


def _link(body: bytes) -> str:
    """Return the update that a message in a chat links to, by the first id of its entry."""
    (entry, update) = re.findall(r"/([\w-]+)/#update-([\w-]+)", body.decode())[-1]
    return f"{entry.removesuffix('-2')}/{update}"
