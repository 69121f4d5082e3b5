"""The forecast of a world: by the rules of the present, and nothing before its publication."""

import pytest
from msgspec.structs import replace

from statusgen.domain.forecast import HORIZON, STEPS, ForecastInputs, forecast
from statusgen.domain.world import World, derive
from statusgen.model import Content, EventKind
from tests.render.test_support_panel import sample_policy
from tests.samples import at, content, incident, maintenance, update, word

MIDNIGHT_IN_ROME = "23:00"


def ahead(source: Content, now: str) -> tuple[World, ...]:
    """Return the worlds in which an entry moves, without the days that only begin."""
    worlds = forecast(derive(source, at(now))).worlds
    return tuple(world for world in worlds if f"{world.now:%H:%M}" != MIDNIGHT_IN_ROME)


def steps(source: Content, now: str) -> list[str]:
    return [f"{world.now:%d %H:%M} {world.overall.name}" for world in ahead(source, now)]


def test_a_step_is_where_clocks_change_of_the_site_and_of_a_region() -> None:
    source = replace(content(), policy=sample_policy())
    in_rome, in_new_york = "25 01:00 OPERATIONAL", "01 06:00 OPERATIONAL"
    assert {in_rome, in_new_york} <= {*steps(source, "2026-10-24 09:00")}


OUTAGE = incident(
    "outage", "pbx: major_outage", update("2026-12-01 20:00", "identified", due="2026-12-01 23:10")
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (content(), []),
        (content(maintenance()), ["01 22:00 UNDER_MAINTENANCE", "02 02:00 OPERATIONAL"]),
        (
            content(maintenance(completion="confirmed")),
            ["01 22:00 UNDER_MAINTENANCE", "02 02:00 UNDER_MAINTENANCE"],
        ),
        (content(OUTAGE), ["01 23:10 MAJOR_OUTAGE"]),
    ],
    ids=["nothing", "a window", "a window to be confirmed", "a promise"],
)
def test_each_step_is_a_time_at_which_an_entry_moves(source: Content, expected: list[str]) -> None:
    assert steps(source, "2026-12-01 21:00") == expected


def test_a_step_equals_a_world_derived_then() -> None:
    source = content(OUTAGE, maintenance(affects="wmp: under_maintenance", completion="confirmed"))
    for world in ahead(source, "2026-12-01 21:00"):
        then = derive(source, world.now)
        assert standing(world) == standing(then)


def test_a_step_shares_what_is_settled_with_the_present() -> None:
    over = incident(
        "over",
        "pbx: major_outage",
        update("2026-11-01 10:00", "identified"),
        update("2026-11-02 10:00", "resolved"),
    )
    source = content(over, maintenance())
    for world in ahead(source, "2026-12-01 21:00"):
        then = derive(source, world.now)
        assert world.entries == then.entries
        assert world.known_since == then.known_since
        assert world.months.listed == then.months.listed
        assert all(world.months[month] == then.months[month] for month in then.months.all)
        assert [each.days for each in world.components] == [each.days for each in then.components]


def test_a_step_knows_that_updates_are_to_come() -> None:
    over = incident(
        "over",
        "pbx: major_outage",
        update("2026-12-01 10:00", "resolved"),
        update("2026-12-03 10:00", "postmortem"),
    )
    done = maintenance(
        word("2026-12-03 11:00", "completed"),
        name="done",
        starts="2026-11-30 20:00",
        ends="2026-12-01",
    )
    source = content(over, done, maintenance())
    for world in ahead(source, "2026-12-01 21:00"):
        assert world.entries == derive(source, world.now).entries
        assert {each.id for each in world.moving} >= {"over", "done"}


def standing(world: World) -> list[object]:
    """Return the state of everything in a world, but for what is over."""
    components = [(each.component.id, each.state, each.since) for each in world.components]
    return [*world.open_incidents, *world.running, *world.upcoming, *components]


def test_a_state_counts_from_the_end_of_what_was_worse_for_a_time() -> None:
    slow = incident("slow", "pbx: degraded_performance", update("2026-12-01 10:00", "identified"))
    down = incident(
        "down",
        "pbx: major_outage",
        update("2026-12-01 12:00", "identified"),
        update("2026-12-01 13:00", "resolved"),
    )
    (begun, _) = ahead(content(slow, down, maintenance(affects="")), "2026-12-01 21:00")
    assert begun.components[0].since == at("2026-12-01 13:00")


def test_every_world_to_come_is_whole() -> None:
    over = incident("over", "pbx: major_outage", update("2026-11-20 12:00", "resolved"))
    worlds = ahead(content(over, maintenance()), "2026-12-01 21:00")
    assert [[each.id for each in world.incidents] for world in worlds] == [["over"], ["over"]]


# --- what nobody may know yet ------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        content(maintenance(word("2026-12-01 21:30", "cancelled"))),
        content(
            maintenance(), replace(OUTAGE, updates=(update("2026-12-01 21:30", "identified"),))
        ),
        content(maintenance(), maintenance(name="more", announced="2026-12-01 21:30")),
    ],
    ids=["an update", "an incident", "an announcement"],
)
def test_the_outlook_ends_where_something_will_be_published(source: Content) -> None:
    assert steps(source, "2026-12-01 21:00") == []


def test_what_is_published_now_is_known_and_does_not_end_the_outlook() -> None:
    source = content(maintenance(announced="2026-12-01 21:00"))
    expected = ["01 22:00 UNDER_MAINTENANCE", "02 02:00 OPERATIONAL"]
    assert steps(source, "2026-12-01 21:00") == expected


def test_a_step_before_a_publication_knows_nothing_of_it() -> None:
    source = content(maintenance(word("2026-12-01 23:00", "extended", ends="2026-12-02 05:00")))
    (begun,) = ahead(source, "2026-12-01 21:00")
    (work,) = begun.maintenances
    assert (work.ends, work.events[-1].kind) == (at("2026-12-02 02:00"), EventKind.STARTED)


# --- how far it goes ---------------------------------------------------------------------------


def test_every_day_of_two_weeks_begins_in_the_outlook() -> None:
    worlds = forecast(derive(content(), at("2026-12-01 21:00"))).worlds
    assert [world.now.day for world in worlds] == list(range(1, 15))


def test_later_days_follow_from_the_content_and_the_two_weeks_from_midnight_on() -> None:
    found = forecast(derive(content(), at("2026-12-01 21:00"))).known
    assert found == ForecastInputs(content(), at("2026-12-01 23:00"), at("2026-12-15 23:00"))


def test_the_outlook_ends_at_the_horizon() -> None:
    before = at("2026-12-01 22:00") - HORIZON
    assert forecast(derive(content(), before)).until == at("2026-12-01 22:00")


def test_the_outlook_ends_where_it_has_too_many_steps() -> None:
    works = (
        maintenance(
            name=f"work-{n}",
            starts=f"2026-12-{2 + n // 20:02} {n % 20:02}:00",
            ends=f"2026-12-{2 + n // 20:02} {n % 20:02}:30",
        )
        for n in range(100)
    )
    found = forecast(derive(content(*works), at("2026-12-01 21:00")))
    assert len(found.worlds) == STEPS
    assert found.worlds[-1].now < found.until < at("2026-12-07 00:00")
