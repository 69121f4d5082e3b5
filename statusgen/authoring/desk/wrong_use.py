"""What somebody asks for at the desk and cannot have: the option, and a sentence that says why."""

from collections.abc import Iterable
from typing import Never

from statusgen.problems import did_you_mean, quoted

_FEW = 10


class WrongUse(ValueError):  # noqa: N818 somebody asked for it; the program is in no error
    """A wrong use of a command; `option` is what was wrong."""

    def __init__(self, option: str, sentence: str) -> None:
        """Hold the option, or the argument, and the sentence."""
        super().__init__(sentence)
        self.option = option


def refuse(option: str, sentence: str) -> Never:
    """Raise WrongUse."""
    raise WrongUse(option, sentence) from None


def refuse_unknown(option: str, kind: str, name: str, known: Iterable[str]) -> Never:
    """Raise WrongUse for a name that does not exist, with the nearest that does, or a few."""
    names = list(known)
    few = f": expected one of: {', '.join(names)}." if len(names) <= _FEW else "."
    refuse(option, f"unknown {kind} {quoted(name)}{did_you_mean(name, names) or few}")
