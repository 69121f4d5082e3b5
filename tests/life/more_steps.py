"""Steps of recurring maintenance, of drafts, of the policy and of groups of components."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.life.expected import clerk
from tests.life.noc import POLICY, EntryFile, Noc, Record, occurrences
from tests.life.series import LAST_SUNDAY, RULES, is_last_of_month
from tests.life.steps import LifeSteps, any_number, minutes, pick

Kind = tuple[str, tuple[int, int], int]
kinds = st.tuples(
    st.sampled_from(RULES),
    st.sampled_from(((7, 0), (22, 0), (2, 30), (0, 30), (23, 45))),
    st.sampled_from((1, 3, 30)),
)
"""The rule of a series, when it begins on the clock of the site, and its length in hours."""
SUNDAY = 6


class MoreSteps(LifeSteps):
    """A site with series, drafts, a policy that changes and groups that are renamed."""

    # --- series --------------------------------------------------------------------------------

    @rule(kind=kinds, ahead=st.sampled_from((1, 20, 72, 200)), part=any_number, wait=minutes)
    def begin_series(self, kind: Kind, ahead: int, part: int, wait: timedelta) -> None:
        """Begin a series, whose first news may be dated back to a second of other news."""
        self.wait(wait)
        starts = self._first_start(kind)
        data = {
            "title": self.word(),
            "affects": {pick(self.life.noc.components, part)["id"]: "under_maintenance"},
            "starts": starts,
            "ends": starts + timedelta(hours=kind[2]),
            "announce_before": timedelta(hours=ahead),
            "repeats": {"rule": kind[0], "count": 3},
            "text": self.word(),
            "updates": [],
        }
        if part == 0:
            data["draft"] = True
        entry = EntryFile("maintenance", [f"series-{self.word().lower()}"], data)
        self.act(lambda noc: noc.entries.append(entry), is_careless=True)

    def _first_start(self, kind: Kind) -> datetime:
        """Return a time on the next day that a rule has."""
        zone, (name, (hour, minute), _) = self.life.noc.zone, kind
        first = self.life.now.astimezone(zone).replace(hour=hour, minute=minute, tzinfo=None)
        first += timedelta(days=1)
        while name == LAST_SUNDAY and not (first.weekday() == SUNDAY and is_last_of_month(first)):
            first += timedelta(days=1)
        return first.replace(tzinfo=zone).astimezone(UTC)

    def series(self) -> list[EntryFile]:
        return [each for each in self.life.noc.entries if each.is_series]

    @precondition(lambda self: self.series())
    @rule(which=any_number, wait=minutes)
    def rename_series(self, which: int, wait: timedelta) -> None:
        """Rename a series with the files of its occurrences."""
        self.wait(wait)
        old, new = pick(self.series(), which).ids, f"renamed-{self.word().lower()}"

        def rename(noc: Noc) -> None:
            for each in noc.entries:
                of, day = each.occurrence or ("", "")
                if each.is_series and each.ids == old:
                    each.ids.append(new)
                elif of == old[0] and each.ids[-1] == f"{old[-1]}-{day}":
                    each.ids.append(f"{new}-{day}")

        self.act(rename)

    @precondition(lambda self: self.series())
    @rule(which=any_number, days=st.sampled_from((0, 1, 5, 40)), wait=minutes)
    def end_series(self, which: int, days: int, wait: timedelta) -> None:
        """End a series on another day, which takes back what was announced if it is too early."""
        zone = self.life.noc.zone
        found = occurrences(pick(self.series(), which), zone)
        until = (self.wait(wait) + timedelta(days=days)).astimezone(zone).date().isoformat()
        known = [each.occurrence[1] for each in found if each.occurrence]
        self._change_series(which, {"until": min([until, *known[-1:]]), "count": None})

    @precondition(lambda self: self.series())
    @rule(which=any_number, number=any_number, wait=minutes)
    def leave_out_day(self, which: int, number: int, wait: timedelta) -> None:
        self.wait(wait)
        found = occurrences(pick(self.series(), which), self.life.noc.zone)
        if found:
            day = pick(found, number).occurrence
            self.act(lambda noc: noc.leave_out(day), is_careless=True)

    def _change_series(self, which: int, repeats: Record) -> None:
        ids = pick(self.series(), which).ids

        def change(noc: Noc) -> None:
            (entry,) = (each for each in noc.entries if each.ids == ids and each.is_series)
            changed = entry.data["repeats"] | repeats
            entry.data["repeats"] = {key: each for key, each in changed.items() if each}

        self.act(change, is_careless=True)

    @precondition(lambda self: self.announced_days())
    @rule(which=any_number, how=any_number, wait=minutes)
    def update_occurrence(self, which: int, how: int, wait: timedelta) -> None:
        """Cancel or move an occurrence by the command, which gives it a file of its own."""
        now = self.wait(wait)
        entry = pick(self.announced_days(), which)
        seen = clerk(entry, now)
        update: Record = {"at": now, "status": "cancelled", "text": self.word()}
        if seen.state == "cancelled" or how > 4:
            window = {"starts": now + timedelta(hours=5), "ends": now + timedelta(hours=9)}
            update |= {"status": "rescheduled", **window}
        elif seen.state != "scheduled":
            update |= {"status": "extended", "ends": max(now, seen.ends) + timedelta(hours=1)}
        again = ("--reopen",) if seen.state == "cancelled" else ()
        command = [*_options(entry.ids[-1], update), *again]
        self.act(lambda noc: noc.file_of(entry).add(update), command=command)

    def announced_days(self) -> list[EntryFile]:
        """Return the occurrences that are announced."""
        found = self.life.published_entries("maintenance")
        return [each for each in found if each.occurrence]

    # --- drafts --------------------------------------------------------------------------------

    @rule(part=any_number, is_incident=st.booleans(), wait=minutes)
    def write_draft(self, part: int, *, is_incident: bool, wait: timedelta) -> None:
        now = self.wait(wait)
        affects = pick(self.life.noc.components, part)["id"]
        data: Record = {"title": self.word(), "draft": True, "updates": []}
        if is_incident:
            data["affects"] = {affects: "partial_outage"}
            data["updates"] = [{"at": now, "status": "investigating", "text": self.word()}]
            if self.life.noc.policy:
                data["cos"] = "critical"
        else:
            starts = now + timedelta(hours=30)
            window = {"announced": now, "starts": starts, "ends": starts + timedelta(hours=2)}
            data |= {"affects": {affects: "under_maintenance"}, "text": self.word(), **window}
        kind = "incident" if is_incident else "maintenance"
        entry = EntryFile(kind, [f"draft-{self.word().lower()}"], data)
        self.act(lambda noc: noc.entries.append(entry))

    def drafts(self) -> list[EntryFile]:
        return [each for each in self.life.noc.entries if each.is_draft]

    @precondition(lambda self: self.drafts())
    @rule(which=any_number, wait=minutes)
    def publish_draft(self, which: int, wait: timedelta) -> None:
        """Publish a draft by the command: it is of this time."""
        entry = pick(self.drafts(), which)
        if entry.is_series or entry.published > self.life.now:
            return
        now = self.wait(wait)

        def publish(noc: Noc) -> None:
            file = noc.file_of(entry)
            del file.data["draft"]
            if file.kind == "incident":
                file.updates[0]["at"] = now
            else:
                file.data["announced"] = now

        self.act(publish, command=["draft", entry.ids[-1]])

    @precondition(lambda self: self.drafts())
    @rule(which=any_number, wait=minutes)
    def publish_draft_as_it_is(self, which: int, wait: timedelta) -> None:
        """Publish a draft by hand, with the times that it has: they may have passed."""
        self.wait(wait)
        entry = pick(self.drafts(), which)
        number = self.life.noc.entries.index(entry)
        self.act(lambda noc: noc.entries[number].data.pop("draft"), is_careless=True)

    # --- the policy, and groups ----------------------------------------------------------------

    @rule(hours=st.sampled_from((1, 2, 24)), wait=minutes)
    def change_policy(self, hours: int, wait: timedelta) -> None:
        """Change how often the policy promises an update; each incident has a class then."""
        self.wait(wait)

        def change(noc: Noc) -> None:
            (urgent,) = POLICY["classes"]
            noc.policy = POLICY | {"classes": [urgent | {"update_every": f"{hours}h"}]}
            for each in noc.entries:
                if each.kind == "incident":
                    each.data["cos"] = "critical"

        self.act(change)

    @rule(which=any_number, wait=minutes)
    def rename_group(self, which: int, wait: timedelta) -> None:
        self.wait(wait)
        name = self.word()
        self.act(lambda noc: pick(noc.parts, which).update(name=name))


def _options(name: str, update: Record) -> list[str]:
    """Return the words of the command that adds an update to an occurrence."""
    words = ["update", name, "--text", update["text"]]
    times = [f"{update[key]:%Y-%m-%d %H:%M}Z" for key in ("starts", "ends") if key in update]
    option = {"rescheduled": "--reschedule", "extended": "--extend-to"}.get(update["status"])
    return [*words, *([option, *times] if option else ["--status", update["status"]])]
