import pickle
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from statusgen.cache.encoding import decode, encode
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
    assert decode(encode(value), kind) == value


@pytest.mark.parametrize("rule", [EndOfWorkingDay(), Within(timedelta(hours=1), During.ALWAYS)])
def test_a_member_of_a_union_keeps_its_type(rule: ResponseRule) -> None:
    assert decode(encode((rule,)), tuple[ResponseRule]) == (rule,)


def test_a_long_value_is_compressed_by_default() -> None:
    words = "Calls fail. " * 1000
    assert len(encode(words)) < len(words) / 10 < len(encode(words, pack=False))
    assert decode(encode(words), str) == decode(encode(words, pack=False), str) == words


def test_a_zone_comes_back_as_the_same_object() -> None:
    assert decode(encode(ZoneInfo("Europe/Rome")), ZoneInfo) is ZoneInfo("Europe/Rome")


@pytest.mark.parametrize("value", [object(), print, 1j, Place])
def test_an_object_cannot_be_encoded(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Update),
        (b"nonsense", Update),
        (encode(UPDATE)[:-1], Update),
        (encode(UPDATE)[3:], Update),
        (encode(UPDATE) + b"\0", Update),
        (encode("long " * 1000)[:-1], str),
        (encode(UPDATE), Problem),
        (encode("Europe/Nowhere"), ZoneInfo),
        (encode("../../etc/passwd"), ZoneInfo),
        (encode(7), ZoneInfo),
        (encode("worse"), State),
        (pickle.dumps(UPDATE), Update),
    ],
)
def test_bytes_of_another_value_are_refused(data: bytes, kind: Any) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match="no such value"):
        decode(data, kind)


def test_what_is_unpacked_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "Calls fail. " * 1000
    monkeypatch.setattr("statusgen.cache.encoding._MAX_BYTES", len(words) - 1)
    with pytest.raises(ValueError, match="no such value"):
        decode(encode(words), str)
