"""Whatever has become of what is remembered, the site is that of a build that remembers nothing."""

import shutil
from collections.abc import Callable
from datetime import datetime
from multiprocessing.context import ForkContext
from pathlib import Path

import pytest
from statusgen.incremental.contents import Contents, looked_through

from statusgen.artefact import Crew
from statusgen.build import build
from statusgen.cache.disk import Cache
from statusgen.incremental import known, opening
from statusgen.incremental.workers import crew
from tests.cache.test_cache import (
    change_a_bit,
    cut,
    empty,
    replace_by_another,
    replace_by_dead_link,
    replace_by_endless_file,
    replace_by_folder,
    replace_by_pipe,
    say_otherwise,
)
from tests.publish.test_publish import published
from tests.samples import at

NOW, LATER = at("2026-11-20 15:00"), at("2026-11-20 16:00")
_OVER = """\
title: Calls to {name} fail
affects: {{pbx: major_outage}}
updates:
  - {{at: 2026-0{month}-01 14:15, status: investigating, text: We look into it.}}
  - {{at: 2026-0{month}-01 15:15, status: resolved, text: It **works**.}}
"""


@pytest.fixture
def root(small_site: Path) -> Path:
    """A site with history that was built once, into `site`, and remembered in `cache`."""
    for month in range(1, 6):
        echo(small_site, month, "the queue")
    brought(small_site, "site", NOW)
    return small_site


def echo(root: Path, month: int, name: str) -> None:
    text = _OVER.format(month=month, name=name)
    (root / f"content/incidents/over-{month}.yml").write_text(text)


def brought(root: Path, out: str, now: datetime = LATER) -> dict[str, bytes]:
    """Return the site after a build that remembers."""
    build(root, root / out, now, memory=Cache(root / "cache"))
    return published(root / out)


def made_anew(root: Path) -> dict[str, bytes]:
    """Return the site after a build that remembers nothing, into a new folder."""
    build(root, root / "anew", LATER)
    return published(root / "anew")


def remembered(root: Path) -> list[Path]:
    return sorted((root / "cache").glob("*-*"))


def replace_by_another_version_s(path: Path) -> None:
    kind, _, key = path.name.partition("-")
    Cache(path.parent, "0.0.1").keep(kind, key, b"old")


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        cut,
        empty,
        change_a_bit,
        say_otherwise,
        replace_by_another,
        replace_by_another_version_s,
        replace_by_folder,
        replace_by_pipe,
        replace_by_endless_file,
        replace_by_dead_link,
    ],
    ids=lambda each: each.__name__,
)
def test_spoilt_files_leave_no_trace_in_the_site(root: Path, spoil: Callable[[Path], None]) -> None:
    for path in remembered(root):
        spoil(path)
    expected = made_anew(root)
    assert brought(root, "site") == expected
    assert brought(root, "fresh") == expected


def test_any_one_file_may_be_missing(root: Path) -> None:
    expected = made_anew(root)
    for path in remembered(root):
        path.unlink(missing_ok=True)
        assert brought(root, path.name) == expected, path.name


def test_files_that_stand_in_each_other_s_place_are_not_believed(root: Path) -> None:
    files = remembered(root)
    contents = [path.read_bytes() for path in files]
    for path, content in zip(files, [*contents[1:], contents[0]], strict=True):
        path.write_bytes(content)
    assert brought(root, "site") == made_anew(root)


def test_the_folder_may_be_deleted(root: Path) -> None:
    shutil.rmtree(root / "cache")
    assert brought(root, "site") == made_anew(root)


def test_what_has_changed_is_told(root: Path) -> None:
    echo(root, 3, "the mailbox")
    assert brought(root, "site") == made_anew(root)


def test_what_is_gone_is_told_no_more(root: Path) -> None:
    (root / "content/incidents/over-3.yml").unlink()
    assert brought(root, "site") == made_anew(root)


def test_builds_at_once_may_share_what_they_remember(root: Path) -> None:
    shutil.rmtree(root / "cache")
    outs = ["one", "two", "one", "two"]
    running = [ForkContext().Process(target=brought, args=(root, out)) for out in outs]
    for each in running:
        each.start()
    for each in running:
        each.join()
    assert [each.exitcode for each in running] == [0] * len(outs)
    expected = made_anew(root)
    assert published(root / "one") == expected
    assert published(root / "two") == expected
    assert brought(root, "site") == expected


# --- looked through by another process -----------------------------------------------------------


def test_files_that_another_process_looks_through_are_told_as_they_are(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "MANY", 0)
    echo(root, 3, "a group")
    (root / "content/incidents/over-4.yml").unlink()
    build(root, root / "site", LATER, memory=Cache(root / "cache"), crew=crew(2))
    assert published(root / "site") == made_anew(root)


def test_a_file_that_changes_while_it_is_read_is_told_as_it_is_in_the_end(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_early(root: Path, crew: Crew) -> Callable[[], Contents]:
        seen = looked_through(root, crew)()
        echo(root, 3, "nobody")
        return lambda: seen

    with monkeypatch.context() as patched:
        patched.setattr(known, "MANY", 0)
        patched.setattr(opening, "looked_through", too_early)
        echo(root, 3, "a group")
        assert brought(root, "site") == made_anew(root)
    echo(root, 3, "a group")
    assert brought(root, "site") == made_anew(root)
