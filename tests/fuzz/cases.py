"""Cases: each follows from a seed and a number, and is tried within bounds of time and memory."""

import traceback
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from tests.fuzz.bench import Answer, Bench
from tests.fuzz.command_target import command_case, try_commands
from tests.fuzz.content_target import content_case, try_content
from tests.fuzz.guard import MOST_MEMORY, MOST_SECONDS, TooSlowError, guarded, peak_memory
from tests.fuzz.import_target import feed_case, import_case, try_feed, try_import
from tests.fuzz.names_target import name_case, try_name

KINDS = {"content": 68, "import": 18, "feed": 8, "name": 2, "command": 4}
"""The kinds of cases, and how many of a hundred are of each."""

_BUILT, _ASKED_TWICE = 20, 10
"""Of so many cases one is built too where it is accepted, and one is asked for twice."""


class Case(Struct, frozen=True):
    """An input: a file of its kind by path, the name of its form, or commands with a seed."""

    seed: int
    number: int
    kind: str
    path: str
    data: bytes

    @property
    def command(self) -> str:
        """The command that repeats it."""
        return f"python -m tests.fuzz 1 --seed {self.seed} --from {self.number}"


def case_of(bench: Bench, seed: int, number: int) -> Case:
    """Return the case of this number."""
    rng = Random(f"{seed}:{number}")  # noqa: S311 - no secret
    kind = rng.choices([*KINDS], [*KINDS.values()])[0]
    if kind == "content":
        path, data = content_case(rng)
    elif kind == "import":
        path, data = import_case(rng)
    elif kind == "command":
        path, data = command_case(rng)
    else:
        path, data = feed_case(bench, rng) if kind == "feed" else name_case(rng)
    return Case(seed, number, kind, path, data)


def tried(bench: Bench, case: Case) -> Answer:
    """Return the answer to a case; where it is asked for twice, it must be the same."""
    try:
        with guarded():
            first = second = _answer(bench, case)
        if case.number % _ASKED_TWICE == 0:
            with guarded():
                second = _answer(bench, case)
    except TooSlowError:
        fault = f"over {MOST_SECONDS} s of the processor: {traceback.format_exc()}"
        return Answer(is_accepted=False, faults=(fault,))
    except Exception:  # noqa: BLE001 - what would be exit code 3
        return Answer(is_accepted=False, faults=(f"an error of its own: {traceback.format_exc()}",))
    faults = first.faults if first == second else (*first.faults, "another answer the second time")
    if peak_memory() > MOST_MEMORY:
        faults = (*faults, f"{peak_memory()} bytes of memory")
    return replace(first, faults=faults)


def _answer(bench: Bench, case: Case) -> Answer:
    if case.kind == "content":
        is_built = case.number % _BUILT == 0
        return try_content(bench, case.path, case.data, builds=is_built)
    if case.kind == "command":
        return try_commands(bench, case.path, case.data)
    if case.kind == "name":
        return try_name(bench, case.path, case.data)
    judge = try_import if case.kind == "import" else try_feed
    return judge(bench, case.path, case.data)
