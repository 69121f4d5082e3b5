"""Some lives of a site; `python -m tests.life` lives many more."""

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.life.machine import SiteLife

OPTIONS = settings(
    settings.get_profile("patient"),
    derandomize=True,
    max_examples=2,
    database=None,
    phases=[Phase.generate],
)
"""A life that fails is printed as it is: to look for a shorter one takes minutes."""


class RebuiltSeldom(SiteLife):
    """A life whose folder is compared with a rebuild at its end only."""

    check_every = 1000


class ReadLater(SiteLife):
    """A life in which pages that were left open are read too."""

    check_every = 5
    read_every = 7


def test_every_reader_sees_a_few_short_lives_as_they_are() -> None:
    run_state_machine_as_test(RebuiltSeldom, settings=settings(OPTIONS, stateful_step_count=7))


@pytest.mark.slow
def test_every_reader_sees_longer_lives_as_they_are() -> None:
    run_state_machine_as_test(ReadLater, settings=settings(OPTIONS, stateful_step_count=30))
