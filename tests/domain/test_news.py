"""The dates that news have in feeds, and the news of the last days."""

from datetime import timedelta

from statusgen.domain.news import News, news_of, news_of_all, news_since
from statusgen.domain.world import World, derive
from statusgen.model import Incident, Maintenance
from tests.samples import at, content, group, incident, maintenance, update, word

START = "2026-12-01 22:00"
BEGIN, END = update("2026-11-20 08:00", "investigating"), update("2026-11-20 09:00", "resolved")
OUTAGE = incident("outage", "pbx: major_outage", BEGIN, END)


def world(*entries: Incident | Maintenance) -> World:
    return derive(content(*entries), at("2026-12-03 00:00"))


def dates_at(start: str, *entries: Incident | Maintenance) -> list[tuple[str, int]]:
    """Return the entries that have news at an instant, and how many seconds later it is dated."""
    found = [each for each in world(*entries).news if each.at == at(start)]
    dated = sorted(found, key=lambda each: each.date)
    return [(each.entry.id, (each.date - each.at) // timedelta(seconds=1)) for each in dated]


def test_a_start_that_was_announced_keeps_its_second_before_an_update() -> None:
    talked = maintenance(
        word(START, "extended", ends="2026-12-02 06:00"),
        name="talked",
        announced="2026-11-20 10:00",
        starts="2026-12-01 20:00",
    )
    assert dates_at(START, talked, maintenance()) == [("upgrade", 0), ("talked", 1)]


def test_a_start_is_known_from_the_update_on_that_moved_it() -> None:
    moved = maintenance(
        word("2026-11-26 10:00", "rescheduled", starts=START, ends="2026-12-02 02:00"),
        name="moved",
        announced="2026-11-20 10:00",
        starts="2026-11-30 22:00",
    )
    assert dates_at(START, moved, maintenance()) == [("upgrade", 0), ("moved", 1)]


def test_what_was_announced_first_keeps_its_second_and_of_one_second_the_lesser_id() -> None:
    first = maintenance(name="z", announced="2026-11-24 09:00")
    assert dates_at(START, maintenance(), maintenance(name="a"), first) == [
        ("z", 0),
        ("a", 1),
        ("upgrade", 2),
    ]


def test_updates_of_one_second_keep_their_order() -> None:
    both = (update("2026-11-20 08:00", status) for status in ("identified", "resolved"))
    found = world(incident("x", "", *both)).news
    assert [each.phase.value for each in found] == ["resolved", "identified"]
    assert found[0].date - found[1].date == timedelta(seconds=1)


def test_news_of_an_entry_keep_their_order_where_their_seconds_are_taken() -> None:
    """The last one to start is dated two seconds later, and was updated one second after."""
    first, second = (maintenance(name=name, announced="2026-11-24 09:00") for name in "ab")
    updated = maintenance(word(f"{START}:01", "verifying"))
    found = [each for each in world(first, second, updated).news if each.entry.id == "upgrade"]
    dates = [each.date - at(START) for each in found if each.at >= at(START)][-2:]
    assert dates == [timedelta(seconds=3), timedelta(seconds=2)]


def test_news_of_one_entry_have_its_times_texts_and_groups() -> None:
    groups = (group("tw", "global_problem"), group("beta", "maintenance"))
    last, first = news_of(world(OUTAGE).entries[0], groups)
    assert (first.at, first.date, first.text) == (BEGIN.at, BEGIN.at, BEGIN.text)
    assert [each.id for each in (*first.groups, *last.groups)] == ["tw", "tw"]
    *_, reminder, announced = news_of(world(maintenance()).entries[0], groups)
    assert (announced.date, announced.text) == (announced.at, maintenance().text)
    assert (reminder.date, reminder.text) == (at("2026-11-30 22:00"), None)


def since(when: str, *entries: Incident | Maintenance) -> tuple[News, ...]:
    return news_since(world(*entries).entries, (), at(when))


def test_recent_news_are_those_from_an_instant_on() -> None:
    every = news_of_all(world(OUTAGE).entries, ())
    assert since("2026-11-20 08:00", OUTAGE) == every
    assert since("2026-11-20 08:01", OUTAGE) == since("2026-11-20 09:00", OUTAGE) == every[:1]
    assert since("2026-11-20 09:01", OUTAGE) == ()
