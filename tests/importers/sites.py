"""A site to import into, and what is there afterwards."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from statusgen.cli.main import run
from statusgen.content.load import load
from tests.samples import at

NOW = "2026-11-20 15:00Z"
SITE = """\
name: Status
url: https://status.example/
timezone: Europe/Rome
languages: [en]
maintenance: {remind_before: 24h}
"""
COMPONENTS = """\
# what can fail
groups:
  - id: core
    name: Core
    components:
      - {id: api, name: API}
      - {id: media, name: Media Proxy}
"""


def new_site(root: Path, components: str = COMPONENTS) -> Path:
    (root / "content").mkdir(parents=True)
    (root / "content" / "site.yml").write_text(SITE, encoding="utf-8")
    (root / "content" / "components.yml").write_text(components, encoding="utf-8")
    return root


def imported(root: Path, *arguments: str) -> int:
    return run(["import", "--root", str(root), "--now", NOW, *arguments])


def entries(root: Path) -> dict[str, dict[str, Any]]:
    """Return the files of entries by their ids, as a reader of YAML that is not ours sees them."""
    files = (root / "content").glob("*/**/*.yml")
    return {path.stem: yaml.load(path.read_bytes(), yaml.BaseLoader) for path in files}  # noqa: S506


def only(root: Path) -> dict[str, Any]:
    """Return the one entry there is; what was imported has passed check."""
    assert load(root, at("2026-11-20 15:00")).content is not None
    (entry,) = entries(root).values()
    return entry


def updates(entry: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(each["at"], each["status"], each["text"].strip()) for each in entry["updates"]]


def report(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines of the report, without the dashes."""
    return [line.removeprefix("- ") for line in capsys.readouterr().out.splitlines()]
