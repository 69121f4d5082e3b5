"""A whole real history comes back from files of other status pages: nothing lost, no time moved."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from statusgen.domain.entry import Entry, end_of, start_of
from statusgen.domain.incident import IncidentNow
from statusgen.outputs.statuspage_api import OUTPUT
from tests.contexts import of_root, rendered
from tests.importers.sites import imported, new_site
from tests.outputs.real import HISTORY, context_at, needs_history
from tests.samples import at

NOW = "2026-11-20 15:00"
TIME = "%Y-%m-%d %H:%M:%SZ"

pytestmark = needs_history


def times(entries: Iterable[Entry]) -> Counter[tuple[datetime, datetime | None]]:
    """Return the starts and ends of entries, with the number of each."""
    return Counter((start_of(each), end_of(each)) for each in entries)


def test_a_history_comes_back_from_the_files_of_statuspage(tmp_path: Path) -> None:
    history = context_at(HISTORY, NOW)
    for file in rendered(OUTPUT, history):
        if "incidents/" in file.path or "scheduled-maintenances/" in file.path:
            (tmp_path / file.path.rpartition("/")[2]).write_bytes(file.content)
    site = new_site(tmp_path / "site")
    files = (str(path) for path in tmp_path.glob("*.json"))
    assert imported(site, "statuspage", "--add-components", *files) == 0
    assert times(of_root(site, at(NOW)).world.entries) == times(history.world.entries)


def issue(incident: IncidentNow) -> str:
    """Return an incident as cState has it."""
    resolved = "" if incident.resolved is None else f"resolvedWhen: {incident.resolved:{TIME}}\n"
    head = (
        f"---\ntitle: {json.dumps(incident.incident.title.default)}\n"
        f"date: {incident.started:{TIME}}\nresolved: {str(bool(resolved)).lower()}\n"
        f"{resolved}severity: disrupted\naffected: [API]\nsection: issue\n---\n\n"
    )
    news = (
        f'*{each.status.value}* - {each.text.default} {{{{< track "{each.at:{TIME}}" >}}}}\n'
        for each in reversed(incident.updates)
    )
    return head + "\n".join(news)


def test_a_history_comes_back_from_the_issues_of_cstate(tmp_path: Path) -> None:
    entries = context_at(HISTORY, NOW).world.entries
    incidents = [each for each in entries if isinstance(each, IncidentNow)]
    issues = tmp_path / "cstate/content/issues"
    issues.mkdir(parents=True)
    for each in incidents:
        (issues / f"{each.id}.md").write_text(issue(each), encoding="utf-8")
    site = new_site(tmp_path / "site")
    assert imported(site, "cstate", str(tmp_path / "cstate")) == 0
    assert times(of_root(site, at(NOW)).world.entries) == times(incidents)
