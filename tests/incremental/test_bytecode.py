from collections.abc import Mapping

import jinja2
import pytest

from statusgen.cache.encoding import put_value
from statusgen.cache.store import MemoryStore, Store
from statusgen.incremental.bytecode import BYTECODE, StoredBytecode
from statusgen.render.templates import Templates, Theme, ThemeError
from tests.stores import NullStore

PAGES = {"page.html": b"<p>{{ name }}</p>", "post.txt": b"{{ name }}", "look.css": b"p { }"}


def compiled(files: Mapping[str, bytes], store: Store, program: str = "program") -> Templates:
    """Return templates that are all compiled, with their code in `store`."""
    bytecode = StoredBytecode(store, program)
    templates = Templates(Theme(files, {}), bytecode=bytecode)
    templates.compile_all()
    bytecode.save()
    return templates


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that Jinja compiles from now on."""
    found: list[str] = []
    compile_ = jinja2.Environment.compile

    def noted(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        found.append(name)
        return compile_(self, source, name, filename)

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    return found


def test_each_template_is_compiled_and_no_other_file(names: list[str]) -> None:
    compiled(PAGES, NullStore())
    assert names == ["page.html", "post.txt"]


def test_a_stored_template_is_not_compiled_again(names: list[str]) -> None:
    store = MemoryStore()
    compiled(PAGES, store)
    names.clear()
    assert compiled(PAGES, store).render("post.txt", name="Ann") == "Ann"
    assert names == []


def test_only_a_changed_template_is_compiled_again(names: list[str]) -> None:
    store = MemoryStore()
    compiled(PAGES, store)
    names.clear()
    changed = compiled(PAGES | {"page.html": b"<b>{{ name }}</b>"}, store)
    assert names == ["page.html"]
    assert changed.render("page.html", name="Ann") == "<b>Ann</b>"


def test_templates_of_another_program_are_compiled_again(names: list[str]) -> None:
    store = MemoryStore()
    compiled(PAGES, store)
    names.clear()
    compiled(PAGES, store, "another program")
    assert names == ["page.html", "post.txt"]


@pytest.mark.parametrize("code", [b"", b"no code", b"j2\5\0\0\0"])
def test_bytes_that_are_no_code_are_replaced(code: bytes) -> None:
    store = MemoryStore()
    compiled(PAGES, store)
    known = StoredBytecode(store, "program").known
    put_value(store, BYTECODE, "program", dict.fromkeys(known, code))
    assert compiled(PAGES, store).render("post.txt", name="Ann") == "Ann"


def test_a_value_that_is_no_bytecode_is_ignored() -> None:
    store = MemoryStore()
    store.put(BYTECODE, "program", b"no value")
    assert compiled(PAGES, store).render("post.txt", name="Ann") == "Ann"


def test_nothing_is_put_where_nothing_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    compiled(PAGES, store)
    monkeypatch.setattr(MemoryStore, "put", None)
    compiled(PAGES, store)


def test_an_invalid_template_is_a_problem_when_it_is_rendered() -> None:
    templates = compiled(PAGES | {"page.html": b"{% if %}"}, NullStore())
    with pytest.raises(ThemeError, match="cannot be used"):
        templates.render("page.html", name="Ann")
