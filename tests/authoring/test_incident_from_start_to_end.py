"""An incident from start to end, at a terminal: five commands, and what is published after each."""

import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import feedparser
import pytest

from statusgen.build import BuildRequest, build
from statusgen.cache.store import MemoryStore
from tests.samples import at

ENTRY = "2026-11-20-cloud-pbx-unreachable-in-europe"
GROUPS = """\
groups:
  - {id: wizards, name: Wizards, url: "https://groups.example/w/", announces: [global_problem]}
"""


@dataclass(frozen=True)
class Published:
    """The published state at an instant: states and titles in page, feed, API and posts."""

    page: str
    feed: tuple[str, ...]
    status: str
    posts: int


@dataclass(frozen=True)
class Terminal:
    """A person at a terminal in the folder of a site."""

    root: Path

    def run(self, now: str, *words: str, typed: str = "", editor: str = "false") -> str:
        """Return the output of a command, given typed input and a script as the editor."""
        script = self.root.parent / "editor.sh"
        script.write_text(f"#!/bin/sh\n{editor}\n")
        script.chmod(0o755)
        ours, theirs = pty.openpty()
        os.write(ours, typed.encode())
        command, *rest = words
        ended = subprocess.run(  # noqa: S603 - ours
            [sys.executable, "-m", "statusgen", command, "--root", self.root, "--now", now, *rest],
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "EDITOR": str(script), "VISUAL": str(script)},
            check=False,
        )
        os.close(ours)
        os.close(theirs)
        output = ended.stdout.decode()
        assert ended.returncode == 0, output
        return output

    def published(self, now: str) -> Published:
        """Return the published state of a build at `now`, in UTC."""
        result = build(BuildRequest(self.root, at(now)), None, MemoryStore())
        assert result.site, result.problems
        made = {each.path: each.content.decode(errors="replace") for each in result.site.artefacts}
        feed = feedparser.parse(made["feed.rss"])
        (incident,) = json.loads(made["api/v2/incidents.json"])["incidents"]
        return Published(
            page=made[f"incidents/{ENTRY}/index.html"],
            feed=tuple(entry.title.partition("]")[0] for entry in feed.entries),
            status=incident["status"],
            posts=sum(fnmatch(path, "posts/wizards/*.en.txt") for path in made),
        )


@pytest.fixture
def terminal(small_site: Path) -> Terminal:
    (small_site / "content/incidents/calls-fail.yml").unlink()
    (small_site / "content/groups.yml").write_text(GROUPS)
    return Terminal(small_site)


def test_an_incident_from_start_to_end(terminal: Terminal) -> None:
    output = terminal.run(
        "2026-11-20 03:02",
        *("new", "incident", "--notice", "cloud-unreachable"),
        typed="pbx\n03:00\nEurope\n",
    )
    assert "Cloud PBX unreachable in Europe\nInvestigating: " in output
    seen = terminal.published("2026-11-20 02:03")
    assert (seen.feed, seen.status, seen.posts) == (("[Investigating",), "investigating", 1)
    assert "Our engineers are looking for the cause." in seen.page

    output = terminal.run(
        "2026-11-20 03:20",
        *("update", ENTRY, "--status", "identified", "--stage-text", "--next-update", "30m"),
    )
    assert "Cloud PBX unreachable in Europe\nIdentified: " in output
    seen = terminal.published("2026-11-20 02:21")
    assert (seen.feed[0], seen.status, seen.posts) == ("[Identified", "identified", 2)
    assert "We have found why PBX cannot be reached" in seen.page

    output = terminal.run(
        "2026-11-20 03:45",
        *("update", ENTRY, "--status", "monitoring", "--affects", "pbx=operational"),
        typed="e\n",
        editor='echo "The standby carries all calls." > "$1"',
    )
    assert "Cloud PBX unreachable in Europe\nMonitoring: " in output
    seen = terminal.published("2026-11-20 02:46")
    assert (seen.feed[0], seen.status, seen.posts) == ("[Monitoring", "monitoring", 3)
    assert "The standby carries all calls." in seen.page

    terminal.run("2026-11-20 04:30", "update", ENTRY, "--status", "resolved", "--stage-text")
    seen = terminal.published("2026-11-20 03:31")
    assert (seen.feed[0], seen.status, seen.posts) == ("[Resolved", "resolved", 4)
    assert "PBX works normally." in seen.page

    output = terminal.run("2026-11-20 04:31", "post", ENTRY, "--group", "wizards")
    assert output.startswith("Cloud PBX unreachable in Europe\nResolved: Fri 20 Nov, 04:30 Rome")
