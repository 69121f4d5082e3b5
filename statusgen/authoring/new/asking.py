"""Ask a person at a terminal for missing values; elsewhere note their options."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import click
from msgspec import Struct, field

from statusgen.console import echo
from statusgen.content.schema.errors import InputError

T = TypeVar("T")


class Question(Struct, frozen=True):
    """A missing value: its option, and the question for a person.

    `choices` are the words to choose from, each with what it means; an optional question may be
    left without an answer.
    """

    option: str
    asked: str
    choices: tuple[tuple[str, str], ...] = ()
    is_optional: bool = False


class Questions(Struct):
    """Where missing things are asked for; without a terminal, `missing` collects them."""

    is_terminal: bool
    missing: list[Question] = field(default_factory=list)

    def ask(self, question: Question, read: Callable[[str], T], default: str = "") -> T | None:
        """Return the answer as `read` understands it, or None where nobody can be asked.

        `read` raises InputError for what it cannot take; then the person is asked again. A default
        is taken for an empty answer.
        """
        if not self.is_terminal:
            self.missing.append(question)
            return None
        _show(question.choices)
        return click.prompt(
            question.asked,
            default="" if question.is_optional else default or None,
            show_default=bool(default),
            value_proc=lambda written: _taken(written, read),
            err=True,
        )

    def require_answers(self) -> None:
        """Raise the usage error that names every option still needed, if there is any."""
        if self.missing:
            lines = [line for each in self.missing for line in _needed(each)]
            message = "\n".join(("this is still needed:", *lines, "Nothing was written."))
            raise click.UsageError(message)


def _taken(written: str, read: Callable[[str], T]) -> T:
    try:
        return read(written)
    except InputError as error:
        raise click.UsageError(error.sentence) from None


def _show(choices: tuple[tuple[str, str], ...]) -> None:
    width = max((len(name) for name, _ in choices), default=0)
    for name, meaning in choices:
        echo(f"  {name:{width}}  {meaning}".rstrip())


def _needed(question: Question) -> Iterator[str]:
    yield f"  {question.option}  {question.asked}"
    if question.choices:
        yield f"      one of: {', '.join(name for name, _ in question.choices)}"
