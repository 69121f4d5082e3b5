import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkContext, SpawnContext
from pathlib import Path

import pytest

from statusgen.cache import disk, files
from statusgen.cache.disk import DiskStore
from statusgen.cache.store import Store, digest
from tests.disk import no_file_longer_than

CONTENT = b"<p>Calls fail.</p>" * 1000
KEY, OTHER = digest("a"), digest("b")
MONTH = 31 * files.DAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a store with one page in it."""
    folder = tmp_path / "site" / "cache"
    DiskStore(folder).put("page", KEY, CONTENT)
    return folder


def the_file(folder: Path) -> Path:
    (found,) = folder.glob("page-*")
    return found


def set_back(path: Path, seconds: float) -> None:
    found = path.stat()
    os.utime(path, (found.st_atime, found.st_mtime - seconds))


def on_disk(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- getting and putting --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"", b"1", b"1\x00", CONTENT, os.urandom(5000)],
    ids=["empty", "short", "zero byte", "page", "random"],
)
def test_bytes_come_back_as_they_were_put(tmp_path: Path, content: bytes) -> None:
    store: Store = DiskStore(tmp_path)
    store.put("page", KEY, content)
    assert DiskStore(tmp_path).get("page", KEY) == content


@pytest.mark.parametrize(("kind", "key"), [("page", OTHER), ("text", KEY), ("pag", KEY)])
def test_bytes_are_found_by_kind_and_key(folder: Path, kind: str, key: str) -> None:
    assert DiskStore(folder).get(kind, key) is None


def test_new_bytes_replace_old_ones(folder: Path) -> None:
    DiskStore(folder).put("page", KEY, b"new")
    assert DiskStore(folder).get("page", KEY) == b"new"


def test_no_folder_is_made_before_the_first_put(tmp_path: Path) -> None:
    assert DiskStore(tmp_path / "cache").get("page", KEY) is None
    DiskStore(tmp_path / "cache").tidy()
    assert not list((tmp_path / "cache").glob("*-*"))


def test_the_folder_is_left_out_of_repositories_and_backups(folder: Path) -> None:
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886")


# --- damaged files -----------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def change_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)


def change_the_seal(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:32] + b"0" + content[33:])


def replace_by_another(path: Path) -> None:
    DiskStore(path.parent).put("page", OTHER, b"other")
    (path.parent / f"page-{OTHER}").replace(path)


def replace_by_another_kind(path: Path) -> None:
    DiskStore(path.parent).put("text", KEY, b"other")
    (path.parent / f"text-{KEY}").replace(path)


def replace_by_another_version(path: Path) -> None:
    DiskStore(path.parent, "0.0.1").put("page", KEY, b"old")


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


DAMAGES = [
    cut,
    empty,
    change_a_bit,
    change_the_seal,
    replace_by_another,
    replace_by_another_kind,
    replace_by_another_version,
    replace_by_pipe,
    replace_by_endless_file,
    replace_by_dead_link,
    replace_by_link_to_precious,
]


@pytest.mark.parametrize("damage", [*DAMAGES, replace_by_folder], ids=lambda each: each.__name__)
def test_a_damaged_file_is_not_found(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(the_file(folder))
    assert DiskStore(folder).get("page", KEY) is None


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_a_damaged_file_is_replaced(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(the_file(folder))
    DiskStore(folder).put("page", KEY, CONTENT)
    assert DiskStore(folder).get("page", KEY) == CONTENT


def test_the_target_of_a_link_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    replace_by_link_to_precious(the_file(folder))
    DiskStore(folder).put("page", KEY, CONTENT)
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_a_folder_in_the_place_of_a_file_is_left_alone(folder: Path) -> None:
    replace_by_folder(the_file(folder))
    DiskStore(folder).put("page", KEY, CONTENT)
    assert DiskStore(folder).get("page", KEY) is None
    assert not list(folder.glob(f"{files.TEMPORARY}*"))


def test_an_unreadable_file_is_not_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "read", refuse)  # a mode of 0 would not hold up root
    assert DiskStore(folder).get("page", KEY) is None


def test_a_file_of_another_version_is_not_found(folder: Path) -> None:
    assert DiskStore(folder, "99.0").get("page", KEY) is None


# --- folders that cannot be written ---------------------------------------------------------------


@contextmanager
def unwritable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse to create any file below `folder`, also for root."""
    opened = os.open

    def refuse(path: Path, flags: int, *mode: int) -> int:
        if folder in path.parents and flags & os.O_CREAT:
            raise OSError(30, "Read-only file system")
        return opened(path, flags, *mode)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        yield


def test_a_disk_that_cannot_be_written_is_no_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = on_disk(folder)
    with unwritable(folder, monkeypatch):
        DiskStore(folder).put("page", OTHER, CONTENT)
    assert on_disk(folder) == before


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    DiskStore(tmp_path / "file" / "cache").put("page", KEY, CONTENT)
    DiskStore(tmp_path / "file").put("page", KEY, CONTENT)
    DiskStore(tmp_path / "file").tidy()
    assert DiskStore(tmp_path / "file").get("page", KEY) is None
    assert on_disk(tmp_path) == {"file": b"precious"}


def test_a_full_disk_leaves_no_half_file(folder: Path) -> None:
    before = on_disk(folder)
    with no_file_longer_than(100):
        DiskStore(folder).put("page", OTHER, os.urandom(5000))
    assert on_disk(folder) == before


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "cache").symlink_to("precious")
    DiskStore(tmp_path / "cache").put("page", KEY, CONTENT)
    assert not list((tmp_path / "precious").iterdir())


@pytest.mark.parametrize("name", ["page-1", "photo.jpg", "CACHEDIR.TAG"])
def test_a_folder_that_holds_other_things_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("precious")
    (tmp_path / "more").write_text("precious")
    set_back(tmp_path / name, MONTH)
    DiskStore(tmp_path).put("page", KEY, CONTENT)
    DiskStore(tmp_path).tidy()
    assert on_disk(tmp_path) == {name: b"precious", "more": b"precious"}


@pytest.mark.parametrize("name", ["CACHEDIR.TAG", ".gitignore"])
@pytest.mark.parametrize("more", [True, False])
def test_a_pipe_in_the_folder_is_not_waited_for(tmp_path: Path, name: str, *, more: bool) -> None:
    os.mkfifo(tmp_path / name)
    if more:
        (tmp_path / "page-1").write_text("precious")
    before = sorted(tmp_path.glob("*-*"))
    DiskStore(tmp_path).put("page", KEY, CONTENT)
    assert sorted(tmp_path.glob("*-*")) == before


def test_a_folder_with_a_gitignore_only_is_used(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("precious")
    DiskStore(tmp_path).put("page", KEY, CONTENT)
    assert DiskStore(tmp_path).get("page", KEY) == CONTENT
    assert (tmp_path / ".gitignore").read_text() == "precious"


def test_a_folder_that_is_deleted_in_between_is_no_error(folder: Path) -> None:
    cache = DiskStore(folder)
    cache.put("page", KEY, CONTENT)
    shutil.rmtree(folder)
    cache.put("page", KEY, CONTENT)
    cache.tidy()
    assert cache.get("page", KEY) is None


# --- several at once -----------------------------------------------------------------------------


def put_and_get(folder: Path, times: int) -> None:
    for number in range(times):
        DiskStore(folder).put("page", digest(str(number)), CONTENT)
        assert DiskStore(folder).get("page", digest(str(number))) == CONTENT


@pytest.mark.parametrize("kind", [ForkContext, SpawnContext])
def test_several_processes_may_put_the_same_at_once(
    tmp_path: Path, kind: type[ForkContext | SpawnContext]
) -> None:
    work = (tmp_path / "cache", 50)
    running = [kind().Process(target=put_and_get, args=work) for _ in range(3)]
    for each in running:
        each.start()
    for each in running:
        each.join()
    assert [each.exitcode for each in running] == [0, 0, 0]
    assert not list((tmp_path / "cache").glob(f"{files.TEMPORARY}*"))


# --- unused files --------------------------------------------------------------------------------


def test_a_file_unused_for_a_month_is_removed(folder: Path) -> None:
    DiskStore(folder).put("page", OTHER, CONTENT)
    set_back(folder / f"page-{KEY}", MONTH)
    DiskStore(folder).tidy()
    assert DiskStore(folder).get("page", KEY) is None
    assert DiskStore(folder).get("page", OTHER) == CONTENT


def test_a_used_file_stays(folder: Path) -> None:
    set_back(the_file(folder), MONTH)
    DiskStore(folder).tidy([("page", KEY)])
    DiskStore(folder).tidy()
    assert DiskStore(folder).get("page", KEY) == CONTENT


def test_a_file_that_was_read_stays(folder: Path) -> None:
    set_back(the_file(folder), MONTH)
    DiskStore(folder).get("page", KEY)
    DiskStore(folder).tidy()
    assert DiskStore(folder).get("page", KEY) == CONTENT


def test_a_temporary_file_of_a_killed_build_is_removed_after_a_day(folder: Path) -> None:
    left = folder / f"{files.TEMPORARY}1-2"
    left.write_text("hal")
    DiskStore(folder).tidy()
    assert left.exists(), "another build may be writing it"
    set_back(left, 2 * files.DAY)
    DiskStore(folder).tidy()
    assert not left.exists()


def test_unused_files_beyond_the_limit_are_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_back(the_file(folder), 60)
    DiskStore(folder).put("page", OTHER, CONTENT)
    monkeypatch.setattr(files, "_LIMIT", the_file_size(folder))
    DiskStore(folder).tidy()
    assert [path.name for path in folder.glob("page-*")] == [f"page-{OTHER}"]


def the_file_size(folder: Path) -> int:
    return (folder / f"page-{OTHER}").stat().st_size


# --- whom it trusts -------------------------------------------------------------------------------


def used(folder: Path) -> bool:
    """Return whether a store takes what is in its folder, and says so where it does not."""
    store = DiskStore(folder)
    found = store.get("page", KEY) is not None
    assert (store.refusal() is None) is found
    return found


@pytest.mark.parametrize("mode", [0o020, 0o002])
@pytest.mark.parametrize("of", [the_file, Path], ids=["file", "folder"])
def test_what_others_may_write_is_not_used(
    of: Callable[[Path], Path], mode: int, folder: Path
) -> None:
    assert used(folder)
    of(folder).chmod(of(folder).stat().st_mode | mode)
    assert not used(folder)


@pytest.mark.parametrize(("user", "used_by"), [(0, {0, 1001}), (1001, {1001})])
def test_what_belongs_to_another_user_than_root_is_not_used(
    user: int, used_by: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for reader in (0, 1001):
        monkeypatch.setattr(os, "geteuid", lambda reader=reader: reader)
        found = os.stat_result((0o100644, 1, 1, 1, user, user, 0, 0, 0, 0))
        assert files.others_may_write(found) is (reader not in used_by)


def test_a_cache_that_came_from_another_user_costs_no_more_than_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host may restore it as it was on another machine, where the user had another number."""
    owner = folder.stat().st_uid
    monkeypatch.setattr(files, "_ROOT", None)
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert not used(folder)


def test_a_folder_of_others_is_left_as_it_is(folder: Path) -> None:
    folder.chmod(0o777)
    before = on_disk(folder)
    store = DiskStore(folder)
    store.put("page", OTHER, b"new")
    store.tidy()
    assert on_disk(folder) == before


def test_a_file_that_others_may_write_is_replaced(folder: Path) -> None:
    the_file(folder).chmod(0o666)
    DiskStore(folder).put("page", KEY, CONTENT)
    assert used(folder)


def test_what_a_careless_umask_allows_is_not_given_to_others(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        DiskStore(tmp_path / "cache").put("page", KEY, CONTENT)
    finally:
        os.umask(before)
    assert used(tmp_path / "cache")


def test_where_files_have_no_owner_all_are_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.chmod(0o777)
    monkeypatch.delattr(os, "geteuid")
    assert used(folder)


def test_a_file_over_the_limit_is_neither_read_nor_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", len(CONTENT))
    assert DiskStore(folder).get("page", KEY) is None
    monkeypatch.setattr(disk, "MAX_BYTES", len(CONTENT))
    DiskStore(folder).put("page", OTHER, CONTENT)
    assert len(on_disk(folder)) == len({"CACHEDIR.TAG", ".gitignore", "page"})
