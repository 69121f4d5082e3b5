import multiprocessing
import os
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from statusgen.artefact import Artefact, Fragment, Paths
from statusgen.cache.store import digest
from statusgen.incremental.workers import Workers
from statusgen.publish.errors import PublishError, RefusedError
from statusgen.publish.files import stamp_at
from statusgen.publish.ledger import NOTHING, Ledger, is_unchanged, published_fragment
from statusgen.publish.paths import MANIFEST, prefix_of
from statusgen.publish.site import Published, publish
from tests.publish.test_publish import changes, on_disk, published

HOME = {"index.html": b"home", "feed.rss": b"feed"}
ONE = {"a/index.html": b"page a", "a/data.json": b"{}", "a/update/index.html": b"update"}
TWO = {"b/index.html": b"page b", "b/data.json": b"[]"}
OTHER_ONE = {**ONE, "a/index.html": b"page A"}

needs_fork = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="the system cannot fork"
)


def fragment(files: Mapping[str, bytes]) -> Fragment:
    """Return the fragment of some files, named by what is in them."""
    key = digest(*(part for path, content in files.items() for part in (path, content)))
    return Fragment(key, Paths.of(files), partial(_load, files))


def _load(files: Mapping[str, bytes]) -> tuple[Artefact, ...]:
    return tuple(Artefact(path, content) for path, content in files.items())


def _refuse() -> tuple[Artefact, ...]:
    pytest.fail("this fragment was not to be loaded")


def unread(files: Mapping[str, bytes]) -> Fragment:
    """Return a fragment that must not be loaded."""
    return replace(fragment(files), load=_refuse)


def put(out: Path, *fragments: Fragment, ledger: Ledger = NOTHING, jobs: int = 1) -> Published:
    return publish(_load(HOME), out, fragments=fragments, ledger=ledger, workers=Workers(jobs))


@pytest.mark.parametrize("jobs", [1, pytest.param(3, marks=needs_fork)])
def test_a_first_build_writes_the_files_of_every_fragment(tmp_path: Path, jobs: int) -> None:
    made = put(tmp_path, fragment(ONE), fragment(TWO), jobs=jobs)
    assert made == Published(written=7, removed=0, unchanged=0)
    assert published(tmp_path) == {**HOME, **ONE, **TWO}


@pytest.mark.parametrize("jobs", [1, pytest.param(3, marks=needs_fork)])
def test_only_the_different_files_of_a_changed_fragment_are_written(
    tmp_path: Path, jobs: int
) -> None:
    before = put(tmp_path, fragment(ONE), fragment(TWO))
    made = put(tmp_path, fragment(OTHER_ONE), fragment(TWO), ledger=before.ledger, jobs=jobs)
    assert made == Published(written=1, removed=0, unchanged=6)
    assert published(tmp_path) == {**HOME, **OTHER_ONE, **TWO}


def test_a_fragment_whose_files_are_unchanged_is_not_loaded(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE), fragment(TWO))
    made = put(tmp_path, unread(ONE), fragment({"c.txt": b""}), ledger=before.ledger)
    assert made == Published(written=1, removed=2, unchanged=5)


def test_nothing_is_touched_where_nothing_changed(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE))
    seen = changes(tmp_path)
    made = put(tmp_path, unread(ONE), ledger=before.ledger)
    assert made == Published(written=0, removed=0, unchanged=5)
    assert changes(tmp_path) == seen
    assert made.ledger == before.ledger


def test_without_a_ledger_the_bytes_are_compared(tmp_path: Path) -> None:
    put(tmp_path, fragment(ONE))
    seen = changes(tmp_path)
    assert put(tmp_path, fragment(ONE)) == Published(written=0, removed=0, unchanged=5)
    assert changes(tmp_path) == seen


def test_a_file_that_becomes_part_of_a_fragment_is_not_written_again(tmp_path: Path) -> None:
    before = publish(_load({**HOME, **ONE}), tmp_path)
    made = put(tmp_path, fragment(ONE), ledger=before.ledger)
    assert made == Published(written=0, removed=0, unchanged=5)
    assert made.ledger.fragments.keys() == {fragment(ONE).key}


def test_pages_are_published_after_what_they_refer_to_and_the_home_page_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    move = os.replace

    def note(source: str, target: str) -> None:
        move(source, target)
        order.append(Path(target).relative_to(tmp_path).as_posix())

    monkeypatch.setattr(os, "replace", note)
    files = {"style.css": b"", "list/index.html": b"", "index.html": b""}
    publish(_load(files), tmp_path, fragments=[fragment(ONE)])
    pages = ["a/index.html", "a/update/index.html", "list/index.html", "index.html"]
    assert order == [MANIFEST, "a/data.json", "style.css", *pages]


# --- fragments that are not as the ledger has them -----------------------------------------------


def test_a_file_that_was_deleted_is_written_again(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE), fragment(TWO))
    shutil.rmtree(tmp_path / "a")
    made = put(tmp_path, fragment(ONE), unread(TWO), ledger=before.ledger)
    assert made == Published(written=3, removed=0, unchanged=4)
    assert published(tmp_path) == {**HOME, **ONE, **TWO}


@pytest.mark.parametrize("content", [b"", b"longer than before", b"page x"])
def test_a_file_that_was_edited_is_written_again(tmp_path: Path, content: bytes) -> None:
    before = put(tmp_path, fragment(ONE))
    (tmp_path / "a/index.html").write_bytes(content)
    os.utime(tmp_path / "a/index.html")
    assert put(tmp_path, fragment(ONE), ledger=before.ledger).written == 1
    assert published(tmp_path) == {**HOME, **ONE}


def test_a_file_with_another_time_and_the_same_bytes_is_only_recorded(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE))
    os.utime(tmp_path / "a/index.html", (0, 0))
    seen = changes(tmp_path)
    made = put(tmp_path, fragment(ONE), ledger=before.ledger)
    assert made.written == 0
    assert changes(tmp_path) == seen
    assert put(tmp_path, unread(ONE), ledger=made.ledger).written == 0


def test_another_folder_with_the_same_files_is_compared_by_its_bytes(tmp_path: Path) -> None:
    before = put(tmp_path / "site", fragment(ONE))
    shutil.copytree(tmp_path / "site", tmp_path / "copy")
    (tmp_path / "copy/a/index.html").write_bytes(b"page x")
    put(tmp_path / "copy", fragment(ONE), ledger=before.ledger)
    assert published(tmp_path / "copy") == {**HOME, **ONE}


@pytest.mark.parametrize("kind", ["folder", "link", "link to the same"])
def test_a_foreign_file_in_place_of_a_published_one_is_refused(tmp_path: Path, kind: str) -> None:
    site, page = tmp_path / "site", tmp_path / "site/a/index.html"
    before = put(site, fragment(ONE))
    page.rename(tmp_path / "page")
    match kind:
        case "folder":
            page.mkdir()
        case "link":
            page.symlink_to("nowhere")
        case _:
            page.symlink_to(tmp_path / "page")
    with pytest.raises(RefusedError, match="not made by statusgen"):
        put(site, fragment(ONE), ledger=before.ledger)


def test_a_folder_that_leads_outside_is_refused_where_files_are_removed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    before = put(site, fragment(ONE))
    (site / "a").rename(tmp_path / "precious")
    (site / "a").symlink_to(tmp_path / "precious")
    with pytest.raises(RefusedError, match="not made by statusgen"):
        put(site, ledger=before.ledger)
    assert published(tmp_path / "precious")


# --- ledgers that are out of date ----------------------------------------------------------


def test_files_that_another_build_wrote_since_are_compared(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE))
    put(tmp_path, fragment(OTHER_ONE))
    publish(_load(HOME), tmp_path, fragments=[fragment(ONE)], ledger=before.ledger)
    assert published(tmp_path) == {**HOME, **ONE}


def test_single_files_that_another_build_wrote_since_are_compared(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE))
    publish(_load({**HOME, **OTHER_ONE}), tmp_path)
    publish(_load(HOME), tmp_path, fragments=[fragment(ONE)], ledger=before.ledger)
    assert published(tmp_path) == {**HOME, **ONE}


def test_files_that_another_build_removed_since_are_written_again(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE))
    put(tmp_path, fragment(TWO))
    publish(_load(HOME), tmp_path, fragments=[fragment(ONE)], ledger=before.ledger)
    assert published(tmp_path) == {**HOME, **ONE}


def test_a_build_that_changes_nothing_leaves_the_ledger_valid(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE))
    put(tmp_path, fragment(ONE))
    publish(_load(HOME), tmp_path, fragments=[unread(ONE)], ledger=before.ledger)


def test_a_folder_that_was_emptied_is_written_anew(tmp_path: Path) -> None:
    before = put(tmp_path / "site", fragment(ONE))
    shutil.rmtree(tmp_path / "site")
    assert put(tmp_path / "site", fragment(ONE), ledger=before.ledger).written == 5


def test_a_ledger_that_claims_a_file_does_not_make_it_ours(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE)).ledger
    (tmp_path / "b").mkdir()
    (tmp_path / "b/index.html").write_bytes(TWO["b/index.html"])
    (tmp_path / "b/data.json").write_bytes(TWO["b/data.json"])
    stamps = [stamp_at(str(tmp_path / path)) for path in TWO]
    claim = published_fragment(Paths.of(TWO), filter(None, stamps))
    claimed = replace(before, fragments={**before.fragments, fragment(TWO).key: claim})
    assert is_unchanged(prefix_of(tmp_path), claim)
    with pytest.raises(RefusedError, match="not made by statusgen"):
        put(tmp_path, fragment(ONE), fragment(TWO), ledger=claimed)


def test_a_ledger_with_other_files_under_a_key_is_ignored(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE)).ledger
    renamed = replace(before, fragments={fragment(TWO).key: before.fragments[fragment(ONE).key]})
    put(tmp_path, fragment(TWO), ledger=renamed)
    assert published(tmp_path) == {**HOME, **TWO}


def test_a_list_that_was_deleted_makes_the_folder_foreign(tmp_path: Path) -> None:
    before = put(tmp_path, fragment(ONE)).ledger
    (tmp_path / MANIFEST).unlink()
    with pytest.raises(RefusedError, match="that statusgen did not make"):
        put(tmp_path, fragment(ONE), ledger=before)
    assert on_disk(tmp_path) == {**HOME, **ONE}


# --- fragments that cannot be published ----------------------------------------------------------


@pytest.mark.parametrize("path", ["../a", "index.html", "index.html/a", "b", "b/c", "b/c/d"])
def test_fragments_whose_paths_collide_are_a_bug(tmp_path: Path, path: str) -> None:
    beside, other = fragment({"b/c": b""}), fragment({path: b"other"})
    with pytest.raises(ValueError, match="artefacts"):
        put(tmp_path / "new", beside, other)
    before = put(tmp_path / "old", beside)
    with pytest.raises((ValueError, RefusedError)):
        put(tmp_path / "old", beside, other, ledger=before.ledger)
    assert published(tmp_path / "old") == {**HOME, "b/c": b""}


def test_two_fragments_with_one_key_are_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one key"):
        put(tmp_path, fragment(ONE), fragment(ONE))


def test_a_fragment_that_loads_other_files_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has not the files"):
        put(tmp_path, replace(fragment(ONE), load=partial(_load, TWO)))


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=needs_fork)])
def test_a_full_disk_is_an_error_in_any_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    before = put(tmp_path, fragment(ONE), fragment(TWO))
    move = os.replace

    def refuse(source: str, target: str) -> None:
        if "page" in Path(source).read_text():
            raise OSError(28, "No space left on device")
        move(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    new = [
        fragment({path: content + b" new" for path, content in each.items()}) for each in (ONE, TWO)
    ]
    with pytest.raises(PublishError, match="up to date: No space left on device"):
        put(tmp_path, *new, ledger=before.ledger, jobs=jobs)
    assert published(tmp_path)["a/index.html"] == b"page a"
