"""Holds the catalogues to the code: every message, in every language, with all of its gaps."""

import ast
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path
from typing import IO

import pytest
from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from statusgen.content.schema.context import LANGUAGES
from statusgen.text.messages import DOMAIN, FOLDER, OWN_LANGUAGE, catalogue
from tests.manual import PACKAGE
from tests.paths import REPOSITORY

OTHERS = tuple(each for each in LANGUAGES if each != OWN_LANGUAGE)
GAP = re.compile(r"\{\w*\}|%\(\w+\)s")
SAYING = {"say": 1, "to_say": 1, "LazyMessage": 1, "count": 2, "meant": 2}

each_language = pytest.mark.parametrize("language", OTHERS)


def file(language: str, ending: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def messages(source: Catalog) -> dict[tuple[str | None, str], Message]:
    return {(each.context, forms(each.id)[0]): each for each in source if each.id}


def forms(output: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (output,) if isinstance(output, str) else tuple(output or ())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Return all messages, extracted by the very command that the manual gives."""
    line = re.search(r"^pybabel (extract .*) -o \S+ \.$", PACKAGE.read_text(), re.MULTILINE)
    assert line, "the manual says how messages are extracted"
    target = tmp_path_factory.mktemp("messages") / "statusgen.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", *shlex.split(line[1])]
    subprocess.run(  # noqa: S603 - a command of our own
        [*command, "-o", target, "."], cwd=REPOSITORY, check=True, capture_output=True
    )
    return read(target, OWN_LANGUAGE)


@each_language
def test_every_message_is_translated_and_no_other(template: Catalog, language: str) -> None:
    output = read(file(language, "po"), language)
    assert set(messages(output)) == set(messages(template))
    assert not output.obsolete


@each_language
def test_no_message_is_left_empty_or_in_doubt(language: str) -> None:
    output = messages(read(file(language, "po"), language)).values()
    assert [each.id for each in output if each.fuzzy or not all(forms(each.string))] == []


@each_language
def test_every_plural_has_its_forms(language: str) -> None:
    source = read(file(language, "po"), language)
    plural = [each for each in messages(source).values() if each.pluralizable]
    assert {len(forms(each.string)) for each in plural} == {source.num_plurals}


@each_language
def test_a_message_keeps_its_gaps(language: str) -> None:
    """One form of a plural may do without its number, as "one more" does."""
    for each in messages(read(file(language, "po"), language)).values():
        expected = {gap for form in forms(each.id) for gap in GAP.findall(form)}
        for form in forms(each.string):
            found = set(GAP.findall(form))
            assert found == expected or (each.pluralizable and found <= expected), each.id


@each_language
def test_what_is_read_was_compiled_from_what_is_edited(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, read(file(language, "po"), language))
    compiled.seek(0)
    with file(language, "mo").open("rb") as kept:
        assert words(compiled) == words(kept)


def words(source: IO[bytes]) -> dict[object, str]:
    found = GNUTranslations(source)._catalog  # type: ignore[attr-defined]
    return {key: output for key, output in found.items() if key}  # the empty one is the header


def test_french_keeps_its_narrow_spaces() -> None:
    for each in messages(read(file("fr", "po"), "fr")).values():
        for form in forms(each.string):
            assert not re.search(r"[^\u202f][:;?!»](?=\s|$)|«(?!\u202f)", form), form


@each_language
def test_words_are_set_with_the_marks_of_a_printer(language: str) -> None:
    for each in messages(read(file(language, "po"), language)).values():
        for form in forms(each.string):
            assert not set("'\"") & set(form), form


def test_english_needs_no_catalogue() -> None:
    assert catalogue("en").gettext("Resolved") == "Resolved"


@pytest.mark.parametrize(
    ("language", "word"),
    [("it", "Risolto"), ("de", "Behoben"), ("fr", "Résolu"), ("es", "Resuelto")],
)
def test_a_word_is_shown_in_each_language(language: str, word: str) -> None:
    assert catalogue(language).gettext("Resolved") == word


def test_no_language_needs_another_direction() -> None:
    """A page in one that does would have to say `dir` beside its `lang`."""
    assert {Locale.parse(each).text_direction for each in LANGUAGES} == {"ltr"}


# --- messages in the code ----------------------------------------------------------------------


def literals() -> Iterator[tuple[str, str]]:
    """Yield every message that the code says, and where."""
    for path in sorted((REPOSITORY / "statusgen").rglob("*.py")):
        if "importing" in path.parts:
            continue  # what an import has to say is for the NOC, by a function of the same name
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield from ((output, path.name) for output in _messages(node))


def _messages(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    some = call.args[: SAYING.get(name, 0)]
    values = (each.value for each in some if isinstance(each, ast.Constant))
    texts = [each for each in values if isinstance(each, str)]
    if len(texts) == SAYING.get(name):  # a string has a `count` of its own
        yield texts[1] if name == "meant" else texts[0]


def test_the_extraction_finds_every_message(template: Catalog) -> None:
    """It does not look into f-strings, for example."""
    known = {form for each in template if each.id for form in forms(each.id)}
    assert [each for each in literals() if each[0] not in known] == []


def lazy_messages() -> Iterator[ast.Call]:
    """Yield the lazy messages in the code whose text and values are both written there."""
    for path in sorted((REPOSITORY / "statusgen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "LazyMessage":
                message, *values = node.args
                if isinstance(message, ast.Constant) and all(map(_is_written, values)):
                    yield node


def _is_written(values: ast.expr) -> bool:
    return isinstance(values, ast.Dict) and None not in values.keys


def test_a_lazy_message_has_a_value_for_each_gap() -> None:
    found = {ast.unparse(each): each for each in lazy_messages()}
    assert len(found) > 60
    for source, call in found.items():
        message, values = map(ast.unparse, (*call.args, ast.Dict([], []))[:2])
        gaps = {gap.strip("{}") for gap in GAP.findall(message)}
        assert gaps == set(re.findall(r"[{ ]'(\w+)': ", values)), source
