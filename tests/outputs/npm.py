"""Readers that are written in JavaScript: installed by npm, kept in `.cache`."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from tests.paths import REPOSITORY

_CACHE = REPOSITORY / ".cache"


def installed(name: str, *packages: str) -> Path:
    """Return the folder `name` with these packages in it.

    Without npm the test is skipped, but not on the build machine.
    """
    folder = _CACHE / name
    if not folder.is_dir():
        try:
            _install(folder, packages)
        except (OSError, subprocess.CalledProcessError) as error:
            message = f"npm cannot install {name}: {error}"
            pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return folder


def _install(folder: Path, packages: tuple[str, ...]) -> None:
    """Install packages in one step, because several workers of the tests may do so at once."""
    npm = shutil.which("npm") or "npm"
    folder.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        options = ["--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(  # noqa: S603 - npm as it is found on the PATH
            [npm, "install", "--prefix", made, *options, *packages],
            check=True,
            capture_output=True,
        )
        with suppress(OSError):
            Path(made).rename(folder)
            Path(made).mkdir()
