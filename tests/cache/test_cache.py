import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkContext, SpawnContext
from pathlib import Path

import pytest

from statusgen.cache import files
from statusgen.cache.disk import Cache
from statusgen.cache.store import Memory, digest
from tests.disk import no_file_longer_than

CONTENT = b"<p>Calls fail.</p>" * 1000
KEY, OTHER = digest("a"), digest("b")
MONTH = 31 * files.DAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which a page is remembered."""
    folder = tmp_path / "site" / "cache"
    Cache(folder).keep("page", KEY, CONTENT)
    return folder


def the_file(folder: Path) -> Path:
    (found,) = folder.glob("page-*")
    return found


def set_back(path: Path, seconds: float) -> None:
    told = path.stat()
    os.utime(path, (told.st_atime, told.st_mtime - seconds))


def on_disk(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- remembering ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"1", b"1\x00", CONTENT, os.urandom(5000)],
    ids=["empty", "short", "zero byte", "page", "random"],
)
def test_what_is_kept_is_recalled_by_the_next_build(tmp_path: Path, content: bytes) -> None:
    memory: Memory = Cache(tmp_path)
    memory.keep("page", KEY, content)
    assert Cache(tmp_path).recall("page", KEY) == content


@pytest.mark.parametrize(("kind", "key"), [("page", OTHER), ("text", KEY), ("pag", KEY)])
def test_it_is_recalled_by_its_kind_and_its_key(folder: Path, kind: str, key: str) -> None:
    assert Cache(folder).recall(kind, key) is None


def test_what_is_kept_anew_takes_the_place_of_the_old(folder: Path) -> None:
    Cache(folder).keep("page", KEY, b"new")
    assert Cache(folder).recall("page", KEY) == b"new"


def test_nothing_is_made_before_there_is_something_to_keep(tmp_path: Path) -> None:
    assert Cache(tmp_path / "cache").recall("page", KEY) is None
    Cache(tmp_path / "cache").tidy()
    assert not list((tmp_path / "cache").glob("*-*"))


def test_the_folder_is_left_out_of_repositories_and_backups(folder: Path) -> None:
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886")


# --- files that are not to be believed -----------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def change_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)


def say_otherwise(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:32] + b"0" + content[33:])


def replace_by_another(path: Path) -> None:
    Cache(path.parent).keep("page", OTHER, b"other")
    (path.parent / f"page-{OTHER}").replace(path)


def replace_by_another_kind_s(path: Path) -> None:
    Cache(path.parent).keep("text", KEY, b"other")
    (path.parent / f"text-{KEY}").replace(path)


def replace_by_another_version_s(path: Path) -> None:
    Cache(path.parent, "0.0.1").keep("page", KEY, b"old")


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def replace_by_endless_file(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def replace_by_dead_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def replace_by_link_to_precious(path: Path) -> None:
    (path.parents[2] / "precious").write_bytes(b"precious")
    path.unlink()
    path.symlink_to("../../precious")


SPOILT = [
    cut,
    empty,
    change_a_bit,
    say_otherwise,
    replace_by_another,
    replace_by_another_kind_s,
    replace_by_another_version_s,
    replace_by_pipe,
    replace_by_endless_file,
    replace_by_dead_link,
    replace_by_link_to_precious,
]


@pytest.mark.parametrize("spoil", [*SPOILT, replace_by_folder], ids=lambda each: each.__name__)
def test_a_spoilt_file_is_not_known(folder: Path, spoil: Callable[[Path], None]) -> None:
    spoil(the_file(folder))
    assert Cache(folder).recall("page", KEY) is None


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda each: each.__name__)
def test_a_spoilt_file_is_kept_anew(folder: Path, spoil: Callable[[Path], None]) -> None:
    spoil(the_file(folder))
    Cache(folder).keep("page", KEY, CONTENT)
    assert Cache(folder).recall("page", KEY) == CONTENT


def test_what_a_link_leads_to_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    replace_by_link_to_precious(the_file(folder))
    Cache(folder).keep("page", KEY, CONTENT)
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_a_folder_in_the_place_of_a_file_is_left_alone(folder: Path) -> None:
    replace_by_folder(the_file(folder))
    Cache(folder).keep("page", KEY, CONTENT)
    assert Cache(folder).recall("page", KEY) is None
    assert not list(folder.glob(f"{files.TEMPORARY}*"))


def test_a_file_that_may_not_be_read_is_not_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "read", refuse)  # a mode of 0 would not hold up root
    assert Cache(folder).recall("page", KEY) is None


def test_another_version_s_file_is_not_believed(folder: Path) -> None:
    assert Cache(folder, "99.0").recall("page", KEY) is None


# --- folders that do not take anything -----------------------------------------------------------


@contextmanager
def unwritable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the system refuse every file that is to be made, also for root."""
    opened = Path.open

    def refuse(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if folder in self.parents and set(mode) & set("wxa+"):
            raise OSError(30, "Read-only file system")
        return opened(self, mode, *rest, **named)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        yield


def test_a_disk_that_cannot_be_written_is_no_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = on_disk(folder)
    with unwritable(folder, monkeypatch):
        Cache(folder).keep("page", OTHER, CONTENT)
    assert on_disk(folder) == before


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    Cache(tmp_path / "file" / "cache").keep("page", KEY, CONTENT)
    Cache(tmp_path / "file").keep("page", KEY, CONTENT)
    Cache(tmp_path / "file").tidy()
    assert Cache(tmp_path / "file").recall("page", KEY) is None
    assert on_disk(tmp_path) == {"file": b"precious"}


def test_a_full_disk_leaves_no_half_file(folder: Path) -> None:
    before = on_disk(folder)
    with no_file_longer_than(100):
        Cache(folder).keep("page", OTHER, os.urandom(5000))
    assert on_disk(folder) == before


def test_nothing_is_remembered_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "cache").symlink_to("precious")
    Cache(tmp_path / "cache").keep("page", KEY, CONTENT)
    assert not list((tmp_path / "precious").iterdir())


@pytest.mark.parametrize("name", ["page-1", "photo.jpg", "CACHEDIR.TAG"])
def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("precious")
    (tmp_path / "more").write_text("precious")
    set_back(tmp_path / name, MONTH)
    Cache(tmp_path).keep("page", KEY, CONTENT)
    Cache(tmp_path).tidy()
    assert on_disk(tmp_path) == {name: b"precious", "more": b"precious"}


def test_a_folder_that_is_as_good_as_empty_is_taken(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("precious")
    Cache(tmp_path).keep("page", KEY, CONTENT)
    assert Cache(tmp_path).recall("page", KEY) == CONTENT
    assert (tmp_path / ".gitignore").read_text() == "precious"


def test_a_folder_that_is_deleted_in_between_is_no_error(folder: Path) -> None:
    cache = Cache(folder)
    cache.keep("page", KEY, CONTENT)
    shutil.rmtree(folder)
    cache.keep("page", KEY, CONTENT)
    cache.tidy()
    assert cache.recall("page", KEY) is None


# --- several at once -----------------------------------------------------------------------------


def keep_and_recall(folder: Path, times: int) -> None:
    for number in range(times):
        Cache(folder).keep("page", digest(str(number)), CONTENT)
        assert Cache(folder).recall("page", digest(str(number))) == CONTENT


@pytest.mark.parametrize("kind", [ForkContext, SpawnContext])
def test_several_processes_may_keep_the_same_at_once(
    tmp_path: Path, kind: type[ForkContext | SpawnContext]
) -> None:
    work = (tmp_path / "cache", 50)
    running = [kind().Process(target=keep_and_recall, args=work) for _ in range(3)]
    for each in running:
        each.start()
    for each in running:
        each.join()
    assert [each.exitcode for each in running] == [0, 0, 0]
    assert not list((tmp_path / "cache").glob(f"{files.TEMPORARY}*"))


# --- what is of no use any more ------------------------------------------------------------------


def test_what_was_of_no_use_for_long_is_removed(folder: Path) -> None:
    Cache(folder).keep("page", OTHER, CONTENT)
    set_back(folder / f"page-{KEY}", MONTH)
    Cache(folder).tidy()
    assert Cache(folder).recall("page", KEY) is None
    assert Cache(folder).recall("page", OTHER) == CONTENT


def test_what_is_in_use_stays(folder: Path) -> None:
    set_back(the_file(folder), MONTH)
    Cache(folder).tidy([("page", KEY)])
    Cache(folder).tidy()
    assert Cache(folder).recall("page", KEY) == CONTENT


def test_what_is_recalled_is_in_use(folder: Path) -> None:
    set_back(the_file(folder), MONTH)
    Cache(folder).recall("page", KEY)
    Cache(folder).tidy()
    assert Cache(folder).recall("page", KEY) == CONTENT


def test_what_a_killed_build_left_half_written_is_removed_after_a_day(folder: Path) -> None:
    left = folder / f"{files.TEMPORARY}1-2"
    left.write_text("hal")
    Cache(folder).tidy()
    assert left.exists(), "another build may be writing it"
    set_back(left, 2 * files.DAY)
    Cache(folder).tidy()
    assert not left.exists()


def test_no_more_is_kept_than_fits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_back(the_file(folder), 60)
    Cache(folder).keep("page", OTHER, CONTENT)
    monkeypatch.setattr(files, "_LIMIT", the_file_size(folder))
    Cache(folder).tidy()
    assert [path.name for path in folder.glob("page-*")] == [f"page-{OTHER}"]


def the_file_size(folder: Path) -> int:
    return (folder / f"page-{OTHER}").stat().st_size
