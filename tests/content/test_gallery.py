"""Holds every mistake to the exact words that a person reads about it.

A case of the gallery says how a content folder differs from `gallery/good`; the text file beside
is what must be said. `python -m tests.content.test_gallery` writes the texts
anew, to be read over.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
import yaml

from statusgen.content.load import load
from statusgen.problems import as_text
from tests.paths import TESTS

GALLERY = TESTS / "content" / "gallery"
CASES = sorted(path.stem for path in GALLERY.glob("*.yml"))
NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)


def problems_of(name: str, root: Path) -> str:
    """Return every problem of the content folder of a case, which is made in `root`."""
    case = yaml.safe_load((GALLERY / f"{name}.yml").read_text(encoding="utf-8"))
    lay_out(case, root)
    text = "\n".join(f"{as_text(problem)}\n" for problem in load(root, NOW).problems)
    return text.replace(str(root), "ROOT")


def lay_out(case: Mapping[str, Mapping[str, str | bytes | int | None]], root: Path) -> None:
    copytree(GALLERY / "good", root, dirs_exist_ok=True)
    for name, content in case.get("files", {}).items():
        if content is None:
            (root / name).unlink()
            _prune((root / name).parent)
        else:
            data = content if isinstance(content, bytes) else str(content).encode()
            _write(root / name, data)
    for name, size in case.get("large", {}).items():
        _write(root / name, b"#" * int(size or 0))
    for name, target in case.get("links", {}).items():
        (root / name).symlink_to(str(target))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _prune(folder: Path) -> None:
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_reported_in_these_words(name: str, tmp_path: Path) -> None:
    expected = (GALLERY / f"{name}.txt").read_text(encoding="utf-8")
    assert problems_of(name, tmp_path) == expected


def test_the_folder_that_the_gallery_starts_from_is_good() -> None:
    assert load(GALLERY / "good", NOW).problems == ()


@pytest.mark.parametrize("name", CASES)
def test_only_warnings_leave_content(name: str, tmp_path: Path) -> None:
    problems_of(name, tmp_path)
    assert (load(tmp_path, NOW).content is not None) == name.startswith("warning-")


def write_texts() -> None:
    """Write the present problems as the expected ones."""
    for name in CASES:
        with TemporaryDirectory() as folder:
            output = problems_of(name, Path(folder))
        (GALLERY / f"{name}.txt").write_text(output, encoding="utf-8")


if __name__ == "__main__":
    write_texts()
