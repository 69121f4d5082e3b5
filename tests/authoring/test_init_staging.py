"""The files of a new site are put in their places all or none, whatever stops the command."""

from pathlib import Path
from unittest.mock import patch

import pytest

from statusgen.authoring.init import staging

FILES = {"a.yml": b"a", "content/incidents/b.yml": b"b", "c.yml": b"c"}


def names(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))


def stopped(site: Path) -> None:
    """Put two of the files in their places, and stop as if the process were killed."""

    def replace(source: Path, target: Path) -> None:
        if target.name == "c.yml":
            raise InterruptedError
        source.rename(target)

    with (
        patch("statusgen.atomic.replace", replace),
        patch.object(staging, "remove_unfinished"),
        pytest.raises(InterruptedError),
    ):
        staging.put(site, FILES)


def test_all_files_are_put_in_their_places(tmp_path: Path) -> None:
    staging.put(tmp_path, FILES)
    expected = ["a.yml", "c.yml", "content", "content/incidents", "content/incidents/b.yml"]
    assert names(tmp_path) == expected


def test_where_one_is_refused_none_is_left(tmp_path: Path) -> None:
    with (
        patch("statusgen.atomic.replace", side_effect=InterruptedError),
        pytest.raises(InterruptedError),
    ):
        staging.put(tmp_path, FILES)
    assert names(tmp_path) == []


def test_the_next_run_removes_what_one_that_was_killed_has_left(tmp_path: Path) -> None:
    stopped(tmp_path)
    assert (tmp_path / "content/incidents/b.yml").is_file()
    staging.remove_unfinished(tmp_path)
    assert names(tmp_path) == []


def test_a_file_that_somebody_has_changed_since_stays(tmp_path: Path) -> None:
    stopped(tmp_path)
    (tmp_path / "a.yml").write_text("mine")
    staging.remove_unfinished(tmp_path)
    assert names(tmp_path) == ["a.yml"]
