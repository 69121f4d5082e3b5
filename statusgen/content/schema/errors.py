"""Errors of a value and what was expected, before they have a place in a file."""

from collections.abc import Iterable
from typing import NoReturn

from msgspec import Struct

from statusgen.problems import Location


class FieldError(Struct, frozen=True):
    """One error of a value; `at` leads from the value to the location within it.

    `near` is the key that a misspelt one stands for, `missing` the key that is not there.
    """

    message: str
    hint: str = ""
    at: Location = ()
    is_on_key: bool = False
    near: str = ""
    missing: str = ""


class InputError(ValueError):
    """A value is invalid; pydantic collects its errors with all others of a file."""

    def __init__(self, message: str, hint: str = "", *more: FieldError) -> None:
        """Hold the first error, and others about the same value."""
        super().__init__(message)
        self.errors = (FieldError(message, hint), *more)

    @property
    def sentence(self) -> str:
        """The first error, and what was expected, as a sentence."""
        hint = self.errors[0].hint
        sentence = f"{self}: {hint}" if hint else f"{self}"
        return sentence if sentence.endswith("?") else f"{sentence}."

    @classmethod
    def of(cls, errors: list[FieldError]) -> "InputError":
        """Return one error that holds several about one value."""
        error = cls(errors[0].message)
        error.errors = tuple(errors)
        return error


def listed(words: Iterable[str], conjunction: str) -> str:
    """Return words as they stand in a sentence: "a, b or c"."""
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def refuse(message: str, hint: str = "") -> NoReturn:
    """Raise an InputError."""
    raise InputError(message, hint)


# --- values of another shape than expected --------------------------------------------------------


def wrong_type(expected: str, value: object) -> str:
    """Return the sentence for a value of another shape than expected."""
    shapes: dict[type, str] = {dict: "a mapping", list: "a list", str: "text"}
    return f"expected {expected}, found {shapes.get(type(value), 'nothing')}"


def written(value: object, expected: str = "text") -> str:
    """Return the text that was typed as a value; raises InputError for any other shape."""
    if not isinstance(value, str):
        refuse(wrong_type(expected, value))
    return value
