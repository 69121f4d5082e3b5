"""The metrics, judged by readers of Prometheus itself: its Python client, and promtool."""

import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from prometheus_client.parser import text_string_to_metric_families

from statusgen.model import Content
from statusgen.outputs.metrics import OUTPUT
from tests.contexts import context, of_root, rendered
from tests.outputs.sites import BAD_NIGHT
from tests.paths import REPOSITORY
from tests.policies import POLICY
from tests.samples import at, content, incident, maintenance, update

Labels = dict[str, str]

OPEN = incident(
    "x", "pbx: major_outage", update("2026-11-20 13:15", "identified", due="2026-11-20 14:00")
)


def metrics(source: Content, now: str = "2026-11-20 13:30") -> dict[str, list[tuple[Labels, int]]]:
    """Return the samples by the name of their metric, without the prefix that all have."""
    (made,) = rendered(OUTPUT, context(source, now))
    families = text_string_to_metric_families(made.content.decode())
    return {
        family.name.removeprefix("statusgen_"): [
            (sample.labels, int(sample.value)) for sample in family.samples
        ]
        for family in families
    }


def value(source: Content, name: str, now: str = "2026-11-20 13:30") -> int:
    ((_, found),) = metrics(source, now)[name]
    return found


def true_of(samples: list[tuple[Labels, int]]) -> list[Labels]:
    return [labels for labels, number in samples if number == 1]


def test_a_component_is_in_one_state() -> None:
    assert true_of(metrics(content(OPEN))["component_state"]) == [
        {"component": "pbx", "state": "major_outage"},
        {"component": "wmp", "state": "operational"},
    ]


def test_the_site_is_in_its_worst_state() -> None:
    assert true_of(metrics(content(OPEN))["state"]) == [{"state": "major_outage"}]


def test_a_renamed_component_keeps_its_series() -> None:
    source = content(names="cloud")
    (group,) = source.component_groups
    renamed = tuple(replace(each, aliases=("pbx",)) for each in group.components)
    source = replace(source, component_groups=(replace(group, components=renamed),))
    (labels,) = true_of(metrics(source)["component_state"])
    assert labels["component"] == "pbx"


def test_open_incidents_are_counted_by_class_also_where_there_are_none() -> None:
    named = replace(OPEN, id="y", cos="critical")
    source = replace(content(OPEN, named), policy=POLICY)
    found = metrics(source)["open_incidents"]
    assert ({"class": "critical"}, 1) in found
    assert ({"class": "standard"}, 0) in found
    assert ({"class": ""}, 1) in found


@pytest.mark.parametrize(("now", "number"), [("2026-11-20 13:59", 0), ("2026-11-20 14:00", 1)])
def test_an_update_is_overdue_from_its_time_on(now: str, number: int) -> None:
    assert value(content(OPEN), "overdue_updates", now) == number


def test_a_promise_is_a_time_so_that_an_old_file_is_not_wrong() -> None:
    assert metrics(content(OPEN))["next_update_timestamp_seconds"] == [
        ({"incident": "x"}, at("2026-11-20 14:00").timestamp())
    ]


def test_the_next_window_is_that_which_starts_first() -> None:
    later = maintenance(name="later", starts="2026-12-03 22:00", ends="2026-12-03 23:00")
    found = metrics(content(later, maintenance()), "2026-11-25 10:00")
    named = {"maintenance": "upgrade"}
    starts, ends = at("2026-12-01 22:00"), at("2026-12-02 02:00")
    assert found["next_maintenance_start_timestamp_seconds"] == [(named, starts.timestamp())]
    assert found["next_maintenance_end_timestamp_seconds"] == [(named, ends.timestamp())]


def test_running_work_is_counted_and_is_not_the_next() -> None:
    source = content(maintenance())
    assert value(source, "running_maintenance", "2026-12-01 23:00") == 1
    assert not metrics(source, "2026-12-01 23:00")["next_maintenance_start_timestamp_seconds"]


def test_the_build_and_the_next_change_are_told_apart() -> None:
    now, due = at("2026-11-20 13:30"), at("2026-11-20 14:00")
    assert value(content(OPEN), "build_timestamp_seconds") == now.timestamp()
    assert value(content(OPEN), "next_change_timestamp_seconds") == due.timestamp()


def judged(*check: str, content: bytes = b"") -> tuple[int, bytes]:
    """Return what promtool says; without it a test is skipped, but fails on the build machine."""
    promtool = shutil.which("promtool") or ""
    if not promtool:
        pytest.fail("no promtool") if os.environ.get("CI") else pytest.skip("no promtool")
    done = subprocess.run(  # noqa: S603 - the words are those here
        (promtool, "check", *check), input=content, capture_output=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.machine
def test_promtool_has_nothing_to_say_of_the_sample() -> None:
    (written,) = rendered(OUTPUT, of_root(REPOSITORY, datetime.fromisoformat(BAD_NIGHT)))
    assert judged("metrics", content=written.content) == (0, b"")


@pytest.mark.machine
def test_promtool_takes_the_alarms_of_the_manual(tmp_path: Path) -> None:
    manual = (REPOSITORY / "statusgen" / "README.md").read_bytes()
    rules = tmp_path / "rules.yml"
    rules.write_bytes(manual.partition(b"# rules.yml\n")[2].partition(b"```")[0])
    code, printed = judged("rules", str(rules))
    assert (code, b"2 rules found" in printed) == (0, True)
