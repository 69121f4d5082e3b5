"""What follows from the record of an incident at an instant."""

import pytest
from msgspec.structs import replace

from statusgen.domain.incident import IncidentNow, ended_as, has_passed, workaround
from statusgen.domain.incident_at import incident_at
from statusgen.model import Incident, IncidentStatus, State, Update
from tests.policies import POLICY
from tests.samples import at, incident, text, update

BEGIN = update("2026-11-20 13:15", "investigating")
LOOK = update("2026-11-20 13:30", "identified")
WATCH = update("2026-11-20 13:40", "monitoring", "pbx: operational")
END = update("2026-11-20 14:20", "resolved")
NOTHING = update("2026-11-20 14:20", "false_alarm")
AFTER = update("2026-11-23 10:00", "postmortem")
AGAIN = update("2026-11-23 11:00", "investigating")


def stand(entry: Incident, now: str = "2026-11-24 12:00") -> IncidentNow:
    found = incident_at(entry, at(now))
    assert found is not None
    return found


def outage(*updates: Update, affects: str = "pbx: major_outage") -> IncidentNow:
    return stand(incident("outage", affects, *updates))


def test_an_incident_has_the_names_of_its_file() -> None:
    entry = replace(incident("outage-2", "", BEGIN, END), aliases=("outage",))
    found = stand(entry)
    assert (found.id, found.stable_id, found.aliases) == ("outage-2", "outage", ("outage",))
    assert found.last_update is END


@pytest.mark.parametrize(
    ("updates", "status", "was_outage"),
    [
        ((BEGIN,), None, True),
        ((BEGIN, END), IncidentStatus.RESOLVED, True),
        ((BEGIN, END, AFTER), IncidentStatus.RESOLVED, True),
        ((BEGIN, NOTHING, AFTER), IncidentStatus.FALSE_ALARM, False),
        ((BEGIN, NOTHING, AGAIN), None, True),
        ((BEGIN, AFTER), IncidentStatus.RESOLVED, True),
        ((AFTER,), IncidentStatus.RESOLVED, True),
    ],
)
def test_an_incident_is_over_as_its_last_end_says(
    updates: tuple[Update, ...], status: IncidentStatus | None, *, was_outage: bool
) -> None:
    found = outage(*updates)
    assert found.ended_as is ended_as(updates) is status
    assert found.was_outage is was_outage


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2026-11-20 14:00", False), ("2026-11-20 15:00", False), ("2026-11-23 10:00", True)],
)
def test_an_incident_is_settled_with_its_last_update(now: str, *, expected: bool) -> None:
    assert stand(incident("outage", "", BEGIN, END, AFTER), now).is_settled is expected


def test_its_state_is_the_worst_of_its_components() -> None:
    assert (
        outage(BEGIN, affects="pbx: partial_outage, wmp: major_outage").state is State.MAJOR_OUTAGE
    )


@pytest.mark.parametrize(
    ("updates", "affects", "expected"),
    [
        ((BEGIN,), "pbx: major_outage", False),
        ((BEGIN,), "pbx: operational", True),
        ((BEGIN,), "", True),
        ((BEGIN, WATCH), "pbx: major_outage", False),
        ((replace(WATCH, affects={}),), "", True),
        ((BEGIN, END), "", False),
    ],
)
def test_an_open_incident_that_no_state_shows_is_unfelt(
    updates: tuple[Update, ...], affects: str, *, expected: bool
) -> None:
    assert outage(*updates, affects=affects).is_unfelt is expected


@pytest.mark.parametrize(
    ("updates", "expected"),
    [
        ((BEGIN,), "Use the app."),
        ((BEGIN, replace(WATCH, workaround=text("Use the web."))), "Use the web."),
        ((replace(BEGIN, workaround=text("Use the web.")), LOOK), "Use the web."),
        ((replace(BEGIN, workaround=text("Use the web.")), WATCH), None),
        ((BEGIN, END), None),
        ((BEGIN, END, AGAIN), "Use the app."),
    ],
)
def test_the_last_workaround_holds_until_all_works_again(
    updates: tuple[Update, ...], expected: str | None
) -> None:
    entry = incident("outage", "pbx: major_outage", *updates)
    found = workaround(stand(replace(entry, workaround=text("Use the app."))), updates)
    assert (found and found.by_language["en"]) == expected


@pytest.mark.parametrize(
    ("affects", "updates", "expected"),
    [
        ("pbx: major_outage", (BEGIN,), False),
        ("pbx: major_outage", (BEGIN, WATCH), True),
        ("pbx: major_outage, wmp: major_outage", (BEGIN, WATCH), False),
        ("pbx: major_outage", (BEGIN, replace(WATCH, affects={})), False),
        ("", (BEGIN, replace(WATCH, affects={})), False),
        ("", (BEGIN, END), True),
        ("pbx: major_outage", (BEGIN, END, AGAIN), False),
    ],
)
def test_an_incident_has_passed_once_all_its_components_work_again(
    affects: str, updates: tuple[Update, ...], *, expected: bool
) -> None:
    assert has_passed(outage(*updates, affects=affects), updates) is expected


def test_without_a_policy_there_is_no_verdict() -> None:
    entry = replace(incident("outage", "", BEGIN), cos="critical", reported=at("2026-11-20 13:00"))
    found = [incident_at(entry, at("2026-11-20 14:00"), each) for each in (None, POLICY)]
    assert [each is not None and each.verdict is not None for each in found] == [False, True]
