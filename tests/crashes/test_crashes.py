"""Commands of which a call to the disk fails: some crash points, and more in slow tests."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.crashes.child import Ending
from tests.crashes.enumeration import Command, Enumeration, Scenario, sampled
from tests.crashes.failures import Failure
from tests.crashes.few_files import few_files
from tests.crashes.scenarios import PUSHING, SCENARIOS, WRITING

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
"""The forked processes run nothing but the command."""

SOME = 6
MORE = 20
MORE_OF_GIT = 5
SOME_OF_A_WHOLE_SITE = 8


@pytest.mark.parametrize("name", sorted(WRITING - PUSHING))
def test_what_a_failing_disk_leaves_is_whole(name: str, tmp_path: Path) -> None:
    with few_files():
        tried = Enumeration(SCENARIOS[name](), tmp_path)
        assert not tried.faults(sampled(tried.points, SOME, seed=19))


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_what_a_failing_disk_leaves_is_whole_at_more_calls(name: str, tmp_path: Path) -> None:
    with few_files():
        tried = Enumeration(SCENARIOS[name](), tmp_path)
        size = MORE_OF_GIT if name in PUSHING else MORE
        assert not tried.faults(sampled(tried.points, size, seed=20))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["first-build", "next-build"])
def test_what_a_failing_disk_leaves_of_a_whole_site_is_whole(name: str, tmp_path: Path) -> None:
    tried = Enumeration(SCENARIOS[name](), tmp_path)
    assert not tried.faults(sampled(tried.points, SOME_OF_A_WHOLE_SITE, seed=19))


# --- the enumeration itself ---------------------------------------------------------------------


class Careless(Scenario):
    """A command that writes a new file under its name at once, and does not wait for the disk."""

    def prepare(self, root: Path) -> None:
        root.joinpath("old").write_text("old")

    def command(self, root: Path) -> Command:
        return partial(_write, root / "new")

    def faults(self, root: Path, ending: Ending) -> Iterator[str]:
        del ending
        if (root / "new").exists() and (root / "new").read_text() != "new":
            yield "it is half"


def _write(path: Path) -> int:
    path.write_text("new")
    path.with_name("other").mkdir()
    return 0


def test_half_a_file_is_found_whatever_leaves_it(tmp_path: Path) -> None:
    tried = Enumeration(Careless(), tmp_path)
    halves = {
        each.failure for each in tried.points if any("half" in one for one in tried.faults([each]))
    }
    assert halves >= {Failure.KILLED, Failure.TORN, Failure.POWER, Failure.ENOSPC, Failure.FULL}
