"""The warning of a check, and the entries that checks look at."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from statusgen.model import Content, Incident, Maintenance
from statusgen.problems import Place, Problem, Severity

E = TypeVar("E", bound=Incident | Maintenance)


def warning(place: Place, message: str, hint: str) -> Problem:
    """Return a warning, which stops no build."""
    return Problem(place, message, hint, Severity.WARNING)


def entries_of(content: Content) -> Iterator[Incident | Maintenance]:
    """Yield the entries that are not drafts."""
    yield from (each for each in content.incidents if not each.draft)
    yield from (each for each in content.maintenances if not each.draft)


def single(entries: Iterable[E]) -> Iterator[E]:
    """Yield the entries that are no occurrences of one that repeats itself."""
    return (each for each in entries if isinstance(each, Incident) or each.repeats is None)
