"""What `check` passes, `build` builds: also templates, notices and posts are looked at."""

import os
from pathlib import Path

import pytest

from statusgen.cli.main import run

NOW = ("--now", "2026-11-20 15:00")
GROUPS = """
groups: [{id: all, name: All, url: "https://groups.example/", max_length: 900,
          announces: [global_problem, maintenance]}]
"""
INCIDENT = """
title: Calls fail
scope: global
affects: {pbx: major_outage}
updates:
  - {at: 2026-11-20 14:15, status: investigating, text: News}
  - {at: %s, status: identified, text: "%s"}
"""
WORK = """
title: Upgrade
announced: 2026-11-21 10:00
starts: 2026-12-01 22:00
ends: 2026-12-02 02:00
text: "%s"
"""


def checked(root: Path, path: str, text: str, *options: str) -> int:
    """Return the exit code of `check` for a site with groups and a file at `path`."""
    for name, content in {"content/groups.yml": GROUPS, path: text}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(os.fsencode(content))
    return run(["check", "--root", str(root), *NOW, *options])


LONG = "A long text. " * 100
MISTAKES = [
    ("content/incidents/x.yml", INCIDENT % ("2026-11-20 14:40", LONG), "characters, and the group"),
    ("content/incidents/x.yml", INCIDENT % ("2026-11-21 14:40", LONG), "characters, and the group"),
    ("content/maintenance/x.yml", WORK % LONG, "characters, and the group takes 900"),
    ("templates/site/home.html", "{{ view.nothing }}", "the template cannot be used"),
    ("templates/site/style.css", "/* caf\udce9 */", "templates/site/style.css:1:1: the template"),
    ("templates/notices/mine.yml", "kind: incident", "'title' is missing"),
]


@pytest.mark.parametrize(("path", "text", "message"), MISTAKES)
def test_what_would_stop_a_build_is_found(
    small_site: Path, path: str, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(small_site, path, text) == 1
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(("path", "text", "_message"), MISTAKES)
def test_content_alone_is_checked_on_request(
    small_site: Path, path: str, text: str, _message: str
) -> None:
    assert checked(small_site, path, text, "--content-only") == 0


def test_a_check_writes_nothing(small_site: Path) -> None:
    before = sorted(small_site.rglob("*"))
    assert run(["check", "--root", str(small_site), *NOW]) == 0
    assert sorted(small_site.rglob("*")) == before


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_of_published_entries_that_is_gone_is_warned_of(
    small_site: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["build", "--root", str(small_site), *NOW])
    for path in (small_site / "content/incidents").iterdir():
        path.unlink()
    (small_site / "content/incidents").rmdir()
    capsys.readouterr()
    assert run([command, "--root", str(small_site), *NOW]) == 0
    message = "content/incidents:1:1: warning: this folder is gone, and the last build had 1 page"
    assert message in capsys.readouterr().err


def test_a_build_names_what_is_wrong_in_a_notice_of_the_site_and_goes_on(
    small_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notices = small_site / "templates/notices"
    notices.mkdir(parents=True)
    (notices / "mine.yml").write_text("kind: incident\n")
    assert run(["build", "--root", str(small_site), *NOW]) == 0
    message = "templates/notices/mine.yml:1:1: warning: 'title' is missing"
    assert message in capsys.readouterr().err
