"""Times of entries as their files have them."""

from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from statusgen.authoring.entry_yaml import entry_keys, time_text, written_value
from statusgen.authoring.yaml_text import entry_text
from statusgen.content.schema.times import instant
from statusgen.model import Text
from tests.samples import ROME, at, maintenance


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("2026-11-20 13:15", "2026-11-20 14:15"),
        ("2026-11-20 13:15:30", "2026-11-20 14:15:30"),
        ("2026-10-25 00:30", "2026-10-25 02:30+02:00"),
        ("2026-10-25 01:30", "2026-10-25 02:30+01:00"),
        ("2026-10-25 02:30", "2026-10-25 03:30"),
    ],
)
def test_a_time_has_an_offset_only_where_it_would_mean_two(moment: str, written: str) -> None:
    assert time_text(at(moment), ROME) == written
    assert instant(written, ROME) == at(moment)


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2040, 1, 1)),  # noqa: DTZ001 naive by definition
    st.sampled_from(["Europe/Rome", "America/New_York", "Asia/Kathmandu", "UTC"]),
)
def test_every_time_is_read_again(naive: datetime, zone: str) -> None:
    moment = naive.replace(tzinfo=ZoneInfo("UTC"))
    assert instant(time_text(moment, ZoneInfo(zone)), ZoneInfo(zone)) == moment


def test_a_text_is_written_in_the_first_language_first() -> None:
    text = Text("it", {"en": "It works.", "it": "Funziona."})
    assert list(cast("dict[str, str]", written_value(text, ROME))) == ["it", "en"]


def test_former_ids_are_a_list() -> None:
    work = replace(maintenance(), aliases=("old-2026-12-01", "null"))
    written = yaml.safe_load(entry_text(entry_keys(work, ROME)))
    assert written["aliases"] == ["old-2026-12-01", "null"]
