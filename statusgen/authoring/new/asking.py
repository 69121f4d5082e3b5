"""Ask a person at a terminal for missing values; elsewhere note their options."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TypeAlias, TypeVar

import click
from msgspec import Struct, field

from statusgen.console import echo
from statusgen.content.schema.errors import InputError, refuse
from statusgen.model.lazy_message import LazyMessage
from statusgen.model.states import to_say
from statusgen.problems import quoted
from statusgen.text.wording import Wording

T = TypeVar("T")

Choices: TypeAlias = tuple[tuple[str, str | LazyMessage], ...]
"""Words to choose from, each with what it means."""

_YES, _NO = to_say("yes"), to_say("no")


class Question(Struct, frozen=True):
    """A missing value: its option, and the question for a person.

    `choices` are the words to choose from, each with what it means: a number or the beginning of a
    word names one, too. An optional question may be left without an answer. A plain text is
    in the language of the site already.
    """

    option: str
    asked: str | LazyMessage
    choices: Choices = ()
    is_optional: bool = False


def in_one_language(option: str, asked: LazyMessage, language: str) -> Question:
    """Return the question for a text in one language, which may be left without an answer."""
    values = {"asked": asked, "language": language}
    shown = LazyMessage("{asked} ({language}), empty for none", values)
    return Question(option, shown, is_optional=True)


class Questions(Struct):
    """Where missing things are asked for; without a terminal, `missing` collects them.

    Questions are asked in the language of `words`. `is_used` says whether anything was asked for.
    """

    words: Wording
    is_terminal: bool
    is_used: bool = False
    missing: list[Question] = field(default_factory=list)

    def ask(self, question: Question, read: Callable[[str], T], default: str = "") -> T | None:
        """Return the answer as `read` understands it, or None where nobody can be asked.

        `read` raises InputError for what it cannot take; then the person is asked again. A default
        is taken for an empty answer.
        """
        if not self.is_terminal:
            self.missing.append(question)
            return None
        self.is_used = True
        choices = said_choices(question.choices, self.words)
        _show(choices)
        asked = in_words(question.asked, self.words)
        return self._answer(
            f"{asked} [{default}]" if default else asked,
            lambda written: read(_all_chosen(written, choices) if choices else written),
            "" if question.is_optional else default or None,
        )

    def confirm(self, asked: LazyMessage) -> bool:
        """Return whether a person says yes, which an empty answer says too."""
        yes, no = (self.words.say(each)[0] for each in (_YES, _NO))
        shown = f"{self.words.say(asked)} [{yes.upper()}/{no}]"
        return self._answer(shown, lambda written: _is_yes(written, self.words), yes)

    def _answer(self, asked: str, read: Callable[[str], T], default: str | None) -> T:
        """Return an answer as `read` understands it; asks again until it does."""
        while True:
            written = click.prompt(
                self.words.lead_in(asked),
                default=default,
                show_default=False,
                prompt_suffix=" ",
                value_proc=str,
                err=True,
            )
            try:
                return read(written)
            except InputError as error:
                label = self.words.lead_in(self.words.say("Error"))
                echo(f"{label} {refusal(error, self.words)}", [label])

    def require_answers(self) -> None:
        """Raise the usage error that names every option still needed, if there is any."""
        if self.missing:
            needed = self.words.lead_in(self.words.say("this is still needed"))
            lines = [line for each in self.missing for line in self._needed(each)]
            message = "\n".join((needed, *lines, self.words.say("Nothing was written.")))
            raise click.UsageError(message)

    def _needed(self, question: Question) -> Iterator[str]:
        yield f"  {question.option}  {in_words(question.asked, self.words)}"
        if question.choices:
            names, one_of = (
                ", ".join(name for name, _ in question.choices),
                self.words.say("one of"),
            )
            yield f"      {self.words.labelled(one_of, names)}"


def in_words(text: str | LazyMessage, words: Wording) -> str:
    """Return a message in the language of a site; a plain text is in it already."""
    return words.say(text) if isinstance(text, LazyMessage) else text


def refusal(error: InputError, words: Wording) -> str:
    """Return the sentence for a wrong answer: what is wrong, and what was expected."""
    message, hint = (in_words(each, words) for each in error.parts)
    sentence = words.labelled(message, hint) if hint else message
    return sentence if sentence.endswith("?") else f"{sentence}."


# --- yes and no --------------------------------------------------------------------------------


def is_yes(written: str, words: Wording) -> bool:
    """Return whether an answer is yes, or its first letter, in English or the site's language."""
    return _is_word(written, _YES, words)


def _is_yes(written: str, words: Wording) -> bool:
    if not (is_yes(written, words) or _is_word(written, _NO, words)):
        yes, no = (words.say(each) for each in (_YES, _NO))
        message = LazyMessage("{answer} is neither yes nor no", {"answer": quoted(written)})
        refuse(message, LazyMessage("expected {yes} or {no}", {"yes": yes, "no": no}))
    return is_yes(written, words)


def _is_word(written: str, word: str, words: Wording) -> bool:
    typed = _plain(written.strip())
    return bool(typed) and any(typed in (each, each[0]) for each in (word, _plain(words.say(word))))


def _plain(word: str) -> str:
    """Return a word in small letters without accents, as it is typed in haste."""
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


# --- choices -----------------------------------------------------------------------------------


def said_choices(choices: Choices, words: Wording) -> tuple[tuple[str, str], ...]:
    """Return choices with what they mean in the language of a site."""
    return tuple((name, in_words(meaning, words)) for name, meaning in choices)


def _all_chosen(written: str, choices: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(chosen(each.strip(), choices) for each in written.split(","))


def chosen(written: str, choices: tuple[tuple[str, str], ...]) -> str:
    """Return the choice that its number, or the beginning of one of its words, names.

    What names none is returned as it is; raises InputError for the beginning of several.
    """
    names = [name for name, _ in choices]
    if not written or written in names:
        return written
    if written.isdecimal() and 1 <= int(written) <= len(names):
        return names[int(written) - 1]
    found = [name for name in names if name.casefold().startswith(written.casefold())]
    found = found or [name for name, about in choices if _begins_word(written, f"{name} {about}")]
    if len(found) > 1:
        values = {"word": quoted(written), "names": ", ".join(found[:-1]), "last": found[-1]}
        message = LazyMessage("{word} can be {names} or {last}", values)
        refuse(message, LazyMessage("type more of it, or its number"))
    return found[0] if found else written


def _begins_word(written: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(written)}", text, re.IGNORECASE) is not None


def _show(choices: tuple[tuple[str, str], ...]) -> None:
    width = max((len(name) for name, _ in choices), default=0)
    for number, (name, meaning) in enumerate(choices, start=1):
        echo(f"{number:3}  {name:{width}}  {meaning}".rstrip())
