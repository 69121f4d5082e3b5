"""Fixed lists of the domain: each member has its word in files and all that the word means.

Whoever prints or decides by a status asks its member, so that a new status is one member here.
"""

import enum
from fractions import Fraction
from typing import Self

from msgspec import Struct


def to_say(message: str) -> str:
    """Return `message` as it is: marks a message of ours that is translated where it is printed."""
    return message


class Choice(enum.Enum):
    """A member of a fixed list: its value is the word in files.

    The fields of the record beside the word, if there is one, are attributes of the member.
    """

    _value_: str

    __hash__ = object.__hash__

    def __new__(cls, word: str, meaning: Struct | None = None) -> Self:
        """Return the member for a word, with what it means."""
        member = object.__new__(cls)
        member._value_ = word
        for name in meaning.__struct_fields__ if meaning else ():
            setattr(member, name, getattr(meaning, name))
        return member

    @property
    def value(self) -> str:
        """The word in files."""
        return self._value_


class _Ordered(Choice):
    """A member of a list that has an order: that of its definition."""

    def __init__(self, _word: str, _meaning: Struct | None = None) -> None:
        self._rank = len(type(self).__members__)

    def __lt__(self, other: Self) -> bool:
        return self._rank < other._rank if type(other) is type(self) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self._rank <= other._rank if type(other) is type(self) else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self._rank > other._rank if type(other) is type(self) else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self._rank >= other._rank if type(other) is type(self) else NotImplemented


# --- components --------------------------------------------------------------------------------


class _State(Struct, frozen=True, kw_only=True):
    """Labels of a state alone, within a sentence and of the whole site.

    `shape` is its name in templates and style sheets, `downtime` the share of its time that counts
    against uptime, `impact` Statuspage's word for it: `none` for planned work alone, as clients
    take every other word for a failure, and strict ones refuse `maintenance`.
    """

    label: str
    in_sentence: str
    overall: str
    shape: str
    impact: str
    downtime: Fraction = Fraction(0)


class State(_Ordered):
    """State of a component, least to most severe; an outage outranks maintenance."""

    label: str
    in_sentence: str
    overall: str
    shape: str
    impact: str
    downtime: Fraction

    OPERATIONAL = (
        "operational",
        _State(
            label=to_say("Operational"),
            in_sentence=to_say("operational"),
            overall=to_say("All Systems Operational"),
            shape="operational",
            impact="none",
        ),
    )
    UNDER_MAINTENANCE = (
        "under_maintenance",
        _State(
            label=to_say("Maintenance"),
            in_sentence=to_say("maintenance"),
            overall=to_say("Service Under Maintenance"),
            shape="maintenance",
            impact="none",
        ),
    )
    DEGRADED_PERFORMANCE = (
        "degraded_performance",
        _State(
            label=to_say("Degraded performance"),
            in_sentence=to_say("degraded performance"),
            overall=to_say("Partially Degraded Service"),
            shape="degraded",
            impact="minor",
            downtime=Fraction(1, 10),
        ),
    )
    PARTIAL_OUTAGE = (
        "partial_outage",
        _State(
            label=to_say("Partial outage"),
            in_sentence=to_say("partial outage"),
            overall=to_say("Partial System Outage"),
            shape="partial",
            impact="major",
            downtime=Fraction(1, 2),
        ),
    )
    MAJOR_OUTAGE = (
        "major_outage",
        _State(
            label=to_say("Major outage"),
            in_sentence=to_say("major outage"),
            overall=to_say("Major Service Outage"),
            shape="major",
            impact="critical",
            downtime=Fraction(1),
        ),
    )

    @property
    def is_outage(self) -> bool:
        """Whether something works less well than it should, and was not planned to."""
        return self.downtime > 0


RECOVERED = to_say("No longer affected")
"""Label of the components that work again."""

# --- incidents ---------------------------------------------------------------------------------


class _Incident(Struct, frozen=True):
    """Label of a status, its word in Statuspage's API, and what it means for the incident.

    `about` is what it says, for those who choose one.
    An afterword is an update of an incident that is over; it does not end one by itself. `ended` is
    how a list says that an incident ended so, `recovered` the label of the components that work
    then. With `counts_as_outage` False all time of the incident counts as operational; with
    `names_cause` False its cause is not shown: it is not known yet, or there was none.
    """

    label: str
    statuspage: str
    about: str
    is_open: bool = True
    is_afterword: bool = False
    counts_as_outage: bool = True
    names_cause: bool = True
    recovered: str = RECOVERED
    ended: str = to_say("Resolved after {duration}, {span}")


class IncidentStatus(_Ordered):
    """How far work on an incident has come, in the order of its life."""

    label: str
    statuspage: str
    about: str
    is_open: bool
    is_afterword: bool
    counts_as_outage: bool
    names_cause: bool
    recovered: str
    ended: str

    INVESTIGATING = (
        "investigating",
        _Incident(
            to_say("Investigating"),
            "investigating",
            to_say("the cause is being looked for"),
            names_cause=False,
        ),
    )
    IDENTIFIED = (
        "identified",
        _Incident(to_say("Identified"), "identified", to_say("the cause is known")),
    )
    MONITORING = (
        "monitoring",
        _Incident(to_say("Monitoring"), "monitoring", to_say("it works again, and is watched")),
    )
    RESOLVED = (
        "resolved",
        _Incident(to_say("Resolved"), "resolved", to_say("it is over"), is_open=False),
    )
    FALSE_ALARM = (
        "false_alarm",
        _Incident(
            to_say("False alarm"),
            "resolved",
            to_say("there was no problem"),
            is_open=False,
            counts_as_outage=False,
            names_cause=False,
            recovered=to_say("Not affected"),
            ended=to_say("False alarm, {span}"),
        ),
    )
    POSTMORTEM = (
        "postmortem",
        _Incident(
            to_say("Post-mortem"),
            "postmortem",
            to_say("a word afterwards"),
            is_open=False,
            is_afterword=True,
        ),
    )

    @property
    def heading(self) -> str:
        """The label of an update that is read on its own."""
        return self.label


# --- maintenance -------------------------------------------------------------------------------


class _Maintenance(Struct, frozen=True):
    """Label of a status, its word in Statuspage's API (which has none for cancelled).

    `shown_as` is the state whose shape stands for it, None where nothing takes place.
    """

    label: str
    statuspage: str
    is_running: bool = False
    shown_as: State | None = State.UNDER_MAINTENANCE


class MaintenanceStatus(Choice):
    """Where a planned maintenance stands."""

    label: str
    statuspage: str
    is_running: bool
    shown_as: State | None

    SCHEDULED = "scheduled", _Maintenance(to_say("Scheduled"), "scheduled")
    IN_PROGRESS = "in_progress", _Maintenance(to_say("In progress"), "in_progress", is_running=True)
    VERIFYING = "verifying", _Maintenance(to_say("Verifying"), "verifying", is_running=True)
    COMPLETED = (
        "completed",
        _Maintenance(to_say("Completed"), "completed", shown_as=State.OPERATIONAL),
    )
    CANCELLED = "cancelled", _Maintenance(to_say("Cancelled"), "completed", shown_as=None)


class _Action(Struct, frozen=True):
    """Times that an update must have, as no other may, and whether the work is over with it.

    `about` is what it says, for those who choose one; `is_work` is False for what may be said
    before the work begins.
    """

    about: str
    needs: tuple[str, ...] = ()
    is_end: bool = False
    is_work: bool = True


class MaintenanceAction(Choice):
    """Action of an update of a maintenance; the status follows from it."""

    about: str
    needs: tuple[str, ...]
    is_end: bool
    is_work: bool

    IN_PROGRESS = "in_progress", _Action(to_say("the work is in progress"))
    VERIFYING = "verifying", _Action(to_say("the work is done, and is being checked"))
    EXTENDED = "extended", _Action(to_say("it takes longer"), ("ends",))
    RESCHEDULED = (
        "rescheduled",
        _Action(to_say("it has another window"), ("starts", "ends"), is_work=False),
    )
    COMPLETED = "completed", _Action(to_say("it is done"), is_end=True)
    CANCELLED = "cancelled", _Action(to_say("it does not take place"), is_end=True, is_work=False)


class Completion(Choice):
    """How a maintenance ends: by the clock, or when somebody says so."""

    AUTOMATIC = "automatic"
    CONFIRMED = "confirmed"


# --- the rest ----------------------------------------------------------------------------------


class Scope(Choice):
    """How far an incident is announced: to the groups too, or on the page and in feeds only."""

    GLOBAL = "global"
    LIMITED = "limited"


class Cause(Choice):
    """Whose the cause of an incident is."""

    INTERNAL = "internal"
    UPSTREAM = "upstream"
    EXTERNAL = "external"


class _EmergencyCalls(Struct, frozen=True):
    """Sentence on emergency calls while an incident is open, before and while work goes on, after.

    The last is empty where there is nothing to say afterwards. `figure` and `advice` are the first
    sentence as a figure and the note below it.
    """

    in_incident: str
    in_work: str
    over: str
    figure: str
    advice: str = ""


class EmergencyCalls(Choice):
    """Whether emergency calls are affected."""

    in_incident: str
    in_work: str
    over: str
    figure: str
    advice: str

    AFFECTED = (
        "affected",
        _EmergencyCalls(
            to_say("May fail. Use a mobile phone."),
            to_say("May fail during the work. Use a mobile phone."),
            to_say("Were affected."),
            to_say("May fail"),
            to_say("Use a mobile phone"),
        ),
    )
    NOT_AFFECTED = (
        "not_affected",
        _EmergencyCalls(
            *(to_say("Not affected."), to_say("Not affected."), to_say("Not affected.")),
            to_say("Unaffected"),
        ),
    )
    UNKNOWN = (
        "unknown",
        _EmergencyCalls(
            to_say("Not known yet. Use a mobile phone."),
            to_say("May fail during the work. Use a mobile phone."),
            "",
            to_say("Not known yet"),
            to_say("Use a mobile phone"),
        ),
    )


class Announcement(Choice):
    """Kind of news that a community group may carry."""

    GLOBAL_PROBLEM = "global_problem"
    MAINTENANCE = "maintenance"


class Audience(Choice):
    """Readers of a community group."""

    EVERYONE = "everyone"
    PARTNERS = "partners"


class _Event(Struct, frozen=True):
    """Label of an event beside its entry, and its heading where it is read on its own.

    `sentence` is printed where the NOC wrote nothing.
    """

    label: str
    heading: str
    moves_window: bool = False
    is_end: bool = False
    sentence: str = to_say("The window is {window}.")


class EventKind(Choice):
    """Kind of an event of a maintenance, by the clock or by an update."""

    label: str
    heading: str
    moves_window: bool
    is_end: bool
    sentence: str

    ANNOUNCED = "announced", _Event(to_say("Announced"), to_say("Maintenance announced"))
    REMINDER = "reminder", _Event(to_say("Reminder"), to_say("Maintenance reminder"))
    RESCHEDULED = (
        "rescheduled",
        _Event(to_say("Rescheduled"), to_say("Maintenance rescheduled"), moves_window=True),
    )
    STARTED = (
        "started",
        _Event(
            to_say("Started"),
            to_say("Maintenance started"),
            sentence=to_say("The work has begun."),
        ),
    )
    UPDATED = "updated", _Event(to_say("Update"), to_say("Maintenance update"))
    EXTENDED = (
        "extended",
        _Event(to_say("Extended"), to_say("Maintenance extended"), moves_window=True),
    )
    VERIFYING = "verifying", _Event(to_say("Verifying"), to_say("Maintenance being verified"))
    COMPLETED = (
        "completed",
        _Event(
            to_say("Completed"),
            to_say("Maintenance completed"),
            is_end=True,
            sentence=to_say("The work has ended as planned."),
        ),
    )
    CANCELLED = (
        "cancelled",
        _Event(to_say("Cancelled"), to_say("Maintenance cancelled"), is_end=True),
    )


Phase = IncidentStatus | EventKind
"""The status of an update of an incident, or the kind of an event of a maintenance."""
