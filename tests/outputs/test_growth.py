"""What is fetched again and again stays as small as it is, however long the history grows."""

import functools
import re
from collections.abc import Mapping
from datetime import timedelta

import pytest

from statusgen.outputs import OUTPUTS
from statusgen.render.context import RenderContext
from tests.contexts import context, rendered
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
    made, of_some = daily(days), re.compile(_OF_SOME)
    files = (each for output in OUTPUTS for each in rendered(output, made))
    return {each.path: len(each.content) for each in files if not of_some.match(each.path)}


LISTS = {
    *(
        f"{folder}{name}/index.{kind}"
        for name in ("history", "reports")
        for folder, kind in (("", "html"), ("later/", "json"))
    ),
    "sitemap.xml",
}
"""What names each month, and so grows by a line a month."""


@pytest.mark.slow
def test_files_of_the_present_do_not_grow() -> None:
    young, old = sizes(150), sizes(600)
    grown = {path for path, size in old.items() if size > 1.02 * young[path]}
    assert {path for path in grown if "v1/history" not in path} <= LISTS


def test_what_names_the_months_grows_by_a_line_a_month() -> None:
    young, old = sizes(150), sizes(600)
    assert all(old[path] - young[path] < 15 * 400 for path in LISTS)
