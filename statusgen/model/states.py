"""The words of the domain that have an order or a fixed list; nothing else spells them out."""

import enum
from typing import Self


class _Word(enum.Enum):
    """A word that is one of a fixed list; it is looked up by what it is, not by how it is spelt."""

    __hash__ = object.__hash__


class _Step(_Word):
    """A word of a list that has an order, that in which the words are written down."""

    def __init__(self, _word: str) -> None:
        self._rank = len(type(self).__members__)

    def __lt__(self, other: Self) -> bool:
        return self._rank < other._rank if type(other) is type(self) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self._rank <= other._rank if type(other) is type(self) else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self._rank > other._rank if type(other) is type(self) else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self._rank >= other._rank if type(other) is type(self) else NotImplemented


class State(_Step):
    """What a component can do now, least to most severe; an outage outranks maintenance."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"

    @property
    def is_outage(self) -> bool:
        """Whether something works less well than it should, and was not planned to."""
        return self > State.UNDER_MAINTENANCE


class IncidentStatus(_Step):
    """How far work on an incident has come, in the order of its life."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"

    @property
    def is_open(self) -> bool:
        """Whether the incident still goes on."""
        return self < IncidentStatus.RESOLVED


class MaintenanceStatus(_Word):
    """Where a planned maintenance stands."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class MaintenanceAction(_Word):
    """What an update of a maintenance does; the status follows from it."""

    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    EXTENDED = "extended"
    RESCHEDULED = "rescheduled"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Completion(_Word):
    """How a maintenance ends: by the clock, or when somebody says so."""

    AUTOMATIC = "automatic"
    CONFIRMED = "confirmed"


class Scope(_Word):
    """How far an incident is announced: to the groups too, or on the page and in feeds only."""

    GLOBAL = "global"
    LIMITED = "limited"


class Cause(_Word):
    """Whose the cause of an incident is."""

    INTERNAL = "internal"
    UPSTREAM = "upstream"
    EXTERNAL = "external"


class Announcement(_Word):
    """The kinds of news that a community group may carry."""

    GLOBAL_PROBLEM = "global_problem"
    MAINTENANCE = "maintenance"


class Audience(_Word):
    """Who reads a community group."""

    EVERYONE = "everyone"
    PARTNERS = "partners"


class EventKind(enum.Enum):
    """What can happen in the life of a maintenance, by the clock or by an update."""

    ANNOUNCED = "announced"
    REMINDER = "reminder"
    RESCHEDULED = "rescheduled"
    STARTED = "started"
    UPDATED = "updated"
    EXTENDED = "extended"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


Phase = IncidentStatus | EventKind
"""The status of an update of an incident, or the kind of an event of a maintenance."""
