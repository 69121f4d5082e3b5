"""What is settled stays as it is: every file of it has the same bytes at every later time."""

import functools
import re
from pathlib import Path

import pytest

from statusgen.domain.entry import Entry
from statusgen.outputs import OUTPUTS
from statusgen.render import urls
from statusgen.render.context import RenderContext
from statusgen.render.statuspage_names import entry_id
from tests.contexts import context, rendered
from tests.outputs.real import HISTORY, SAMPLE, context_at, needs_history
from tests.outputs.sites import parsed
from tests.samples import at, content, group, incident, maintenance, update, word

TURNS = {
    SAMPLE: ("2026-11-21 12:00", "2026-11-29 23:30", "2027-12-01 00:00"),
    HISTORY: ("2021-05-13 11:00", "2021-06-02 12:00", "2026-08-20 23:00"),
}
"""A time, one soon afterwards in another month or by another clock, and one long afterwards."""

each_turn = pytest.mark.parametrize(
    ("root", "first", "later"),
    [
        pytest.param(root, first, later, marks=needs_history if root == HISTORY else ())
        for root, (first, *others) in TURNS.items()
        for later in others
    ],
)


@functools.cache
def files(root: Path, now: str) -> dict[str, bytes]:
    made = context_at(root, now)
    return {each.path: each.content for output in OUTPUTS for each in rendered(output, made)}


def of_entry(made: RenderContext, entry: Entry, path: str) -> bool:
    """Tell whether a file is about nothing but this entry."""
    page, identity = urls.entry_page(entry), entry_id(made.world.content.site, entry)
    return (
        path.startswith((page, urls.data_of(page)))
        or path.endswith(f"/{identity}.json")
        or re.match(rf"posts/[^/]+/{entry.id}-", path) is not None
    )


def settled(made: RenderContext) -> list[Entry]:
    return [entry for entry in made.world.entries if entry.is_settled]


@each_turn
def test_no_file_of_a_settled_entry_ever_changes(root: Path, first: str, later: str) -> None:
    made, before, after = context_at(root, first), files(root, first), files(root, later)
    owned = [p for e in settled(made) for p in before if of_entry(made, e, p)]
    assert len(owned) >= 3 * len(settled(made)) > 0
    assert [path for path in owned if before[path] != after[path]] == []


@each_turn
def test_no_file_of_a_settled_month_ever_changes(root: Path, first: str, later: str) -> None:
    before, after = files(root, first), files(root, later)
    months = [path for path in before if re.match(r"(history|reports)/\d", path)]
    lasting = [path for path in months if b"Last changed" in before[path]]
    assert lasting
    assert [path for path in lasting if before[path] != after[path]] == []


@each_turn
def test_no_data_of_a_settled_month_ever_changes(root: Path, first: str, later: str) -> None:
    before, after = files(root, first), files(root, later)
    known = context_at(root, first).world.months
    months = sorted(path for path in before if re.search(r"v1/history/\d", path))
    lasting = [path for path in months if known.is_settled(at(f"{path[-12:-5]}-01 12:00").date())]
    assert lasting
    assert [path for path in lasting if before[path] != after[path]] == []


# --- what a page that lasts says -----------------------------------------------------------------


OVER = incident("outage", "pbx: major_outage", update("2026-11-20 13:15", "resolved"))


def page(path: str, now: str) -> str:
    source = content(OVER, maintenance(), groups=(group("all", "global_problem"),))
    made = {
        each.path: each.content
        for output in OUTPUTS
        for each in rendered(output, context(source, now))
    }
    return " ".join(str(parsed(made[path]).text_content()).split())


def test_the_page_of_what_is_over_says_when_it_closed_and_no_age() -> None:
    shown = page("incidents/outage/index.html", now="2026-11-20 13:30")
    assert "Closed Fri 20 Nov 2026, 14:15 CET" in shown
    assert not re.search(r"As of|\bago\b", shown)


def test_the_page_of_what_goes_on_says_from_when_it_is() -> None:
    shown = page("maintenance/upgrade/index.html", now="2026-12-01 23:00")
    assert "As of Wed 2 Dec 2026, 00:00 CET" in shown


def test_what_its_file_still_has_to_say_keeps_an_entry_open() -> None:
    updates = (
        update("2026-11-20 13:15", "resolved"),
        update("2026-11-21 09:00", "investigating"),
        update("2026-11-21 10:00", "resolved"),
    )
    source = content(incident("outage", "pbx: major_outage", *updates))
    is_listed = [
        context(source, now).world.incidents[0].is_settled
        for now in ("2026-11-20 14:00", "2026-11-21 09:30", "2026-11-21 10:00")
    ]
    assert is_listed == [False, False, True]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-01 21:00", False),
        ("2026-12-01 23:00", False),
        ("2026-12-02 02:00", False),
        ("2026-12-02 04:00", True),
    ],
    ids=["to come", "running", "ended by the clock, to be extended", "over"],
)
def test_a_maintenance_is_settled_when_it_is_over_and_nothing_is_to_come(
    now: str, *, expected: bool
) -> None:
    work = maintenance(word("2026-12-02 02:30", "extended", ends="2026-12-02 04:00"))
    assert context(content(work), now).world.maintenances[0].is_settled is expected


# --- months ------------------------------------------------------------------------------------


def months(now: str) -> list[str]:
    late = incident("late", "", update("2026-12-03 09:00", "resolved"), reported="2026-11-30 22:00")
    known = context(content(OVER, late), now).world.months
    return [
        each
        for each in ("2026-10", "2026-11", "2026-12")
        if known.is_settled(at(f"{each}-01").date())
    ]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-25 12:00", ["2026-10"]),
        ("2026-12-02 12:00", ["2026-10"]),
        ("2026-12-04 12:00", ["2026-10", "2026-11"]),
    ],
    ids=["goes on", "is to be published", "is over"],
)
def test_a_month_is_settled_when_nothing_in_it_can_still_change(
    now: str, expected: list[str]
) -> None:
    assert months(now) == expected
