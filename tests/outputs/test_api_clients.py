"""Public Statuspage clients, pointed at the built site, read it as they read Statuspage."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from msgspec.structs import replace
from prometheus_client.parser import text_string_to_metric_families

from statusgen.model import Content
from statusgen.render.statuspage_names import entry_id
from statusgen.serve.server import PreviewServer
from statusgen.serve.state import Broadcaster, PreviewState
from tests.contexts import context
from tests.outputs.npm import installed
from tests.outputs.test_contract import site
from tests.samples import content, incident, maintenance, text, update

QUIET = "2026-11-20 12:00"
OUTAGE = "2026-11-20 13:30"
WORKING = "2026-12-01 23:00"
ANNOUNCED = "2026-11-25 12:00"
OUTAGE_TITLE = 'Calls & "faxes" <fail>'
WORK_TITLE = "Störung 🚨 wird behoben"


def story() -> Content:
    """Return a site with a quiet day, a major outage, and a maintenance that comes and runs."""
    outage = incident(
        "outage",
        "pbx: major_outage",
        update("2026-11-20 13:15", "investigating"),
        update("2026-11-20 15:22", "resolved"),
    )
    work = maintenance(name="upgrade")
    return content(replace(outage, title=text(OUTAGE_TITLE)), replace(work, title=text(WORK_TITLE)))


@contextmanager
def served(now: str) -> Iterator[str]:
    """Serve the site as it is at `now` on this machine, and give its address."""
    broadcaster = Broadcaster()
    broadcaster.show(PreviewState(site(context(story(), now)), "v1"))
    with PreviewServer(0, broadcaster) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.url.rstrip("/")
        server.shutdown()


def test_the_preview_serves_the_api_as_a_host_does() -> None:
    with served(QUIET) as url, urlopen(f"{url}/api/v2/summary.json") as answer:  # noqa: S310 - our own
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        assert json.load(answer)["status"]["indicator"] == "none"


def test_the_preview_leads_on_from_statuspages_address_of_an_incident() -> None:
    made = context(story(), OUTAGE)
    name = f"incidents/{entry_id(made.world.content.site, made.world.incidents[0])}"
    with served(OUTAGE) as url, urlopen(f"{url}/{name}") as answer:  # noqa: S310 - our own
        assert answer.url == f"{url}/incidents/outage/"


# --- statuspage-prometheus-exporter, from PyPI -------------------------------------------------


Metrics = dict[str, list[tuple[dict[str, str], float]]]


def exported(now: str, folder: Path) -> Metrics:
    """Return every metric that the exporter makes of the site, with its labels."""
    with served(now) as url:
        services = {"ours": {"name": "Ours", "url": f"{url}/api/v2/summary.json"}}
        (folder / "services.json").write_text(json.dumps(services))
        subprocess.run(
            [sys.executable, "-m", "statuspage_prometheus_exporter.status_monitoring"],
            cwd=folder,
            env={**os.environ, "RUN_MODE": "once", "METRICS_TEXTFILE_PATH": "all.prom"},
            check=True,
            capture_output=True,
        )
    families = text_string_to_metric_families((folder / "all.prom").read_text(encoding="utf-8"))
    return {f.name: [(each.labels, each.value) for each in f.samples] for f in families}


def components(made: Metrics) -> dict[str, float]:
    found = made["statuspage_component_status"]
    return {labels["component_name"]: value for labels, value in found}


def test_the_exporter_reads_a_quiet_day(tmp_path: Path) -> None:
    made = exported(QUIET, tmp_path)
    assert made["statuspage_service_status"] == [({"service_name": "Ours"}, 1.0)]
    assert components(made) == {"All": 1.0, "PBX": 1.0, "WMP": 1.0}
    assert [value for _, value in made["statuspage_incident_info"]] == [0.0]


def test_the_exporter_reads_a_major_outage(tmp_path: Path) -> None:
    made = exported(OUTAGE, tmp_path)
    ((labels, value),) = made["statuspage_incident_info"]
    assert made["statuspage_service_status"] == [({"service_name": "Ours"}, 0.0)]
    assert components(made) == {"All": 0.0, "PBX": 0.0, "WMP": 1.0}
    assert value == 1.0
    assert (
        labels.items()
        >= {
            "incident_name": OUTAGE_TITLE,
            "impact": "critical",
            "affected_components": "PBX",
            "shortlink": "https://status.example/incidents/outage/",
        }.items()
    )


def test_the_exporter_reads_a_running_maintenance(tmp_path: Path) -> None:
    made = exported(WORKING, tmp_path)
    ((labels, value),) = made["statuspage_maintenance_info"]
    assert [value for _, value in made["statuspage_incident_info"]] == [0.0]
    assert value == 1.0
    assert (
        labels.items()
        >= {
            "maintenance_name": WORK_TITLE,
            "scheduled_start": "2026-12-01T22:00:00Z",
            "scheduled_end": "2026-12-02T02:00:00Z",
            "affected_components": "PBX",
        }.items()
    )


# --- statuspage.io and statuspage.js, from npm -------------------------------------------------

_CLIENTS = ("statuspage.io@3.3.8", "statuspage.js@1.0.17")
_ASK = """
const [base] = process.argv.slice(1);
const one = new (require("statuspage.io").Statuspage)("ours");
one.setApiUrl(base);
const other = new (require("statuspage.js").Statuspage)("ours");
other.axios.defaults.baseURL = base + "/api/v2";
(async () => console.log(JSON.stringify({
  status: await one.api.getStatus(),
  summary: await one.api.getSummary(),
  components: await one.api.getComponents(),
  incidents: await one.api.incidents.getAll(),
  unresolved: await one.api.incidents.getUnresolved(),
  upcoming: await one.api.scheduledMaintenances.getUpcoming(),
  all: await other.allScheduledMaintenances(),
  active: await other.activeScheduledMaintenances(),
  dates: (await other.summary()).components.every((each) => each.created_at instanceof Date),
})))();
"""


@pytest.fixture(scope="session")
def node_clients() -> Path:
    """The folder of the clients."""
    return installed("statuspage-clients", *_CLIENTS)


def asked(now: str, clients: Path) -> Any:  # noqa: ANN401 - what the clients read
    with served(now) as url:
        output = subprocess.run(  # noqa: S603 - node as it is found on the PATH
            [shutil.which("node") or "node", "-e", _ASK, url],
            cwd=clients,
            check=True,
            capture_output=True,
        )
    return json.loads(output.stdout)


def names(made: Any, kind: str) -> list[str]:  # noqa: ANN401 - what a client read
    return [each["name"] for each in made[kind]]


def test_the_node_clients_read_a_quiet_day(node_clients: Path) -> None:
    made = asked(QUIET, node_clients)
    assert made["status"]["status"]["indicator"] == "none"
    assert {each["status"] for each in made["components"]["components"]} == {"operational"}
    assert names(made["incidents"], "incidents") == []
    assert made["dates"]


def test_the_node_clients_read_a_major_outage(node_clients: Path) -> None:
    made = asked(OUTAGE, node_clients)
    assert made["summary"]["status"] == {
        "indicator": "critical",
        "description": "Major Service Outage",
    }
    assert names(made["unresolved"], "incidents") == [OUTAGE_TITLE]
    assert names(made["summary"], "incidents") == names(made["incidents"], "incidents")


def test_the_node_clients_read_a_running_maintenance(node_clients: Path) -> None:
    made = asked(WORKING, node_clients)
    assert made["status"]["status"] == {
        "indicator": "none",
        "description": "Service Under Maintenance",
    }
    assert names(made["active"], "scheduled_maintenances") == [WORK_TITLE]
    assert names(made["upcoming"], "scheduled_maintenances") == []


def test_the_node_clients_read_a_maintenance_that_comes(node_clients: Path) -> None:
    made = asked(ANNOUNCED, node_clients)
    assert names(made["upcoming"], "scheduled_maintenances") == [WORK_TITLE]
    assert names(made["all"], "scheduled_maintenances") == [WORK_TITLE]
    assert names(made["active"], "scheduled_maintenances") == []
