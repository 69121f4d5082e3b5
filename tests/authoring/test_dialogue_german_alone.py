"""The dialogue of `new` and `update` on a site in German alone has no English word of ours.

The words of files, which a person types too, stay as they are: ids, statuses, states, options.
"""

import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

import pytest

from statusgen.cli.main import run
from statusgen.model import (
    Cause,
    EmergencyCalls,
    EntryKind,
    IncidentStatus,
    MaintenanceAction,
    Scope,
    State,
)
from tests.authoring.test_git import git
from tests.authoring.test_notices_german_alone import english
from tests.notices_reader import notices
from tests.terminals import session

_FILES = {
    "content/site.yml": """\
name: Netzstatus
url: https://status.example/
timezone: Europe/Rome
languages: [de]
""",
    "content/components.yml": """\
groups:
  - id: all
    name: Alle
    components: [{id: pbx, name: PBX Rom}, {id: web, name: Portal}]
""",
    "content/groups.yml": """\
groups:
  - {id: alle, name: Alle, url: "https://groups.example/", announces: [global_problem, maintenance]}
  - {id: fr, name: Nord, url: "https://nord.example/", announces: [global_problem], languages: [de]}
""",
    "content/sla.yml": """\
name: Regeln
created: 2018-04
updated: 2020-07
permalink: https://docs.example/regeln
mission: {offers: [Hilfe]}
regions:
  - {id: emea, label: Europa, timezone: Europe/Rome, support_hours: {monday: 09:00-18:00}}
classes:
  - {id: critical, name: Critical, conditions: [Alles], goal: {within: 30m, during: always}}
  - {id: standard, name: Standard, conditions: [Sonst], goal: {by: end_of_working_day}}
extended: {classes: [critical], channel: phone, during: always, languages: [de], covers: [Alles]}
tiers: [{id: gold, name: Gold, support: direct}]
channels: [{id: phone, name: Telefon, who: everyone, used_for: [Alles]}]
""",
}
_ENUMS: tuple[type[Enum], ...] = (
    Cause,
    EmergencyCalls,
    EntryKind,
    IncidentStatus,
    MaintenanceAction,
    Scope,
    State,
)


@pytest.fixture
def german(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for name, text in _FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "Anfang")
    return root


def typed(root: Path, now: str, answers: Iterable[str], *arguments: str) -> str:
    """Return what a terminal shows when a person types answers, without them."""
    lines = "".join(f"{each}\n" for each in answers)
    code, shown = session(lines, *arguments, "--root", str(root), "--now", f"2026-11-20 {now}")
    assert code == 0, shown
    return shown.removeprefix(lines)


def of_files() -> re.Pattern[str]:
    """Return what finds the words of files and commands."""
    values = [str(each.value) for kind in _ENUMS for each in kind]
    words = [*values, *notices("de").by_name, "publish", "write", "nothing", "all", "none", "now"]
    every = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(
        r"statusgen \w+ .*|--[\w-]+|COMPONENT=STATE|\S+\.yml|^[ #-]*[\w-]+:(?: |$)"
        rf"|\b(?:{every})\b",
        re.MULTILINE,
    )


def left(shown: str) -> set[str]:
    return english(of_files().sub(" ", shown))


def the_only(root: Path, folder: str) -> Path:
    (path,) = (root / "content" / folder).rglob("*.yml")
    return path


def test_an_incident_from_its_first_question_to_its_end(german: Path) -> None:
    ours = ["cloud-unr", "pbxx", "pbx", "25:00", "14:03", "Europa"]
    impact = ["vielleicht", "unk", "Chat", "Mobil telefonieren"]
    shown = typed(german, "14:40", [*ours, *impact, "j"], "new", "incident")
    assert not left(shown), shown
    assert "Error: " not in shown
    assert "'pbxx' ist als Komponente nicht bekannt" in shown
    assert "  3  unknown       Noch nicht bekannt" in shown
    assert "Veröffentlichen [publish]: " in shown
    assert "Commit angelegt: incident 2026-11-20-" in shown
    again = ["cloud-unr", "pbx", "14:03", "Europa", "", "", "vielleicht", "j"]
    further = ["ident", "Wir wissen mehr.", "none", "eben", "30m", "write"]
    shown = typed(german, "15:10", [*again, *further], "new", "incident")
    assert not left(shown), shown
    assert "hat diesen Titel. Ist dies eine Meldung dazu [J/n]: " in shown
    assert "Nächste Meldung (Europe/Rome)" in shown
    assert "  - at: 2026-11-20 15:10\n" in the_only(german, "incidents").read_text()


def test_a_maintenance_from_its_first_question_to_its_extension(german: Path) -> None:
    ours = [
        "none",
        "Neuer Router",
        "Wir tauschen ihn.",
        "pbx",
        "",
        "16:00",
        "2026-11-20 15:00",
        "2h",
    ]
    shown = typed(german, "15:30", [*ours, "write"], "new", "maintenance")
    assert not left(shown), shown
    assert "  4  major_outage          Schwerer Ausfall\n" in shown
    assert "Beginn der Arbeiten (Europe/Rome), etwa 22:00 oder 2026-11-20 15:30: " in shown
    further = ["ext", "2026-11-20 17:30", "1h", "Es dauert an.", "nothing"]
    code, shown = session(
        "".join(f"{each}\n" for each in further),
        *("update", "--root", str(german), "--now", "2026-11-20 17:10"),
    )
    assert code == 130
    assert not left(shown), shown
    assert "das Zeitfenster reicht schon bis 2026-11-20 18:00 Europe/Rome" in shown
    assert "Ihr Text, der nicht geschrieben wurde:\n\nEs dauert an." in shown


def test_a_script_is_answered_in_german(german: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--title", "Neu", "--text", "Es geht nicht.", "--affects", "pbx=major_outage")
    given = ("--root", str(german), "--now", "2026-11-20 14:40")
    assert run(["new", "incident", *words, "--scope", "global", "--draft", *given]) == 0
    printed = capsys.readouterr()
    assert not left(printed.err + printed.out), printed
    assert "Es ist ein Entwurf" in printed.err


def test_an_english_word_is_found() -> None:
    assert left("Publish it [publish]: ")
    assert not left("Veröffentlichen [publish]: ")
