from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from statusgen.model import State
from statusgen.render.json_text import document, instant, instant_with_milliseconds


def test_a_document_is_one_line_in_which_no_browser_finds_markup() -> None:
    assert document({"a": "<é&>"}) == '{"a":"\\u003cé\\u0026\\u003e"}\n'.encode()


def test_a_word_of_a_fixed_list_is_written_as_such() -> None:
    assert document([State.MAJOR_OUTAGE]) == b'["major_outage"]\n'


@pytest.mark.parametrize("value", [object(), range(3), {(): 1}])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match=r"JSON|Only dicts"):
        document(value)


@pytest.mark.parametrize(("fold", "output"), [(0, "00:30"), (1, "01:30")])
def test_an_hour_that_comes_twice_is_two_instants(fold: int, output: str) -> None:
    at = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Rome"), fold=fold)
    assert instant(at) == f"2026-10-25T{output}:00Z"


def test_what_is_less_than_written_is_left_out_and_never_rounded_up() -> None:
    at = datetime(2026, 11, 20, 13, 15, 0, 999_999, tzinfo=UTC)
    output = instant(at), instant_with_milliseconds(at)
    assert output == ("2026-11-20T13:15:00Z", "2026-11-20T13:15:00.999Z")
