"""Answers are understood, and refused, in the language of a site."""

import click
import pytest

from statusgen.authoring.new.answers import is_yes, refusal
from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.times import Clock, time_named
from statusgen.content.schema.context import LANGUAGES
from statusgen.content.schema.errors import InputError
from statusgen.model.lazy_message import LazyMessage
from statusgen.text.wording import Wording
from tests.samples import ROME, at


@pytest.mark.parametrize(
    ("language", "answer"),
    [("de", "J"), ("it", "s"), ("it", "si"), ("fr", "oui"), ("es", "sí"), ("de", "y"), ("en", "y")],
)
def test_yes_is_said_in_the_language_of_the_site_or_in_english(language: str, answer: str) -> None:
    assert is_yes(answer, Wording(language, ROME))
    assert not is_yes("n", Wording(language, ROME))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", ["later", "25:00", "2026-13-01 10:00", "2026-3-1 9:00", "0m"])
def test_a_wrong_time_is_refused_in_each_language(language: str, answer: str) -> None:
    words = Wording(language, ROME)
    with pytest.raises(InputError) as raised:
        time_named(answer, Clock(ROME, at("2026-11-20 14:40")))
    sentence = refusal(raised.value, words)
    assert (sentence == raised.value.sentence) == (language == "en")
    assert "{" not in sentence


@pytest.fixture
def prompts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the questions that are asked, each of them answered with s."""
    asked: list[str] = []

    def prompt(text: str, **_: object) -> str:
        asked.append(text)
        return "s"

    monkeypatch.setattr(click, "prompt", prompt)
    return asked


def test_yes_comes_before_a_choice_that_begins_with_its_letter(prompts: list[str]) -> None:
    choices = (("publish", ""), ("write", LazyMessage("write the file, and do not commit it")))
    question = Question("--yes", LazyMessage("Publish it"), choices, yes="publish")
    assert Questions(Wording("it", ROME), is_terminal=True).ask(question, str) == "publish"
    assert prompts == ["Pubblicare:"]


def test_a_question_shows_the_letters_of_yes_and_no(prompts: list[str]) -> None:
    assert Questions(Wording("es", ROME), is_terminal=True).confirm(LazyMessage("Edit it again"))
    assert prompts == ["Editarlo de nuevo [S/n]:"]
