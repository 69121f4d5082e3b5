"""A text in a YAML file gets other words in its languages, and new languages."""

from collections.abc import Mapping

import pytest

from statusgen.authoring.splice.languages import languages_at, with_words
from statusgen.authoring.splice.layout import LayoutError
from statusgen.authoring.splice.values import Location

AT: Location = ("updates", 0, "text")


def entry(text: str) -> str:
    return f"title: x  # mine\nupdates:\n  - at: 1  # a\n    text:{text}\n    b: 2 # c\n# end\n"


def spliced(text: str, words: Mapping[str, str]) -> str:
    splices = sorted(with_words(text, AT, words, "en"), key=lambda each: each.start)
    for each in reversed(splices):
        text = each.apply(text)
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" old", "\n      en: old\n      it: nuovo"),
        ("\n      old", "\n      en: old\n      it: nuovo"),
        (" old  # why", " # why\n      en: old\n      it: nuovo"),
        (" 'a: b'", "\n      en: |\n        a: b\n      it: nuovo"),
        (" |  # why\n      one\n\n      two",
         " # why\n      en: |\n        one\n\n        two\n      it: nuovo"),
        ("\n      en: old  # why", "\n      en: old  # why\n      it: nuovo"),
        ("\n      en: |\n        one\n        two",
         "\n      en: |\n        one\n        two\n      it: nuovo"),
        (" {en: old}  # why", ' {en: old, it: "nuovo"}  # why'),
    ],
)  # fmt: skip
def test_a_text_gets_another_language(before: str, after: str) -> None:
    assert spliced(entry(before), {"it": "nuovo"}) == entry(after)


def test_a_text_within_brackets_gets_another_language() -> None:
    text = "updates: [{at: 1, text: old}]\n"
    expected = 'updates: [{at: 1, text: {en: "old", it: "nuovo"}}]\n'
    assert spliced(text, {"it": "nuovo"}) == expected


def test_a_language_is_corrected_while_another_one_is_added() -> None:
    before = entry("\n      en: old\n      it: vecchio # perché")
    after = entry("\n      en: old\n      it: nuovo # perché\n      de: neu")
    assert spliced(before, {"it": "nuovo", "de": "neu"}) == after
    assert spliced(entry(" old"), {"en": "new", "it": "nuovo"}) == entry(
        "\n      en: new\n      it: nuovo"
    )


def test_lines_end_as_in_the_file() -> None:
    text = "updates:\r\n- text: old\r\n  at: 1\r\n"
    expected = "updates:\r\n- text:\r\n    en: old\r\n    it: nuovo\r\n  at: 1\r\n"
    assert spliced(text, {"it": "nuovo"}) == expected


def test_the_languages_of_a_text_are_known() -> None:
    assert languages_at(entry(" old"), AT, "en") == ("en",)
    assert languages_at(entry("\n      en: old\n      it: vecchio"), AT, "en") == ("en", "it")
    with pytest.raises(LayoutError):
        languages_at("title: &a x\nupdates:\n- text: *a\n", AT, "en")
