"""A state machine that lives a site's life: every step is published and read."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.life.careless import CARELESS
from tests.life.expected import clerk, is_open
from tests.life.life import STEPS, Life
from tests.life.noc import EntryFile, Noc, Record

BEGIN = datetime(2026, 10, 23, 12, tzinfo=UTC)
"""When every life begins: two days before clocks change, a week before another month."""

minutes = st.integers(1, 90).map(lambda each: timedelta(minutes=each))
pauses = st.sampled_from((1 / 60, 40 / 60, 5, 26, 6 * 24, 33 * 24, 200 * 24)).map(
    lambda each: timedelta(seconds=round(each * 3600))
)
delays = st.sampled_from((0, 0, 30, 60, 26 * 60, 3 * 24 * 60)).map(
    lambda each: timedelta(minutes=each)
)
moments = st.tuples(minutes, delays)
"""How long after the last build somebody acts, and how much later it is to be published."""
any_number = st.integers(0, 9)
windows = st.tuples(st.sampled_from((-1, 2, 25, 49, 400)), st.sampled_from((1, 4, 30)))
"""Hours from the announcement of a maintenance to its start, and its length."""
choices = st.tuples(any_number, any_number)
"""Which entry, and which component."""
states = st.sampled_from(("operational", "degraded_performance", "partial_outage", "major_outage"))
OPEN_STEPS = ("identified", "monitoring", "resolved", "resolved", "false_alarm")
CLOSED_STEPS = ("postmortem", "investigating")
WORK_STEPS = {
    "scheduled": ("rescheduled", "cancelled"),
    "running": ("verifying", "in_progress", "extended", "completed", "rescheduled"),
    "completed": ("extended", "in_progress", "rescheduled"),
    "cancelled": ("rescheduled",),
}
_T = TypeVar("_T")


def pick(things: Sequence[_T], number: int) -> _T:
    return things[number % len(things)]


class SiteLife(RuleBasedStateMachine):
    """A site whose operators act, each time some minutes after the last build."""

    check_every = 1
    """Number of steps after which the folder is compared with a rebuild."""
    read_every = 0
    """Number of steps after which pages that were left open are read; 0 for never."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory(prefix="life-")
        self.life = Life(Path(self._folder.name), BEGIN)
        self.words = 0
        self.steps = 0

    def teardown(self) -> None:
        try:
            self.life.rebuild()
        finally:
            self._folder.cleanup()

    def word(self) -> str:
        """Return a word that nothing else on the site has."""
        self.words += 1
        return f"Quux{self.words}x"

    def act(self, change: Callable[[Noc], object], *, is_careless: bool = False) -> None:
        """Publish a change, and check what is too dear for every step."""
        self.life.change(change, is_careless=is_careless)
        self.checked()

    def checked(self) -> None:
        self.steps += 1
        STEPS["steps"] += 1
        if self.steps % self.check_every == 0:
            self.life.rebuild()
        if self.read_every and self.steps % self.read_every == 0:
            self.life.read_later(1 + self.steps % 3)

    def wait(self, span: timedelta) -> datetime:
        """Let some time go by; return the present."""
        self.life.now += span
        return self.life.now

    # --- incidents -----------------------------------------------------------------------------

    @rule(part=any_number, state=states, is_global=st.booleans(), moment=moments)
    def open_incident(
        self, part: int, state: str, *, is_global: bool, moment: tuple[timedelta, timedelta]
    ) -> None:
        at = self.wait(moment[0]) + moment[1]
        name = pick(self.life.noc.components, part)["id"]
        first = {"at": at, "status": "investigating", "text": self.word()}
        data: Record = {
            "title": self.word(),
            "scope": "global" if is_global else "limited",
            "affects": {name: state},
            "updates": [first],
        }
        if part > 6:
            data["began"] = at - timedelta(minutes=30)
        entry = EntryFile("incident", [f"incident-{len(self.life.noc.entries)}"], data)
        self.act(lambda noc: noc.entries.append(entry))

    @precondition(lambda self: self.life.published_entries("incident"))
    @rule(choice=choices, state=states, moment=moments, go_on=any_number)
    def update_incident(
        self,
        choice: tuple[int, int],
        state: str,
        moment: tuple[timedelta, timedelta],
        go_on: int,
    ) -> None:
        now, (which, part) = self.wait(moment[0]), choice
        entry = pick(self.life.published_entries("incident"), which)
        if entry.updates[-1]["at"] >= now:
            return
        steps = OPEN_STEPS if is_open(entry, now) else CLOSED_STEPS
        update: Record = {"at": now + moment[1], "status": pick(steps, go_on), "text": self.word()}
        if update["status"] in {"identified", "monitoring", "investigating"}:
            update["affects"] = {pick(self.life.noc.components, part)["id"]: state}
            if part > 5:
                update["next_update"] = update["at"] + timedelta(minutes=45)
        self.edit(entry, lambda file: file.add(update))

    def edit(
        self, entry: EntryFile, change: Callable[[EntryFile], object], *, is_careless: bool = False
    ) -> None:
        """Change the file of an entry."""
        number = self.life.noc.entries.index(entry)
        self.act(lambda noc: change(noc.entries[number]), is_careless=is_careless)

    # --- maintenance ---------------------------------------------------------------------------

    @rule(part=any_number, window=windows, is_confirmed=st.booleans(), moment=moments)
    def announce_work(
        self,
        part: int,
        window: tuple[int, int],
        *,
        is_confirmed: bool,
        moment: tuple[timedelta, timedelta],
    ) -> None:
        announced, (lead, length) = self.wait(moment[0]) + moment[1], window
        starts = announced + timedelta(hours=lead)
        data = {
            "title": self.word(),
            "affects": {pick(self.life.noc.components, part)["id"]: "under_maintenance"},
            "announced": announced,
            "starts": starts,
            "ends": starts + timedelta(hours=length, minutes=30),
            "completion": "confirmed" if is_confirmed else "automatic",
            "text": self.word(),
            "updates": [],
        }
        entry = EntryFile("maintenance", [f"work-{len(self.life.noc.entries)}"], data)
        self.act(lambda noc: noc.entries.append(entry))

    @precondition(lambda self: self.life.published_entries("maintenance"))
    @rule(which=any_number, go_on=any_number, hours=st.sampled_from((1, 5, 60)), wait=minutes)
    def update_work(self, which: int, go_on: int, hours: int, wait: timedelta) -> None:
        now = self.wait(wait)
        entry = pick(self.life.published_entries("maintenance"), which)
        seen = clerk(entry, now)
        status, span = pick(WORK_STEPS[seen.state], go_on), timedelta(hours=hours)
        update: Record = {"at": now, "status": status, "text": self.word()}
        if status == "rescheduled":
            update |= {"starts": now + span, "ends": now + 2 * span}
        if status == "extended":
            update["ends"] = max(now, seen.ends) + span
        self.edit(entry, lambda file: file.add(update))

    # --- corrections ---------------------------------------------------------------------------

    @precondition(lambda self: self.life.noc.entries)
    @rule(which=any_number, index=any_number, wait=minutes)
    def correct_text(self, which: int, index: int, wait: timedelta) -> None:
        self.wait(wait)
        words = self.word()

        def correct(file: EntryFile) -> None:
            if index < len(file.updates):
                file.updates[index]["text"] = words
            else:
                file.data["title"] = words

        self.edit(pick(self.life.noc.entries, which), correct)

    @precondition(lambda self: self.life.published_entries("incident"))
    @rule(which=any_number, wait=minutes)
    def correct_time(self, which: int, wait: timedelta) -> None:
        now = self.wait(wait)
        entry = pick(self.life.published_entries("incident"), which)
        update = entry.updates[-1]
        if update["at"] > now:
            return
        earliest = max([each["at"] for each in entry.updates[:-1]], default=BEGIN)
        moved = {
            "id": update.get("id") or f"{update['at']:%Y%m%dT%H%M%SZ}",
            "at": max(earliest, update["at"] - timedelta(minutes=7)) + timedelta(minutes=1),
        }
        began = entry.data.get("began")
        if began is None or began < moved["at"]:
            self.edit(entry, lambda file: file.updates[-1].update(moved))

    @precondition(lambda self: self.life.noc.entries)
    @rule(which=any_number, wait=minutes)
    def rename_entry(self, which: int, wait: timedelta) -> None:
        self.wait(wait)
        name = f"renamed-{self.word().lower()}"

        def rename(file: EntryFile) -> None:
            file.ids.append(name)

        self.edit(pick(self.life.noc.entries, which), rename)

    # --- the site ------------------------------------------------------------------------------

    @rule(which=any_number, wait=minutes)
    def rename_component(self, which: int, wait: timedelta) -> None:
        self.wait(wait)
        name = f"part-{self.word().lower()}"

        def rename(noc: Noc) -> None:
            each = pick(noc.components, which)
            each["aliases"] = [*each.get("aliases", []), each["id"]]
            each["id"] = name

        self.act(rename)

    @rule(which=any_number, days=st.sampled_from((-1, 0, 3)), wait=minutes)
    def retire_component(self, which: int, days: int, wait: timedelta) -> None:
        day = (self.wait(wait) + timedelta(days=days)).date()
        self.act(lambda noc: pick(noc.components, which).update(retired=day.isoformat()))

    @rule(which=any_number, wait=minutes)
    def add_component(self, which: int, wait: timedelta) -> None:
        self.wait(wait)
        word = self.word()
        new = {"id": word.lower(), "name": word}
        self.act(lambda noc: pick(noc.parts, which)["components"].append(new))

    @precondition(lambda self: len(self.life.noc.site["languages"]) == 1)
    @rule(wait=minutes)
    def add_language(self, wait: timedelta) -> None:
        self.wait(wait)
        self.act(lambda noc: noc.site["languages"].append("it"))

    @rule(
        url=st.sampled_from(("https://new.example/", "https://new.example/status/")), wait=minutes
    )
    def move_address(self, url: str, wait: timedelta) -> None:
        self.wait(wait)
        self.act(lambda noc: noc.site.update(url=url, identity="status.example"))

    @rule(zone=st.sampled_from(("Europe/Rome", "America/New_York", "Asia/Kolkata")), wait=minutes)
    def change_zone(self, zone: str, wait: timedelta) -> None:
        self.wait(wait)
        self.act(lambda noc: noc.site.update(timezone=zone))

    @rule(span=pauses)
    def time_passes(self, span: timedelta) -> None:
        self.wait(span)
        self.life.publish()
        self.checked()

    @rule()
    def next_change_comes(self) -> None:
        """Build exactly when the site changes by the clock, as its scheduler does."""
        self.life.now = self.life.next_change()
        self.life.publish()
        self.checked()

    # --- carelessness --------------------------------------------------------------------------

    @precondition(lambda self: self.life.noc.entries)
    @rule(how=st.integers(0, 99), which=any_number, wait=minutes)
    def act_carelessly(self, how: int, which: int, wait: timedelta) -> None:
        """Do what breaks a promise, unless `check` warns of it."""
        now = self.wait(wait)
        change = pick(CARELESS, how)
        number = which % len(self.life.noc.entries)
        self.act(lambda noc: change(noc, noc.entries[number], now), is_careless=True)
