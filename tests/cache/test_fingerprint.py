import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from statusgen.cache.fingerprint import program


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    program.cache_clear()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which packages are installed."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    return tmp_path


def named_anew() -> str:
    program.cache_clear()
    return program()


def test_the_same_program_has_the_same_name() -> None:
    assert named_anew() == named_anew()


def test_another_version_of_a_package_makes_it_another_program(installed: Path) -> None:
    (installed / "markdown-3.11.dist-info").mkdir()
    before = named_anew()
    (installed / "markdown-3.11.dist-info").rename(installed / "markdown-3.12.dist-info")
    assert named_anew() != before


def test_other_code_makes_it_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words.py").write_text("HELLO = 'Hello'\n")
    monkeypatch.setattr("statusgen.cache.fingerprint.package_root", lambda: tmp_path)
    before = named_anew()
    (tmp_path / "words.py").write_text("HELLO = 'Good day'\n")
    assert named_anew() != before
