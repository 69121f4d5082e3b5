import os
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from statusgen.frozen import freeze, thaw
from statusgen.model import State, Text, Update
from statusgen.model.states import IncidentStatus
from statusgen.problems import Place, Problem

MODEL = "statusgen.model"
UPDATE = Update(
    "1",
    datetime(2026, 11, 20, 14, tzinfo=UTC),
    IncidentStatus.RESOLVED,
    Text("en", {"en": "It works."}),
    {"pbx": State.OPERATIONAL},
)


class Calls:
    """Frozen by Python as the call of a function."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"a": (1, 2.5, "ü", b"b", True), "set": frozenset({1}), "list": [None]},
        date(2026, 11, 20),
        datetime(2026, 11, 20, tzinfo=ZoneInfo("Europe/Rome")),
        datetime(2026, 11, 20, tzinfo=timezone(timedelta(hours=3))),
        UPDATE,
    ],
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert thaw(freeze(value), MODEL) == value


def test_a_zone_comes_back_as_the_very_same() -> None:
    assert thaw(freeze(ZoneInfo("Europe/Rome"))) is ZoneInfo("Europe/Rome")


def test_a_record_of_a_package_that_is_not_named_is_refused() -> None:
    with pytest.raises(ValueError, match="no frozen value"):
        thaw(freeze(Problem(Place("a.yml"), "wrong")), MODEL)


@pytest.mark.parametrize("package", ["statusgen.mod", "statusgen.model.ent", "model", ""])
def test_a_package_is_named_in_full(package: str) -> None:
    with pytest.raises(ValueError, match="no frozen value"):
        thaw(freeze(UPDATE), package)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nonsense",
        freeze(UPDATE)[:-1],
        freeze(UPDATE)[3:],
        pickle.dumps(Calls(os.system, "false")),
        pickle.dumps(Calls(eval, "1")),
        pickle.dumps(Calls(getattr, UPDATE, "id")),
        b"cstatusgen.model.entries\nMapping\n.",  # imported there, not defined
        b"\x80\x04\x8c\x0fstatusgen.model\x8c\x10entries.dataclass\x93.",
        b"cstatusgen.model.promise\npromised_update\n.",  # a function
        b"cdatetime\nsys\n.",
        b"cstatusgen.nowhere\nThing\n.",
    ],
)
def test_what_is_not_a_plain_value_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no frozen value"):
        thaw(data, MODEL)


def test_what_cannot_be_thawed_cannot_harm_by_being_read() -> None:
    planted = pickle.dumps(Calls(os.putenv, "PLANTED", "1"))
    with pytest.raises(ValueError, match="no frozen value"):
        thaw(planted, MODEL, "posix.nowhere")
