"""Small sites as text, and the problems that checks find in them."""

from datetime import UTC, datetime
from pathlib import Path

from statusgen.content.load import load
from statusgen.problems import Problem

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITE = """
name: Acme
url: https://example.com/
timezone: UTC
languages: [en, it]
maintenance: {notice_period: 36h}
"""
COMPONENTS = "groups: [{id: g, name: G, components: [{id: a, name: A}, {id: b, name: B}]}]"


def problems_of(root: Path, **entries: str) -> list[Problem]:
    """Return the problems of a site with these entries; `incident_x` is incidents/x.yml."""
    files = {"site": SITE, "components": COMPONENTS}
    files |= {
        name.replace("incident_", "incidents/").replace("maintenance_", "maintenance/"): text
        for name, text in entries.items()
    }
    for name, text in files.items():
        path = root / "content" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(load(root, NOW).problems)


def spot(problem: Problem) -> str:
    place = problem.place
    return f"{place.path}:{place.line}:{place.column}"


def incident(at: str, status: str, more: str = "") -> str:
    update = f"{{at: {at}, status: {status}, text: News{more}}}"
    return f"title: Calls fail\naffects: {{a: partial_outage}}\nupdates: [{update}]\n"


def maintenance(starts: str, ends: str, more: str = "", announced: str = "2026-11-01 10:00") -> str:
    return (
        f"title: Upgrade\ntext: It will be upgraded.\naffects: {{a: under_maintenance}}\n"
        f"announced: {announced}\nstarts: {starts}\nends: {ends}\n{more}"
    )


def updates(*written: str) -> str:
    return "updates:\n" + "".join(f"  - {{{each}, text: News}}\n" for each in written)


FIRST = maintenance("2026-12-01 10:00", "2026-12-01 14:00")
