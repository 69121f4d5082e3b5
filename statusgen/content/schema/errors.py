"""Errors of a value and what was expected, before they have a place in a file."""

from collections.abc import Iterable
from typing import NoReturn

from msgspec import Struct

from statusgen.model.lazy_message import LazyMessage
from statusgen.problems import Location, nearest, quoted


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
    """A value is invalid; pydantic collects its errors with all others of a file.

    `parts` are the message and the hint of the first error as they were given: what is said of an
    answer is in the language of the site.
    """

    def __init__(
        self, message: str | LazyMessage, hint: str | LazyMessage = "", *more: FieldError
    ) -> None:
        """Hold the first error, and others about the same value."""
        super().__init__(str(message))
        self.parts = message, hint
        self.errors = (FieldError(str(message), str(hint)), *more)

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


def refuse(message: str | LazyMessage, hint: str | LazyMessage = "") -> NoReturn:
    """Raise an InputError."""
    raise InputError(message, hint)


# --- names that do not exist ----------------------------------------------------------------------


def unknown(kind: LazyMessage, name: str) -> LazyMessage:
    """Return the message about a name that does not exist; `kind` says of what it is one."""
    return LazyMessage("unknown {kind} {name}", {"kind": kind, "name": quoted(name)})


def one_of(name: str, names: Iterable[str]) -> LazyMessage:
    """Return the hint about an unknown name: all that there are, and the nearest one."""
    known = tuple(names)
    return with_nearest(
        LazyMessage("expected one of: {names}", {"names": ", ".join(known)}), name, known
    )


def with_nearest(hint: LazyMessage, name: str, names: Iterable[str]) -> LazyMessage:
    """Return a hint, with the nearest of `names` if one is near."""
    near = nearest(name, names)
    if near is None:
        return hint
    return LazyMessage("{hint}; did you mean {name}?", {"hint": hint, "name": quoted(near)})


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
