"""A state machine that lives a site's life: every step is published and read."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.life.careless import CARELESS
from tests.life.expected import clerk, is_open
from tests.life.more_steps import MoreSteps
from tests.life.noc import EntryFile, Noc, Record
from tests.life.steps import (
    BEGIN,
    any_number,
    choices,
    minutes,
    moments,
    pauses,
    pick,
    states,
    windows,
)

OPEN_STEPS = ("identified", "monitoring", "resolved", "resolved", "false_alarm")
CLOSED_STEPS = ("postmortem", "investigating")
WORK_STEPS = {
    "scheduled": ("rescheduled", "cancelled"),
    "running": ("verifying", "in_progress", "extended", "completed", "rescheduled"),
    "completed": ("extended", "in_progress", "rescheduled"),
    "cancelled": ("rescheduled",),
}


class SiteLife(MoreSteps):
    """A site whose operators do all that they may, and some things that they should not."""

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
        if self.life.noc.policy:
            data["cos"] = "critical"
        if part > 6:
            data["began"] = at - timedelta(minutes=30)
        entry = EntryFile("incident", [f"incident-{self.word().lower()}"], data)
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
        entry = EntryFile("maintenance", [f"work-{self.word().lower()}"], data)
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

        number = which % len(self.life.noc.entries)
        self.act(lambda noc: correct(noc.entries[number]))

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

    @precondition(lambda self: self.files())
    @rule(which=any_number, wait=minutes)
    def rename_entry(self, which: int, wait: timedelta) -> None:
        """Rename an entry; the day of an occurrence is left out of its series then."""
        self.wait(wait)
        name = f"renamed-{self.word().lower()}"
        entry = pick(self.files(), which)

        def rename(noc: Noc) -> None:
            noc.file_of(entry).ids.append(name)
            noc.leave_out(entry.occurrence)

        self.act(rename)

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
        has_series = any(each.is_series for each in self.life.noc.entries)
        self.act(lambda noc: noc.site.update(timezone=zone), is_careless=has_series)

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
