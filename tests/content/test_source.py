"""Holds the reader of YAML to its promises: text as typed, exact places, no surprises."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.content.source.nodes import Source
from statusgen.content.source.parse import MAX_BYTES, ParsedFile, parse, read_bytes
from statusgen.problems import Place, Problem


def parsed(text: str) -> ParsedFile:
    return parse("f.yml", text.encode())


def spot(place: Place) -> tuple[int, int, int]:
    return place.line, place.column, place.width


# --- values ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["no", "on", "12:30", "010", "1e3", "0x1F", "1_000", ".inf", "2026-11-20", "=", "True", "-1"],
)
def test_a_scalar_is_the_text_that_was_typed(typed: str) -> None:
    assert parsed(f"a: {typed}\n").tree == {"a": typed}


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL"])
def test_an_empty_value_is_missing(typed: str) -> None:
    assert parsed(f"a: {typed}\n").tree == {"a": None}


@pytest.mark.parametrize("typed", ['"null"', "'~'", '""'])
def test_a_quoted_value_is_there(typed: str) -> None:
    assert parsed(f"a: {typed}\n").tree == {"a": typed[1:-1]}


def test_a_small_alias_is_fine() -> None:
    assert parsed("a: &x [b]\nc: *x\n").tree == {"a": ["b"], "c": ["b"]}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")))
def test_any_text_survives_in_quotes(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if not any(char in text for char in "\ufeff\ufffe\uffff"):
        assert parsed(f'a: "{escaped}"\n').tree == {"a": text}


@given(st.binary())
def test_any_bytes_give_a_tree_or_problems(data: bytes) -> None:
    reading = parse("f.yml", data)
    assert reading.problems or reading.tree is None or isinstance(reading.tree, str | list | dict)


_YAMLISH = st.text(
    st.sampled_from("ab:- \n\t[]{}&*!?|>'\"%@`#,~\\0<é漢😀\r\x85\u2028"), max_size=60
)


@given(_YAMLISH)
def test_any_syntax_gives_places_within_the_file(text: str) -> None:
    for problem in parsed(text).problems:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert problem.place.source_line == lines[problem.place.line - 1]
        assert 1 <= problem.place.column <= len(problem.place.source_line) + 1


# --- places ------------------------------------------------------------------------------------

TEXT = "title: Störung 😀\nupdates:\n  - at: now\n    text: |\n      a\n      b\nempty:\n"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (("title",), (1, 8, 9)),
        (("updates", 0, "at"), (3, 9, 3)),
        (("updates", 0, "text"), (4, 11, 1)),
        (("updates", 0), (3, 5, 2)),
        (("updates", 0, "missing"), (3, 5, 2)),
        (("empty",), (7, 1, 5)),
        ((), (1, 1, 5)),
    ],
)
def test_a_value_has_a_place(location: tuple[str | int, ...], expected: tuple[int, ...]) -> None:
    assert spot(Source("f.yml", TEXT).value(location)) == expected


def test_a_key_has_a_place() -> None:
    assert spot(Source("f.yml", TEXT).key(("updates", 0, "text"))) == (4, 5, 4)


def test_a_part_of_a_value_has_a_place() -> None:
    assert spot(Source("f.yml", TEXT).part(("title",), "rung")) == (1, 11, 4)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_shift_nothing(ending: str, mark: str) -> None:
    reading = parsed(mark + TEXT.replace("\n", ending))
    assert reading.source.value(("updates", 0, "at")) == Place("f.yml", 3, 9, "  - at: now", 3)


def test_a_separator_that_no_editor_breaks_lines_at_does_not_count_as_a_line() -> None:
    reading = parsed('a: "x\u2028y"\nb: 1\n')
    assert reading.source.value(("b",)).line == 2


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "duplicate key 'a'"),
        ("a: 1\n---\nb: 2\n", "a second YAML document begins here"),
        ("a: !!str b\n", "tags such as '!!str' are not allowed"),
        ("a: !x\n  b: c\n", "tags such as '!x' are not allowed"),
        ("!x a: b\n", "tags such as '!x' are not allowed"),
        ("a: &x {b: c}\nd: {<<: *x}\n", "merge keys ('<<') are not allowed"),
        ("? [a, b]\n: c\n", "a key that is a list or a mapping"),
        ("?\n: c\n", "a key is missing before the ':'"),
        ("a: &x [*x]\n", "this anchor contains itself"),
        ('a: "\\e"\n', "the control character U+001B cannot be published"),
        ('"\\e": a\n', "the control character U+001B cannot be published"),
        ("a: x\x7fy\n", "the control character U+007F cannot be published"),
        ("a:\n\t- b\n", "a tab cannot indent a line"),
    ],
)
def test_what_is_no_plain_data_is_refused(text: str, message: str) -> None:
    assert [problem.message for problem in parsed(text).problems] == [message]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a:\n  - {text: x}\n \t\n", 3, 2),
        ("a: x\n\t", 2, 1),
        ("a: |\n  x\n \t\n\n", 3, 2),
        ("a: 'x'\n\t\nb: y\n", 2, 1),
        ("-\t\n", 1, 2),
    ],
)
def test_a_tab_at_the_end_of_a_line_is_shown_there(text: str, line: int, column: int) -> None:
    (problem,) = parsed(text).problems
    assert problem.message == "there is a tab at the end of this line"
    assert (problem.place.line, problem.place.column) == (line, column)


def test_a_refused_tag_does_not_hide_what_else_is_in_the_file() -> None:
    assert parsed("a: !x b\nc: d\n").tree == {"a": "b", "c": "d"}


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 21 + "]" * 21,
        "[" * 400_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "".join(" " * depth + "a:\n" for depth in range(300)),
    ],
)
def test_deep_nesting_is_refused_and_harmless(text: str) -> None:
    messages = [problem.message for problem in parsed(text).problems]
    assert messages == ["this is nested more than 20 levels deep"]


def test_nesting_up_to_the_bound_is_fine() -> None:
    assert parsed("[" * 20 + "]" * 20).problems == ()


def test_aliases_that_expand_past_a_bound_are_refused_once() -> None:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x,x]"]
    lines += [f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]" for a, b in pairwise("abcdefg")]
    messages = [problem.message for problem in parsed("\n".join(lines)).problems]
    assert messages == ["the aliases of this anchor expand beyond the limit"]


def test_a_long_text_that_is_repeated_counts_by_its_length() -> None:
    text = f"a: &a {'x' * 60_000}\nb: [*a, *a]\n"
    assert len(parsed(text).problems) == 1


def test_a_file_over_the_limit_is_not_parsed() -> None:
    assert parse("f.yml", b"#" * (MAX_BYTES + 1)).problems[0].message == (
        "this file is larger than 1 MiB"
    )


def test_a_file_at_the_limit_is_read() -> None:
    assert parse("f.yml", b"#" * MAX_BYTES).problems == ()


@pytest.mark.parametrize("data", [b"a: b\n\xff", b"\xef\xbb\xbfa: b\n\xff"])
def test_a_byte_that_is_no_utf8_is_shown_at_its_place(data: bytes) -> None:
    problem = parse("f.yml", data).problems[0]
    assert (problem.place.line, problem.place.column) == (2, 1)


# --- the disk ----------------------------------------------------------------------------------


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    answer = read_bytes(tmp_path, "f.yml")
    assert isinstance(answer, Problem)
    assert answer.message == "this is a folder"


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    answer = read_bytes(tmp_path / "x", "f.yml")
    assert isinstance(answer, Problem)
    assert answer.message == "this file cannot be read: No such file or directory"


@pytest.mark.parametrize("more", [1, 2, 100])
def test_a_too_large_file_is_refused_and_not_cut(tmp_path: Path, more: int) -> None:
    (tmp_path / "x").write_bytes(b"#" * (MAX_BYTES + more))
    answer = read_bytes(tmp_path / "x", "f.yml")
    assert isinstance(answer, Problem)
    assert answer.message == "this file is larger than 1 MiB"
