from collections.abc import Mapping

import pytest

from statusgen.artefact import one_by_one
from statusgen.compiled import compiled
from statusgen.memory import Memory, Shelf
from statusgen.templating import Compiled, TemplateProblem, Templates, Theme

PAGES = {"page.html": b"<p>{{ name }}</p>", "post.txt": b"{{ name }}", "look.css": b"p { }"}


def theme(files: Mapping[str, bytes]) -> Theme:
    return Theme(files, {name: f"templates/{name}" for name in files})


def made(files: Mapping[str, bytes], memory: Memory) -> Compiled:
    return compiled(theme(files), memory, "this program", one_by_one)()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from now on."""
    found: list[str] = []
    compile_ = Templates.compile

    def noted(templates: Templates, name: str) -> None:
        found.append(name)
        compile_(templates, name)

    monkeypatch.setattr(Templates, "compile", noted)
    return found


def test_each_template_is_compiled_and_no_other_file(names: list[str]) -> None:
    made(PAGES, Shelf())
    assert names == ["page.html", "post.txt"]


def test_what_is_remembered_is_not_compiled_again(names: list[str]) -> None:
    memory = Shelf()
    first = made(PAGES, memory)
    names.clear()
    assert made(PAGES, memory).known == first.known
    assert names == []


def test_only_a_template_that_has_changed_is_compiled_again(names: list[str]) -> None:
    memory = Shelf()
    made(PAGES, memory)
    names.clear()
    code = made(PAGES | {"page.html": b"<b>{{ name }}</b>"}, memory)
    assert names == ["page.html"]
    assert len(code.known) == len(names) + 1


def test_a_template_is_rendered_from_what_was_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    code = made(PAGES, Shelf())
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert Templates(theme(PAGES), compiled=code).render("post.txt", name="Ann") == "Ann"


def test_a_template_that_is_wrong_is_told_when_it_is_rendered() -> None:
    files = PAGES | {"page.html": b"{% if %}"}
    code = made(files, Shelf())
    with pytest.raises(TemplateProblem, match="cannot be used"):
        Templates(theme(files), compiled=code).render("page.html", name="Ann")
