"""The words of the domain that have an order or a fixed list; nothing else spells them out."""

import enum
import functools


@functools.total_ordering
class State(enum.Enum):
    """What a component can do now, least to most severe; an outage outranks maintenance."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, State):
            return NotImplemented
        return _SEVERITY[self] < _SEVERITY[other]

    @property
    def is_outage(self) -> bool:
        """Whether something works less well than it should, and was not planned to."""
        return self > State.UNDER_MAINTENANCE


_SEVERITY = {state: rank for rank, state in enumerate(State)}


@functools.total_ordering
class IncidentStatus(enum.Enum):
    """How far work on an incident has come, in the order of its life."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, IncidentStatus):
            return NotImplemented
        return _LIFECYCLE[self] < _LIFECYCLE[other]

    @property
    def is_open(self) -> bool:
        """Whether the incident still goes on."""
        return self < IncidentStatus.RESOLVED


_LIFECYCLE = {status: rank for rank, status in enumerate(IncidentStatus)}


class MaintenanceStatus(enum.Enum):
    """Where a planned maintenance stands."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class MaintenanceAction(enum.Enum):
    """What an update of a maintenance does; the status follows from it."""

    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    EXTENDED = "extended"
    RESCHEDULED = "rescheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Completion(enum.Enum):
    """How a maintenance ends: by the clock, or when somebody says so."""

    AUTOMATIC = "automatic"
    CONFIRMED = "confirmed"


class Scope(enum.Enum):
    """How far an incident is announced: to the groups too, or on the page and in feeds only."""

    GLOBAL = "global"
    LIMITED = "limited"


class Cause(enum.Enum):
    """Whose the cause of an incident is."""

    INTERNAL = "internal"
    UPSTREAM = "upstream"
    EXTERNAL = "external"


class Announcement(enum.Enum):
    """The kinds of news that a community group may carry."""

    GLOBAL_PROBLEM = "global_problem"
    MAINTENANCE = "maintenance"


class Audience(enum.Enum):
    """Who reads a community group."""

    EVERYONE = "everyone"
    PARTNERS = "partners"
