"""The settled entries of a world, and what is found among them: all later worlds share it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from msgspec import Struct

from statusgen.domain.entry import Entry, components_of, first_known
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow


class SettledPast(Struct, frozen=True, dict=True):
    """Settled entries; every tuple is newest first."""

    entries: tuple[Entry, ...]

    @cached_property
    def incidents(self) -> tuple[IncidentNow, ...]:
        """The incidents among them."""
        return tuple(each for each in self.entries if isinstance(each, IncidentNow))

    @cached_property
    def maintenances(self) -> tuple[MaintenanceNow, ...]:
        """The maintenances among them."""
        return tuple(each for each in self.entries if isinstance(each, MaintenanceNow))

    @cached_property
    def first_known(self) -> datetime | None:
        """The first instant at which one of them shows that the site was monitored."""
        return min(map(first_known, self.entries), default=None)

    @cached_property
    def by_component(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries that name each component at any time, by its id."""
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for name in components_of(entry):
                groups[name].append(entry)
        return {name: tuple(entries) for name, entries in groups.items()}
