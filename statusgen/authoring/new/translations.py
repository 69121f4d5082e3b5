"""Ask for the words of a notice's placeholders in the other languages of the posts."""

from collections.abc import Iterable

from statusgen.authoring.new.asking import Question, Questions
from statusgen.authoring.notices import placeholders_in
from statusgen.authoring.words import question_about
from statusgen.model import Placeholder, Text


def in_other_languages(
    questions: Questions,
    placeholder: Placeholder,
    words: Text,
    texts: Iterable[Text],
    languages: Iterable[str],
) -> Text:
    """Return the words of a placeholder, also in those languages in which a text needs them.

    An empty answer takes the words of the first language. Where nobody can be asked, the words are
    returned as they are.
    """
    if not questions.is_terminal:
        return words
    needed = [each for each in languages if _needs(texts, placeholder.name, each)]
    asked = {
        each: _asked(questions, placeholder, words.default, each)
        for each in needed
        if each not in words.by_language
    }
    return Text(words.first, {**words.by_language, **asked})


def _needs(texts: Iterable[Text], name: str, language: str) -> bool:
    return any(name in placeholders_in(text.by_language.get(language, "")) for text in texts)


def _asked(questions: Questions, placeholder: Placeholder, first: str, language: str) -> str:
    label = question_about(placeholder, questions.words.language, language)
    question = Question(f"--set {placeholder.name}.{language}=…", f"{label} ({language})")
    return questions.ask(question, str.strip, first) or first
