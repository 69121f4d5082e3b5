"""Ask a person at a terminal for missing values; elsewhere note their options."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import click
from msgspec import Struct, field

from statusgen.authoring.new.answers import (
    NO,
    YES,
    Choices,
    all_chosen,
    in_words,
    is_yes,
    refusal,
    yes_or_no,
)
from statusgen.console import echo
from statusgen.content.schema.errors import InputError
from statusgen.model.lazy_message import LazyMessage
from statusgen.text.wording import Wording

T = TypeVar("T")


class Question(Struct, frozen=True):
    """A missing value: its option, and the question for a person.

    `choices` are the words to choose from, each with what it means: a number or the beginning of a
    word names one, too, and a plain yes the one called `yes`. An optional question may be left
    without an answer. What is no `LazyMessage` is in the language of the site already.
    """

    option: str
    asked: str | LazyMessage
    choices: tuple[tuple[str, str | LazyMessage], ...] = ()
    is_optional: bool = False
    yes: str = ""


def in_first_language(option: str, asked: LazyMessage, language: str) -> Question:
    """Return the question for a text in the first language, which may be left without an answer."""
    values = {"asked": asked, "language": language}
    shown = LazyMessage("{asked} ({language}), empty for none", values)
    return Question(option, shown, is_optional=True)


def in_another_language(option: str, asked: LazyMessage, language: str) -> Question:
    """Return the question for a translation of a text, without which its language has no post."""
    values = {"asked": asked, "language": language}
    shown = LazyMessage("{asked} ({language}), empty: no post in this language", values)
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
        choices = tuple((name, in_words(each, self.words)) for name, each in question.choices)
        _show(choices)
        asked = in_words(question.asked, self.words)

        def meant(written: str) -> T:
            if question.yes and is_yes(written, self.words):
                return read(question.yes)
            return read(all_chosen(written, choices) if choices else written)

        shown = f"{asked} [{default}]" if default else asked
        return self._answer(shown, meant, "" if question.is_optional else default or None)

    def confirm(self, asked: LazyMessage) -> bool:
        """Return whether a person says yes, which an empty answer says too."""
        yes, no = (self.words.say(each)[0] for each in (YES, NO))
        shown = f"{self.words.say(asked)} [{yes.upper()}/{no}]"
        return self._answer(shown, lambda written: yes_or_no(written, self.words), yes)

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
            one_of = self.words.say("one of")
            names = ", ".join(name for name, _ in question.choices)
            yield f"      {self.words.labelled(one_of, names)}"


def _show(choices: Choices) -> None:
    width = max((len(name) for name, _ in choices), default=0)
    for number, (name, meaning) in enumerate(choices, start=1):
        echo(f"{number:3}  {name:{width}}  {meaning}".rstrip())
