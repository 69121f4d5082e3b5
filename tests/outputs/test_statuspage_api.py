import copy
import functools
from datetime import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from statusgen.model import Content, Incident, Maintenance, MaintenanceUpdate, State
from statusgen.outputs.statuspage_api import OUTPUT
from statusgen.render.context import RenderContext
from statusgen.render.urls import file_of
from tests.contexts import context, of_root, rendered
from tests.outputs.statuspage_shapes import ENTRIES, LISTS, faults, files, unlike
from tests.outputs.test_contract import HISTORY, SAMPLE_NOW, real, site
from tests.paths import REPOSITORY
from tests.samples import content, incident, maintenance, text, update, word

Json = Any
INSTANTS = [
    "2016-01-01T00:00:00+00:00",
    "2021-06-15T21:30:00+00:00",
    "2024-02-29T12:00:00+00:00",
    "2025-08-20T08:00:00+00:00",
    "2026-12-31T23:59:59+00:00",
]


def outage(*more: Incident | Maintenance) -> Content:
    return content(
        incident(
            "outage",
            "pbx: major_outage",
            update("2026-11-20 13:15", "investigating"),
            update("2026-11-20 13:40", "identified", "wmp: partial_outage"),
            update("2026-11-20 14:10", "monitoring", "pbx: degraded_performance"),
            update("2026-11-20 15:22", "resolved"),
            reported="2026-11-20 13:03",
        ),
        *more,
    )


def files_at(source: Content, now: str) -> dict[str, Json]:
    return files(context(source, now))


def summary(source: Content, now: str = "2026-12-10 12:00") -> Json:
    return files_at(source, now)["summary"]


def the_incident(now: str) -> Json:
    (only,) = files_at(outage(), now)["incidents"]["incidents"]
    return only


def the_work(*updates: MaintenanceUpdate, now: str = "2026-12-10 12:00") -> Json:
    (only,) = files_at(content(maintenance(*updates)), now)["scheduled-maintenances"][
        "scheduled_maintenances"
    ]
    return only


# --- shapes ------------------------------------------------------------------------------------


@functools.cache
def sample(now: str = SAMPLE_NOW) -> RenderContext:
    return of_root(REPOSITORY, datetime.fromisoformat(now))


@pytest.mark.parametrize(
    "now", ["2026-07-01T00:00:00+00:00", "2026-11-20T13:30:00+00:00", SAMPLE_NOW]
)
def test_the_sample_has_every_key_and_no_other(now: str) -> None:
    assert faults(sample(now)) == []


def test_a_new_site_has_every_list() -> None:
    made = context(content())
    assert files(made).keys() == LISTS.keys()
    assert faults(made) == []


@pytest.mark.parametrize("kind", ["components", "incidents", "scheduled_maintenances"])
def test_one_key_more_or_less_is_found(kind: str) -> None:
    good = files(sample("2026-11-20T13:30:00+00:00"))["summary"]
    more, less = copy.deepcopy(good), copy.deepcopy(good)
    more[kind][0]["extra"] = None
    del less[kind][0]["page_id"]
    assert [len(unlike(LISTS["summary"], each)) for each in (good, more, less)] == [0, 1, 1]


@real
@pytest.mark.parametrize("now", INSTANTS)
def test_the_real_history_has_every_key_and_no_other(now: str) -> None:
    assert faults(of_root(HISTORY, datetime.fromisoformat(now))) == []


@real
def test_no_file_of_the_real_history_is_larger_than_clients_take() -> None:
    made = rendered(OUTPUT, of_root(HISTORY, datetime.fromisoformat(INSTANTS[-1])))
    assert max(len(each.content) for each in made) < 1024 * 1024


# --- the page ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "indicator", "description"),
    [
        ("operational", "minor", "An Incident Is Open"),
        ("under_maintenance", "none", "Service Under Maintenance"),
        ("degraded_performance", "minor", "Partially Degraded Service"),
        ("partial_outage", "major", "Partial System Outage"),
        ("major_outage", "critical", "Major Service Outage"),
    ],
)
def test_each_state_has_an_indicator(state: str, indicator: str, description: str) -> None:
    source = content(incident("x", f"pbx: {state}", update("2026-11-20 13:15", "identified")))
    assert summary(source)["status"] == {"indicator": indicator, "description": description}


def test_every_state_has_been_tried() -> None:
    (mark,) = test_each_state_has_an_indicator.pytestmark  # type: ignore[attr-defined]
    assert [case[0] for case in mark.args[1]] == [state.value for state in State]


def test_the_page_was_changed_by_the_last_news_and_not_by_a_build() -> None:
    assert summary(outage())["page"]["updated_at"] == "2026-11-20T15:22:00.000Z"


def test_the_page_has_the_address_of_the_build() -> None:
    made = context(outage(), base_url="https://preview.example/below/")
    assert files(made)["status"]["page"]["url"] == "https://preview.example/below"


# --- ids ---------------------------------------------------------------------------------------


def ids(value: Json) -> list[str]:
    if isinstance(value, dict):
        own = [each for key, each in value.items() if key == "id"]
        return own + [each for part in value.values() for each in ids(part)]
    return [each for part in value for each in ids(part)] if isinstance(value, list) else []


def test_ids_are_the_same_whatever_the_text_says() -> None:
    source = outage(maintenance())
    (told_otherwise,) = (replace(each, title=text("Another")) for each in source.incidents)
    names = tuple(replace(g, name=text("Other")) for g in source.component_groups)
    other = replace(source, incidents=(told_otherwise,), component_groups=names)
    assert ids(files_at(source, "2026-12-10 12:00")) == ids(files_at(other, "2026-12-10 12:00"))


def test_ids_of_a_preview_are_those_of_the_site() -> None:
    preview = files(context(outage(), base_url="https://preview.example/"))
    assert ids(preview) == ids(files(context(outage())))


def test_an_id_that_a_client_has_kept_is_never_given_anew() -> None:
    found = the_incident("2026-11-20 14:00")
    assert (found["id"], found["page_id"]) == ("mw96h815xfoq", "uaokcsxjmbf0")


def test_two_sites_have_no_id_in_common() -> None:
    source = outage(maintenance())
    other = replace(source, site=replace(source.site, url="https://other.example/"))
    assert not set(ids(summary(source))) & set(ids(summary(other)))


def test_no_two_things_of_one_site_share_an_id() -> None:
    made = files(sample())
    updates = [
        each["id"]
        for kind in ("incidents", "scheduled_maintenances")
        for entry in made[kind.replace("_", "-")][kind]
        for each in [entry, *entry["incident_updates"]]
    ]
    known = [*updates, *(each["id"] for each in made["components"]["components"])]
    assert len(known) == len(set(known)) > 80


# --- components --------------------------------------------------------------------------------


def components(now: str) -> dict[str, Json]:
    return {each["name"]: each for each in summary(outage(maintenance()), now)["components"]}


def test_a_group_comes_before_its_components_and_names_them() -> None:
    group, *members = summary(outage())["components"]
    assert group["components"] == [each["id"] for each in members]
    assert {each["group_id"] for each in members} == {group["id"]}


def test_a_group_is_as_bad_as_its_worst_component() -> None:
    made = components("2026-11-20 14:20")
    assert {name: each["status"] for name, each in made.items()} == {
        "All": "partial_outage",
        "PBX": "degraded_performance",
        "WMP": "partial_outage",
    }


@pytest.mark.parametrize(
    ("now", "pbx", "wmp"),
    [
        ("2026-11-20 13:20", "2026-11-20T13:15:00.000Z", "2026-11-19T23:00:00.000Z"),
        ("2026-11-20 14:20", "2026-11-20T14:10:00.000Z", "2026-11-20T13:40:00.000Z"),
        ("2026-11-25 00:00", "2026-11-20T15:22:00.000Z", "2026-11-20T15:22:00.000Z"),
        ("2026-12-01 23:00", "2026-12-01T22:00:00.000Z", "2026-11-20T15:22:00.000Z"),
    ],
)
def test_a_component_is_updated_when_its_state_changes(now: str, pbx: str, wmp: str) -> None:
    made = components(now)
    assert [made[name]["updated_at"] for name in ("PBX", "WMP")] == [pbx, wmp]
    assert made["All"]["updated_at"] == max(pbx, wmp)


def test_a_component_that_works_again_does_not_change_with_the_rest_of_the_incident() -> None:
    entry = incident(
        "x",
        "pbx: major_outage, wmp: major_outage",
        update("2026-11-20 13:00", "identified"),
        update("2026-11-20 14:00", "monitoring", "pbx: operational"),
        update("2026-11-20 15:00", "resolved"),
    )
    made = {each["name"]: each["updated_at"] for each in summary(content(entry))["components"]}
    assert made["PBX"] == "2026-11-20T14:00:00.000Z"


def test_a_component_is_as_old_as_what_is_known_of_it() -> None:
    made = components("2026-12-10 12:00")["PBX"]
    assert made["start_date"] == "2026-11-20"
    assert made["created_at"] == "2026-11-19T23:00:00.000Z"


# --- incidents ---------------------------------------------------------------------------------


def test_an_incident_has_its_times() -> None:
    made = the_incident("2026-12-10 12:00")
    times = {key: made[key] for key in made if key.endswith("_at")}
    assert times == {
        "started_at": "2026-11-20T13:03:00.000Z",
        "created_at": "2026-11-20T13:15:00.000Z",
        "monitoring_at": "2026-11-20T14:10:00.000Z",
        "resolved_at": "2026-11-20T15:22:00.000Z",
        "updated_at": "2026-11-20T15:22:00.000Z",
    }


def test_an_open_incident_has_no_time_that_has_not_come() -> None:
    made = the_incident("2026-11-20 13:50")
    assert (made["status"], made["monitoring_at"], made["resolved_at"]) == (
        "identified",
        None,
        None,
    )


def test_an_incident_keeps_the_impact_it_had_at_its_worst() -> None:
    assert the_incident("2026-12-10 12:00")["impact"] == "critical"


def test_updates_are_newest_first_with_the_change_of_each_component() -> None:
    made = the_incident("2026-12-10 12:00")["incident_updates"]
    changes = [
        [f"{c['name']}: {c['old_status']} > {c['new_status']}" for c in u["affected_components"]]
        for u in made
    ]
    assert [each["status"] for each in made] == [
        "resolved",
        "monitoring",
        "identified",
        "investigating",
    ]
    assert changes == [
        [
            "All - PBX: degraded_performance > operational",
            "All - WMP: partial_outage > operational",
        ],
        [
            "All - PBX: major_outage > degraded_performance",
            "All - WMP: partial_outage > partial_outage",
        ],
        ["All - PBX: major_outage > major_outage", "All - WMP: operational > partial_outage"],
        ["All - PBX: operational > major_outage"],
    ]


def test_an_incident_put_under_watch_twice_says_when_it_last_was() -> None:
    steps = [
        ("13:00", "monitoring"),
        ("14:00", "identified"),
        ("15:00", "monitoring"),
        ("16:00", "monitoring"),
    ]
    entry = incident("x", "", *(update(f"2026-11-20 {at}", status) for at, status in steps))
    (made,) = summary(content(entry))["incidents"]
    assert made["monitoring_at"] == "2026-11-20T15:00:00.000Z"


def test_the_fifty_latest_incidents_are_listed_newest_first_and_all_have_a_file() -> None:
    many = [
        incident(f"x{n}", "", update(f"2026-10-{n % 28 + 1:02d} {n // 28:02d}:00", "resolved"))
        for n in range(60)
    ]
    made = files_at(content(*many), "2026-12-10 12:00")
    listed = made["incidents"]["incidents"]
    assert len(listed) == 50
    assert [each["created_at"] for each in listed] == sorted(
        (each["created_at"] for each in listed), reverse=True
    )
    assert len([name for name in made if name.startswith("incidents/")]) == 60 + 1


def test_an_incident_has_a_file_of_its_own() -> None:
    made = files_at(outage(), "2026-12-10 12:00")
    (listed,) = made["incidents"]["incidents"]
    assert made[f"incidents/{listed['id']}"]["incident"] == listed


def test_every_short_link_leads_to_a_page() -> None:
    made = sample()
    there = site(made)
    entries = [e for name in ENTRIES for e in files(made)[name][name.replace("-", "_")]]
    pages = [file_of(each["shortlink"].removeprefix(made.url)) for each in entries]
    assert len(pages) > 20
    assert [each for each in pages if each not in there] == []


def test_only_what_is_open_is_unresolved() -> None:
    newer = incident("newer", "", update("2026-11-20 14:00", "resolved"))
    made = files_at(outage(newer), "2026-11-20 14:20")
    assert [each["name"] for each in made["incidents/unresolved"]["incidents"]] == ["outage"]
    assert made["summary"]["incidents"] == made["incidents/unresolved"]["incidents"]


# --- maintenance -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "status", "where"),
    [
        ("2026-11-24 10:00", "scheduled", "upcoming"),
        ("2026-12-01 21:59", "scheduled", "upcoming"),
        ("2026-12-01 22:00", "in_progress", "active"),
        ("2026-12-02 01:59", "in_progress", "active"),
        ("2026-12-02 02:00", "completed", None),
    ],
)
def test_a_maintenance_moves_by_the_clock(now: str, status: str, where: str | None) -> None:
    made = files_at(content(maintenance()), now)
    lists = {name: made[f"scheduled-maintenances/{name}"] for name in ("upcoming", "active")}
    found = [name for name, each in lists.items() if each["scheduled_maintenances"]]
    assert found == ([where] if where else [])
    assert made["scheduled-maintenances"]["scheduled_maintenances"][0]["status"] == status


def test_work_under_verification_is_active() -> None:
    source = content(maintenance(word("2026-12-02 01:00", "verifying")))
    active = files_at(source, "2026-12-02 01:30")["scheduled-maintenances/active"]
    assert [each["status"] for each in active["scheduled_maintenances"]] == ["verifying"]


def test_the_summary_has_what_goes_on_and_what_comes() -> None:
    later = maintenance(name="later", starts="2026-12-08 22:00", ends="2026-12-09 02:00")
    sooner = maintenance(name="sooner", starts="2026-12-05 22:00", ends="2026-12-06 02:00")
    made = summary(content(maintenance(), later, sooner), "2026-12-01 23:00")
    names = [each["name"] for each in made["scheduled_maintenances"]]
    assert names == ["upgrade", "sooner", "later"]


def test_what_the_clock_does_is_shown_in_a_sentence() -> None:
    made = the_work()["incident_updates"]
    assert [(each["status"], each["body"]) for each in made] == [
        ("completed", "The work has ended as planned."),
        ("in_progress", "The work has begun."),
        (
            "scheduled",
            "Maintenance reminder. The window is Tuesday 1 December, 23:00 to Wednesday 03:00 CET.",
        ),
        ("scheduled", "An upgrade."),
    ]


def test_a_cancelled_maintenance_is_completed_with_a_body_that_says_so() -> None:
    made = the_work(word("2026-11-28 09:00", "cancelled"))
    assert made["status"] == "completed"
    assert made["resolved_at"] == "2026-11-28T09:00:00.000Z"
    assert made["incident_updates"][0]["body"] == "Maintenance cancelled.\n\ncancelled."


def test_an_extension_moves_the_end_and_is_shown_with_it() -> None:
    made = the_work(word("2026-12-02 01:30", "extended", ends="2026-12-02 04:00"))
    (body,) = (
        each["body"] for each in made["incident_updates"] if "extended" in each["body"].lower()
    )
    assert made["scheduled_until"] == "2026-12-02T04:00:00.000Z"
    assert body == (
        "Maintenance extended. The window is Tuesday 1 December, 23:00 to Wednesday 05:00 CET."
        "\n\nextended."
    )


def test_components_are_under_maintenance_while_work_goes_on() -> None:
    changes = [
        [(c["old_status"], c["new_status"]) for c in each["affected_components"]]
        for each in the_work()["incident_updates"]
    ]
    assert changes == [
        [("under_maintenance", "operational")],
        [("operational", "under_maintenance")],
        [("operational", "operational")],
        [("operational", "operational")],
    ]


# --- texts -------------------------------------------------------------------------------------

HOSTILE = [
    "Quotes \" and ' and \\ and `",
    "Fish & chips &amp; <b>bold</b> ]]>",
    "<script>alert(1)</script>",
    "Störung 🚨 in Zürich 障害",
    "عطل في الشبكة",
    "comma, semicolon; colon: 100 %",
    "x" * 1000,
    "2026-11-20",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_title_survives_unchanged(words: str) -> None:
    source = outage()
    titled = tuple(replace(each, title=text(words)) for each in source.incidents)
    made = files_at(replace(source, incidents=titled), "2026-12-10 12:00")
    assert made["incidents"]["incidents"][0]["name"] == words


def test_markup_in_a_file_is_escaped_for_browsers_that_guess() -> None:
    source = outage()
    titled = tuple(replace(each, title=text("<script>&")) for each in source.incidents)
    for each in rendered(OUTPUT, context(replace(source, incidents=titled))):
        assert not set(b"<>&") & set(each.content)


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("One.\n\nTwo & *three* <b>four</b>.", "One.\n\nTwo & three <b>four</b>."),
        ("Why:\n- 🚨 \"first\"\n- second; 'third'", "Why:\n\n- 🚨 \"first\"\n- second; 'third'"),
        ("عطل في الشبكة", "عطل في الشبكة"),
        ("y" * 1000, "y" * 1000),
    ],
)
def test_a_body_is_plain_text(markdown: str, plain: str) -> None:
    entry = outage().incidents[0]
    steps = tuple(replace(each, text=text(markdown)) for each in entry.updates)
    made = summary(content(replace(entry, updates=steps)), "2026-11-20 14:20")
    assert {each["body"] for each in made["incidents"][0]["incident_updates"]} == {plain}
