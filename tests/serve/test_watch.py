import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from statusgen.serve.watch import Watch

LONG, SHORT = 20.0, 0.3
"""Seconds: until a change must have been seen, and in which none is."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/incidents").mkdir(parents=True)
    (tmp_path / "content/site.yml").write_text("name: A")
    return tmp_path


@pytest.fixture
def watch(root: Path) -> Iterator[Watch]:
    with Watch(root, ("content", "templates")) as watch:
        yield watch


def test_a_changed_file_is_seen(root: Path, watch: Watch) -> None:
    (root / "content/site.yml").write_text("name: B")
    assert watch.wait(LONG)


def test_changes_in_a_row_are_one(root: Path, watch: Watch) -> None:
    for number in range(20):
        (root / f"content/incidents/{number}.yml").write_text("")
    assert watch.wait(LONG)
    assert not watch.wait(SHORT)


def test_reading_is_no_change(root: Path, watch: Watch) -> None:
    (root / "content/site.yml").read_text()
    assert not watch.wait(SHORT)


@pytest.mark.parametrize("name", ["site/index.html", "note.txt"])
def test_what_is_beside_the_folders_is_no_change(root: Path, watch: Watch, name: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("")
    assert not watch.wait(SHORT)


def test_a_folder_that_appears_later_is_watched(root: Path, watch: Watch) -> None:
    (root / "templates").mkdir()
    assert watch.wait(LONG)
    (root / "templates/page.html").write_text("")
    assert watch.wait(LONG)


def test_a_folder_that_goes_and_comes_again_is_watched(root: Path, watch: Watch) -> None:
    shutil.rmtree(root / "content")
    assert watch.wait(LONG)
    (root / "content").mkdir()
    assert watch.wait(LONG)
    (root / "content/site.yml").write_text("name: B")
    assert watch.wait(LONG)


def test_a_folder_put_in_the_place_of_another_is_watched(root: Path, watch: Watch) -> None:
    (root / "new").mkdir()
    (root / "content").rename(root / "old")
    (root / "new").rename(root / "content")
    assert watch.wait(LONG)
    while watch.wait(SHORT):
        pass
    (root / "content/site.yml").write_text("name: B")
    assert watch.wait(LONG)
