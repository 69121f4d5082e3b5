"""Records of a response goal and of the verdict on it; `sla` derives them. Instants are in UTC."""

import enum
from datetime import datetime, timedelta

from msgspec import Struct

from statusgen.model.policy import ClassOfService, Region


class Basis(enum.Enum):
    """The rule by which the due time of a response goal was computed."""

    SUPPORT_TIME = "support_time"
    WALL_TIME = "wall_time"
    SAME_WORKING_DAY = "same_working_day"
    NEXT_WORKING_DAY = "next_working_day"
    EXTENDED_SUPPORT = "extended_support"


class ResponseGoal(Struct, frozen=True):
    """When the first answer to an issue of `asked` is due; None if no clock runs."""

    cos: ClassOfService
    region: Region
    asked: datetime
    basis: Basis
    due: datetime | None


class Outcome(enum.Enum):
    """The outcome of an incident's response goal."""

    MET = "met"
    MISSED = "missed"
    DUE = "due"
    OVERDUE = "overdue"
    EXTENDED_SUPPORT = "extended_support"


class Verdict(Struct, frozen=True):
    """An outcome with its goal; `answered` is the time of the first update, if any."""

    outcome: Outcome
    goal: ResponseGoal
    answered: datetime | None

    @property
    def taken(self) -> timedelta | None:
        """Wall time to the first answer; None without an answer.

        None too for an incident that begins with its first update, which needs no answer.
        """
        return None if self.answered is None else (self.answered - self.goal.asked or None)
