"""A value in a YAML file is replaced in the form that it has, and all the rest stays."""

import pytest
import yaml

from statusgen.authoring.splice.layout import LayoutError
from statusgen.authoring.splice.values import Location, replaced, with_key

ORDER = ("title", "cos", "scope", "cause", "updates")
AT: Location = ("updates", 0, "text")


def entry(text: str) -> str:
    return f"title: x  # mine\nupdates:\n  - at: 1  # a\n    text: {text}\n    b: 2 # c\n# end\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("old", "new words"),
        ("old  # why", "new words  # why"),
        ('"old"', "new words"),
        ("'old' # why", "new words # why"),
        ("old words\n      over lines", "new words"),
        ("|\n      old\n\n      words", "|\n      new words"),
        ("|-  # why\n        old", "|-  # why\n        new words"),
        (">\n      old\n      words\n", "|\n      new words\n"),
        ("|4\n        old", "|\n        new words"),
    ],
)
def test_one_line_takes_the_place_of_another_text(before: str, after: str) -> None:
    assert replaced(entry(before), AT, "new words").apply(entry(before)) == entry(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("old  # why", "|  # why\n      One.\n\n      Two: #2."),
        ('"old"', "|\n      One.\n\n      Two: #2."),
        ("|\n         old\n\n", "|\n         One.\n\n         Two: #2.\n\n"),
        ("|+\n      old\n\n", "|+\n      One.\n\n      Two: #2.\n\n"),
    ],
)
def test_several_lines_become_a_block(before: str, after: str) -> None:
    written = replaced(entry(before), AT, "One.\n\nTwo: #2.").apply(entry(before))
    assert written == entry(after)


@pytest.mark.parametrize("words", ["a: b", "- a", "  first\nsecond", 'say "x" # y', "x\x85y", "no"])
@pytest.mark.parametrize("before", ["old", "|\n      old", '"old" # why', ">-\n       old"])
def test_what_is_written_is_what_is_read(before: str, words: str) -> None:
    text = replaced(entry(before), AT, words).apply(entry(before))
    read = yaml.safe_load(text)["updates"][0]["text"]
    assert read.strip() == words.strip()
    assert text.startswith("title: x  # mine\n")
    assert text.endswith("\n    b: 2 # c\n# end\n")


def test_flow_style_stays_flow_style() -> None:
    text = "{title: x, updates: [{at: 1, text: old, b: 2}]} # end\n"
    expected = '{title: x, updates: [{at: 1, text: "new, words", b: 2}]} # end\n'
    assert replaced(text, AT, "new, words").apply(text) == expected


def test_line_ends_of_a_file_are_kept() -> None:
    text = "title: x\r\nupdates:\r\n- text: old\r\n  at: 1\r\n"
    written = replaced(text, AT, "One.\nTwo.").apply(text)
    assert written == ("title: x\r\nupdates:\r\n- text: |\r\n    One.\r\n    Two.\r\n  at: 1\r\n")


def test_a_file_without_a_last_line_end_goes_on_having_none() -> None:
    text = "title: x\nupdates:\n- text: |\n    old"
    assert replaced(text, AT, "new").apply(text) == "title: x\nupdates:\n- text: |\n    new"


@pytest.mark.parametrize(
    "text",
    ["title: &a x\nupdates:\n- text: *a\n", "title: x\n", "updates: &u\n- text: x\nb: *u\n"],
)
def test_what_is_written_elsewhere_cannot_be_replaced(text: str) -> None:
    at = ("b", 0, "text") if "b:" in text else AT
    with pytest.raises(LayoutError):
        replaced(text, at, "new")


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("title: x # t\nupdates: []\n", "scope", "title: x # t\nscope: global\nupdates: []\n"),
        ("title: x\nscope: limited # s\n", "scope", "title: x\nscope: global # s\n"),
        ("title:\n  en: x\n  it: y\n# c\nb: 1\n", "cos",
         "title:\n  en: x\n  it: y\ncos: global\n# c\nb: 1\n"),
        ("title: |\n  x\n\nb: 1\n", "scope", "title: |\n  x\nscope: global\n\nb: 1\n"),
        ("{title: x, b: 1}\n", "scope", '{title: x, scope: "global", b: 1}\n'),
        ("title: x", "scope", "title: x\nscope: global"),
    ],
)  # fmt: skip
def test_a_key_is_replaced_or_has_its_place_in_the_order(
    before: str, name: str, after: str
) -> None:
    assert with_key(before, name, "global", ORDER).apply(before) == after


@pytest.mark.parametrize(
    "before", ["title: x # t\nb: 1\n", "title:\n  en: a\n  it: b\nb: 1\n", "title: {en: a}\nb: 1\n"]
)
def test_a_title_in_several_languages_takes_the_place_of_any(before: str) -> None:
    written = with_key(before, "title", {"en": "One", "it": "Uno"}, ORDER).apply(before)
    assert yaml.safe_load(written) == {"title": {"en": "One", "it": "Uno"}, "b": 1}
    assert written.endswith("\nb: 1\n")
