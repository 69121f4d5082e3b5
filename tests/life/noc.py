"""The content of a small site as its operators keep it, in files that they change."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from tests.life.series import occurrence_days

Record = dict[str, Any]
"""A part of a content file; times are aware datetimes."""

FOLDERS = {"incident": "incidents", "maintenance": "maintenance"}


@dataclass
class EntryFile:
    """The file of an entry: all ids that it has had, the first one first, and what it says."""

    kind: str
    ids: list[str]
    data: Record
    occurrence: tuple[str, str] | None = None
    """Of an occurrence, the first id of its series and its day."""

    @property
    def path(self) -> str:
        return f"content/{FOLDERS[self.kind]}/{self.ids[-1]}.yml"

    @property
    def is_series(self) -> bool:
        return "repeats" in self.data

    @property
    def is_draft(self) -> bool:
        return bool(self.data.get("draft"))

    @property
    def updates(self) -> list[Record]:
        return self.data["updates"]  # type: ignore[no-any-return]

    @property
    def published(self) -> datetime:
        """When its first news is published."""
        at = self.updates[0]["at"] if self.kind == "incident" else self.data["announced"]
        assert isinstance(at, datetime)
        return at

    @property
    def texts(self) -> Iterator[tuple[str, datetime]]:
        """Every text with the time at which it is published."""
        yield self.data["title"], self.published
        if "text" in self.data:
            yield self.data["text"], self.published
        for each in self.updates:
            yield each["text"], each["at"]

    def add(self, update: Record) -> None:
        """Add an update in its place in time."""
        self.updates.append(update)
        self.updates.sort(key=lambda each: each["at"])


def occurrences(series: EntryFile, zone: ZoneInfo) -> list[EntryFile]:
    """Return the occurrences of a series as entries of their own."""
    found = []
    for day, starts, ends in occurrence_days(series.data, zone):
        data = {key: each for key, each in series.data.items() if key not in _OF_SERIES}
        window = {"announced": starts - series.data["announce_before"], "starts": starts}
        ids = [f"{each}-{day}" for each in series.ids]
        data |= {**window, "ends": ends, "updates": []}
        found.append(EntryFile("maintenance", ids, data, (series.ids[0], day)))
    return found


_OF_SERIES = ("repeats", "announce_before")


def update_id(update: Record) -> str:
    """Return the id that an update has: its own, or its time."""
    return update.get("id") or f"{update['at']:%Y%m%dT%H%M%SZ}"


@dataclass
class Noc:
    """All content of the site."""

    site: Record = field(
        default_factory=lambda: {
            "name": "Status",
            "url": "https://status.example/",
            "timezone": "Europe/Rome",
            "languages": ["en"],
            "maintenance": {"remind_before": "24h"},
        }
    )
    parts: list[Record] = field(
        default_factory=lambda: [
            {"id": "core", "name": "Core", "components": [{"id": "pbx", "name": "PBX"}]},
            {"id": "more", "name": "More", "components": [{"id": "wmp", "name": "WMP"}]},
        ]
    )
    entries: list[EntryFile] = field(default_factory=list)
    policy: Record | None = None

    @property
    def components(self) -> list[Record]:
        return [each for part in self.parts for each in part["components"]]

    @property
    def remind_before(self) -> timedelta:
        """How long before its start the readers are reminded of a maintenance."""
        return timedelta(hours=int(self.site["maintenance"]["remind_before"].removesuffix("h")))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site["timezone"])

    @property
    def every(self) -> list[EntryFile]:
        """All entries but drafts: of a series, the occurrences that have no file of their own."""
        own = {each.ids[-1] for each in self.entries if not each.is_series}
        found: list[EntryFile] = []
        for each in self.entries:
            if each.is_series and not each.is_draft:
                made = occurrences(each, self.zone)
                found += (other for other in made if other.ids[-1] not in own)
            elif not each.is_draft:
                found.append(each)
        return found

    def file_of(self, entry: EntryFile) -> EntryFile:
        """Return the file of an entry; an occurrence is given one of its own."""
        known = next((e for e in self.entries if e.ids == entry.ids and not e.is_series), None)
        if known is None:
            known = deepcopy(entry)
            self.entries.append(known)
        return known

    def leave_out(self, occurrence: tuple[str, str] | None) -> None:
        """Leave an occurrence out of its series, as another file has its day."""
        for each in self.entries:
            if occurrence and each.is_series and each.ids[0] == occurrence[0]:
                left_out = each.data["repeats"].setdefault("except", [])
                each.data["repeats"]["except"] = sorted({*left_out, occurrence[1]})

    def copy(self) -> "Noc":
        return deepcopy(self)

    def without_drafts(self) -> "Noc":
        return replace(self, entries=[each for each in self.entries if not each.is_draft])

    def write(self, root: Path) -> None:
        """Make the files below `root` those of the site, and no others."""
        files = {
            "content/site.yml": self.site,
            "content/components.yml": {"groups": self.parts},
            "content/groups.yml": {"groups": [GROUP]},
            **({"content/sla.yml": self.policy} if self.policy else {}),
            **{each.path: _file(each) for each in self.entries},
        }
        for path in (root / "content").rglob("*.yml"):
            if path.relative_to(root).as_posix() not in files:
                path.unlink()
        for name, data in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.safe_dump(_plain(data), sort_keys=False), encoding="utf-8")


GROUP = {
    "id": "tw",
    "name": "Wizards",
    "url": "https://groups.example/tw/",
    "audience": "everyone",
    "announces": ["global_problem", "maintenance"],
    "languages": ["en"],
    "max_length": 60000,
}


POLICY: Record = {
    "name": "Policy",
    "created": "2026-01",
    "updated": "2026-10",
    "permalink": "https://policy.example/",
    "mission": {"offers": ["Help"]},
    "regions": [
        {
            "id": "eu",
            "label": "Europe",
            "timezone": "Europe/Rome",
            "support_hours": {"monday": "09:00-18:00", "saturday": "09:00-12:00"},
        }
    ],
    "classes": [
        {
            "id": "critical",
            "name": "Critical",
            "conditions": ["Nobody can call"],
            "goal": {"within": "30m", "during": "support_hours"},
        }
    ],
    "tiers": [{"id": "gold", "name": "Gold", "support": "direct"}],
    "channels": [
        {
            "id": "phone",
            "name": "Phone",
            "who": "everyone",
            "during": "always",
            "used_for": ["Help"],
        }
    ],
}


def _file(entry: EntryFile) -> Record:
    former = {"aliases": entry.ids[:-1]} if len(entry.ids) > 1 else {}
    data = {key: value for key, value in entry.data.items() if value}
    return {**data, **former}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a file
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}Z"
    if isinstance(value, timedelta):
        return f"{value // timedelta(hours=1)}h"
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
