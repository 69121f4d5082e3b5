"""Holds the files of incidents and maintenance to what the content format says of them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec import Struct

from statusgen.content.schema.base import Record
from statusgen.content.schema.context import Names, SchemaContext
from statusgen.content.schema.entries import (
    IncidentFile,
    MaintenanceFile,
    MaintenanceUpdateRecord,
    UpdateRecord,
    read_entry,
)
from statusgen.content.source.parse import parse
from statusgen.model import (
    Cause,
    Completion,
    Incident,
    IncidentStatus,
    Maintenance,
    MaintenanceAction,
    MaintenanceUpdate,
    Scope,
    State,
    Text,
    Update,
)

SETTING = SchemaContext(
    zone=ZoneInfo("Europe/Rome"),
    languages=("en", "it"),
    completion=Completion.CONFIRMED,
    components=Names("component", "components.yml", frozenset({"cloud", "wmp"})),
    classes=Names("class of service", "sla.yml", frozenset({"critical"})),
    regions=Names("region", "sla.yml", frozenset({"emea"})),
)
INCIDENT = """
title: Calls fail
updates:
  - at: 2026-11-20 14:15
    status: investigating
    text: We look into it.
"""
MAINTENANCE = """
title: Upgrade
text: It will be upgraded.
announced: 2026-11-24 10:00
starts: 2026-12-01 22:00
ends: 2026-12-02 02:00
"""


def incident_of(text: str, context: SchemaContext = SETTING) -> Incident:
    entry, problems = read_entry(parse("content/incidents/2026/x.yml", text.encode()), context)
    assert isinstance(entry, Incident), problems
    return entry


def maintenance_of(text: str) -> Maintenance:
    entry, problems = read_entry(parse("content/maintenance/y.yml", text.encode()), SETTING)
    assert isinstance(entry, Maintenance), problems
    return entry


def messages(text: str, context: SchemaContext = SETTING) -> list[str]:
    folder = "maintenance" if "announced:" in text else "incidents"
    entry, problems = read_entry(parse(f"content/{folder}/x.yml", text.encode()), context)
    assert (entry is None) == bool(problems)
    return [each.message for each in problems]


@pytest.mark.parametrize(
    "text",
    [r'"\u200b"', "'[a]: http://x'", "'***'", r'"**\u2060** &nbsp;"', "'```\n\n    ```'", "'-'"],
)
def test_a_text_that_shows_nothing_is_empty(text: str) -> None:
    assert messages(INCIDENT.replace("We look into it.", text)) == ["this text is empty"]


@pytest.mark.parametrize(
    "text", ["'![](a.png)'", "'<b></b>'", "'5 %'", "'**Ça** va'", "漢字", "\\"]
)
def test_a_text_that_shows_something_is_not_empty(text: str) -> None:
    assert messages(INCIDENT.replace("We look into it.", text)) == []


def test_a_title_of_invisible_characters_is_empty() -> None:
    assert messages(INCIDENT.replace("Calls fail", r'"\u200b\ufeff\u3164"')) == [
        "this text is empty"
    ]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def english(text: str) -> Text:
    return Text("en", {"en": text})


# --- incidents ---------------------------------------------------------------------------------


def test_an_incident_needs_no_more_than_a_title_and_an_update() -> None:
    update = Update(
        id="20261120T131500Z",
        at=utc("2026-11-20 13:15"),
        status=IncidentStatus.INVESTIGATING,
        text=english("We look into it."),
        affects={},
    )
    path = "content/incidents/2026/x.yml"
    expected = Incident("x", path, english("Calls fail"), (update,), affects={})
    assert incident_of(INCIDENT) == expected


def test_an_incident_can_say_more() -> None:
    more = """
cos: critical
scope: global
cause: upstream
region: emea
reported: 2026-11-20 14:03
draft: true
affects: {cloud: major_outage}
"""
    incident = incident_of(INCIDENT + more)
    assert (incident.cos, incident.scope, incident.cause) == (
        "critical",
        Scope.GLOBAL,
        Cause.UPSTREAM,
    )
    assert (incident.region, incident.reported) == ("emea", utc("2026-11-20 13:03"))
    assert (incident.draft, incident.affects) == (True, {"cloud": State.MAJOR_OUTAGE})


def test_an_update_can_say_more() -> None:
    more = "    id: first\n    next_update: 2026-11-20 15:00\n    affects: {wmp: operational}\n"
    (update,) = incident_of(INCIDENT + more).updates
    assert (update.id, update.next_update) == ("first", utc("2026-11-20 14:00"))
    assert update.affects == {"wmp": State.OPERATIONAL}


def test_a_text_in_several_languages_keeps_them_all() -> None:
    text = INCIDENT.replace("Calls fail", "{en: Calls fail, it: Chiamate interrotte}")
    assert incident_of(text).title == Text("en", {"en": "Calls fail", "it": "Chiamate interrotte"})


def test_languages_are_held_against_nobody_where_the_site_does_not_say() -> None:
    unsure = SchemaContext(languages=None, components=SETTING.components)
    assert messages(INCIDENT.replace("Calls fail", "{fr: Panne, de: Störung}"), unsure) == []


def test_an_empty_optional_value_is_no_value() -> None:
    assert incident_of(INCIDENT + "cos:\ncause: ~\n").cause is None


@pytest.mark.parametrize("line", ["cloud: major_outage", "cloud:"])
def test_an_unfinished_state_is_reported(line: str) -> None:
    expected = [] if line.endswith("outage") else ["expected a state, found nothing"]
    assert messages(INCIDENT + f"affects:\n  {line}\n") == expected


def test_names_are_held_against_nobody_where_they_are_not_known() -> None:
    unsure = SchemaContext(components=Names("component", "components.yml", None))
    assert messages(INCIDENT + "affects: {anything: major_outage}\n", unsure) == []


def test_a_placeholder_is_reported_once_and_by_name() -> None:
    assert messages(INCIDENT.replace("2026-11-20 14:15", "??time??")) == [
        "'??time??' is still to be filled in"
    ]


@pytest.mark.parametrize("text", ["really??", "what?? really?? no", "a ?? b ?? c", "????"])
def test_question_marks_are_no_placeholder(text: str) -> None:
    assert messages(INCIDENT.replace("We look into it.", text)) == []


def test_an_update_may_share_its_time_if_it_has_an_id_of_its_own() -> None:
    again = "  - {at: 2026-11-20 14:15, id: more, status: identified, text: Found.}\n"
    assert [update.id for update in incident_of(INCIDENT + again).updates] == [
        "20261120T131500Z",
        "more",
    ]


def test_an_incident_can_be_reopened() -> None:
    more = "".join(
        f"  - {{at: 2026-11-20 1{hour}:00, status: {status}, text: News.}}\n"
        for hour, status in [(5, "resolved"), (6, "identified"), (7, "resolved")]
    )
    assert messages(INCIDENT + more) == []


def test_the_order_is_checked_also_where_something_else_is_wrong() -> None:
    older = "  - {at: 2026-11-20 14:00, status: identified, tekst: Found.}\n"
    assert sorted(messages(INCIDENT + older)) == [
        "this update is older than the one above it",
        "unknown key 'tekst'",
    ]


def test_the_order_is_not_checked_where_the_zone_is_not_sure() -> None:
    older = "  - {at: 2026-11-20 13:30Z, status: identified, text: Found.}\n"
    older += "  - {at: 2026-11-20 14:00, status: identified, text: Found.}\n"
    assert messages(INCIDENT + older, SchemaContext(is_zone_sure=False)) == []


# --- maintenance -------------------------------------------------------------------------------


def test_a_maintenance_takes_its_completion_from_the_site() -> None:
    assert maintenance_of(MAINTENANCE) == Maintenance(
        id="y",
        path="content/maintenance/y.yml",
        title=english("Upgrade"),
        text=english("It will be upgraded."),
        announced=utc("2026-11-24 09:00"),
        starts=utc("2026-12-01 21:00"),
        ends=utc("2026-12-02 01:00"),
        affects={},
        completion=Completion.CONFIRMED,
    )


def test_a_maintenance_can_say_more() -> None:
    text = MAINTENANCE + "completion: automatic\ndraft: true\naffects: {wmp: under_maintenance}\n"
    maintenance = maintenance_of(text)
    assert (maintenance.completion, maintenance.draft) == (Completion.AUTOMATIC, True)
    assert maintenance.affects == {"wmp": State.UNDER_MAINTENANCE}


def test_an_update_of_a_maintenance_moves_its_window() -> None:
    more = (
        "updates: [{at: 2026-12-02 01:40, status: extended, ends: 2026-12-02 03:00, text: More.}]"
    )
    assert maintenance_of(MAINTENANCE + more).updates == (
        MaintenanceUpdate(
            id="20261202T004000Z",
            at=utc("2026-12-02 00:40"),
            status=MaintenanceAction.EXTENDED,
            text=english("More."),
            ends=utc("2026-12-02 02:00"),
        ),
    )


@pytest.mark.parametrize(
    "update",
    [
        "status: extended",
        "status: extended, starts: 2026-12-01 23:00, ends: 2026-12-02 03:00",
        "status: rescheduled, starts: 2026-12-08 22:00",
        "status: completed, ends: 2026-12-02 03:00",
        "status: extended, ends: 2026-12-01 22:00",
        "status: rescheduled, starts: 2026-12-08 22:00, ends: 2026-12-08 21:00",
        "status: cancelled, id: reminder-20261201T000000Z",
    ],
)
def test_an_update_that_cannot_be_is_refused_once(update: str) -> None:
    text = f"{MAINTENANCE}updates: [{{at: 2026-11-30 10:00, text: x, {update}}}]\n"
    assert len(messages(text)) == 1


# --- any shape ---------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["", "x", "[]", "{}", "[[]]", "[{}]", "{a: b}", "[x, {at: []}]"])
@pytest.mark.parametrize("key", ["title", "updates", "affects", "draft", "reported", "at"])
def test_any_shape_of_any_value_is_reported_and_never_raises(key: str, value: str) -> None:
    for text in (INCIDENT, MAINTENANCE):
        kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(key))
        messages(
            f"{kept}\n{key}: {value}\n" if key != "updates" else f"announced:\n{key}: {value}\n"
        )


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        (IncidentFile, Incident),
        (UpdateRecord, Update),
        (MaintenanceFile, Maintenance),
        (MaintenanceUpdateRecord, MaintenanceUpdate),
    ],
)
def test_the_model_has_the_fields_of_a_file(record: type[Record], kind: type[Struct]) -> None:
    lacking = {*record.model_fields, "id"} ^ ({*kind.__struct_fields__} - {"path"})
    assert not lacking, f"{', '.join(lacking)}: only in one of {record.__name__}, {kind.__name__}"
