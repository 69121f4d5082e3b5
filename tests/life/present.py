"""What the site has to say of the present, by the rules of the content format."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.life.expected import clerk, is_open
from tests.life.folder import Folder
from tests.life.noc import EntryFile, Noc

STATES = (
    "operational",
    "under_maintenance",
    "degraded_performance",
    "partial_outage",
    "major_outage",
)
"""From the least to the most severe."""
OUR_DATA = "api/statusgen/v1/"


@dataclass
class PresentReader:
    """Looks at the states, at what is promised, and at the ids of components and their groups."""

    ids: dict[tuple[str, ...], str] = field(default_factory=dict)

    def poll(self, folder: Folder, noc: Noc, now: datetime) -> None:
        self._components(folder, noc, now)
        for entry in noc.every:
            if entry.kind == "incident" and entry.published <= now:
                _promise(folder, noc, entry, now)

    def _components(self, folder: Folder, noc: Noc, now: datetime) -> None:
        body = json.loads(folder.get("api/v2/components.json") or b"")
        found = {each["name"]: each for each in body["components"] if not each["group"]}
        wanted = states_at(noc, now)
        for each in noc.components:
            if each["name"] in found:
                shown = found[each["name"]]
                assert shown["status"] == wanted[each["id"]], each["name"]
                self._keep(shown["id"], "component", each["name"])
                self._keep(shown["group_id"], "group of", each["name"])
            if not _is_affected(noc, each, now):
                _never_down(folder, each)

    def _keep(self, identity: str, *names: str) -> None:
        assert self.ids.setdefault(names, identity) == identity, f"{names} has another id"


def states_at(noc: Noc, now: datetime) -> dict[str, str]:
    """Return the state of each component: the worst of all that is open or running."""
    every: dict[str, list[str]] = defaultdict(lambda: [STATES[0]])
    for entry in noc.every:
        if entry.published <= now:
            for name, state in _affects(entry, now).items():
                every[_today(noc, name)].append(state)
    return {each["id"]: max(every[each["id"]], key=STATES.index) for each in noc.components}


def _affects(entry: EntryFile, now: datetime) -> dict[str, str]:
    states: dict[str, str] = dict(entry.data["affects"])
    if entry.kind == "maintenance":
        return states if clerk(entry, now).state == "running" else {}
    for update in entry.updates:
        if update["at"] <= now:
            states |= update.get("affects", {})
    return states if is_open(entry, now) else {}


def _today(noc: Noc, name: str) -> str:
    """Return the id of today of a component that a file names by any of its ids."""
    names = ((each["id"], (each["id"], *each.get("aliases", ()))) for each in noc.components)
    return next(str(today) for today, ids in names if name in ids)


def _promise(folder: Folder, noc: Noc, entry: EntryFile, now: datetime) -> None:
    """Compare the next update that is promised: that of the last one, or by the policy."""
    found: Any = json.loads(folder.get(f"{OUR_DATA}incidents/{entry.ids[-1]}.json") or b"")
    wanted = None
    if is_open(entry, now):
        last = [each for each in entry.updates if each["at"] <= now][-1]
        wanted = last.get("next_update")
        if wanted is None and noc.policy:
            every = noc.policy["classes"][0]["update_every"].removesuffix("h")
            wanted = last["at"] + timedelta(hours=int(every))
    assert found["next_update"] == (wanted and f"{wanted:%Y-%m-%dT%H:%M:%SZ}"), entry.ids


def _is_affected(noc: Noc, component: dict[str, Any], now: datetime) -> bool:
    """Return whether anything but a false alarm has ever named a component."""
    ours = {component["id"], *component.get("aliases", ())}
    return any(not ours.isdisjoint(_named(entry, now)) for entry in noc.every)


def _named(entry: EntryFile, now: datetime) -> Iterator[str]:
    updates = [each for each in entry.updates if each["at"] <= now]
    if entry.published > now or _is_false_alarm([each["status"] for each in updates]):
        return
    for each in (entry.data, *updates):
        yield from each.get("affects", {})


def _is_false_alarm(statuses: list[str]) -> bool:
    ends = [each for each in statuses if each != "postmortem"]
    return ends[-1:] == ["false_alarm"]


def _never_down(folder: Folder, component: dict[str, Any]) -> None:
    path = f"{OUR_DATA}components/{component['id']}.json"
    found = json.loads(folder.get(path) or b"")
    assert {each["state"] for each in found["days"]} <= {None, STATES[0]}, path
    assert found["component"]["uptime"] in {None, 1}, path
