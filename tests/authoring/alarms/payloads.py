"""Payloads as Alertmanager 0.25 sends them to a webhook, and the site that they are sent to."""

import io
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from statusgen.cli.main import run

NEVER = "0001-01-01T00:00:00Z"
GROUP = '{}:{alertname="PbxDown"}'
RULES = """\
alarms:
  - match: {alertname: PbxDown, region: eu}
    notice: cloud-unreachable
    set: {component: pbx, region: Europe}
  - match: {alertname: PbxDown, region: uk}
    notice: cloud-unreachable
    set: {component: pbx-uk, region: United Kingdom}
  - match: {alertname: CallsDrop}
    notice: calls-dropping
    set: {component: pbx-uk}
"""
COMPONENTS = """\
groups:
  - id: all
    name: All
    components: [{id: pbx, name: PBX}, {id: pbx-uk, name: PBX UK}]
"""

Alert = Mapping[str, object]


def lay_out(root: Path) -> None:
    """Make a small site one with rules for alarms, and without entries."""
    (root / "content/incidents/calls-fail.yml").unlink()
    (root / "content/alarms.yml").write_text(RULES)
    (root / "content/components.yml").write_text(COMPONENTS)


def alert(since: str, until: str | None = None, **labels: str) -> Alert:
    """Return an alert that began on 2026-11-20 at a time in UTC, and may have ended."""
    return {
        "status": "resolved" if until else "firing",
        "labels": {"alertname": "PbxDown", "region": "eu", **labels},
        "annotations": {"summary": "PBX down"},
        "startsAt": f"2026-11-20T{since}:12.218243412Z",
        "endsAt": f"2026-11-20T{until}:20.5Z" if until else NEVER,
        "generatorURL": "http://prometheus.example/graph",
        "fingerprint": "a6722e9eafb0f7d0",
    }


def webhook(alerts: Iterable[Alert], group: str = GROUP) -> bytes:
    every = list(alerts)
    is_firing = any(each["status"] == "firing" for each in every)
    payload = {
        "receiver": "statusgen",
        "status": "firing" if is_firing else "resolved",
        "alerts": every,
        "groupLabels": {"alertname": "PbxDown"},
        "commonLabels": {"alertname": "PbxDown"},
        "commonAnnotations": {},
        "externalURL": "http://alertmanager.example",
        "version": "4",
        "groupKey": group,
        "truncatedAlerts": 0,
    }
    return json.dumps(payload).encode()


class Site:
    """A site that payloads are sent to, with its drafts as they are on disk."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self._monkeypatch = root, monkeypatch

    def send(self, data: bytes, now: str, form: str = "alertmanager") -> int:
        """Run `draft` with `data` on standard input, at a time of 2026-11-20 in UTC."""
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        clock = ("--now", f"2026-11-20 {now}Z")
        return run(["draft", "--from", form, "--root", str(self.root), *clock])

    def fire(self, now: str, *alerts: Alert) -> int:
        return self.send(webhook(alerts), now)

    @property
    def paths(self) -> list[Path]:
        return sorted((self.root / "content").glob("*/*/*.yml"), key=lambda each: each.stem)

    @property
    def text(self) -> str:
        """The text of the only draft."""
        (path,) = self.paths
        return path.read_text("utf-8")

    def edit(self, old: str, new: str) -> None:
        (path,) = self.paths
        assert old in self.text
        path.write_text(self.text.replace(old, new), "utf-8")
