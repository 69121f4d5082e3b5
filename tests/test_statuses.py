"""Holds the package to say something of every status: what has no word for one is named here."""

import enum
import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module

import pytest
from msgspec import Struct

import statusgen
from statusgen.content.schema.notice import IncidentTexts, MaintenanceTexts
from statusgen.model import EventKind, IncidentStatus, MaintenanceAction, MaintenanceStatus, State
from tests.paths import REPOSITORY

STATUSES = (State, IncidentStatus, MaintenanceStatus, MaintenanceAction, EventKind)


def tables() -> Iterator[tuple[str, type[enum.Enum], Mapping[enum.Enum, object]]]:
    """Yield every mapping of statuses at the top of a module, with its name."""
    for found in pkgutil.walk_packages(statusgen.__path__, "statusgen."):
        if found.name.endswith(("__main__", ".described")):
            continue
        for name, value in _values(vars(import_module(found.name))):
            if isinstance(value, Mapping) and value:
                kinds = {type(key) for key in value if key is not None}
                if kinds <= set(STATUSES) and len(kinds) == 1:
                    yield f"{found.name}.{name}", kinds.pop(), value


def _values(names: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the values in a module, and those in the records among them."""
    for name, value in names.items():
        yield name, value
        if isinstance(value, Struct):
            yield from (
                (f"{name}.{each}", getattr(value, each)) for each in value.__struct_fields__
            )


def missing(table: str, kind: type[enum.Enum], words: Mapping[enum.Enum, object]) -> list[str]:
    """Return a sentence for every member of a list that a mapping has no word for."""
    return [f"{table} has no word for {each}: add one." for each in kind if each not in words]


def test_no_output_is_without_a_word_for_a_status() -> None:
    found = list(tables())
    assert len({name for name, _, _ in found}) > 3
    assert not [sentence for each in found for sentence in missing(*each)]


def test_a_status_without_a_word_is_named_in_a_sentence() -> None:
    (sentence,) = missing("outputs.words", State, dict.fromkeys([*State][1:]))
    assert sentence == "outputs.words has no word for State.OPERATIONAL: add one."


@pytest.mark.parametrize("phase", [*IncidentStatus, *EventKind], ids=str)
def test_every_phase_has_a_template_for_its_posts(phase: IncidentStatus | EventKind) -> None:
    kind = "incident" if isinstance(phase, IncidentStatus) else "maintenance"
    path = f"templates/posts/{kind}-{phase.value}.txt"
    assert (REPOSITORY / path).is_file(), f"There is no template for posts of {phase}: add {path}."


def test_a_notice_can_have_a_text_for_every_stage() -> None:
    for kind, record in ((IncidentStatus, IncidentTexts), (MaintenanceAction, MaintenanceTexts)):
        lacking = {each.value for each in kind} - {*record.model_fields}
        assert not lacking, f"{record.__name__} has no key for {', '.join(lacking)}: add one."
