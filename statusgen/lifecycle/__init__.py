"""What has become of one incident or one maintenance at an instant; pure, one entry at a time."""

from statusgen.lifecycle.incident import IncidentNow, incident_at
from statusgen.lifecycle.maintenance import (
    Event,
    EventKind,
    MaintenanceNow,
    maintenance_at,
    next_edges,
    running_spans,
)
from statusgen.lifecycle.state_span import StateSpan, state_at

__all__ = [
    "Event",
    "EventKind",
    "IncidentNow",
    "MaintenanceNow",
    "StateSpan",
    "incident_at",
    "maintenance_at",
    "next_edges",
    "running_spans",
    "state_at",
]
