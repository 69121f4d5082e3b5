"""What is fetched again and again stays as small as it is, however long the history grows."""

import functools
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest

from statusgen.outputs import OUTPUTS
from statusgen.render.context import RenderContext
from tests.contexts import context
from tests.samples import at, content, group, incident, update

NOW = "2026-11-20 12:00"


def daily(days: int) -> RenderContext:
    """Return a site with one incident on each of so many days, all of one length."""
    first = at(NOW) - timedelta(days=days)
    texts = (
        incident(
            f"day-{number:05}",
            "pbx: partial_outage",
            update(f"{day:%Y-%m-%d} 09:00", "investigating"),
            update(f"{day:%Y-%m-%d} 09:40", "resolved"),
        )
        for number, day in ((n, first + timedelta(days=n)) for n in range(days))
    )
    return context(content(*texts, groups=(group("all", "global_problem"),)), NOW)


_OF_SOME = (
    r".*(incidents|history|reports)/(.*/)?[\w-]*\d|sitemap-\d|posts/.+/|pictures/.+/"
    r"|.*v2/\w+/\w{12}"
)
"""Beginnings of the paths of files that belong to an entry or to a month."""


@functools.cache
def sizes(days: int) -> Mapping[str, int]:
    """Return the sizes of the files that belong to no entry and to no month."""
    of_some = re.compile(_OF_SOME)
    return {path: size for path, size in _sizes(days, "") if not of_some.match(path)}


def _sizes(days: int, *names: str) -> Iterator[tuple[str, int]]:
    """Yield paths and sizes of the files of jobs whose names begin with one of these."""
    made = daily(days)
    every = (job for output in OUTPUTS for job in output.jobs(made) if job.name.startswith(names))
    return ((each.path, len(each.content)) for job in every for each in job.run())


_NAMES = ("history", "reports")
LISTS = {
    *(
        f"{folder}{name}/index.{kind}"
        for name in _NAMES
        for folder, kind in (("", "html"), ("later/", "json"))
    ),
    "sitemap.xml",
}
"""What names each month, and so grows by a line a month."""

_JOBS_OF_LISTS = ("sitemap", *(f"{kind} /{n}/ " for kind in ("page", "later") for n in _NAMES))


@pytest.mark.slow
def test_files_of_the_present_do_not_grow() -> None:
    young, old = sizes(150), sizes(600)
    grown = {path for path, size in old.items() if size > 1.02 * young[path]}
    assert {path for path in grown if "v1/history" not in path} <= LISTS


def test_what_names_the_months_grows_by_a_line_a_month() -> None:
    young, old = (dict(_sizes(days, *_JOBS_OF_LISTS)) for days in (150, 600))
    assert all(old[path] - young[path] < 15 * 400 for path in LISTS)
