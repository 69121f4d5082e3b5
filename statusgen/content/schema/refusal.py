"""A value that is refused: what is wrong with it and what was expected, before it has a place."""

from collections.abc import Iterable
from typing import NoReturn

from msgspec import Struct

from statusgen.content.source.nodes import Location


class Complaint(Struct, frozen=True):
    """One thing wrong with a value; `at` leads from the value to the spot within it.

    `near` is the key that a misspelt one stands for, `missing` the key that is not there.
    """

    message: str
    hint: str = ""
    at: Location = ()
    is_on_key: bool = False
    near: str = ""
    missing: str = ""


class Refusal(ValueError):  # noqa: N818 it refuses a value; the program is in no error
    """Says why a value is refused; pydantic collects it among all the others of a file."""

    def __init__(self, message: str, hint: str = "", *more: Complaint) -> None:
        """Hold the first complaint, and others about the same value."""
        super().__init__(message)
        self.complaints = (Complaint(message, hint), *more)

    @classmethod
    def of(cls, complaints: list[Complaint]) -> "Refusal":
        """Return a refusal for several complaints about one value."""
        refusal = cls(complaints[0].message)
        refusal.complaints = tuple(complaints)
        return refusal


def listed(words: Iterable[str], conjunction: str) -> str:
    """Return words as they stand in a sentence: "a, b or c"."""
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def refuse(message: str, hint: str = "") -> NoReturn:
    """Raise a Refusal."""
    raise Refusal(message, hint)


# --- values of another shape than expected --------------------------------------------------------


def wrong_type(expected: str, value: object) -> str:
    """Return the sentence for a value of another shape than expected."""
    shapes: dict[type, str] = {dict: "a mapping", list: "a list", str: "text"}
    return f"expected {expected}, found {shapes.get(type(value), 'nothing')}"


def written(value: object, expected: str = "text") -> str:
    """Return the text that was typed as a value; raises Refusal for any other shape."""
    if not isinstance(value, str):
        refuse(wrong_type(expected, value))
    return value
