"""The frozen records of the domain: the content of a site, and the values that it consists of."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.model.alarms import AlarmRule
from statusgen.model.entries import Incident, Maintenance, MaintenanceUpdate, Repeats, Update
from statusgen.model.notice import EntryKind, Notice, Placeholder
from statusgen.model.policy import (
    Channel,
    ClassOfService,
    During,
    Eligible,
    EndOfWorkingDay,
    ExtendedSupport,
    Holiday,
    Hours,
    Link,
    Mission,
    Monitoring,
    Phone,
    Policy,
    PolicyGroup,
    Reach,
    Referral,
    Region,
    ResponseRule,
    Statement,
    TicketRules,
    Tier,
    Turn,
    Within,
)
from statusgen.model.site import (
    Brand,
    Component,
    ComponentGroup,
    Group,
    MaintenanceDefaults,
    Repository,
    Site,
)
from statusgen.model.states import (
    Announcement,
    Audience,
    Cause,
    Completion,
    EmergencyCalls,
    EventKind,
    IncidentStatus,
    MaintenanceAction,
    MaintenanceStatus,
    Phase,
    Scope,
    State,
)
from statusgen.model.target import NewsTarget
from statusgen.model.text import Text


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

    @property
    def zones(self) -> frozenset[ZoneInfo]:
        """The time zones of the site and of the regions of its policy."""
        regions = () if self.policy is None else self.policy.regions
        return frozenset((self.site.timezone, *(each.timezone for each in regions)))


def promised_update(policy: Policy | None, incident: Incident, update: Update) -> datetime | None:
    """Return when the next update is due, by `update` or by the policy for the incident's class.

    None for a closed incident, and for an open one if neither sets a time.
    """
    if not update.status.is_open:
        return None
    if update.next_update is not None or policy is None or incident.cos is None:
        return update.next_update
    every = policy.class_of_service(incident.cos).update_every
    return None if every is None else update.at + every
