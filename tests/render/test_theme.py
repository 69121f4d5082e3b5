import os
from pathlib import Path
from typing import Any

import pytest

from statusgen.limits import read_file
from statusgen.render.templates import ThemeError
from statusgen.render.theme import default_folder, has_own, read_theme

SITE = Path("templates/site")


def write(root: Path, name: str, content: str = "mine") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_a_site_without_templates_has_none_of_its_own(tmp_path: Path) -> None:
    assert not has_own(tmp_path, "notices")
    write(tmp_path, "templates/site/my.css")
    assert not has_own(tmp_path, "notices")
    write(tmp_path, "templates/notices/cut.yml")
    assert has_own(tmp_path, "notices")


def test_a_site_without_templates_gets_the_default_ones(tmp_path: Path) -> None:
    theme = read_theme(tmp_path)
    assert "site/style.css" in theme.files
    assert theme.origins["site/style.css"] == "statusgen/templates/site/style.css"


def test_a_template_of_the_site_takes_the_place_of_its_namesake_alone(tmp_path: Path) -> None:
    write(tmp_path, "templates/site/style.css", "body {}")
    own, default = read_theme(tmp_path), read_theme(tmp_path / "none")
    assert own.files == {**default.files, "site/style.css": b"body {}"}
    assert own.origins["site/style.css"] == "templates/site/style.css"


def test_a_template_of_the_site_may_be_an_additional_one(tmp_path: Path) -> None:
    write(tmp_path, "templates/site/deep/logo.svg", "<svg/>")
    assert read_theme(tmp_path).files["site/deep/logo.svg"] == b"<svg/>"


@pytest.mark.parametrize("name", [".DS_Store", "site/.page.html.swp", ".git/config"])
def test_hidden_files_are_no_templates(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"templates/{name}")
    assert name not in read_theme(tmp_path).files


def test_a_readme_is_no_template(tmp_path: Path) -> None:
    write(tmp_path, "templates/README.md")
    write(tmp_path, "templates/notices/README.md")
    assert (default_folder() / "README.md").is_file()
    assert not [name for name in read_theme(tmp_path).files if name.endswith(".md")]


def test_a_template_that_cannot_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = write(tmp_path, "templates/site/style.css")

    def refuse(path: Path, most: int) -> bytes:
        if path == broken:
            raise PermissionError(13, "Permission denied", str(path))
        return read_file(path, most)

    monkeypatch.setattr("statusgen.render.theme.read_file", refuse)
    with pytest.raises(ThemeError, match="cannot be read: Permission denied") as raised:
        read_theme(tmp_path)
    assert raised.value.problem.place.path == "templates/site/style.css"


@pytest.mark.parametrize("name", ["\udcff.css", "a\nb.css", "\u202eb.css"])
def test_a_name_that_cannot_be_shown_is_a_problem(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"templates/site/{name}")
    with pytest.raises(ThemeError, match="the name of this file cannot be shown"):
        read_theme(tmp_path)


def test_a_notice_whose_name_cannot_be_shown_is_no_part_of_it(tmp_path: Path) -> None:
    write(tmp_path, "content/notices/\udcff.yml")
    assert all(name.isprintable() for name in read_theme(tmp_path).files)


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("password")
    folder = tmp_path / "site" / "templates" / "site"
    folder.mkdir(parents=True)
    (folder / "logo.svg").symlink_to(tmp_path / "secret")
    with pytest.raises(ThemeError, match="leads out of the site's folder"):
        read_theme(tmp_path / "site")


@pytest.mark.parametrize("name", ["", "/site", "/posts"])
def test_a_folder_that_cannot_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    write(tmp_path, f"templates{name}/a.css")
    listed = os.scandir

    def refuse(folder: str) -> Any:  # noqa: ANN401 - as the system's own
        if str(folder) == str(tmp_path / f"templates{name}"):
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(ThemeError, match="this folder cannot be read") as raised:
        read_theme(tmp_path)
    assert raised.value.problem.place.path == f"templates{name}"


@pytest.mark.parametrize("target", ["nowhere", "home.html", "../site"])
def test_a_link_that_is_no_file_is_a_problem(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "templates/site"
    folder.mkdir(parents=True)
    (folder / "home.html").symlink_to(target)
    with pytest.raises(ThemeError, match="the template cannot be read"):
        read_theme(tmp_path)


def test_a_folder_in_the_place_of_a_template_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "templates/site/home.html/old.html")
    with pytest.raises(ThemeError, match="is a folder"):
        read_theme(tmp_path)
