"""The nouns of the domain: frozen records without behaviour that reaches for the world."""

from statusgen.model.content import Content
from statusgen.model.entries import Incident, Maintenance, MaintenanceUpdate, Update
from statusgen.model.policy import Policy
from statusgen.model.site import (
    Brand,
    Component,
    ComponentGroup,
    Group,
    MaintenanceDefaults,
    Site,
)
from statusgen.model.states import (
    Announcement,
    Audience,
    Cause,
    Completion,
    IncidentStatus,
    MaintenanceAction,
    MaintenanceStatus,
    Scope,
    State,
)
from statusgen.model.text import Text

__all__ = [
    "Announcement",
    "Audience",
    "Brand",
    "Cause",
    "Completion",
    "Component",
    "ComponentGroup",
    "Content",
    "Group",
    "Incident",
    "IncidentStatus",
    "Maintenance",
    "MaintenanceAction",
    "MaintenanceDefaults",
    "MaintenanceStatus",
    "MaintenanceUpdate",
    "Policy",
    "Scope",
    "Site",
    "State",
    "Text",
    "Update",
]
