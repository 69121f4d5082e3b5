import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from statusgen import package_root
from statusgen.cache.fingerprint import program


@pytest.fixture(autouse=True)
def _without_cache() -> Iterator[None]:
    yield
    program.cache_clear()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which packages are installed."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    return tmp_path


def new_fingerprint() -> str:
    program.cache_clear()
    return program()


def test_the_same_program_has_the_same_fingerprint() -> None:
    assert new_fingerprint() == new_fingerprint()


def test_another_version_of_a_package_changes_the_fingerprint(installed: Path) -> None:
    (installed / "markdown-3.11.dist-info").mkdir()
    before = new_fingerprint()
    (installed / "markdown-3.11.dist-info").rename(installed / "markdown-3.12.dist-info")
    assert new_fingerprint() != before


def test_other_code_changes_the_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words.py").write_text("HELLO = 'Hello'\n")
    monkeypatch.setattr("statusgen.cache.fingerprint.package_root", lambda: tmp_path)
    before = new_fingerprint()
    (tmp_path / "words.py").write_text("HELLO = 'Good day'\n")
    assert new_fingerprint() != before


def test_every_shipped_file_is_part_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "statusgen"
    shutil.copytree(package_root(), copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("statusgen.cache.fingerprint.package_root", lambda: copy)
    monkeypatch.setattr(sys, "path", [])
    before = new_fingerprint()
    assert [path for path in files(copy) if fingerprint_with_a_changed_byte(path) == before] == []
    assert new_fingerprint() == before


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def fingerprint_with_a_changed_byte(path: Path) -> str:
    """Return the fingerprint of the program with the last byte of a file changed."""
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if content else b"x")
    try:
        return new_fingerprint()
    finally:
        path.write_bytes(content)
