"""News of one minute: what a command writes later changes no published date of other news."""

from pathlib import Path

import pytest

from statusgen.cli.main import run

OPEN = """\
title: {title}
affects: {{pbx: major_outage}}
draft: {draft}
updates:
  - at: 2026-11-20 {at}
    status: investigating
    text: We look into it.
"""
NEW = "new incident --scope limited --title Fax --text Fails. --affects pbx=major_outage"
WORK = (
    "new maintenance --title Work --text Planned. --affects pbx=under_maintenance"
    " --starts +2d --ends 1h"
)


@pytest.mark.parametrize(
    "command", [NEW, WORK, "update calls --status monitoring --text Better.", "draft mail"]
)
@pytest.mark.parametrize(("other", "written"), [("14:30", "14:30:20"), ("14:10", "14:30")])
def test_the_seconds_are_written_if_other_news_has_the_minute(
    small_site: Path, command: str, other: str, written: str
) -> None:
    folder = small_site / "content" / "incidents"
    folder.mkdir(exist_ok=True)
    (folder / "calls.yml").write_text(OPEN.format(title="Calls", draft="false", at="14:05"))
    (folder / "mail.yml").write_text(OPEN.format(title="Mail", draft="true", at="14:06"))
    (folder / "site.yml").write_text(OPEN.format(title="Site", draft="false", at=other))
    where = ("--root", str(small_site), "--now", "2026-11-20T14:30:20+01:00")
    before = {path: path.read_text() for path in small_site.rglob("*.yml")}
    assert run([*command.split(), *where]) == 0
    (text,) = (
        path.read_text()
        for path in small_site.glob("content/*/**/*.yml")
        if path.read_text() != before.get(path)
    )
    assert f": 2026-11-20 {written}\n" in text
