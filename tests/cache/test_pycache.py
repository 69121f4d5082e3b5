import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from statusgen.cache import pycache
from statusgen.cache.disk import Pycache


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is remembered of "code" stands."""
    monkeypatch.setattr(pycache, "_PACKAGE", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Path(cache_from_source(str(tmp_path / "code.py"))).with_suffix(".bin")


def test_what_was_kept_is_recalled_under_its_key_only(kept: Path) -> None:
    Pycache().keep("code", "one", b"first")
    assert Pycache().recall("code", "one") == b"first"
    assert Pycache().recall("code", "two") is None
    assert kept.is_file()


def test_of_each_kind_the_last_is_remembered(kept: Path) -> None:
    Pycache().keep("code", "one", b"first")
    Pycache().keep("code", "two", b"second")
    assert [each.name for each in kept.parent.iterdir()] == [kept.name]
    assert Pycache().recall("code", "one") is None


def test_a_file_that_was_damaged_is_not_known(kept: Path) -> None:
    Pycache().keep("code", "one", b"first")
    kept.write_bytes(kept.read_bytes()[:-1])
    assert Pycache().recall("code", "one") is None


def test_nothing_is_kept_where_python_keeps_no_compiled_code(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    Pycache().keep("code", "one", b"first")
    assert not kept.exists()


def test_nothing_is_kept_where_it_cannot_be_written(kept: Path) -> None:
    kept.parent.write_bytes(b"no folder")
    Pycache().keep("code", "one", b"first")
    assert Pycache().recall("code", "one") is None
