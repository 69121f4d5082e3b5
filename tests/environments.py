"""Virtual environments of their own for readers whose requirements do not go with ours."""

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from tests.paths import REPOSITORY
from tests.versions import Environment

_CACHE = REPOSITORY / ".cache"


def python_with(requirements: Path) -> Path:
    """Return the Python of an environment with these packages, installed once in `.cache`.

    Where pip cannot install them the test is skipped, but not on the build machine.
    """
    edition = sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = _CACHE / f"{requirements.stem}-{edition}"
    if not folder.is_dir():
        try:
            _install(folder, requirements)
        except (OSError, subprocess.CalledProcessError) as error:
            message = f"pip cannot install {requirements.name}: {error}"
            pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return folder / "bin" / "python"


def _install(folder: Path, requirements: Path) -> None:
    """Install in one step, because several workers of the tests may do so at once."""
    folder.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        Environment(Path(made)).install("-r", str(requirements))
        with suppress(OSError):
            Path(made).rename(folder)
            Path(made).mkdir()
