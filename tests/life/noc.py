"""The content of a small site as its operators keep it, in files that they change."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]
"""A part of a content file; times are aware datetimes."""

FOLDERS = {"incident": "incidents", "maintenance": "maintenance"}


@dataclass
class EntryFile:
    """The file of an entry: all ids that it has had, the first one first, and what it says."""

    kind: str
    ids: list[str]
    data: Record

    @property
    def path(self) -> str:
        return f"content/{FOLDERS[self.kind]}/{self.ids[-1]}.yml"

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

    @property
    def components(self) -> list[Record]:
        return [each for part in self.parts for each in part["components"]]

    @property
    def remind_before(self) -> timedelta:
        """How long before its start the readers are reminded of a maintenance."""
        return timedelta(hours=int(self.site["maintenance"]["remind_before"].removesuffix("h")))

    def copy(self) -> "Noc":
        return deepcopy(self)

    def write(self, root: Path) -> None:
        """Make the files below `root` those of the site, and no others."""
        files = {
            "content/site.yml": self.site,
            "content/components.yml": {"groups": self.parts},
            "content/groups.yml": {"groups": [GROUP]},
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


def _file(entry: EntryFile) -> Record:
    former = {"aliases": entry.ids[:-1]} if len(entry.ids) > 1 else {}
    data = {key: value for key, value in entry.data.items() if value}
    return {**data, **former}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a file
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}Z"
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
