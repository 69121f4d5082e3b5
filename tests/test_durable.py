"""Waiting for the disk: real calls, and disks that fail or have no such call."""

import ctypes
import errno
import os
import sys
from pathlib import Path

import pytest

from statusgen import durable
from statusgen.durable import sync_file_system, sync_folder

needs_syncfs = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has syncfs")


@needs_syncfs
def test_the_system_is_asked_to_write_a_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = ctypes.CDLL(None, use_errno=True).syncfs
    monkeypatch.setattr(durable, "_syncfs", lambda each: asked.append(real(each)))
    sync_file_system(str(tmp_path))
    assert asked == [0]


@needs_syncfs
def test_a_system_without_such_a_call_is_asked_to_write_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(durable, "_syncfs", None)
    monkeypatch.setattr(os, "sync", lambda: asked.append(True))
    sync_file_system(str(tmp_path))
    assert asked == [True]


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_could_not_write_everything_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fail_with(number, monkeypatch)
    with pytest.raises(OSError, match=os.strerror(number)):
        sync_folder(str(tmp_path))
    with pytest.raises(OSError, match=os.strerror(number)):
        sync_file_system(str(tmp_path))


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS])
def test_a_disk_that_cannot_be_waited_for_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fail_with(number, monkeypatch)
    sync_folder(str(tmp_path))
    sync_file_system(str(tmp_path))


def fail_with(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    def syncfs(_descriptor: int) -> int:
        ctypes.set_errno(number)
        return -1

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(durable, "_syncfs", syncfs)
