from collections.abc import Mapping

import pytest
from statusgen.incremental.compiled import compiled

from statusgen.artefact import one_by_one
from statusgen.cache.store import Memory, Shelf
from statusgen.render.templates import Compiled, TemplateProblem, Templates, Theme

PAGES = {"page.html": b"<p>{{ name }}</p>", "post.txt": b"{{ name }}", "look.css": b"p { }"}


def theme(files: Mapping[str, bytes]) -> Theme:
    origins = {name: f"templates/{name}" for name in files}
    return Theme(files, origins, defaults=frozenset({"post.txt"}))


def made(files: Mapping[str, bytes], memory: Memory, beside: Memory | None = None) -> Compiled:
    return compiled(theme(files), memory, beside or Shelf(), "this program", one_by_one)()


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


def test_default_templates_are_compiled_once_for_all_sites(names: list[str]) -> None:
    beside = Shelf()
    made(PAGES, Shelf(), beside)
    names.clear()
    made(PAGES, Shelf(), beside)
    assert names == ["page.html"]


def test_a_default_template_that_is_known_beside_the_program_is_known_to_the_site_too(
    names: list[str],
) -> None:
    beside, memory = Shelf(), Shelf()
    made(PAGES, Shelf(), beside)
    made(PAGES, memory, beside)
    names.clear()
    made(PAGES, memory)
    assert names == []


def test_a_template_of_a_site_in_the_place_of_a_default_one_is_its_own(names: list[str]) -> None:
    beside = Shelf()
    made(PAGES, Shelf(), beside)
    names.clear()
    code = made(PAGES | {"post.txt": b"{{ name }}, {{ name }}"}, Shelf(), beside)
    own = Templates(theme(PAGES | {"post.txt": b"{{ name }}, {{ name }}"}), compiled=code)
    assert own.render("post.txt", name="Ann") == "Ann, Ann"


def test_a_template_is_rendered_from_what_was_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    code = made(PAGES, Shelf())
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert Templates(theme(PAGES), compiled=code).render("post.txt", name="Ann") == "Ann"


def test_a_template_that_is_wrong_is_told_when_it_is_rendered() -> None:
    files = PAGES | {"page.html": b"{% if %}"}
    code = made(files, Shelf())
    with pytest.raises(TemplateProblem, match="cannot be used"):
        Templates(theme(files), compiled=code).render("page.html", name="Ann")
