import pickle
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from statusgen.cache.encoding import freeze, thaw
from statusgen.model import IncidentStatus, State, Text, Update
from statusgen.model.policy import During, EndOfWorkingDay, ResponseRule, Within
from statusgen.problems import Place, Problem

UPDATE = Update(
    "1",
    datetime(2026, 11, 20, 14, tzinfo=UTC),
    IncidentStatus.RESOLVED,
    Text("en", {"en": "It works."}),
    {"pbx": State.OPERATIONAL},
)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"a": (1, 2), "ü": ()}, Mapping[str, tuple[int, ...]]),
        (frozenset({State.PARTIAL_OUTAGE}), frozenset[State]),
        (date(2026, 11, 20), date),
        (datetime(2026, 11, 20, 14, 3, 5, 7, tzinfo=UTC), datetime),
        (timedelta(hours=3, microseconds=1), timedelta),
        (UPDATE, Update),
        ((b"\0", "", None), tuple[bytes, str, None]),
    ],
)
def test_a_value_comes_back_as_it_was(value: object, kind: type[object]) -> None:
    assert thaw(freeze(value), kind) == value


@pytest.mark.parametrize("rule", [EndOfWorkingDay(), Within(timedelta(hours=1), During.ALWAYS)])
def test_a_goal_comes_back_as_what_it_was(rule: ResponseRule) -> None:
    assert thaw(freeze((rule,)), tuple[ResponseRule]) == (rule,)


def test_what_is_long_is_packed_unless_that_is_not_worth_the_time() -> None:
    said = "Calls fail. " * 1000
    assert len(freeze(said)) < len(said) / 10 < len(freeze(said, pack=False))
    assert thaw(freeze(said), str) == thaw(freeze(said, pack=False), str) == said


def test_a_zone_comes_back_as_the_very_same() -> None:
    assert thaw(freeze(ZoneInfo("Europe/Rome")), ZoneInfo) is ZoneInfo("Europe/Rome")


@pytest.mark.parametrize("value", [object(), print, 1j, Place])
def test_what_is_no_plain_value_cannot_be_frozen(value: object) -> None:
    with pytest.raises(TypeError):
        freeze(value)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Update),
        (b"nonsense", Update),
        (freeze(UPDATE)[:-1], Update),
        (freeze(UPDATE)[3:], Update),
        (freeze(UPDATE) + b"\0", Update),
        (freeze("long " * 1000)[:-1], str),
        (freeze(UPDATE), Problem),
        (freeze("Europe/Nowhere"), ZoneInfo),
        (freeze("../../etc/passwd"), ZoneInfo),
        (freeze(7), ZoneInfo),
        (freeze("worse"), State),
        (pickle.dumps(UPDATE), Update),
    ],
)
def test_what_is_no_such_value_is_refused(data: bytes, kind: Any) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match="no such value"):
        thaw(data, kind)
