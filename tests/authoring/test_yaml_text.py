"""What is written as YAML is read again as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.authoring.yaml_text import Value, entry_text
from statusgen.content.source.parse import parse
from statusgen.content.source.tree import Tree


def again(entry: dict[str, Value]) -> Tree:
    """Return what is read from the text of an entry, which must be without a problem."""
    reading = parse("x.yml", entry_text(entry).encode())
    assert not reading.problems
    return reading.tree


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Calls fail", "a: Calls fail"),
        ("2026-11-20 14:03", "a: 2026-11-20 14:03"),
        ("Störung: Teil 1", 'a: "Störung: Teil 1"'),
        ("the end:", 'a: "the end:"'),
        ("number #1", 'a: "number #1"'),
        ("C#", "a: C#"),
        ("- one", 'a: "- one"'),
        ("'quoted'", "a: \"'quoted'\""),
        ("no", 'a: "no"'),
        ("null", 'a: "null"'),
        ("@here", 'a: "@here"'),
        ("{a}", 'a: "{a}"'),
        ("??region??", "a: ??region??"),
        ("? x", 'a: "? x"'),
        ("a\tb", 'a: "a\\tb"'),
        ("", 'a: ""'),
    ],
)
def test_quotes_stand_where_they_are_needed(written: str, line: str) -> None:
    assert entry_text({"a": written}) == f"{line}\n"
    assert again({"a": written}) == {"a": written}


def test_a_text_of_several_lines_is_a_block() -> None:
    entry: dict[str, Value] = {"text": "One: two.\n\n- three\n", "updates": [{"text": "a\n  b"}]}
    assert entry_text(entry) == (
        "text: |\n  One: two.\n\n  - three\nupdates:\n  - text: |\n      a\n        b\n"
    )


@pytest.mark.parametrize("words", ["Since noon: nothing works.", "Nothing works. " * 9])
def test_a_line_of_prose_is_a_block_where_it_would_need_quotes_or_is_long(words: str) -> None:
    assert entry_text({"text": words}).startswith("text: |\n  ")


def test_a_block_may_begin_with_blanks() -> None:
    entry: dict[str, Value] = {"updates": [{"text": "  a\nb"}]}
    assert again(entry) == {"updates": [{"text": "  a\nb\n"}]}


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.sampled_from(": #-?|>'\"\n\t\\{}[]&*!%@`,"),
    max_size=60,
)


@given(st.lists(_TEXT, min_size=1, max_size=4))
def test_what_is_written_is_read_again(texts: list[str]) -> None:
    entry: dict[str, Value] = {
        "title": texts[0].replace("\n", " "),
        "affects": {"x": texts[-1]},
        "updates": [{"text": each, "status": "x"} for each in texts],
    }
    tree = again(entry)
    assert isinstance(tree, dict)
    updates = tree["updates"]
    assert isinstance(updates, list)
    result = [each["text"] for each in updates if isinstance(each, dict)]
    assert [lines(each) for each in result] == [lines(each) for each in texts]


def lines(text: Tree) -> list[str]:
    """Return the lines of a text; blanks alone on a line, or around the whole, say nothing."""
    assert isinstance(text, str)
    return [line if line.strip() else "" for line in text.strip().split("\n")]
