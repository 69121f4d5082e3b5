import os
import tempfile
from pathlib import Path
from typing import Never

import pytest

from statusgen.authoring.splice.disk import EditError, replace_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "entry.yml"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("mode", [0o644, 0o664, 0o600])
def test_a_file_is_replaced_and_keeps_its_mode(file: Path, mode: int) -> None:
    file.chmod(mode)
    replace_file(file, b"old", b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", mode)
    assert names(file.parent) == ["entry.yml"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_file_keeps_its_owner(file: Path) -> None:
    os.chown(file, 1234, 4321)
    replace_file(file, b"old", b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 4321)


def test_a_link_stays_one(file: Path) -> None:
    link = file.with_name("link.yml")
    link.symlink_to(file)
    replace_file(link, b"old", b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_a_file_that_somebody_changed_meanwhile_stays_theirs(file: Path) -> None:
    with pytest.raises(EditError, match=r"entry\.yml was changed by somebody else"):
        replace_file(file, b"older", b"new")
    assert file.read_bytes() == b"old"
    assert names(file.parent) == ["entry.yml"]


def test_a_file_that_went_away_is_not_made_again(file: Path) -> None:
    file.unlink()
    with pytest.raises(EditError, match="could not be written: No such file or directory"):
        replace_file(file, b"old", b"new")
    assert names(file.parent) == []


def test_a_read_only_folder_is_an_error(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> Never:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(EditError, match=r"Permission denied\. It is as it was\."):
        replace_file(file, b"old", b"new")
    assert file.read_bytes() == b"old"


def test_a_disk_that_fills_up_leaves_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> Never:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(EditError, match="No space left on device"):
        replace_file(file, b"old", b"new")
    assert (file.read_bytes(), names(file.parent)) == (b"old", ["entry.yml"])
