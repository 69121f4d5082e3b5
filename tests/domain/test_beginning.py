"""When an incident and the state of a component began, as far as that is known."""

from msgspec.structs import replace

from statusgen.domain.incident import Beginning, StartKind
from statusgen.domain.world import World, derive
from statusgen.model import Update
from tests.samples import at, content, incident, update

NOW = at("2026-11-20 16:00")


def world(*updates: Update, reported: str | None = None, began: str | None = None) -> World:
    opened = incident("outage", "pbx: major_outage", *updates, reported=reported)
    return derive(content(replace(opened, began=at(began) if began else None)), NOW)


FIRST = update("2026-11-20 14:15", "investigating")
WORSE = update("2026-11-20 14:40", "identified", "pbx: partial_outage")


def test_what_is_only_reported_has_no_known_beginning() -> None:
    shown = world(FIRST, reported="2026-11-20 14:03")
    expected = Beginning(StartKind.REPORTED, at("2026-11-20 14:03"))
    assert shown.incidents[0].beginning == shown.components[0].beginning == expected


def test_what_nobody_reported_was_first_heard_of_by_its_first_update() -> None:
    shown = world(FIRST)
    expected = Beginning(StartKind.FIRST_UPDATE, FIRST.at)
    assert shown.incidents[0].beginning == shown.components[0].beginning == expected


def test_a_beginning_that_is_known_is_that_of_the_component_too() -> None:
    shown = world(FIRST, reported="2026-11-20 14:03", began="2026-11-20 14:00")
    expected = Beginning(StartKind.BEGAN, at("2026-11-20 14:00"))
    assert shown.incidents[0].beginning == shown.components[0].beginning == expected


def test_a_state_that_a_later_update_brings_begins_with_it() -> None:
    shown = world(FIRST, WORSE, reported="2026-11-20 14:03")
    assert shown.components[0].beginning == Beginning(StartKind.BEGAN, WORSE.at)


def test_an_operational_component_has_no_beginning() -> None:
    assert world(FIRST).components[1].beginning is None
