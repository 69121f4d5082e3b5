"""The sample content as a site in one language has it, for tests and benchmarks that need one."""

import re
from pathlib import Path
from shutil import copytree
from typing import Any

import yaml

from tests.paths import REPOSITORY

CONTENT = REPOSITORY / "content"


class _AsTyped(yaml.SafeDumper):
    """Writes every value as it was typed: nothing that is read is a number or a truth value."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - it is the library's own


def write_in_english(root: Path) -> None:
    """Write the sample content below `root`, with its English texts and no others."""
    copytree(CONTENT, root / "content")
    for path in (root / "content").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"^ *languages: |^ *(?:- )?en:", text, re.MULTILINE):
            path.write_text(in_english(text), encoding="utf-8")


def in_english(text: str) -> str:
    """Return a content file without its texts in other languages, and without comments."""
    read = _in_english(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - it makes text of all
    return str(yaml.dump(read, Dumper=_AsTyped, sort_keys=False, allow_unicode=True, width=100))


def _in_english(value: Any) -> Any:  # noqa: ANN401 - any part of a file
    if isinstance(value, list):
        return [_in_english(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "en" in value and value.keys() <= {"en", "it", "de", "fr", "es"}:
        return value["en"]
    found = {name: _in_english(each) for name, each in value.items()}
    return found | ({"languages": ["en"]} if "url" in found and "timezone" in found else {})
