"""An Alertmanager fires, repeats, groups, resolves and flaps: one draft, as it should be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authoring.alarms.alertmanager import Alertmanager, program, running
from tests.authoring.alarms.payloads import Site

ONE = {"alertname": "PbxDown", "region": "eu"}
THIRTY = [{**ONE, "instance": f"pbx-{number:02}"} for number in range(30)]


@pytest.fixture
def alertmanager(site: Site, tmp_path: Path) -> Iterator[Alertmanager]:
    with running(program(), site.root, tmp_path) as started:
        yield started


def test_a_group_has_one_draft_all_night(alertmanager: Alertmanager, site: Site) -> None:
    webhook = alertmanager.webhook
    alertmanager.post(THIRTY[0])  # fire
    webhook.wait_for_another("firing", 1)
    assert "status: investigating" in site.text

    before = site.text  # repeat
    webhook.wait_for_next()
    assert site.text == before

    alertmanager.post(*THIRTY)  # a group of thirty
    webhook.wait_for_another("firing", 30)
    assert "#   and 20 more\n" in site.text
    assert site.text.partition("title:")[2] == before.partition("title:")[2]

    alertmanager.post(*THIRTY, ended=True)  # resolve
    webhook.wait_for_another("resolved", 30)
    assert "status: monitoring" in site.text

    for times in range(2):  # flap
        fired = webhook.received.count(("firing", 1))
        alertmanager.post(ONE)
        webhook.wait_for_another("firing", 1, fired)
        assert "status: monitoring" not in site.text
        alertmanager.post(ONE, ended=True)
        webhook.wait_for_another("resolved", 1, times)
        assert "status: monitoring" in site.text
    assert len(site.paths) == 1
