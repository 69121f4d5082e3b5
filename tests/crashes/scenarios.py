"""All scenarios, by their names."""

from collections.abc import Callable, Mapping

from tests.crashes.builds import FirstBuild, NextBuild
from tests.crashes.enumeration import Scenario

SCENARIOS: Mapping[str, Callable[[], Scenario]] = {
    "first-build": FirstBuild,
    "next-build": NextBuild,
}
