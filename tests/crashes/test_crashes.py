"""Commands of which a call to the disk fails: some crash points of each, and all in slow tests."""

from pathlib import Path

import pytest

from tests.crashes.enumeration import Enumeration, sampled
from tests.crashes.few_files import few_files
from tests.crashes.scenarios import SCENARIOS

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
"""The forked processes run nothing but the command."""

SOME = 24
SOME_OF_A_WHOLE_SITE = 40


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_a_failing_disk_leaves_is_whole(name: str, tmp_path: Path) -> None:
    with few_files():
        tried = Enumeration(SCENARIOS[name](), tmp_path)
        assert not tried.faults(sampled(tried.points, SOME, seed=19))


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_what_a_failing_disk_leaves_is_whole_at_every_call(name: str, tmp_path: Path) -> None:
    with few_files():
        tried = Enumeration(SCENARIOS[name](), tmp_path)
        assert not tried.faults(tried.points)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["first-build", "next-build"])
def test_what_a_failing_disk_leaves_of_a_whole_site_is_whole(name: str, tmp_path: Path) -> None:
    tried = Enumeration(SCENARIOS[name](), tmp_path)
    assert not tried.faults(sampled(tried.points, SOME_OF_A_WHOLE_SITE, seed=19))
