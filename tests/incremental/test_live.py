"""Which settled entries the pages of now are made from, held against counting it out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statusgen.domain.almanac import Line

from statusgen.domain.history import DAYS
from statusgen.incremental import live
from statusgen.outputs.calendar import KEPT_DAYS

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)


def told(number: int, days_ago: float, *, is_incident: bool, named: str) -> Line:
    """Return the line of an entry that took an hour so many days ago."""
    begun = NOW - timedelta(days=days_ago)
    day, ended = begun.date(), begun + timedelta(hours=1)
    month = day.replace(day=1)
    return Line(
        id=f"entry-{number}",
        is_incident=is_incident,
        is_settled=True,
        begun=begun,
        ended=ended,
        last_word=ended,
        until=ended,
        watched_since=day,
        month=month,
        first_month=month,
        last_month=month,
        named=tuple(named),
    )


lines = st.lists(
    st.tuples(st.floats(0, 3000), st.booleans(), st.text("ab", max_size=2).map(set).map("".join)),
    max_size=40,
).map(
    lambda drawn: tuple(
        told(number, ago, is_incident=is_incident, named="".join(sorted(named)))
        for number, (ago, is_incident, named) in enumerate(drawn)
    )
)


@given(lines)
def test_the_newest_of_each_kind_and_of_each_component_are_kept(entries: tuple[Line, ...]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(live, "_NEWEST", 3)
        kept = live.kept(entries, NOW)
    newest_first = sorted(entries, key=lambda each: each.begun, reverse=True)
    for name in ("incident", "maintenance", "a", "b"):
        assert kept.issuperset([each.id for each in newest_first if name in names(each)][:3])


def names(each: Line) -> tuple[str, ...]:
    return ("incident" if each.is_incident else "maintenance", *each.named)


@pytest.mark.parametrize(("is_incident", "days"), [(True, DAYS), (False, KEPT_DAYS)])
def test_what_the_days_and_the_calendar_show_is_kept(is_incident: bool, days: int) -> None:  # noqa: FBT001
    newer = [told(n, 1, is_incident=is_incident, named="a") for n in range(200)]
    shown = told(1000, days, is_incident=is_incident, named="a")
    over = told(1001, days + 4, is_incident=is_incident, named="a")
    kept = live.kept((*newer, shown, over), NOW)
    assert shown.id in kept
    assert over.id not in kept
