"""Ask a person at a terminal for missing values; elsewhere note their options."""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias, TypeVar

import click
from msgspec import Struct, field

from statusgen.console import echo
from statusgen.content.schema.errors import InputError, listed, refuse
from statusgen.problems import quoted

T = TypeVar("T")

Choices: TypeAlias = tuple[tuple[str, str], ...]
"""Words to choose from, each with what it means."""


class Question(Struct, frozen=True):
    """A missing value: its option, and the question for a person.

    `choices` are the words to choose from, each with what it means: a number or the beginning of a
    word names one, too. An optional question may be left without an answer.
    """

    option: str
    asked: str
    choices: Choices = ()
    is_optional: bool = False


class Questions(Struct):
    """Where missing things are asked for; without a terminal, `missing` collects them.

    `is_used` says whether anything was asked for.
    """

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
        _show(question.choices)
        return click.prompt(
            question.asked,
            default="" if question.is_optional else default or None,
            show_default=bool(default),
            value_proc=lambda written: _taken(written, question.choices, read),
            err=True,
        )

    def require_answers(self) -> None:
        """Raise the usage error that names every option still needed, if there is any."""
        if self.missing:
            lines = [line for each in self.missing for line in _needed(each)]
            message = "\n".join(("this is still needed:", *lines, "Nothing was written."))
            raise click.UsageError(message)


def _taken(written: str, choices: Choices, read: Callable[[str], T]) -> T:
    try:
        return read(_all_chosen(written, choices) if choices else written)
    except InputError as error:
        raise click.UsageError(error.sentence) from None


def _all_chosen(written: str, choices: Choices) -> str:
    return ", ".join(chosen(each.strip(), choices) for each in written.split(","))


def chosen(written: str, choices: Choices) -> str:
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
        refuse(f"{quoted(written)} can be {listed(found, 'or')}", "type more of it, or its number")
    return found[0] if found else written


def _begins_word(written: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(written)}", text, re.IGNORECASE) is not None


def _show(choices: Choices) -> None:
    width = max((len(name) for name, _ in choices), default=0)
    for number, (name, meaning) in enumerate(choices, start=1):
        echo(f"{number:3}  {name:{width}}  {meaning}".rstrip())


def _needed(question: Question) -> Iterator[str]:
    yield f"  {question.option}  {question.asked}"
    if question.choices:
        yield f"      one of: {', '.join(name for name, _ in question.choices)}"
