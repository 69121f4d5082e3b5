"""Plants every mistake that the format lists into the sample content, where a site is published."""

import re
import shutil
from pathlib import Path

import pytest

from statusgen.cli.main import run
from tests.paths import REPOSITORY

SAMPLE = REPOSITORY / "content"
INCIDENT = "content/incidents/2026/2026-11-20-cloud-eu-unreachable.yml"
UPGRADE = "content/maintenance/2026/2026-12-01-wmp-upgrade.yml"
NOW = ("--now", "2026-11-20 15:00 Europe/Rome")

Change = tuple[str, str]

CHANGED: dict[str, tuple[str, Change, str]] = {
    "unknown key": (INCIDENT, ("scope:", "scop:"), "3:1"),
    "unknown component": (INCIDENT, ("  wmp: degraded", "  wpm: degraded"), "9:3"),
    "unknown class": (INCIDENT, ("cos: critical", "cos: critcal"), "2:6"),
    "unknown group": ("content/sla.yml", ("group: tech-wizards", "group: tech-wizard"), ""),
    "unknown region": (INCIDENT, ("region: emea", "region: emae"), "5:9"),
    "unknown state": (INCIDENT, ("major_outage", "mayor_outage"), "8:13"),
    "unknown status": (INCIDENT, ("status: identified", "status: identifed"), "18:13"),
    "missing field": (INCIDENT, ("title: Cloud PBX unreachable in Europe\n", ""), "1:1"),
    "wrong type": (INCIDENT, ("cos: critical", "cos: [critical]"), "2:6"),
    "duplicate key": (INCIDENT, ("scope: global", "cos: standard"), "3:1"),
    "updates out of order": (
        INCIDENT,
        ("- at: 2026-11-20 14:40", "- at: 2026-11-20 14:10"),
        "17:9",
    ),
    "end not after start": (UPGRADE, ("ends: 2026-12-02 02:00", "ends: 2026-12-01 22:00"), "12:7"),
    "text empty": (
        INCIDENT,
        ("text: Service is restored, and all voicemail has been delivered.", 'text: " "'),
        "32:11",
    ),
    "no such zone": (
        INCIDENT,
        ("reported: 2026-11-20 14:03", "reported: 2026-11-20 14:03 Rome"),
        "",
    ),
    "skipped time": (UPGRADE, ("starts: 2026-12-01 22:00", "starts: 2026-03-29 02:30"), "11:9"),
    "placeholder": (INCIDENT, ("in Europe", "in ??region??"), "1:"),
    "documents": (INCIDENT, ("cos: critical", "---\ncos: critical"), "2:1"),
    "anchor holds itself": (INCIDENT, ("affects:\n", "affects: &a\n  cloud-uk: *a\n"), ""),
    "nesting": (INCIDENT, ("cos: critical", f"cos: {'[' * 60}{']' * 60}"), "2:"),
    "tag": (INCIDENT, ("cos: critical", "cos: !!str critical"), "2:6"),
    "merge key": (INCIDENT, ("scope: global", "<<: {scope: global}"), "3:1"),
    "title of two lines": (INCIDENT, ("title: Cloud PBX", 'title: "Cloud\\nPBX"\n#'), "1:8"),
    "language": (INCIDENT, ("title: Cloud PBX", "title: {en: Cloud, pt: Nuvem}\n#"), "1:"),
}


ENGLISH = """\
title: Cloud PBX unreachable in Europe
cos: critical
scope: global
cause: internal
region: emea
reported: 2026-11-20 14:03
affects:
  cloud-eu: major_outage
  wmp: degraded_performance
updates:
  - at: 2026-11-20 14:15
    status: investigating
    text: |
      Calls through the European cloud have been failing since 14:00. The NOC is analysing the
      cause. WMP opens, but slowly.
    next_update: 2026-11-20 14:45
  - at: 2026-11-20 14:40
    status: identified
    affects: {wmp: operational}
    text: |
      A database node has failed. Traffic is moving to the standby, and PBXs come back one after the
      other. There is nothing to do on site: phones register again by themselves.
    next_update: 2026-11-20 15:10
  - at: 2026-11-20 15:08
    status: monitoring
    affects: {cloud-eu: degraded_performance}
    text: |
      All PBXs run on the standby and calls work. Voicemail arrives with some delay.
    next_update: 2026-11-20 16:30
  - at: 2026-11-20 16:22
    status: resolved
    text: Service is restored, and all voicemail has been delivered.
"""
"""The incident as it is before anybody translates it: what is planted names its lines."""


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("published")
    shutil.copytree(SAMPLE, root / "content")
    (root / INCIDENT).write_text(ENGLISH, encoding="utf-8")
    site = root / "content/site.yml"
    site.write_text(
        re.sub(r"^languages: .*", "languages: [en]", site.read_text(), flags=re.MULTILINE)
    )
    assert run(["build", "--root", str(root), *NOW]) == 0
    return root


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "site"))


def on_disk(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def refused(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a refused build says, once it is sure that it left the site as it was."""
    before = on_disk(root / "site")
    assert run(["build", "--root", str(root), *NOW]) == 1
    assert on_disk(root / "site") == before
    return capsys.readouterr().err


@pytest.mark.parametrize("mistake", CHANGED)
def test_a_mistake_is_refused_at_its_place(
    mistake: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, (right, wrong), place = CHANGED[mistake]
    text = (site / path).read_text(encoding="utf-8")
    assert right in text
    (site / path).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    errors = [line for line in refused(site, capsys).splitlines() if line.startswith(path)]
    assert any(line.startswith(f"{path}:{place}") and "warning" not in line for line in errors)


@pytest.mark.parametrize(
    ("path", "data", "printed"),
    [
        ("content/incidents/odd.yml", b"title: \xff", "1:8"),
        ("content/incidents/large.yml", b"#" * (1024 * 1024 + 1), "1:1"),
        ("content/maintenance/Odd Name.yml", b"title: x", "1:1"),
        ("content/maintenance/2026-11-20-cloud-eu-unreachable.yml", b"title: x", "1:1"),
        (
            "content/incidents/bomb.yml",
            b"a: &a [x,x,x,x,x,x,x,x,x]\n"
            + b"".join(
                b"%c: &%c [%s]\n" % (name, name, b",".join([b"*%c" % (name - 1)] * 9))
                for name in range(ord("b"), ord("j"))
            ),
            "",
        ),
    ],
)
def test_a_file_that_does_not_belong_is_refused(
    path: str, data: bytes, printed: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / path).write_bytes(data)
    assert f"{path}:{printed}" in refused(site, capsys)


def test_all_mistakes_of_all_files_are_reported_in_one_run(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = {path: change for path, change, _ in CHANGED.values()}
    for path, (right, wrong) in planted.items():
        text = (site / path).read_text(encoding="utf-8")
        (site / path).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    output = refused(site, capsys)
    assert len(planted) > 2
    assert all(f"{path}:" in output for path in planted)
