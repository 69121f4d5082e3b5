"""Whatever happens to the stored files, a build makes the site of a build without a store."""

import shutil
from collections.abc import Callable
from datetime import datetime
from multiprocessing.context import ForkContext
from pathlib import Path

import pytest

from statusgen.build import BuildRequest, build
from statusgen.cache.disk import DiskStore
from statusgen.incremental.workers import Workers
from tests.cache.test_disk import (
    change_a_bit,
    change_the_seal,
    cut,
    empty,
    replace_by_another,
    replace_by_dead_link,
    replace_by_endless_file,
    replace_by_folder,
    replace_by_pipe,
)
from tests.conftest import write_small_site
from tests.publish.test_publish import published
from tests.samples import at
from tests.stores import NullStore

NOW, LATER = at("2026-11-20 15:00"), at("2026-11-20 16:00")
_RESOLVED = """\
title: Calls to {name} fail
affects: {{pbx: major_outage}}
updates:
  - {{at: 2026-0{month}-01 14:15, status: investigating, text: We look into it.}}
  - {{at: 2026-0{month}-01 15:15, status: resolved, text: It **works**.}}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with history that was built once into `site`, with its store in `cache`."""
    root = write_small_site(tmp_path_factory.mktemp("built"))
    for month in (1, 3):
        write_incident(root, month, "the queue")
    rebuilt(root, "site", NOW)
    return root


@pytest.fixture(scope="module")
def wanted(built: Path) -> dict[str, bytes]:
    """The files of that site as they are without a store."""
    return expected(built)


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of that site, which is known to its store as one of its own."""
    no_ledger = shutil.ignore_patterns("ledger-*")
    root = Path(shutil.copytree(built, tmp_path / "site", ignore=no_ledger))
    rebuilt(root, "site", NOW)
    return root


def write_incident(root: Path, month: int, name: str) -> None:
    text = _RESOLVED.format(month=month, name=name)
    (root / f"content/incidents/over-{month}.yml").write_text(text)


def rebuilt(root: Path, out: str, now: datetime = LATER, workers: int = 1) -> dict[str, bytes]:
    """Return the site after a build with the store."""
    build(BuildRequest(root, now), root / out, DiskStore(root / "cache"), Workers(workers))
    return published(root / out)


def expected(root: Path) -> dict[str, bytes]:
    """Return the files of a site that is rendered without a store."""
    site = build(BuildRequest(root, LATER), None, NullStore(), Workers(1)).site
    assert site is not None
    return {each.path: each.content for each in site.artefacts}


def stored_files(root: Path) -> list[Path]:
    return sorted((root / "cache").glob("*-*"))


def replace_by_another_version(path: Path) -> None:
    kind, _, key = path.name.partition("-")
    DiskStore(path.parent, "0.0.1").put(kind, key, b"old")


DAMAGES = [
    Path.unlink,
    cut,
    empty,
    change_a_bit,
    change_the_seal,
    replace_by_another,
    replace_by_another_version,
    replace_by_folder,
    replace_by_pipe,
    replace_by_endless_file,
    replace_by_dead_link,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
def test_damaged_files_do_not_change_the_site(
    root: Path, wanted: dict[str, bytes], damage: Callable[[Path], None]
) -> None:
    for path in stored_files(root):
        damage(path)
    assert rebuilt(root, "site") == wanted
    assert rebuilt(root, "fresh") == wanted


def kind_of(path: Path) -> str:
    return path.name.partition("-")[0]


@pytest.mark.parametrize("damage", [Path.unlink, cut])
def test_a_single_file_of_each_kind_may_be_damaged(
    root: Path, wanted: dict[str, bytes], damage: Callable[[Path], None]
) -> None:
    for path in {kind_of(path): path for path in stored_files(root)}.values():
        damage(path)
        assert rebuilt(root, path.name) == wanted, path.name


@pytest.mark.slow
@pytest.mark.parametrize("damage", [Path.unlink, cut])
def test_any_single_file_may_be_damaged(
    root: Path, wanted: dict[str, bytes], damage: Callable[[Path], None]
) -> None:
    for path in stored_files(root):
        damage(path)
        assert rebuilt(root, path.name) == wanted, path.name


def test_the_kinds_of_stored_files_are_known(root: Path) -> None:
    kinds = {kind_of(path) for path in stored_files(root)}
    assert kinds == {"bytecode", "config", "files", "ledger", "shard"}


def test_swapped_files_are_not_used(root: Path, wanted: dict[str, bytes]) -> None:
    files = stored_files(root)
    contents = [path.read_bytes() for path in files]
    for path, content in zip(files, [*contents[1:], contents[0]], strict=True):
        path.write_bytes(content)
    assert rebuilt(root, "site") == wanted


def test_the_folder_may_be_deleted(root: Path, wanted: dict[str, bytes]) -> None:
    shutil.rmtree(root / "cache")
    assert rebuilt(root, "site") == wanted


def test_a_lost_file_of_a_published_site_is_rendered_again(
    root: Path, wanted: dict[str, bytes]
) -> None:
    rebuilt(root, "site")
    for path in (root / "cache").glob("files-*"):
        path.unlink()
    (root / "site/incidents/over-3/index.html").unlink()
    assert rebuilt(root, "site") == wanted


def test_a_changed_entry_is_rendered_again(root: Path) -> None:
    write_incident(root, 3, "the mailbox")
    assert rebuilt(root, "site") == expected(root)


def test_a_removed_entry_is_removed_from_the_site(root: Path) -> None:
    (root / "content/incidents/over-3.yml").unlink()
    assert rebuilt(root, "site") == expected(root)


def test_several_processes_build_the_same_site(root: Path, wanted: dict[str, bytes]) -> None:
    assert rebuilt(root, "site", workers=3) == wanted
    shutil.rmtree(root / "cache")
    assert rebuilt(root, "fresh", workers=3) == wanted


def test_builds_at_once_may_share_a_store(root: Path, wanted: dict[str, bytes]) -> None:
    shutil.rmtree(root / "cache")
    outs = ["one", "two", "one", "two"]
    running = [ForkContext().Process(target=rebuilt, args=(root, out)) for out in outs]
    for each in running:
        each.start()
    for each in running:
        each.join()
    assert [each.exitcode for each in running] == [0] * len(outs)
    assert published(root / "one") == wanted
    assert published(root / "two") == wanted
    assert rebuilt(root, "site") == wanted
