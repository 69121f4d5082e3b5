import json
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from statusgen.importers import fetch
from statusgen.outputs.statuspage_api import OUTPUT
from statusgen.render.statuspage_names import LATEST
from tests.contexts import of_root, rendered
from tests.importers.sites import COMPONENTS, entries, imported, new_site, only, report, updates
from tests.paths import REPOSITORY

Json = dict[str, Any]


def update(when: str, status: str, body: str = "Text.", **states: str) -> Json:
    return {
        "id": f"u{when}",
        "status": status,
        "body": body,
        "created_at": f"2026-11-{when}:00.000Z",
        "display_at": f"2026-11-{when}:00.000Z",
        "affected_components": [
            {"code": name, "name": f"Core - {name}", "old_status": "operational", "new_status": to}
            for name, to in states.items()
        ],
    }


def record(*updates: Json, **more: object) -> Json:
    """Return an incident as Statuspage has it: its updates newest first."""
    return {
        "id": "cp306tmzcl0y",
        "name": "API errors",
        "status": updates[-1]["status"],
        "impact": "major",
        "created_at": updates[0]["created_at"],
        "started_at": updates[0]["created_at"],
        "incident_updates": [*updates[::-1]],
        "components": [component("k1", "API"), component("k2", "Media Proxy")],
        **more,
    }


def component(key: str, name: str, **more: object) -> Json:
    return {"id": key, "name": name, "group": False, "group_id": None, **more}


def window(*updates: Json, **more: object) -> Json:
    times = {"scheduled_for": "2026-11-18T22:00:00.000Z", "scheduled_until": "2026-11-19T02:00:00Z"}
    return record(*updates, **{"name": "Upgrade", "impact": "maintenance"} | times | more)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return new_site(tmp_path / "site")


def brought(site: Path, *records: Json, options: tuple[str, ...] = (), **lists: object) -> int:
    """Import a file with entries; those with a window are maintenance."""
    works = [each for each in records if "scheduled_for" in each]
    file = site.parent / "page.json"
    incidents = [each for each in records if each not in works]
    both = {"page": {}, "incidents": incidents, "scheduled_maintenances": works, **lists}
    file.write_text(json.dumps(both), encoding="utf-8")
    return imported(site, "statuspage", str(file), *options)


# --- incidents -----------------------------------------------------------------------------------


def test_an_incident_of_every_status(site: Path) -> None:
    records = (
        update("20T09:10", "investigating", "We look.", k1="major_outage", k2="partial_outage"),
        update("20T09:20", "identified", "A disk.", k1="partial_outage", k2="partial_outage"),
        update("20T09:30", "monitoring", "Mended.", k1="operational", k2="partial_outage"),
        update("20T09:40", "resolved", "Over.", k1="operational", k2="operational"),
        update("20T12:00", "postmortem", "It was full."),
    )
    assert brought(site, record(*records)) == 0
    entry = only(site)
    assert entry["affects"] == {"api": "major_outage", "media": "partial_outage"}
    assert [each.get("affects") for each in entry["updates"]] == [
        None,
        {"api": "partial_outage"},
        {"api": "operational"},
        None,
        None,
    ]
    assert updates(entry) == [
        ("2026-11-20 10:10", "investigating", "We look."),
        ("2026-11-20 10:20", "identified", "A disk."),
        ("2026-11-20 10:30", "monitoring", "Mended."),
        ("2026-11-20 10:40", "resolved", "Over."),
        ("2026-11-20 13:00", "postmortem", "It was full."),
    ]


def test_an_id_is_the_day_and_the_name_and_stays_so(site: Path) -> None:
    first = record(update("20T09:10", "resolved"))
    again = record(update("20T10:10", "resolved"), id="other")
    assert brought(site, again, first) == 0
    assert entries(site).keys() == {"2026-11-20-api-errors", "2026-11-20-api-errors-2"}
    assert updates(entries(site)["2026-11-20-api-errors"])[0][0] == "2026-11-20 10:10"


def test_a_file_that_exists_is_left_alone(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brought(site, record(update("20T09:10", "resolved")))
    (file,) = (site / "content" / "incidents").rglob("*.yml")
    file.write_text(file.read_text("utf-8") + "# mine\n", encoding="utf-8")
    capsys.readouterr()
    assert brought(site, record(update("20T09:10", "resolved", "Other."))) == 0
    assert report(capsys) == ["0 entries imported, 1 already there, 0 components added"]
    assert file.read_text("utf-8").endswith("# mine\n")


def test_states_come_from_the_impact_where_updates_name_none(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brought(site, record(update("20T09:10", "resolved") | {"affected_components": None}))
    assert only(site)["affects"] == {"api": "partial_outage", "media": "partial_outage"}
    assert any("is guessed from its impact" in line for line in report(capsys))


def test_a_component_that_was_well_again_is_not_broken_by_reopening(site: Path) -> None:
    brought(
        site,
        record(
            update("20T09:10", "investigating", k1="major_outage", k2="major_outage"),
            update("20T09:20", "resolved", k1="operational", k2="operational"),
            update("20T09:30", "investigating", k1="major_outage", k2="operational"),
        ),
    )
    assert only(site)["updates"][2]["affects"] == {"media": "operational"}


def test_two_updates_of_one_instant_both_come(site: Path) -> None:
    one, other = update("20T09:10", "investigating"), update("20T09:10", "resolved") | {"id": "b"}
    brought(site, record(one, other))
    assert [each.get("id") for each in only(site)["updates"]] == [None, "20261120T091000Z-b"]


@pytest.mark.parametrize(
    ("records", "sentence"),
    [
        (record(update("20T09:10", "resolved", "")), "a text was empty and now reads 'Resolved.'"),
        (
            record(update("20T09:10", "resolved", k1="major_outage")),
            "when it was over, not all was operational: Core - k1",
        ),
        (record(update("20T09:10", "puzzled"), update("20T09:20", "resolved")), "'puzzled'"),
        (record(update("20T09:10", "puzzled")), "not carried over, it has no update"),
        (record(update("20T09:10", "resolved"), status="monitoring"), "its status is 'monitoring'"),
        (record(update("20T09:10", "resolved", "<table>x</table>")), "<table> only the text"),
        (record(update("20T09:10", "resolved") | {"custom_tweet": "Hm"}), "for Twitter: 'Hm'"),
        (record(update("20T09:10", "resolved"), created_at="then"), "created_at cannot be used"),
        (
            record(update("20T09:10", "resolved"), resolved_at="2026-11-20T10:00:00Z"),
            "it ended at 2026-11-20 10:00 UTC, by its page",
        ),
        (window(update("10T09:10", "scheduled"), scheduled_until=None), "its window has no end"),
        (window(update("10T09:10", "puzzled")), "an update with the unknown status 'puzzled'"),
    ],
)
def test_what_cannot_be_carried_over_is_reported(
    records: Json, sentence: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(site, records) == 0
    (line,) = [each for each in report(capsys) if sentence in each]
    assert line.startswith(("API errors: ", "Upgrade: "))


def test_nothing_is_written_that_check_would_refuse(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(site, record(update("20T09:10", "resolved", "In ??region??."))) == 0
    assert entries(site) == {}
    assert "API errors: not carried over: '??region??' is still to be filled in" in report(capsys)


def test_an_incident_that_is_over_is_not_open(site: Path) -> None:
    ended = {"status": "postmortem", "resolved_at": "2026-11-20T10:00:00Z"}
    assert brought(site, record(update("20T09:10", "monitoring"), **ended)) == 0
    assert updates(only(site))[-1] == ("2026-11-20 11:00", "resolved", "This incident is resolved.")


@pytest.mark.parametrize("key", ["incident", "scheduled_maintenance"])
def test_a_file_of_one_entry(key: str, site: Path) -> None:
    entry = (record if key == "incident" else window)(update("18T09:10", "scheduled"))
    entry["incident_updates"][0]["status"] = "resolved" if key == "incident" else "scheduled"
    file = site.parent / "one.json"
    file.write_text(json.dumps({"page": {}, key: entry}), encoding="utf-8")
    assert imported(site, "statuspage", str(file)) == 0
    assert only(site)


@pytest.mark.parametrize(
    "wrong",
    [record(update("20T09:10", "resolved"), id="x", created_at="0001-01-01T00:00:00+01:00"), 5],
)
def test_what_is_no_record_leaves_the_others_alone(
    wrong: object, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(site, incidents=[wrong, record(update("20T09:10", "resolved"))]) == 0
    assert only(site)
    remarks = report(capsys)
    assert "Not carried over (1):" in remarks
    assert not any("Value error" in each for each in remarks)


def test_names_do_not_control_the_terminal(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = {"name": "\x1b]0;x\x07Bot\u202e\nA: fine", "incident_updates": []}
    brought(site, record(update("20T09:10", "resolved", k9="major_outage"), **shown))
    brought(site, components=[component("k9", "\x1b[2JBot")])
    written = "".join(capsys.readouterr())
    assert "Bot\N{REPLACEMENT CHARACTER} A: fine" in written
    assert not {*written} & {*"\x1b\x07\u202e"}


# --- maintenance ---------------------------------------------------------------------------------


def test_a_maintenance_of_every_status(site: Path) -> None:
    records = (
        update("10T09:00", "scheduled", "It will be upgraded."),
        update("18T22:00", "in_progress", "Begun.", k1="under_maintenance"),
        update("19T01:00", "verifying", "Nearly.", k1="under_maintenance"),
        update("19T02:30", "completed", "Done.", k1="operational"),
    )
    assert brought(site, window(*records)) == 0
    entry = only(site)
    assert {key: entry[key] for key in ("announced", "starts", "ends", "completion")} == {
        "announced": "2026-11-10 10:00",
        "starts": "2026-11-18 23:00",
        "ends": "2026-11-19 03:00",
        "completion": "confirmed",
    }
    assert entry["text"] == "It will be upgraded."
    assert entry["affects"] == {"api": "under_maintenance", "media": "operational"}
    assert [each[:2] for each in updates(entry)] == [
        ("2026-11-18 23:00", "in_progress"),
        ("2026-11-19 02:00", "verifying"),
        ("2026-11-19 03:30", "completed"),
    ]


def test_what_statuspage_says_when_the_window_begins_is_its_beginning(site: Path) -> None:
    begun = update("18T22:00", "in_progress") | {"display_at": "2026-11-18T22:00:20.417Z"}
    brought(site, window(update("10T09:00", "scheduled"), begun))
    assert updates(only(site))[0][:2] == ("2026-11-18 23:00", "in_progress")


def test_a_word_before_it_begins_goes_into_the_announcement(site: Path) -> None:
    records = (
        update("10T09:00", "scheduled", "Soon."),
        update("11T09:00", "scheduled", "Bring tea."),
    )
    brought(site, window(*records))
    assert only(site)["text"] == "Soon.\n\nUpdate of 2026-11-11 09:00 UTC: Bring tea.\n"


def test_a_word_that_moves_it_reschedules_it(site: Path) -> None:
    records = (
        update("10T09:00", "scheduled"),
        update("11T09:00", "scheduled", "Rescheduled by a day"),
    )
    brought(site, window(*records))
    (only_update,) = only(site)["updates"]
    assert (only_update["status"], only_update["starts"], only_update["ends"]) == (
        "rescheduled",
        "2026-11-18 23:00",
        "2026-11-19 03:00",
    )


def test_one_that_was_called_off_is_cancelled(site: Path) -> None:
    records = (
        update("10T09:00", "scheduled"),
        update("11T09:00", "completed", "Canceled for now."),
    )
    brought(site, window(*records))
    assert [each[1] for each in updates(only(site))] == ["cancelled"]


def test_what_is_to_come_and_names_its_components_takes_them_down_for_maintenance(
    site: Path,
) -> None:
    brought(site, window(update("10T09:00", "scheduled", k1="operational")))
    assert only(site)["affects"]["api"] == "under_maintenance"


# --- components ----------------------------------------------------------------------------------


NEW = record(
    update("20T09:10", "investigating", n1="major_outage"),
    components=[
        component("n1", "Bot", group_id="g", description="Answers"),
        component("n2", "Bot"),
    ],
)
GROUP = component("g", "Chat") | {"group": True}


def test_unknown_components_stop_an_import(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert brought(site, NEW, components=[GROUP]) == 1
    assert "  Chat - Bot\n" in capsys.readouterr().err
    assert entries(site) == {}
    assert (site / "content" / "components.yml").read_text("utf-8") == COMPONENTS


def test_a_list_of_components_alone_adds_them(site: Path) -> None:
    file = site.parent / "components.json"
    file.write_text(json.dumps({"components": [component("k9", "Bot")]}), encoding="utf-8")
    assert imported(site, "statuspage", str(file), "--add-components") == 0
    assert "- id: bot\n" in (site / "content" / "components.yml").read_text("utf-8")


def test_unknown_components_are_added_on_request(site: Path) -> None:
    assert brought(site, NEW, components=[GROUP], options=("--add-components",)) == 0
    assert only(site)["affects"] == {"bot": "major_outage"}
    assert (site / "content" / "components.yml").read_text("utf-8") == (
        f"{COMPONENTS}"
        "  - id: chat\n    name: Chat\n    components:\n"
        "      - id: bot\n        name: Bot\n        description: Answers\n"
    )


@pytest.mark.parametrize(
    "components",
    [COMPONENTS.replace("\n  ", "\n").rstrip(), COMPONENTS.replace("\n", "\r\n")],
    ids=["no indent, no end of line", "CRLF"],
)
def test_they_are_added_as_the_file_is_written(components: str, tmp_path: Path) -> None:
    site = new_site(tmp_path / "site")
    file = site / "content" / "components.yml"
    file.write_bytes(components.encode())
    assert brought(site, NEW, options=("--add-components",)) == 0
    assert file.read_bytes().startswith(components.encode())
    assert file.read_bytes().count(b"\r\n") in (0, file.read_bytes().count(b"\n"))
    assert only(site)["affects"] == {"bot": "major_outage"}


def test_a_file_that_nothing_can_be_added_to_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flow = "groups: [{id: a, name: A, components: [{id: api, name: API}]}]\n"
    site = new_site(tmp_path / "site", flow)
    assert brought(site, NEW, options=("--add-components",)) == 1
    assert "by hand, and import again:\n" in capsys.readouterr().err
    assert (site / "content" / "components.yml").read_text("utf-8") == flow


def test_clients_of_statuspage_keep_the_ids_of_new_components(site: Path) -> None:
    door = component("kctbh9vrtdwd", "Door")
    named = record(
        update("20T09:10", "investigating", kctbh9vrtdwd="major_outage"), components=[door]
    )
    assert brought(site, named, options=("--add-components",)) == 0
    text = (site / "content" / "components.yml").read_text("utf-8")
    assert "name: Door\n        statuspage_id: kctbh9vrtdwd\n" in text


def test_a_component_is_known_by_the_name_of_its_group_too(tmp_path: Path) -> None:
    both = COMPONENTS + "  - {id: b, name: Beta, components: [{id: beta-api, name: API}]}\n"
    site = new_site(tmp_path / "site", both)
    records = record(
        update("20T09:10", "investigating", k1="major_outage"),
        components=[component("k1", "API", group_id="g")],
    )
    brought(site, records, components=[component("g", "Beta") | {"group": True}])
    assert only(site)["affects"] == {"beta-api": "major_outage"}


# --- sources -------------------------------------------------------------------------------------


def test_a_disk_that_refuses_ends_in_a_sentence(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert brought(site, record(update("20T09:10", "resolved"))) == 1
    assert "could not be written: Read-only file system." in capsys.readouterr().err


@pytest.mark.parametrize("address", ["http://[", "http://127.0.0.1:1/a b", "https://"])
def test_an_address_that_is_none_ends_in_a_sentence(
    address: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(site, "statuspage", address) == 1
    assert "could not be read: " in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"incidents": 3}', '{"page": {}}'])
def test_what_is_no_such_file_ends_in_a_sentence(
    text: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = site.parent / "page.json"
    file.write_text(text, encoding="utf-8")
    assert imported(site, "statuspage", str(file)) == 1
    assert "page.json " in capsys.readouterr().err


def test_a_file_that_is_not_there_ends_in_a_sentence(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(site, "statuspage", "nowhere.json") == 1
    assert capsys.readouterr().err == (
        "nowhere.json could not be read: No such file or directory. Nothing was imported.\n"
    )


def test_content_with_a_mistake_is_reported_first(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content" / "site.yml").write_text("name: Status\n")
    assert imported(site, "statuspage", "nowhere.json") == 1
    assert "nothing was imported" in capsys.readouterr().err


class Page(BaseHTTPRequestHandler):
    """A Statuspage with one incident, and no other page."""

    def do_GET(self) -> None:
        lists = {"incidents": [record(update("20T09:10", "resolved"))], "components": []}
        name = self.path.removeprefix("/api/v2/").removesuffix(".json").replace("-", "_")
        is_known = self.path.startswith("/api/v2/")
        self.send_response(200 if is_known else 404)
        self.end_headers()
        self.wfile.write(json.dumps({name: lists.get(name, [])}).encode() if is_known else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def page() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_the_address_of_a_page_gives_all_its_lists(site: Path, page: str) -> None:
    assert imported(site, "statuspage", f"{page}/") == 0
    assert entries(site).keys() == {"2026-11-20-api-errors"}


def test_an_address_that_answers_no_ends_in_a_sentence(
    site: Path, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(site, "statuspage", f"{page}/incidents.json") == 1
    assert (
        "incidents.json could not be read: it answers 404 Not Found.\n" in capsys.readouterr().err
    )


def test_an_answer_that_takes_too_long_is_not_waited_for(
    site: Path, page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = threading.Event()
    monkeypatch.setattr(Page, "do_GET", lambda _: asked.wait(10))
    monkeypatch.setattr(fetch, "MAX_TIME", 0.05)
    assert imported(site, "statuspage", f"{page}/api/v2/incidents.json") == 1
    asked.set()
    assert "was not read whole within 0.05 seconds." in capsys.readouterr().err


def test_an_answer_without_end_is_not_read(
    site: Path, page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 20)
    assert imported(site, "statuspage", f"{page}/api/v2/incidents.json") == 1
    assert "and was not read." in capsys.readouterr().err


# --- there and back ------------------------------------------------------------------------------

AFTERWARDS = datetime.fromisoformat("2026-11-23T06:00:00+00:00")
OURS = frozenset({"id", "shortlink", "page_id", "incident_id", "components", "incident_updates"})


def lists(root: Path) -> Mapping[str, Json]:
    made = {
        each.path: json.loads(each.content) for each in rendered(OUTPUT, of_root(root, AFTERWARDS))
    }
    return {
        f"{each['name']} {each['created_at']}": each
        for name in ("incidents", "scheduled-maintenances")
        for each in made[f"api/v2/{name}.json"][name.replace("-", "_")]
    }


def known(entry: Json) -> Json:
    """Return what Statuspage knows of an entry, without addresses and ids of ours."""
    records = [
        {k: v for k, v in each.items() if k not in OURS} for each in entry["incident_updates"]
    ]
    names = [each["name"] for each in entry["components"]]
    return {k: v for k, v in entry.items() if k not in OURS} | {"records": records, "names": names}


def without_reminder(entry: Json) -> Json:
    """Leave out the sentence of a reminder, which names the window that held then.

    Statuspage knows only the last window of a maintenance, so after an extension it differs.
    """
    for each in entry["records"]:
        if each["body"].startswith("Maintenance reminder. "):
            each["body"] = "Maintenance reminder."
    return entry


def test_the_round_trip_loses_nothing_that_statuspage_knows(tmp_path: Path) -> None:
    made = rendered(OUTPUT, of_root(REPOSITORY, AFTERWARDS))
    for each in made:
        if each.path in ("api/v2/incidents.json", "api/v2/scheduled-maintenances.json"):
            (tmp_path / Path(each.path).name).write_bytes(each.content)
    new = tmp_path / "new"
    (new / "content").mkdir(parents=True)
    for path in (REPOSITORY / "content").glob("*.yml"):
        copy(path, new / "content")
    files = sorted(map(str, tmp_path.glob("*.json")))
    assert imported(new, "statuspage", *files) == 0
    before, after = lists(REPOSITORY), lists(new)
    assert len(before) <= 2 * LATEST
    assert {name: without_reminder(known(each)) for name, each in after.items()} == {
        name: without_reminder(known(each)) for name, each in before.items()
    }


def test_work_that_began_early_or_was_announced_late_is_carried_over(site: Path) -> None:
    begun = update("18T21:50", "in_progress", "We began.")
    assert brought(site, window(begun, created_at="2026-11-20T10:00:00Z")) == 0
    entry = only(site)
    assert (entry["starts"], entry["ends"]) == ("2026-11-18 22:50", "2026-11-19 03:00")
    assert [each["status"] for each in entry["updates"]] == ["in_progress"]


def test_our_own_false_alarm_comes_back_without_a_remark(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = update("20T10:00", "resolved", "False alarm.\n\nIt was nothing.")
    brought(site, record(update("20T09:10", "investigating", k1="major_outage"), texts))
    assert updates(only(site))[-1][1:] == ("false_alarm", "It was nothing.")
    assert not [line for line in report(capsys) if "its status is" in line]
