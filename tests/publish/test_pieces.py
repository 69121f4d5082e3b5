import multiprocessing
import os
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from statusgen.artefact import Artefact, Paths, Piece
from statusgen.cache.store import digest
from statusgen.incremental.workers import crew
from statusgen.publish.files import stamp_at
from statusgen.publish.ledger import standing
from statusgen.publish.paths import MANIFEST
from statusgen.publish.site import (
    NOTHING,
    Ledger,
    Published,
    PublishError,
    PublishRefused,
    publish,
    survey,
)
from tests.publish.test_publish import changes, on_disk, published

HOME = {"index.html": b"home", "feed.rss": b"feed"}
ONE = {"a/index.html": b"page a", "a/data.json": b"{}", "a/update/index.html": b"update"}
TWO = {"b/index.html": b"page b", "b/data.json": b"[]"}
OTHER_ONE = {**ONE, "a/index.html": b"page A"}

needs_fork = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="the system cannot fork"
)


def piece(files: Mapping[str, bytes]) -> Piece:
    """Return the piece of some files, named by what is in them."""
    key = digest(*(part for path, content in files.items() for part in (path, content)))
    return Piece(key, Paths.of(files), partial(_load, files))


def _load(files: Mapping[str, bytes]) -> tuple[Artefact, ...]:
    return tuple(Artefact(path, content) for path, content in files.items())


def _refuse() -> tuple[Artefact, ...]:
    pytest.fail("this piece was not to be loaded")


def unread(files: Mapping[str, bytes]) -> Piece:
    """Return a piece that must not be loaded."""
    return replace(piece(files), load=_refuse)


def put(out: Path, *pieces: Piece, ledger: Ledger = NOTHING, jobs: int = 1) -> Published:
    return publish(_load(HOME), out, pieces=pieces, ledger=ledger, crew=crew(jobs))


@pytest.mark.parametrize("jobs", [1, pytest.param(3, marks=needs_fork)])
def test_a_first_build_writes_the_files_of_every_piece(tmp_path: Path, jobs: int) -> None:
    made = put(tmp_path, piece(ONE), piece(TWO), jobs=jobs)
    assert made == Published(written=7, removed=0, unchanged=0)
    assert published(tmp_path) == {**HOME, **ONE, **TWO}


@pytest.mark.parametrize("jobs", [1, pytest.param(3, marks=needs_fork)])
def test_of_a_piece_that_changed_only_what_differs_is_written(tmp_path: Path, jobs: int) -> None:
    before = put(tmp_path, piece(ONE), piece(TWO))
    made = put(tmp_path, piece(OTHER_ONE), piece(TWO), ledger=before.ledger, jobs=jobs)
    assert made == Published(written=1, removed=0, unchanged=6)
    assert published(tmp_path) == {**HOME, **OTHER_ONE, **TWO}


def test_a_piece_that_stands_is_not_loaded(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE), piece(TWO))
    made = put(tmp_path, unread(ONE), piece({"c.txt": b""}), ledger=before.ledger)
    assert made == Published(written=1, removed=2, unchanged=5)


def test_nothing_is_touched_where_nothing_changed(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE))
    seen = changes(tmp_path)
    made = put(tmp_path, unread(ONE), ledger=before.ledger)
    assert made == Published(written=0, removed=0, unchanged=5)
    assert changes(tmp_path) == seen
    assert made.ledger == before.ledger


def test_without_a_ledger_the_bytes_are_compared(tmp_path: Path) -> None:
    put(tmp_path, piece(ONE))
    seen = changes(tmp_path)
    assert put(tmp_path, piece(ONE)) == Published(written=0, removed=0, unchanged=5)
    assert changes(tmp_path) == seen


def test_what_becomes_part_of_a_piece_is_not_written_again(tmp_path: Path) -> None:
    before = publish(_load({**HOME, **ONE}), tmp_path)
    made = put(tmp_path, piece(ONE), ledger=before.ledger)
    assert made == Published(written=0, removed=0, unchanged=5)
    assert made.ledger.pieces.keys() == {piece(ONE).key}


def test_pieces_come_after_what_pages_need_and_before_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    move = os.replace

    def note(source: str, target: str) -> None:
        move(source, target)
        order.append(Path(target).relative_to(tmp_path).as_posix())

    monkeypatch.setattr(os, "replace", note)
    files = {"style.css": b"", "list/index.html": b"", "index.html": b""}
    publish(_load(files), tmp_path, pieces=[piece(ONE)])
    pages = ["a/index.html", "a/update/index.html", "list/index.html", "index.html"]
    assert order == [MANIFEST, "style.css", "a/data.json", *pages]


# --- pieces that are not as the ledger has them ---------------------------------------------------


def test_a_file_that_was_deleted_is_written_again(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE), piece(TWO))
    shutil.rmtree(tmp_path / "a")
    made = put(tmp_path, piece(ONE), unread(TWO), ledger=before.ledger)
    assert made == Published(written=3, removed=0, unchanged=4)
    assert published(tmp_path) == {**HOME, **ONE, **TWO}


@pytest.mark.parametrize("content", [b"", b"longer than before", b"page x"])
def test_a_file_that_was_edited_is_written_again(tmp_path: Path, content: bytes) -> None:
    before = put(tmp_path, piece(ONE))
    (tmp_path / "a/index.html").write_bytes(content)
    os.utime(tmp_path / "a/index.html")
    assert put(tmp_path, piece(ONE), ledger=before.ledger).written == 1
    assert published(tmp_path) == {**HOME, **ONE}


def test_a_file_with_another_time_and_the_same_bytes_is_only_recorded(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE))
    os.utime(tmp_path / "a/index.html", (0, 0))
    seen = changes(tmp_path)
    made = put(tmp_path, piece(ONE), ledger=before.ledger)
    assert made.written == 0
    assert changes(tmp_path) == seen
    assert put(tmp_path, unread(ONE), ledger=made.ledger).written == 0


def test_another_folder_with_the_same_files_is_compared_by_its_bytes(tmp_path: Path) -> None:
    before = put(tmp_path / "site", piece(ONE))
    shutil.copytree(tmp_path / "site", tmp_path / "copy")
    (tmp_path / "copy/a/index.html").write_bytes(b"page x")
    put(tmp_path / "copy", piece(ONE), ledger=before.ledger)
    assert published(tmp_path / "copy") == {**HOME, **ONE}


@pytest.mark.parametrize("stands", ["folder", "link", "link to the same"])
def test_what_is_not_ours_in_the_place_of_a_file_is_refused(tmp_path: Path, stands: str) -> None:
    site, page = tmp_path / "site", tmp_path / "site/a/index.html"
    before = put(site, piece(ONE))
    page.rename(tmp_path / "page")
    match stands:
        case "folder":
            page.mkdir()
        case "link":
            page.symlink_to("nowhere")
        case _:
            page.symlink_to(tmp_path / "page")
    with pytest.raises(PublishRefused, match="not made by statusgen"):
        put(site, piece(ONE), ledger=before.ledger)


def test_a_folder_that_leads_outside_is_refused_where_files_are_removed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    before = put(site, piece(ONE))
    (site / "a").rename(tmp_path / "precious")
    (site / "a").symlink_to(tmp_path / "precious")
    with pytest.raises(PublishRefused, match="not made by statusgen"):
        put(site, ledger=before.ledger)
    assert published(tmp_path / "precious")


# --- ledgers that are not to be believed ----------------------------------------------------------


def test_what_another_build_wrote_meanwhile_is_looked_at_again(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE))
    seen = survey(tmp_path, before.ledger)
    put(tmp_path, piece(OTHER_ONE))
    publish(_load(HOME), tmp_path, pieces=[piece(ONE)], ledger=before.ledger, intact=seen)
    assert published(tmp_path) == {**HOME, **ONE}


def test_what_another_build_wrote_as_single_files_is_looked_at_again(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE))
    seen = survey(tmp_path, before.ledger)
    publish(_load({**HOME, **OTHER_ONE}), tmp_path)
    publish(_load(HOME), tmp_path, pieces=[piece(ONE)], ledger=before.ledger, intact=seen)
    assert published(tmp_path) == {**HOME, **ONE}


def test_what_another_build_removed_meanwhile_is_looked_at_again(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE))
    seen = survey(tmp_path, before.ledger)
    put(tmp_path, piece(TWO))
    publish(_load(HOME), tmp_path, pieces=[piece(ONE)], ledger=before.ledger, intact=seen)
    assert published(tmp_path) == {**HOME, **ONE}


def test_a_build_that_only_looked_leaves_the_ledger_true(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE))
    put(tmp_path, piece(ONE))
    seen = survey(tmp_path, before.ledger)
    publish(_load(HOME), tmp_path, pieces=[unread(ONE)], ledger=before.ledger, intact=seen)


def test_a_folder_that_was_emptied_is_written_anew(tmp_path: Path) -> None:
    before = put(tmp_path / "site", piece(ONE))
    shutil.rmtree(tmp_path / "site")
    assert put(tmp_path / "site", piece(ONE), ledger=before.ledger).written == 5


def test_a_ledger_that_claims_a_file_removes_nothing(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE)).ledger
    (tmp_path / "precious").write_bytes(b"precious")
    put(tmp_path, piece(ONE), ledger=replace(before, others=before.others | {"precious"}))
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_a_ledger_that_claims_a_file_does_not_make_it_ours(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE)).ledger
    (tmp_path / "b").mkdir()
    (tmp_path / "b/index.html").write_bytes(TWO["b/index.html"])
    (tmp_path / "b/data.json").write_bytes(TWO["b/data.json"])
    stamps = [stamp_at(str(tmp_path / path)) for path in TWO]
    claim = standing(Paths.of(TWO), filter(None, stamps))
    claimed = replace(before, pieces={**before.pieces, piece(TWO).key: claim}, manifest=None)
    assert survey(tmp_path, claimed) == claimed.pieces.keys()
    with pytest.raises(PublishRefused, match="not made by statusgen"):
        put(tmp_path, piece(ONE), piece(TWO), ledger=claimed)


def test_a_key_that_names_other_files_is_not_believed(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE)).ledger
    renamed = replace(before, pieces={piece(TWO).key: before.pieces[piece(ONE).key]})
    put(tmp_path, piece(TWO), ledger=renamed)
    assert published(tmp_path) == {**HOME, **TWO}


def test_a_list_that_was_deleted_makes_the_folder_foreign(tmp_path: Path) -> None:
    before = put(tmp_path, piece(ONE)).ledger
    (tmp_path / MANIFEST).unlink()
    with pytest.raises(PublishRefused, match="that statusgen did not make"):
        put(tmp_path, piece(ONE), ledger=before)
    assert on_disk(tmp_path) == {**HOME, **ONE}


# --- pieces that cannot be published --------------------------------------------------------------


@pytest.mark.parametrize("path", ["../a", "index.html", "index.html/a", "b", "b/c", "b/c/d"])
def test_pieces_that_cannot_stand_beside_the_rest_are_a_bug(tmp_path: Path, path: str) -> None:
    beside, other = piece({"b/c": b""}), piece({path: b"other"})
    with pytest.raises(ValueError, match="artefacts"):
        put(tmp_path / "new", beside, other)
    before = put(tmp_path / "old", beside)
    with pytest.raises((ValueError, PublishRefused)):
        put(tmp_path / "old", beside, other, ledger=before.ledger)
    assert published(tmp_path / "old") == {**HOME, "b/c": b""}


def test_two_pieces_with_one_key_are_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one key"):
        put(tmp_path, piece(ONE), piece(ONE))


def test_a_piece_that_loads_other_files_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has not the files"):
        put(tmp_path, replace(piece(ONE), load=partial(_load, TWO)))


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=needs_fork)])
def test_a_disk_that_fails_is_told_whoever_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    before = put(tmp_path, piece(ONE), piece(TWO))
    move = os.replace

    def refuse(source: str, target: str) -> None:
        if "page" in Path(source).read_text():
            raise OSError(28, "No space left on device")
        move(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    new = [
        piece({path: content + b" new" for path, content in each.items()}) for each in (ONE, TWO)
    ]
    with pytest.raises(PublishError, match="up to date: No space left on device"):
        put(tmp_path, *new, ledger=before.ledger, jobs=jobs)
    assert published(tmp_path)["a/index.html"] == b"page a"
