"""What tests of several modules share; a property never fails because the machine was busy."""

import functools
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from unittest.mock import patch

import jinja2
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from statusgen.render.pictures.news_card import draw_news
from tests.browser import ARGUMENTS, CHROMIUM
from tests.fonts import fonts_alone

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# else every process of a test would compile all of the program, and every build all templates


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Let builds in this process not wait for what other programs write to the same disk."""
    with patch("statusgen.durable._syncfs", lambda _descriptor: 0):
        yield


_GIT = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "NOC"), ("EMAIL", "noc@status.example"))
}


@pytest.fixture(autouse=True, scope="session")
def _git_of_nobody() -> Iterator[None]:
    """Give git a name to commit by, and no settings of whoever runs the tests."""
    with patch.dict(os.environ, {**_GIT, "GIT_CONFIG_GLOBAL": os.devnull}):
        yield


@pytest.fixture(autouse=True, scope="session")
def _each_template_compiled_once() -> Iterator[None]:
    """Keep the code of templates in this process, as `.statusgen-cache` does between builds."""
    compile_template = jinja2.Environment.compile
    known: dict[tuple[str, str], CodeType] = {}

    def compiled(environment: jinja2.Environment, source: str, name: str, file: str) -> CodeType:
        if (name, source) not in known:
            known[name, source] = compile_template(environment, source, name, file)
        return known[name, source]

    with patch.object(jinja2.Environment, "compile", compiled):
        yield


@pytest.fixture(autouse=True, scope="session")
def _each_picture_drawn_once() -> Iterator[None]:
    """Keep the pictures of updates in this process: many tests build the same sites."""
    with patch("statusgen.outputs.pictures.draw_news", functools.cache(draw_news)):
        yield


_ONLY_UNIX = re.compile(
    r"^(import|from) (pty|resource)\b|\btests\.(disk|terminals|cache\.test_disk)\b|ForkContext"
    r"|os\.(fork|geteuid|umask)|SIGKILL|mkfifo|symlink_to|chmod\(|/bin/|/dev/",
    re.MULTILINE,
)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out, on Windows, the modules that use what only systems like Unix have."""
    if sys.platform != "win32" or collection_path.suffix != ".py":
        return None
    return _ONLY_UNIX.search(collection_path.read_text(encoding="utf-8")) is not None or None


MORE_THAN_PYTHON = frozenset({"alertmanager", "chromium", "libical", "node_clients", "readers"})
"""Fixtures that need what pip does not install."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need more of the machine than Python."""
    for item in items:
        if MORE_THAN_PYTHON.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.machine)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser with fonts of the tests' own.

    Where there is none the test is skipped, but on the build machine it fails.
    """
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        message = "no chromium on the PATH"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    environment: dict[str, str | float | bool] = {
        **os.environ,
        **fonts_alone(tmp_path_factory.mktemp("fonts")),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, env=environment)
        yield browser
        browser.close()


_SITE = """\
name: Status
url: https://status.example/
timezone: Europe/Rome
languages: [en]
"""
_COMPONENTS = """\
groups:
  - {id: all, name: All, components: [{id: pbx, name: PBX}]}
"""
_INCIDENT = """\
title: Calls fail
affects: {pbx: major_outage}
updates:
  - at: 2026-11-20 14:15
    status: investigating
    text: We look into it.
"""


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """A folder with the smallest site that has something to say."""
    return write_small_site(tmp_path / "small")


def write_small_site(root: Path) -> Path:
    """Write that site into a new folder."""
    (root / "content" / "incidents").mkdir(parents=True)
    (root / "content" / "site.yml").write_text(_SITE)
    (root / "content" / "components.yml").write_text(_COMPONENTS)
    (root / "content" / "incidents" / "calls-fail.yml").write_text(_INCIDENT)
    return root
