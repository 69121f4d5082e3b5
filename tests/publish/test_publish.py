import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from statusgen.artefact import Artefact
from statusgen.publish.errors import RefusedError
from statusgen.publish.paths import MANIFEST, TEMPORARY
from statusgen.publish.site import Published, publish

OLD = {"index.html": b"old", "style.css": b"css", "incidents/a/index.html": b"a"}
NEW = {"index.html": b"new", "style.css": b"css", "incidents/b/index.html": b"b"}
NOWHERE = (
    "",
    ".",
    "./a",
    "../precious",
    "a/../../precious",
    "a/./b",
    "a//b",
    "a/",
    "/etc/passwd",
    "C:precious",
    "C:\\precious",
    "a\\b",
    "a\0b",
    MANIFEST,
    f"a/{MANIFEST}",
    f"{TEMPORARY}/a",
    f"a/{TEMPORARY}",
)
"""Paths that no file of a site may have."""


def put(site: Mapping[str, bytes], out: Path) -> Published:
    return publish([Artefact(path, content) for path, content in site.items()], out)


def on_disk(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def published(out: Path) -> dict[str, bytes]:
    return {name: content for name, content in on_disk(out).items() if name != MANIFEST}


def changes(out: Path) -> dict[Path, int]:
    """Return when each file and folder was changed last."""
    return {path: path.stat().st_ctime_ns for path in (out, *out.rglob("*"))}


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def test_a_first_build_writes_every_file(tmp_path: Path) -> None:
    assert put(OLD, tmp_path / "site") == Published(written=3, removed=0, unchanged=0)
    assert published(tmp_path / "site") == OLD


def test_a_rebuild_writes_different_files_and_removes_old_ones(tmp_path: Path) -> None:
    put(OLD, tmp_path)
    assert put(NEW, tmp_path) == Published(written=2, removed=1, unchanged=1)
    assert published(tmp_path) == NEW
    assert not (tmp_path / "incidents/a").exists()


def test_a_removed_file_is_not_ours_any_more(tmp_path: Path) -> None:
    put(OLD, tmp_path)
    put(NEW, tmp_path)
    (tmp_path / "incidents/a").mkdir()
    (tmp_path / "incidents/a/index.html").write_text("precious")
    with pytest.raises(RefusedError, match="not made by statusgen"):
        put(OLD, tmp_path)


def test_a_rebuild_of_the_same_touches_nothing(tmp_path: Path) -> None:
    put(OLD, tmp_path)
    before = changes(tmp_path)
    assert put(OLD, tmp_path) == Published(written=0, removed=0, unchanged=3)
    assert changes(tmp_path) == before


def test_files_are_readable_by_all_as_far_as_the_umask_allows(tmp_path: Path) -> None:
    with umask(0o022):
        put(OLD, tmp_path / "site")
    modes = {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "site").rglob("*") if p.is_file()}
    assert modes == {0o644}
    assert stat.S_IMODE((tmp_path / "site/incidents").stat().st_mode) == 0o755


def test_a_stricter_umask_is_honoured(tmp_path: Path) -> None:
    with umask(0o077):
        put(OLD, tmp_path / "site")
    assert stat.S_IMODE((tmp_path / "site/index.html").stat().st_mode) == 0o600


def test_pages_are_published_after_other_files_and_the_home_page_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    replace = os.replace

    def note(source: str, target: str) -> None:
        replace(source, target)
        order.append(Path(target).relative_to(tmp_path).as_posix())

    monkeypatch.setattr(os, "replace", note)
    put({"index.html": b"", "a/index.html": b"", "z.css": b"", "feed.rss": b""}, tmp_path)
    assert order == [MANIFEST, "feed.rss", "z.css", "a/index.html", "index.html"]


# --- folders that are not ours -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["photo.jpg", ".git/config", "index.html", MANIFEST + ".bak"])
def test_a_folder_with_foreign_files_is_refused_and_untouched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("precious")
    with pytest.raises(RefusedError, match="that statusgen did not make"):
        put(OLD, tmp_path)
    assert on_disk(tmp_path) == {name: b"precious"}


@pytest.mark.parametrize("name", [".gitignore", ".gitkeep", TEMPORARY])
def test_a_folder_with_harmless_files_only_is_used(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    assert put(OLD, tmp_path).written == 3


def test_a_harmless_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("precious")
    with pytest.raises(RefusedError, match="not made by statusgen"):
        put({".gitignore": b""}, tmp_path)
    assert on_disk(tmp_path) == {".gitignore": b"precious"}


def test_a_path_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("precious")
    with pytest.raises(RefusedError, match="is a file"):
        put(OLD, tmp_path / "site")
    assert on_disk(tmp_path) == {"site": b"precious"}


def test_foreign_files_beside_ours_stay(tmp_path: Path) -> None:
    put(OLD, tmp_path)
    (tmp_path / "incidents/a/note.txt").write_text("precious")
    put(NEW, tmp_path)
    assert published(tmp_path) == {**NEW, "incidents/a/note.txt": b"precious"}


@pytest.mark.parametrize(
    "name", ["incidents/b/index.html", "incidents/b", "incidents/b/index.html/x"]
)
def test_a_foreign_file_in_the_way_is_refused_and_untouched(tmp_path: Path, name: str) -> None:
    put(OLD, tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("precious")
    before = on_disk(tmp_path)
    with pytest.raises(RefusedError, match="not made by statusgen"):
        put(NEW, tmp_path)
    assert on_disk(tmp_path) == before


@pytest.mark.parametrize("name", ["incidents", "incidents/b"])
def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path, name: str) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    put({"index.html": b"old"}, site)
    outside.mkdir()
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).symlink_to(outside)
    with pytest.raises(RefusedError, match="not made by statusgen"):
        put(NEW, site)
    assert not list(outside.iterdir())
    assert (site / "index.html").read_bytes() == b"old"


def test_a_link_in_place_of_our_file_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    site, precious = tmp_path / "site", tmp_path / "precious"
    put(OLD, site)
    precious.write_text("precious")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(precious)
    with pytest.raises(RefusedError):
        put(NEW, site)
    assert precious.read_text() == "precious"


def test_a_link_to_the_folder_itself_is_the_user_s_own_choice(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    put(OLD, tmp_path / "site")
    assert published(tmp_path / "elsewhere") == OLD


# --- the list of our files -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "listed",
    [
        "",
        "{",
        "[]",
        "\udcff",
        "[" * 100_000,
        '{"version": 1}',
        '{"version": 2, "files": []}',
    ],
)
def test_a_list_that_is_not_ours_is_refused_and_nothing_touched(
    tmp_path: Path, listed: str
) -> None:
    site = tmp_path / "site"
    put(OLD, site)
    (tmp_path / "precious").write_text("precious")
    (site / MANIFEST).write_text(listed, errors="surrogateescape")
    before = on_disk(tmp_path)
    with pytest.raises(RefusedError, match=r"nothing was written"):
        put(NEW, site)
    assert on_disk(tmp_path) == before


@pytest.mark.parametrize("path", [1, None, ["a"], *NOWHERE])
def test_a_list_with_a_path_that_cannot_be_ours_is_refused(tmp_path: Path, path: object) -> None:
    site = tmp_path / "site"
    put(OLD, site)
    (tmp_path / "precious").write_text("precious")
    (site / MANIFEST).write_text(json.dumps({"version": 1, "files": [*OLD, path]}))
    with pytest.raises(RefusedError, match="not as statusgen wrote it"):
        put(OLD, site)
    assert published(tmp_path)["precious"] == b"precious"


@pytest.mark.parametrize("kind", ["folder", "link", "pipe"])
def test_a_list_that_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    match kind:
        case "folder":
            (tmp_path / MANIFEST).mkdir()
        case "link":
            (tmp_path / MANIFEST).symlink_to("/dev/zero")
        case _:
            os.mkfifo(tmp_path / MANIFEST)
    with pytest.raises(RefusedError, match="not as statusgen wrote it"):
        put(OLD, tmp_path)


@pytest.mark.parametrize("paths", [["a", "a"], ["a", "a/b"], *([path] for path in NOWHERE)])
def test_artefacts_that_cannot_stand_in_a_folder_are_a_bug(
    tmp_path: Path, paths: list[str]
) -> None:
    with pytest.raises(ValueError, match="artefacts"):
        publish([Artefact(path, b"") for path in paths], tmp_path)
    assert not list(tmp_path.iterdir())


def test_names_beyond_ascii_and_utf8_are_kept(tmp_path: Path) -> None:
    site = {"site/größe.svg": b"1", "site/\udcff.svg": b"2"}
    put(site, tmp_path)
    put({}, tmp_path)
    assert published(tmp_path) == {}
