"""The editor has a section for each language of the site."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from statusgen.authoring.editor import edited
from statusgen.console import CommandError

THREE = ("en", "it", "de")


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], str | None]], list[str]]:
    """Return a function that has a person change the file of the editor in a way."""
    opened: list[str] = []

    def person(change: Callable[[str], str | None]) -> list[str]:
        def edit(text: str, editor: str, *, extension: str) -> str | None:
            assert (editor, extension) == ("an-editor", ".md")
            opened.append(text)
            return change(text)

        monkeypatch.setenv("VISUAL", "an-editor")
        monkeypatch.setattr(click, "edit", edit)
        return opened

    return person


Types = Callable[[Callable[[str], str | None]], list[str]]


def test_there_is_a_section_for_each_language(types: Types) -> None:
    opened = types(lambda text: text)
    texts = {"en": "Calls fail.\n\nWe look.", "it": "Le chiamate falliscono."}
    assert edited(texts, THREE, "investigating: Calls") == texts
    assert opened[0].startswith(
        "# ----- en: English -----\nCalls fail.\n\nWe look.\n\n"
        "# ----- it: italiano -----\nLe chiamate falliscono.\n\n"
        "# ----- de: Deutsch -----\n\n"
        "# ----- What stands below this line is not published. -----\n# investigating: Calls\n"
    )


def test_a_section_that_is_filled_or_emptied_counts(types: Types) -> None:
    types(lambda text: text.replace("Deutsch -----", "Deutsch -----\nGeht.").replace("Va.", ""))
    assert edited({"en": "Works.", "it": "Va."}, THREE, "x") == {"en": "Works.", "de": "Geht."}


def test_a_heading_that_a_person_has_changed_still_begins_its_section(types: Types) -> None:
    types(lambda text: text.replace("it: italiano -----", "it -----"))
    texts = {"en": "Works.", "it": "Va."}
    assert edited(texts, THREE, "x") == texts


def test_a_site_in_one_language_has_no_sections(types: Types) -> None:
    opened = types(lambda text: f"# ----- it: no heading -----\n{text}")
    assert edited({"en": "Works."}, ("en",), "x") == {"en": "# ----- it: no heading -----\nWorks."}
    assert opened[0].startswith("Works.\n\n# ----- What stands below")
    assert "section" not in opened[0]


@pytest.mark.parametrize("written", ["Works.", "Works.\n# ----- xx: Unknown -----", "# A title"])
def test_what_has_no_heading_is_in_the_first_language(types: Types, written: str) -> None:
    types(lambda _: written)
    assert edited({}, THREE, "x") == {"en": written}


def test_leaving_without_saving_is_refused(types: Types) -> None:
    types(lambda _: None)
    with pytest.raises(click.BadParameter, match="nothing was saved in the editor"):
        edited({}, THREE, "x")


# --- which editor --------------------------------------------------------------------------------


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder with programs; no variable names an editor."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(path: Path) -> Path:
    """Write a program that keeps what it is given, and then has a person add a line."""
    path.write_text(f"#!/bin/sh\n/bin/cp $1 {path.parent}/given\necho 'It works.' > $1\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(("target", "is_vi"), [("nano", False), ("vim.basic", True)])
def test_without_a_named_editor_it_is_that_of_the_system(
    system: Path, target: str, capsys: pytest.CaptureFixture[str], *, is_vi: bool
) -> None:
    (system / "editor").symlink_to(program(system / target))
    assert edited({}, ("en",), "x") == {"en": "It works."}
    expected = f"EDITOR is not set, so {target} is opened; for another one, such as: export EDITOR="
    assert capsys.readouterr().err.startswith(expected)
    assert (":q! leaves without saving" in (system / "given").read_text()) is is_vi


@pytest.mark.usefixtures("system")
def test_where_there_is_no_editor_it_is_said_what_to_set() -> None:
    with pytest.raises(CommandError, match="install one, and set EDITOR, such as: export EDITOR="):
        edited({}, ("en",), "x")


def test_an_editor_that_is_not_installed_is_a_sentence(
    system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", f"{system}/missing")
    with pytest.raises(CommandError, match=r"missing: Editing failed.* Nothing was written\. Set "):
        edited({}, ("en",), "x")
