import functools
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from msgspec.structs import replace

from statusgen.model import Cause, Content
from statusgen.outputs.open_data import OUTPUT
from statusgen.outputs.open_data.base import MADE
from statusgen.outputs.open_data.described import described
from statusgen.render.context import RenderContext
from statusgen.render.urls import file_of
from tests.contexts import context, of_root, rendered
from tests.outputs.test_contract import HISTORY, real, site
from tests.paths import REPOSITORY
from tests.policies import POLICY
from tests.samples import content, group, incident, maintenance, text, update, word

Json = Any
INSTANTS = [
    "2016-01-01T00:00:00+00:00",
    "2021-06-15T21:30:00+00:00",
    "2024-02-29T12:00:00+00:00",
    "2025-08-20T08:00:00+00:00",
    "2026-12-31T23:59:59+00:00",
]
SAMPLE_INSTANTS = ["2026-07-01T00:00:00+00:00", "2026-11-20T13:30:00+00:00"]


def files(made: RenderContext) -> dict[str, Json]:
    """Return every file by its path below /api/statusgen/v1/, without `.json`."""
    base = "api/statusgen/v1/"
    return {
        each.path.removeprefix(base).removesuffix(".json"): json.loads(each.content)
        for each in rendered(OUTPUT, made)
    }


def files_at(source: Content, now: str = "2026-12-10 12:00") -> dict[str, Json]:
    return files(context(source, now))


def outage(*more: Any) -> Content:  # noqa: ANN401 - entries of either kind
    return content(
        incident(
            "outage",
            "pbx: major_outage",
            update("2026-11-20 13:15", "identified", "wmp: partial_outage", due="2026-11-20 14:00"),
            update("2026-11-20 15:22", "resolved"),
            reported="2026-11-20 13:03",
        ),
        *more,
        groups=(group("all", "global_problem", "maintenance"),),
    )


@functools.cache
def sample(now: str) -> RenderContext:
    return of_root(REPOSITORY, datetime.fromisoformat(now))


# --- schema ------------------------------------------------------------------------------------


def faults(made: RenderContext) -> list[str]:
    """Return all in which a file differs from the schema that is published beside it."""
    described = files(made)
    schema = described.pop("schema")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [
        f"{name}: {error.json_path}: {error.message}"
        for name, value in described.items()
        for error in validator.iter_errors(value)
    ]


@pytest.mark.parametrize("now", SAMPLE_INSTANTS)
def test_every_file_of_the_sample_is_as_the_schema_says(now: str) -> None:
    assert faults(sample(now)) == []


@real
@pytest.mark.parametrize("now", INSTANTS)
def test_every_file_of_the_real_history_is_as_the_schema_says(now: str) -> None:
    assert faults(of_root(HISTORY, datetime.fromisoformat(now))) == []


def test_a_new_site_has_files_too() -> None:
    made = context(content())
    assert faults(made) == []
    assert {"status", "components", "history", "components/pbx"} < files(made).keys()


@pytest.mark.parametrize(
    "wrong",
    [
        {"as_of": "yesterday"},
        {"state": "fine"},
        {"extra": 1},
        {"kind": "incident"},
        {"$schema": 1},
    ],
)
def test_what_is_not_as_the_schema_says_is_found(wrong: Json) -> None:
    made = files_at(outage())
    validator = Draft202012Validator(made["schema"], format_checker=FormatChecker())
    assert validator.is_valid(made["status"])
    assert not validator.is_valid(made["status"] | wrong)


def test_the_schema_that_comes_along_is_the_one_of_the_records() -> None:
    """Where it is not, `statusgen/outputs/open_data/described.py` says how to make it again."""
    assert MADE.read_text(encoding="utf-8") == described()


def test_every_key_is_described() -> None:
    records = [
        each for each in files_at(outage())["schema"]["$defs"].values() if "properties" in each
    ]
    keys = [key for record in records for key in record["properties"].values()]
    assert len(keys) > 90
    assert all("description" in key for key in keys)
    assert all(record["additionalProperties"] is False for record in records)


def test_every_file_leads_to_its_schema() -> None:
    made = files(context(outage(), base_url="https://preview.example/"))
    schema = made.pop("schema")
    assert {each["$schema"] for each in made.values()} == {schema["$id"]}
    assert schema["$id"] == "https://preview.example/api/statusgen/v1/schema.json"


# --- files -------------------------------------------------------------------------------------


def addresses(value: Json) -> Iterator[str]:
    """Yield every value that is an address as a whole."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from addresses(part)
    elif isinstance(value, str) and value.startswith("https://") and " " not in value.strip():
        yield value


def test_every_address_leads_to_a_file() -> None:
    made = sample(SAMPLE_INSTANTS[1])
    there = site(made)
    data = {key: value for key, value in files(made).items() if key != "schema"}
    ours = {each for each in addresses(data) if each.startswith(made.url)}
    assert len(ours) > 100
    assert [each for each in ours if file_of(each.removeprefix(made.url)) not in there] == []


@real
def test_every_entry_has_a_file_and_no_file_is_large() -> None:
    made = of_root(HISTORY, datetime.fromisoformat(INSTANTS[-1]))
    sizes = {each.path: len(each.content) for each in rendered(OUTPUT, made)}
    entries = [path for path in sizes if "/v1/incidents/" in path or "/v1/maintenance/" in path]
    assert len(entries) == len(made.world.entries) > 260
    assert max(sizes.values()) < 1024 * 1024


def test_a_file_about_the_past_stays_the_same() -> None:
    now, later = (files_at(outage(), f"2026-12-{day} 12:00") for day in (10, 11))
    moved = {name.partition("/")[0] for name in now if now[name] != later[name]}
    assert moved == {"status", "components"}


# --- contents ---------------------------------------------------------------------------------


def test_the_status_is_that_of_the_moment() -> None:
    made = files_at(outage(maintenance()), "2026-11-20 13:30")["status"]
    assert made["as_of"] == "2026-11-20T13:30:00Z"
    assert made["state"] == "major_outage"
    assert made["components"] == {"pbx": "major_outage", "wmp": "partial_outage"}
    assert [each["id"] for each in made["open_incidents"]] == ["outage"]


def test_the_status_shows_the_next_change() -> None:
    made = files_at(outage(), "2026-11-20 13:30")["status"]["next_change"]
    assert made == {"at": "2026-11-20T14:00:00Z", "reason": "update_due", "entry": "outage"}


def test_what_is_not_published_is_not_named() -> None:
    made = files_at(outage(), "2026-11-20 13:10")["status"]["next_change"]
    assert made == {"at": "2026-11-20T13:15:00Z", "reason": "publication", "entry": None}


@pytest.mark.parametrize(
    ("now", "where"),
    [
        ("2026-12-01 21:59", "upcoming_maintenance"),
        ("2026-12-01 22:00", "running_maintenance"),
        ("2026-12-02 02:00", None),
    ],
)
def test_maintenance_moves_by_the_clock(now: str, where: str | None) -> None:
    made = files_at(content(maintenance()), now)["status"]
    lists = [name for name in made if name.endswith("_maintenance") and made[name]]
    assert lists == ([where] if where else [])


@pytest.mark.parametrize(
    ("status", "cause"),
    [("investigating", None), ("identified", "upstream"), ("false_alarm", None)],
)
def test_a_cause_is_named_when_it_is_identified(status: str, cause: str | None) -> None:
    entry = incident("outage", "pbx: major_outage", update("2026-11-20 13:15", status))
    source = content(replace(entry, cause=Cause.UPSTREAM))
    assert files_at(source)["incidents/outage"]["cause"] == cause


def test_an_incident_has_its_goal_and_verdict() -> None:
    source = replace(outage(), policy=POLICY)
    entry = replace(source.incidents[0], cos="critical", region="emea")
    made = files_at(replace(source, incidents=(entry,)))["incidents/outage"]
    assert made["verdict"] == {
        "outcome": "met",
        "basis": "support_time",
        "class_of_service": "critical",
        "region": "emea",
        "asked": "2026-11-20T13:03:00Z",
        "due": "2026-11-20T13:33:00Z",
        "answered": "2026-11-20T13:15:00Z",
        "time_to_answer": 720,
    }


def test_no_verdict_is_claimed_without_a_class() -> None:
    assert files_at(outage())["incidents/outage"]["verdict"] is None


def test_an_incident_has_its_times_in_utc_and_its_length_in_seconds() -> None:
    made = files_at(outage())["incidents/outage"]
    assert (made["started"], made["resolved"], made["duration"]) == (
        "2026-11-20T13:03:00Z",
        "2026-11-20T15:22:00Z",
        (2 * 60 + 19) * 60,
    )


def test_an_update_has_its_promise_its_states_and_its_posts() -> None:
    resolved, first = files_at(outage())["incidents/outage"]["updates"]
    assert (resolved["next_update"], first["next_update"]) == (None, "2026-11-20T14:00:00Z")
    assert first["components"] == {"pbx": "major_outage", "wmp": "partial_outage"}
    assert set(resolved["components"].values()) == {"operational"}
    assert [each["group"] for each in first["posts"]] == ["all"]


def test_a_post_is_the_one_that_is_published_as_a_file() -> None:
    made = context(outage())
    (post,) = files(made)["incidents/outage"]["updates"][0]["posts"]
    assert site(made)[post["file"].removeprefix(made.url)].decode() == post["text"]


def test_a_stretch_is_one_state_of_one_component() -> None:
    made = files_at(outage())["incidents/outage"]["stretches"]
    assert made[0] == {
        "component": "pbx",
        "state": "major_outage",
        "start": "2026-11-20T13:15:00Z",
        "end": "2026-11-20T15:22:00Z",
    }


def test_a_maintenance_has_its_windows_and_what_became_of_it() -> None:
    extended = word("2026-12-02 01:30", "extended", ends="2026-12-02 04:00")
    made = files_at(content(maintenance(extended)))["maintenance/upgrade"]
    assert [(each["event"], each["ends"]) for each in made["events"]] == [
        ("completed", "2026-12-02T04:00:00Z"),
        ("extended", "2026-12-02T04:00:00Z"),
        ("started", "2026-12-02T02:00:00Z"),
        ("reminder", "2026-12-02T02:00:00Z"),
        ("announced", "2026-12-02T02:00:00Z"),
    ]
    assert made["runs"] == [{"start": "2026-12-01T22:00:00Z", "end": "2026-12-02T04:00:00Z"}]


def test_our_own_data_calls_cancelled_what_is_cancelled() -> None:
    made = files_at(content(maintenance(word("2026-11-28 09:00", "cancelled"))))[
        "maintenance/upgrade"
    ]
    assert (made["status"], made["ended"]) == ("cancelled", "2026-11-28T09:00:00Z")


def test_a_component_has_its_days_and_uptime() -> None:
    made = files_at(outage(), "2026-11-21 12:00")["components/pbx"]
    assert len(made["days"]) == 90
    assert made["days"][-3:] == [
        {"date": "2026-11-19", "state": None, "entries": []},
        {"date": "2026-11-20", "state": "major_outage", "entries": ["outage"]},
        {"date": "2026-11-21", "state": "operational", "entries": []},
    ]
    assert 0.9 < made["component"]["uptime"] < 1


def test_months_lead_to_their_entries() -> None:
    made = files_at(outage(maintenance()))
    assert [each["month"] for each in made["history"]["months"]] == ["2026-12", "2026-11"]
    assert [each["id"] for each in made["history/2026-11"]["entries"]] == ["outage"]


# --- texts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Quotes \" and ' and \\ and `",
        "Fish & chips <b>bold</b> ]]>",
        "<script>alert(1)</script>",
        "Störung 🚨 in Zürich 障害",
        "عطل في الشبكة",
        "comma, semicolon; colon: 100 %",
        "x" * 1000,
    ],
)
def test_titles_and_texts_survive_unchanged(words: str) -> None:
    entry = outage().incidents[0]
    steps = tuple(replace(each, text=text(words)) for each in entry.updates)
    source = replace(outage(), incidents=(replace(entry, title=text(words), updates=steps),))
    made = files_at(source)["incidents/outage"]
    assert made["title"] == words
    assert {each["text"] for each in made["updates"]} == {words}


def test_several_paragraphs_keep_their_lines() -> None:
    entry = outage().incidents[0]
    steps = (replace(entry.updates[0], text=text("One.\n\n- two\n- three & four")),)
    made = files_at(content(replace(entry, updates=steps)), "2026-11-20 13:30")["incidents/outage"]
    assert made["updates"][0]["text"] == "One.\n\n- two\n- three & four"
    assert "<li>three &amp; four</li>" in made["updates"][0]["html"]
