"""The other open incidents, one row each."""

from statusgen.render.views.open_list import OpenList, open_list
from tests.contexts import context
from tests.samples import content, incident, update


def opened(count: int) -> OpenList | None:
    entries = (
        incident(f"n{n}", "pbx: major_outage", update(f"2026-11-20 1{n}:00", "identified"))
        for n in range(count)
    )
    return open_list(context(content(*entries), "2026-11-20 20:00"))


def promised(due: str | None, now: str) -> tuple[str, bool]:
    late = incident("late", "wmp: major_outage", update("2026-11-20 13:00", "identified", due=due))
    worst = incident("worst", "pbx: major_outage", update("2026-11-20 13:10", "identified"))
    shown = open_list(context(content(late, worst), now))
    assert shown is not None
    made = shown.rows[0].promise
    return made.text.striptags(), made.is_broken


def test_the_worst_incident_is_not_in_the_list_of_the_others() -> None:
    assert opened(1) is None
    shown = opened(3)
    assert shown is not None
    assert [each.title.text for each in shown.rows] == ["n1", "n0"]
    assert shown.heading == "2 more open"


def test_of_more_than_six_others_the_rest_is_behind_a_disclosure() -> None:
    shown = opened(9)
    assert shown is not None
    assert (len(shown.rows), len(shown.rest), shown.more) == (6, 2, "2 more")


def test_a_row_has_the_next_promised_update() -> None:
    assert promised("2026-11-20 14:00", "2026-11-20 13:59") == ("next update 15:00", False)


def test_a_row_has_the_promise_that_was_broken() -> None:
    assert promised("2026-11-20 14:00", "2026-11-20 14:00") == ("update was due 15:00", True)


def test_a_row_without_a_promise_has_the_last_update() -> None:
    assert promised(None, "2026-11-20 14:00") == ("last update 14:00", False)
