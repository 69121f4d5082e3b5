"""A component's page lists what can be counted in its content, however long the history is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from statusgen.domain.history import DAYS
from statusgen.render.views.component import NEWEST
from tests.incremental.builds import built
from tests.incremental.program import Files
from tests.incremental.sites import NOW, Site, sixty, thousand
from tests.outputs.sites import parsed

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its file has it; `page` is where its own page stands."""

    page: str
    affects: frozenset[str]
    began: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """Pages to which the page of a component leads: from its days, and from the list of before."""

    days: frozenset[str]
    before: tuple[str, ...]
    has_more: bool


def entries(content: Path) -> Iterator[Entry]:
    """Yield the entries that have begun, the newest first."""
    read = (entry(path, path.relative_to(content).parts[0]) for path in content.glob("*/**/*.yml"))
    begun = (each for each in read if each.began <= datetime.fromisoformat(NOW))
    yield from sorted(begun, key=lambda each: each.began, reverse=True)


def entry(path: Path, kind: str) -> Entry:
    file = yaml.load(path.read_bytes(), yaml.BaseLoader)  # noqa: S506 - it makes text of all
    began, ended = map(datetime.fromisoformat, span(file, kind))
    return Entry(f"/{kind}/{path.stem}/", frozenset(file["affects"]), began, ended)


def span(file: Any, kind: str) -> tuple[str, str]:  # noqa: ANN401 - YAML
    """Return when an entry began and ended, the end of time for one that goes on."""
    if kind == "maintenance":
        return file["starts"], file["ends"]
    first, *_, last = file["updates"]
    return first["at"], last["at"] if last["status"] == "resolved" else "9999-12-31 00:00Z"


def counted(begun: list[Entry], component: str) -> Listed:
    """Return what the page of a component has to list."""
    today = datetime.fromisoformat(NOW).astimezone(ROME).date()
    first = datetime.combine(today - timedelta(days=DAYS - 1), time(), ROME)
    own = [each for each in begun if component in each.affects]
    before = [each.page for each in own if each.ended <= first]
    days = frozenset(each.page for each in own if each.ended > first)
    return Listed(days, tuple(before[:NEWEST]), len(before) > NEWEST)


def listed(page: bytes) -> Listed:
    """Return what the page of a component lists."""
    read = parsed(page)
    before = '//section[div/h2="Past events"]'
    return Listed(
        days=frozenset(map(str, read.xpath('//section[@id="days"]//a/@href'))),
        before=tuple(map(str, read.xpath(f"{before}//dd/a/@href"))),
        has_more=bool(read.xpath(f'{before}//a[starts-with(@href, "/history/#")]')),
    )


@pytest.mark.parametrize(
    "site", [sixty(), pytest.param(thousand(), marks=pytest.mark.slow)], ids=lambda site: site.name
)
def test_the_newest_entries_of_a_component_are_listed(tmp_path: Path, site: Site) -> None:
    site.write(tmp_path)
    begun = list(entries(tmp_path / "content"))
    expected = {name: counted(begun, name) for each in begun for name in each.affects}
    files = built(tmp_path, site.now)
    assert {name: listed(page_of(files, name)) for name in expected} == expected


def page_of(files: Files, component: str) -> bytes:
    return files[f"components/{component}/index.html"]
