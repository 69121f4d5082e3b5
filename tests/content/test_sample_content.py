"""The sample content shows every feature, a bad day at 15:00 on 20 November, and ends well."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache

import pytest

from statusgen.content.load import load
from statusgen.content.loaded import Loaded
from statusgen.domain.world import World, derive
from statusgen.model import (
    Announcement,
    Audience,
    Cause,
    Completion,
    Content,
    EventKind,
    IncidentStatus,
    MaintenanceAction,
    Scope,
    State,
)
from statusgen.problems import Severity
from tests.paths import REPOSITORY
from tests.samples import ROME

ROOT = REPOSITORY
BAD_DAY = datetime(2026, 11, 20, 15, 0, tzinfo=ROME)
QUIET_DAY = datetime(2026, 11, 23, 9, 0, tzinfo=ROME)
YEARS_LATER = datetime(2030, 1, 1, tzinfo=UTC)


@cache
def loaded(now: datetime) -> Loaded:
    return load(ROOT, now)


def content() -> Content:
    read = loaded(BAD_DAY).content
    assert read is not None
    return read


@cache
def world(now: datetime) -> World:
    return derive(content(), now)


def ids(entries: Iterator[object] | tuple[object, ...]) -> list[str]:
    return [str(getattr(entry, "id", "")) for entry in entries]


def test_it_is_valid_and_marked_as_a_sample() -> None:
    errors = [each for each in loaded(BAD_DAY).problems if each.severity is Severity.ERROR]
    assert not errors
    assert content().site.sample


@pytest.mark.parametrize("now", [QUIET_DAY, YEARS_LATER], ids=str)
def test_once_the_bad_day_is_over_no_entry_is_warned_about(now: datetime) -> None:
    assert {each.place.path for each in loaded(now).problems} <= {"content/sla.yml"}


def test_the_bad_day_has_two_open_incidents_the_worst_first() -> None:
    assert ids(world(BAD_DAY).open_incidents) == [
        "2026-11-20-cloud-eu-unreachable",
        "2026-11-20-push-notifications-android",
    ]
    assert world(BAD_DAY).overall is State.MAJOR_OUTAGE


def test_the_bad_day_has_one_maintenance_running_and_two_to_come() -> None:
    assert ids(world(BAD_DAY).running) == ["2026-11-20-documentation-search"]
    assert ids(world(BAD_DAY).upcoming) == [
        "2026-12-01-wmp-upgrade",
        "2026-12-03-cloud-na-capacity",
    ]


@pytest.mark.parametrize("now", [QUIET_DAY, YEARS_LATER], ids=str)
def test_afterwards_everything_has_ended(now: datetime) -> None:
    after = world(now)
    assert after.overall is State.OPERATIONAL
    assert not (*after.open_incidents, *after.running)


def test_it_goes_back_four_months_and_on_for_two_weeks() -> None:
    starts = [each.updates[0].at for each in content().incidents]
    starts += [each.starts for each in content().maintenances]
    assert min(starts).date() < date(2026, 7, 31)
    assert {start.month for start in starts} == {7, 8, 9, 10, 11, 12}
    assert max(starts).date() <= date(2026, 12, 4)


def test_there_is_enough_of_it() -> None:
    assert len(content().incidents) >= 10
    assert len(content().maintenances) >= 8


def test_every_kind_of_incident_is_there() -> None:
    incidents = content().incidents
    statuses = {update.status for each in incidents for update in each.updates}
    assert statuses == set(IncidentStatus)
    assert {each.scope for each in incidents} == set(Scope)
    assert {each.cause for each in incidents} >= set(Cause)


def test_every_kind_of_maintenance_is_there() -> None:
    maintenances = content().maintenances
    assert {word.status for each in maintenances for word in each.updates} == set(MaintenanceAction)
    assert {each.completion for each in maintenances} == set(Completion)
    assert any(each.draft for each in maintenances)


def test_every_event_of_a_maintenance_happens() -> None:
    events = {e.kind for each in world(YEARS_LATER).maintenances for e in each.events}
    assert events == set(EventKind)


def test_every_state_is_caused_by_something() -> None:
    caused = {state for each in content().maintenances for state in each.affects.values()}
    for incident in content().incidents:
        caused |= set(incident.affects.values())
        caused |= {state for update in incident.updates for state in update.affects.values()}
    assert caused == set(State)


def test_every_class_and_region_of_the_policy_is_there() -> None:
    policy = content().policy
    assert policy is not None
    assert {each.cos for each in content().incidents} >= {each.id for each in policy.classes}
    regions = {region.id for region in policy.regions}
    assert {component.region for component in content().components} >= regions
    assert {incident.region for incident in content().incidents} >= regions


def test_both_audiences_hear_of_what_concerns_them() -> None:
    heard = {group.audience: group.announces for group in content().groups}
    assert heard == {
        Audience.EVERYONE: tuple(Announcement),
        Audience.PARTNERS: (Announcement.MAINTENANCE,),
    }


def test_an_incident_is_reopened() -> None:
    reopened = world(YEARS_LATER).incidents
    words = [[update.status.is_open for update in each.updates] for each in reopened]
    assert any(sorted(row, reverse=True) != row for row in words)


def test_an_update_keeps_the_name_it_was_first_published_under() -> None:
    updates = [update for each in content().incidents for update in each.updates]
    assert any(update.id != f"{update.at:%Y%m%dT%H%M%SZ}" for update in updates)


def test_some_incident_was_reported_and_promises_its_next_update() -> None:
    assert any(each.reported and each.updates[0].next_update for each in content().incidents)


@pytest.mark.parametrize("markdown", ["**", "`", "](https://", "\n- ", "\n1. "], ids=repr)
def test_texts_use_markdown(markdown: str) -> None:
    texts = [
        update.text.by_language["en"] for each in content().incidents for update in each.updates
    ]
    texts += [each.text.by_language["en"] for each in content().maintenances]
    texts += [w.text.by_language["en"] for each in content().maintenances for w in each.updates]
    assert any(markdown in text for text in texts)


def test_no_text_raises_its_voice() -> None:
    files = (ROOT / "content").rglob("*.yml")
    assert not [file.name for file in files if "!" in file.read_text(encoding="utf-8")]
