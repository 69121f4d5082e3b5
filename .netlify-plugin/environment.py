"""Installs what `pip install` is told to into .statusgen-venv, unless what is kept there fits.

It fits if Python, the platform, the folder, and all that is to be installed are those of last time,
and the files are as they were installed; otherwise it is made anew. Needs nothing but Python.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(".statusgen-venv")
_NOTE = FOLDER / "installed.txt"
_SOURCES = ("pyproject.toml", "statusgen", "templates")
"""The installed packages of a folder."""


def main(arguments: list[str]) -> int:
    """Bring the environment to what the arguments of pip say; returns pip's exit code."""
    key = _key(arguments)
    if _NOTE.is_file() and _NOTE.read_text("utf-8") == f"{key} {_state()}":
        return 0
    shutil.rmtree(FOLDER, ignore_errors=True)
    venv.create(FOLDER, with_pip=True)
    python = FOLDER / "bin" / "python"
    code = subprocess.call([python, "-m", "pip", "install", *arguments])
    if code == 0:
        _NOTE.write_text(f"{key} {_state()}", "utf-8")
    return code


def _key(arguments: list[str]) -> str:
    """Return the digest of all that decides what is installed."""
    digest = hashlib.sha256(repr((sys.version, platform.platform(), Path.cwd())).encode())
    for each in arguments:
        digest.update(each.encode())
        for path in _files(Path(each)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    """Yield the files that an argument stands for: itself, those it names, or those of a folder."""
    if path.is_file():
        yield path
        for word in path.read_text("utf-8", "replace").split() if path.suffix == ".txt" else ():
            if Path(word).is_file():
                yield Path(word)
    elif path.is_dir():
        for name in _SOURCES:
            found = [path / name, *sorted((path / name).rglob("*"))]
            yield from (each for each in found if each.is_file() and each.suffix != ".pyc")


def _state() -> str:
    """Return the digest of names and sizes in the environment, without compiled files."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix != ".pyc" and path != _NOTE and path.is_file():
            digest.update(f"{path} {path.stat().st_size}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
