"""New files have the line ends of their site."""

import re
from pathlib import Path

import pytest

from statusgen.authoring.git import run_git
from statusgen.authoring.line_ends import line_end
from statusgen.cli.main import run

NOW = "2026-11-23 14:15"
SITE = "content/site.yml"
SERIES = """
title: Upgrade
text: It is upgraded.
announce_before: 21d
repeats: {rule: FREQ=WEEKLY, count: 4}
starts: 2026-12-01 22:00
ends: 2026-12-02 02:00
"""
NEW = ("incident", "--title", "No sound", "--affects", "pbx=major_outage", "--text", "They do.")


def ends_of(path: Path) -> set[bytes]:
    return set(re.findall(rb"\r\n|\r|\n", path.read_bytes()))


def with_line_ends(root: Path, end: bytes) -> None:
    for path in root.glob("content/**/*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", end))


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_a_new_entry_has_the_line_ends_of_the_newest(small_site: Path, end: bytes) -> None:
    with_line_ends(small_site, end)
    assert run(["new", *NEW, "--root", str(small_site), "--now", NOW]) == 0
    (path,) = small_site.glob("content/incidents/2026/*.yml")
    assert ends_of(path) == {end}


def test_the_file_of_an_occurrence_has_the_line_ends_of_its_series(small_site: Path) -> None:
    series = small_site / "content/maintenance/upgrade.yml"
    series.parent.mkdir(parents=True, exist_ok=True)
    series.write_text(SERIES, newline="\r\n")
    update = ("upgrade@2026-12-08", "--status", "cancelled", "--text", "Not needed.")
    assert run(["update", *update, "--root", str(small_site), "--now", NOW]) == 0
    assert ends_of(series.with_name("upgrade-2026-12-08.yml")) == {b"\r\n"}


@pytest.mark.parametrize(
    ("attributes", "end"),
    [("*.yml text eol=crlf", "\r\n"), ("* text=auto eol=lf", "\n"), ("*.yml text", "\r\n")],
)
def test_attributes_of_git_go_before_the_files(small_site: Path, attributes: str, end: str) -> None:
    run_git(small_site, ("init", "-q"))
    (small_site / ".gitattributes").write_text(attributes)
    with_line_ends(small_site, b"\r\n")
    assert line_end(small_site, "content/incidents/2026/x.yml", SITE) == end


def test_without_git_and_files_lines_end_in_lf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert line_end(tmp_path, "content/incidents/x.yml", SITE) == "\n"
