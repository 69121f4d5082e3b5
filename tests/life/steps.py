"""What all steps of a site's life share: its clock, its words, and what is checked after each."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from tests.life.life import STEPS, Life
from tests.life.noc import EntryFile, Noc

BEGIN = datetime(2026, 10, 23, 12, tzinfo=UTC)
"""When every life begins: two days before clocks change, a week before another month."""

minutes = st.integers(1, 90).map(lambda each: timedelta(minutes=each))
pauses = st.sampled_from((1 / 60, 40 / 60, 5, 26, 6 * 24, 33 * 24, 200 * 24)).map(
    lambda each: timedelta(seconds=round(each * 3600))
)
delays = st.sampled_from((0, 0, 30, 60, 26 * 60, 3 * 24 * 60)).map(
    lambda each: timedelta(minutes=each)
)
moments = st.tuples(minutes, delays)
"""How long after the last build somebody acts, and how much later it is to be published."""
any_number = st.integers(0, 9)
windows = st.tuples(st.sampled_from((-1, 2, 25, 49, 400)), st.sampled_from((1, 4, 30)))
"""Hours from the announcement of a maintenance to its start, and its length."""
choices = st.tuples(any_number, any_number)
"""Which entry, and which component."""
states = st.sampled_from(("operational", "degraded_performance", "partial_outage", "major_outage"))
_T = TypeVar("_T")


def pick(things: Sequence[_T], number: int) -> _T:
    return things[number % len(things)]


class LifeSteps(RuleBasedStateMachine):
    """A site whose operators act, each time some minutes after the last build."""

    check_every = 1
    """Number of steps after which the folder is compared with a rebuild."""
    read_every = 0
    """Number of steps after which pages that were left open are read; 0 for never."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory(prefix="life-")
        self.life = Life(Path(self._folder.name), BEGIN)
        self.words = 0
        self.steps = 0

    def teardown(self) -> None:
        try:
            self.life.rebuild()
        finally:
            self._folder.cleanup()

    def word(self) -> str:
        """Return a word that nothing else on the site has."""
        self.words += 1
        return f"Quux{self.words}x"

    def act(
        self,
        change: Callable[[Noc], object],
        *,
        is_careless: bool = False,
        command: Sequence[str] = (),
    ) -> None:
        """Publish a change, which `command` does too, and check what is too dear for every step."""
        if command:
            self.life.run(command)
        self.life.change(change, is_careless=is_careless, is_done=bool(command))
        self.checked()

    def checked(self) -> None:
        self.steps += 1
        STEPS["steps"] += 1
        if self.steps % self.check_every == 0:
            self.life.rebuild()
        if self.read_every and self.steps % self.read_every == 0:
            self.life.read_later(1 + self.steps % 3)

    def wait(self, span: timedelta) -> datetime:
        """Let some time go by; return the present."""
        self.life.now += span
        return self.life.now

    def edit(
        self, entry: EntryFile, change: Callable[[EntryFile], object], *, is_careless: bool = False
    ) -> None:
        """Change the file of an entry; an occurrence of a series is given one."""
        self.act(lambda noc: change(noc.file_of(entry)), is_careless=is_careless)

    def files(self) -> list[EntryFile]:
        """Return the files of single entries."""
        return [each for each in self.life.noc.entries if not each.is_series]
