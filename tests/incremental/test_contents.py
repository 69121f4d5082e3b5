from pathlib import Path

import pytest
from statusgen.incremental.contents import ChangedError, Contents, looked_through, read_here

from statusgen.artefact import one_by_one
from statusgen.incremental.workers import crew
from statusgen.problems import Problem

NAME = "content/incidents/calls-fail.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one entry; nobody asks here what it means."""
    (tmp_path / "content/incidents").mkdir(parents=True)
    for name in ("content/site.yml", "content/components.yml", NAME):
        (tmp_path / name).write_text("a: 1\n")
    return tmp_path


def seen(root: Path) -> Contents:
    return looked_through(root, crew(2))()


def test_another_process_sees_what_is_read_here(root: Path) -> None:
    there, here = seen(root), read_here(root)
    assert (there.found, there.digests) == (here.found, here.digests)
    assert dict(there.raw) == here.raw


def test_a_file_that_changed_since_it_was_seen_is_not_read(root: Path) -> None:
    contents = looked_through(root, one_by_one)()
    (root / NAME).write_text("a: 2\n")
    with pytest.raises(ChangedError, match="calls-fail"):
        contents.raw[NAME]


def test_a_file_that_is_gone_since_it_was_seen_has_changed(root: Path) -> None:
    contents = seen(root)
    (root / NAME).unlink()
    with pytest.raises(ChangedError):
        contents.raw[NAME]


def test_what_was_read_stays_as_it_was(root: Path) -> None:
    contents = seen(root)
    before = contents.raw[NAME]
    (root / NAME).write_text("a: 2\n")
    assert contents.raw[NAME] == before == b"a: 1\n"


def test_a_file_that_cannot_be_read_has_no_digest_and_says_why(root: Path) -> None:
    (root / NAME).unlink()
    (root / NAME).symlink_to("nowhere")
    contents = seen(root)
    assert NAME not in contents.digests
    assert isinstance(contents.raw[NAME], Problem)
