"""The words of placeholders in the languages of a site."""

import pytest

from statusgen.authoring.words import since_words, words_of
from statusgen.content.schema.context import LANGUAGES
from statusgen.model import EntryKind, Notice, Text
from tests.contexts import words
from tests.samples import at, text

NOTICE = Notice("n", "n.yml", EntryKind.INCIDENT, text("x"), text("x"), {}, {}, {})


@pytest.mark.parametrize(
    ("began", "expected"),
    [
        ("2026-11-22 13:03", ("14:03 CET di dom 22 nov", "14:03 CET del dom 22 nov")),
        ("2026-11-23 13:03", ("14:03 CET", "14:03 CET")),
    ],
)
def test_since_when_has_its_day_if_that_is_another(began: str, expected: tuple[str, str]) -> None:
    found = since_words(at(began), at("2026-11-23 14:00"), words(), LANGUAGES)
    assert (found.in_language("it"), found.in_language("es")) == expected


@pytest.mark.parametrize(
    ("typed", "languages"),
    [
        ("14:03 CET", {"en", "it", "de"}),
        ("14:03", {"en", "it", "de"}),
        ("04:03 UTC+05:45", {"en", "it", "de"}),
        ("yesterday evening", {"en"}),
    ],
)
def test_a_clock_time_is_the_same_in_every_language(typed: str, languages: set[str]) -> None:
    found: dict[str, Text] = words_of({"since": typed}, NOTICE, ("en", "it", "de"))
    assert {*found["since"].by_language} == languages
