import errno
import os
import tempfile
from pathlib import Path
from typing import Never

import pytest

from statusgen.authoring.splice.disk import EditError, create_file, replace_file


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
    with pytest.raises(EditError, match=r"Permission denied\. It is as it was; run"):
        replace_file(file, b"old", b"new")
    assert file.read_bytes() == b"old"


def test_a_disk_that_fills_up_leaves_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> Never:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(EditError, match="No space left on device"):
        replace_file(file, b"old", b"new")
    assert (file.read_bytes(), names(file.parent)) == (b"old", ["entry.yml"])


# --- new files --------------------------------------------------------------------------------


def test_a_new_file_has_the_line_ends_and_the_mode_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    create_file(tmp_path / "new" / "file.yml", "a\nb\n", "\r\n")
    assert (tmp_path / "new/file.yml").read_bytes() == b"a\r\nb\r\n"
    assert (tmp_path / "new/file.yml").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("number", [0, errno.EPERM])
def test_a_file_that_exists_is_not_replaced_by_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    without_links(monkeypatch, number)
    (tmp_path / "file.yml").write_text("old")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "file.yml", "new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"file.yml": "old"}


def test_a_new_file_needs_no_second_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_links(monkeypatch, errno.EPERM)
    create_file(tmp_path / "file.yml", "new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"file.yml": "new"}


def without_links(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let the disk refuse a second name of a file, as FAT does, if there is an error number."""

    def link(*_paths: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    if number:
        monkeypatch.setattr(os, "link", link)


def test_what_a_killed_command_left_is_removed_a_day_later(tmp_path: Path) -> None:
    old, new = tmp_path / ".a.statusgen.tmp", tmp_path / ".b.statusgen.tmp"
    for path in (old, new):
        path.write_text("half")
    os.utime(old, (0, 0))
    create_file(tmp_path / "file.yml", "new")
    assert not old.exists()
    assert new.exists()
