"""`python -m tests.life --steps N --seed S`: live lives of a site until N steps are taken."""

import argparse
import sys
import time

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.life.life import STEPS
from tests.life.machine import SiteLife

LENGTH = 50


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.life", description=__doc__)
    parser.add_argument("--steps", type=int, default=1_000, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    parser.add_argument("--length", type=int, default=LENGTH)
    parser.add_argument("--rebuild-every", type=int, default=1, metavar="N")
    parser.add_argument("--shrink", action="store_true", help="look for a shorter life that fails")
    given = parser.parse_args()
    SiteLife.read_every, SiteLife.check_every = 7, given.rebuild_every
    began = time.process_time()
    options = settings(
        max_examples=max(1, given.steps // given.length),
        stateful_step_count=given.length,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if given.shrink else [Phase.generate],
        print_blob=False,
    )
    run_state_machine_as_test(seed(given.seed)(SiteLife), settings=options)
    numbers = ", ".join(f"{number} {name}" for name, number in STEPS.items())
    sys.stdout.write(f"{numbers}; {time.process_time() - began:.0f} s of one core\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
