"""Everything that the NOC has written, read and valid."""

from collections.abc import Iterator

from msgspec import Struct

from statusgen.model.entries import Incident, Maintenance
from statusgen.model.policy import Policy
from statusgen.model.site import Component, ComponentGroup, Group, Site


class Content(Struct, frozen=True):
    """The whole content of a site; incidents and maintenances in order of their ids."""

    site: Site
    component_groups: tuple[ComponentGroup, ...]
    groups: tuple[Group, ...] = ()
    policy: Policy | None = None
    incidents: tuple[Incident, ...] = ()
    maintenances: tuple[Maintenance, ...] = ()

    @property
    def components(self) -> Iterator[Component]:
        """All components in the order in which they are shown."""
        return (component for group in self.component_groups for component in group.components)
