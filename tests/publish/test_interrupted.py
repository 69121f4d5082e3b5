"""The published folder when a build is killed, or two builds run at once."""

import os
import random
import signal
import stat
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from statusgen.artefact import Artefact
from statusgen.incremental.workers import Workers
from statusgen.locks import locked
from statusgen.publish.errors import PublishError
from statusgen.publish.ledger import NOTHING, Ledger
from statusgen.publish.paths import TEMPORARY
from statusgen.publish.site import publish
from tests.disk import no_file_longer_than
from tests.publish.test_fragments import fragment
from tests.publish.test_publish import NEW, OLD, published, put

KILLS = 40
PAGES = 20


def site(word: str, own: str) -> dict[str, bytes]:
    """Return a site in which every file contains `word`; a third of its paths begin with `own`."""
    pages = [f"incidents/{n}/index.html" for n in range(PAGES)]
    pages += [f"{own}/{n}/index.html" for n in range(PAGES // 2)]
    names = ["index.html", "style.css", "feed.rss", *pages]
    return {name: f"{name} {word} ".encode() * 2000 for name in names}


BEFORE, AFTER = site("before", "gone"), site("after", "come")


def build(site: Mapping[str, bytes], out: Path, ledger: Ledger = NOTHING, jobs: int = 1) -> Ledger:
    """Publish the pages of incidents in fragments of ten, and all other files one by one."""
    in_pieces = [path for path in site if path.startswith("incidents/")]
    parts = [in_pieces[first : first + 10] for first in range(0, len(in_pieces), 10)]
    fragments = [fragment({path: site[path] for path in part}) for part in parts]
    others = [Artefact(path, site[path]) for path in site if path not in in_pieces]
    return publish(others, out, fragments=fragments, ledger=ledger, workers=Workers(jobs)).ledger


def build_in_a_child(out: Path, ledger: Ledger, jobs: int) -> int:
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.setsid()  # so that its workers are killed too
            build(AFTER, out, ledger, jobs)
        os._exit(0)
    return child


def seconds_needed(out: Path) -> float:
    ledger = build(BEFORE, out)
    began = time.perf_counter()
    os.waitpid(build_in_a_child(out, ledger, 2), 0)
    return time.perf_counter() - began


def kill(child: int, *, with_workers: bool) -> None:
    if with_workers:
        with suppress(ProcessLookupError):  # not yet a group of its own, or over
            os.killpg(child, signal.SIGKILL)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the child only writes files
def test_a_build_killed_at_any_instant_leaves_every_file_whole(tmp_path: Path) -> None:
    chance = random.Random(2)  # noqa: S311 - instants, not secrets
    needed = seconds_needed(tmp_path)
    halves = 0
    for number in range(KILLS):
        ledger = build(BEFORE, tmp_path)
        child = build_in_a_child(tmp_path, ledger, jobs=1 + number % 2)
        time.sleep(chance.uniform(0, needed))
        kill(child, with_workers=number % 4 < 2)
        wait_for_workers(tmp_path)
        halves += published(tmp_path) not in (BEFORE, AFTER)
        assert_whole(tmp_path)
        assert_completed_by_the_next_build(tmp_path, ledger)
    assert halves, "no build was killed in the middle"


def wait_for_workers(out: Path) -> None:
    """Wait until the last process of a build is gone: all of them have the lock."""
    with locked(str(out)):
        pass


def assert_whole(out: Path) -> None:
    half = f"{TEMPORARY}/"
    left = {name: file for name, file in published(out).items() if not name.startswith(half)}
    assert all(file in (BEFORE.get(name), AFTER.get(name)) for name, file in left.items())
    assert left.keys() >= BEFORE.keys() & AFTER.keys()
    assert {stat.S_IMODE((out / name).stat().st_mode) for name in left} == {0o644}


def assert_completed_by_the_next_build(out: Path, ledger: Ledger) -> None:
    build(AFTER, out, ledger)
    assert published(out) == AFTER
    assert not (out / "gone").exists()


@pytest.mark.parametrize("left", [TEMPORARY, f"{TEMPORARY}/123", f"{TEMPORARY}/a/b"])
def test_temporary_files_of_a_killed_build_are_removed(tmp_path: Path, left: str) -> None:
    put(OLD, tmp_path)
    (tmp_path / left).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / left).write_text("hal")
    put(OLD, tmp_path)
    assert published(tmp_path) == OLD
    assert not (tmp_path / TEMPORARY).exists()


def test_a_link_in_place_of_the_temporary_folder_is_not_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    put(OLD, site)
    outside.mkdir()
    (outside / "precious").write_text("precious")
    (site / TEMPORARY).symlink_to(outside)
    put(NEW, site)
    assert [path.name for path in outside.iterdir()] == ["precious"]
    assert published(site) == NEW


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the child only writes files
def test_two_builds_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    ledger = build(BEFORE, tmp_path)
    for _ in range(5):
        child = build_in_a_child(tmp_path, ledger, jobs=2)
        ledger = build(BEFORE, tmp_path, ledger)
        os.waitpid(child, 0)
        assert published(tmp_path) in (BEFORE, AFTER)


def test_of_two_builds_at_once_the_second_waits(tmp_path: Path) -> None:
    second = threading.Thread(target=put, args=(NEW, tmp_path))
    with locked(str(tmp_path)):
        second.start()
        second.join(0.2)
        assert second.is_alive()
        assert published(tmp_path) == {}
    second.join()
    assert published(tmp_path) == NEW


def test_a_full_disk_leaves_the_old_site_whole(tmp_path: Path) -> None:
    put(OLD, tmp_path)
    with no_file_longer_than(1000), pytest.raises(PublishError, match="File too large"):
        put({**NEW, "index.html": b"x" * 1001}, tmp_path)
    assert (tmp_path / "index.html").read_bytes() == b"old"
    assert not list(tmp_path.rglob(TEMPORARY))


def test_a_folder_that_cannot_be_written_is_an_error_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(OLD, tmp_path)

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PublishError, match="not be brought up to date: Read-only file system"):
        put(NEW, tmp_path)
    assert published(tmp_path) == OLD
