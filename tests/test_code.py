"""Holds the code to its own rules: ruff's checks and format, mypy's strict types."""

import subprocess
import sys

import pytest

from tests.paths import REPOSITORY

ROOT = REPOSITORY


@pytest.mark.parametrize(
    "judge", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)], ids=" ".join
)
def test_the_code_keeps_to_its_rules(judge: tuple[str, ...]) -> None:
    found = subprocess.run(  # noqa: S603 - the words are those above
        [sys.executable, "-m", *judge], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
