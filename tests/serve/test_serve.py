"""The preview as a person runs it: a process of its own, asked over HTTP."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

# A process whose parent ignores an interrupt would ignore it too.
PROGRAM = """
import signal
from statusgen.cli.main import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""
INCIDENT = "content/incidents/calls-fail.yml"


@dataclass(frozen=True)
class Preview:
    """A running `statusgen serve`."""

    root: Path
    process: "subprocess.Popen[str]"
    connection: HTTPConnection
    events: HTTPResponse

    def page(self, path: str = "/") -> tuple[int, str]:
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        return response.status, response.read().decode()

    def next_event(self) -> Any:  # noqa: ANN401 - JSON
        """Return the data of the next event."""
        while not (line := self.events.readline()).startswith(b"data: "):
            assert line, "the stream of events has ended"
        return json.loads(line.removeprefix(b"data: "))

    def edit(self, old: str, new: str) -> None:
        text = (self.root / INCIDENT).read_text()
        assert old in text
        changed = self.root.with_name("changed.yml")
        changed.write_text(text.replace(old, new))
        changed.replace(self.root / INCIDENT)


@pytest.fixture
def options() -> list[str]:
    return ["--now", "2026-11-20 15:00"]


@pytest.fixture
def preview(small_site: Path, options: list[str]) -> Iterator[Preview]:
    arguments = ["serve", "--root", str(small_site), "--port", "0", *options]
    command = [sys.executable, "-c", PROGRAM, *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        assert process.stderr is not None
        url = urlsplit(process.stderr.readline().split()[1]).netloc
        connection, stream = (HTTPConnection(url, timeout=60) for _ in range(2))
        stream.request("GET", "/_statusgen/events")
        with stream.getresponse() as events:
            yield Preview(small_site, process, connection, events)
        connection.close()
        stream.close()
        process.kill()


def first_build(preview: Preview) -> Any:  # noqa: ANN401 - JSON
    """Wait for the first build; return its event."""
    event = preview.next_event()
    while not (event["version"] or event["problems"]):
        event = preview.next_event()
    return event


def test_a_changed_file_is_shown(preview: Preview) -> None:
    before = first_build(preview)["version"]
    preview.edit("Calls fail", "Calls fail everywhere")
    assert preview.next_event()["version"] != before
    assert "Calls fail everywhere" in preview.page("/incidents/calls-fail/")[1]


def test_a_mistake_is_laid_over_the_last_good_site(preview: Preview) -> None:
    good = first_build(preview)["version"]
    preview.edit("major_outage", "broken")
    event = preview.next_event()
    assert event["version"] == good
    assert event["summary"] == "1 problem in 1 file"
    assert event["problems"][0].startswith(f"{INCIDENT}:2:")
    assert "Calls fail" in preview.page()[1]


def test_a_corrected_mistake_is_gone(preview: Preview) -> None:
    first_build(preview)
    preview.edit("major_outage", "broken")
    preview.next_event()
    preview.edit("broken", "partial_outage")
    assert preview.next_event()["problems"] == []


def test_drafts_are_shown_and_nothing_is_written(preview: Preview) -> None:
    first_build(preview)
    preview.edit("title:", "draft: true\ntitle:")
    (draft,) = preview.next_event()["drafts"]
    assert preview.page(draft["href"])[0] == 200
    assert [path.name for path in preview.root.iterdir()] == ["content"]


@pytest.mark.parametrize("options", [["--now", "2026-11-20 14:14:57"]])
def test_what_the_clock_brings_is_shown(preview: Preview) -> None:
    first_build(preview)
    while "Calls fail" not in preview.page()[1]:
        preview.next_event()


def test_an_interrupt_is_a_quiet_end(preview: Preview) -> None:
    first_build(preview)
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(60) == 130
    assert preview.process.stderr is not None
    assert "Traceback" not in preview.process.stderr.read()


class TestBeforeTheFirstGoodBuild:
    @pytest.fixture
    def small_site(self, small_site: Path) -> Path:
        (small_site / "content/site.yml").rename(small_site / "content/components.txt")
        return small_site

    def test_the_problems_are_the_page(self, preview: Preview) -> None:
        first_build(preview)
        status, body = preview.page("/anything/")
        assert status == 503
        assert "content/site.yml:1:1: this file is missing" in body

    def test_the_site_comes_with_the_correction(self, preview: Preview) -> None:
        first_build(preview)
        content = preview.root / "content"
        (content / "components.txt").rename(content / "site.yml")
        assert preview.next_event()["version"]
        assert preview.page()[0] == 200
