"""The labels of what has a fixed list of values: states, statuses, phases, causes."""

from statusgen.model import Cause, EventKind, IncidentStatus, MaintenanceStatus, Phase, State
from statusgen.text.messages import to_say

STATES: dict[State | None, str] = {
    State.OPERATIONAL: to_say("Operational"),
    State.UNDER_MAINTENANCE: to_say("Maintenance"),
    State.DEGRADED_PERFORMANCE: to_say("Degraded performance"),
    State.PARTIAL_OUTAGE: to_say("Partial outage"),
    State.MAJOR_OUTAGE: to_say("Major outage"),
    None: to_say("Unknown"),
}
"""How one component is; None is that nothing is known."""

STATES_IN_BRACKETS = {
    State.OPERATIONAL: to_say("operational"),
    State.UNDER_MAINTENANCE: to_say("maintenance"),
    State.DEGRADED_PERFORMANCE: to_say("degraded performance"),
    State.PARTIAL_OUTAGE: to_say("partial outage"),
    State.MAJOR_OUTAGE: to_say("major outage"),
}
"""The same within a sentence: no rule of ours knows which words a language writes large."""

OVERALL = {
    State.OPERATIONAL: to_say("All Systems Operational"),
    State.UNDER_MAINTENANCE: to_say("Service Under Maintenance"),
    State.DEGRADED_PERFORMANCE: to_say("Partially Degraded Service"),
    State.PARTIAL_OUTAGE: to_say("Partial System Outage"),
    State.MAJOR_OUTAGE: to_say("Major Service Outage"),
}
"""How the whole site is, in Statuspage's words."""

PHASES: dict[Phase, str] = {
    IncidentStatus.INVESTIGATING: to_say("Investigating"),
    IncidentStatus.IDENTIFIED: to_say("Identified"),
    IncidentStatus.MONITORING: to_say("Monitoring"),
    IncidentStatus.RESOLVED: to_say("Resolved"),
    IncidentStatus.POSTMORTEM: to_say("Post-mortem"),
    EventKind.ANNOUNCED: to_say("Announced"),
    EventKind.REMINDER: to_say("Reminder"),
    EventKind.RESCHEDULED: to_say("Rescheduled"),
    EventKind.STARTED: to_say("Started"),
    EventKind.UPDATED: to_say("Update"),
    EventKind.EXTENDED: to_say("Extended"),
    EventKind.VERIFYING: to_say("Verifying"),
    EventKind.COMPLETED: to_say("Completed"),
    EventKind.CANCELLED: to_say("Cancelled"),
}
"""What an update or an event is, beside its entry."""

HEADINGS: dict[Phase, str] = {
    **PHASES,
    EventKind.ANNOUNCED: to_say("Maintenance announced"),
    EventKind.REMINDER: to_say("Maintenance reminder"),
    EventKind.RESCHEDULED: to_say("Maintenance rescheduled"),
    EventKind.STARTED: to_say("Maintenance started"),
    EventKind.UPDATED: to_say("Maintenance update"),
    EventKind.EXTENDED: to_say("Maintenance extended"),
    EventKind.VERIFYING: to_say("Maintenance being verified"),
    EventKind.COMPLETED: to_say("Maintenance completed"),
    EventKind.CANCELLED: to_say("Maintenance cancelled"),
}
"""What a piece of news is, for readers who see it on its own."""

MAINTENANCE = {
    MaintenanceStatus.SCHEDULED: to_say("Scheduled"),
    MaintenanceStatus.IN_PROGRESS: to_say("In progress"),
    MaintenanceStatus.VERIFYING: to_say("Verifying"),
    MaintenanceStatus.COMPLETED: to_say("Completed"),
    MaintenanceStatus.CANCELLED: to_say("Cancelled"),
}
"""Where a maintenance stands."""

CAUSES = {
    Cause.INTERNAL: to_say("In our own systems"),
    Cause.UPSTREAM: to_say("At a supplier of ours"),
    Cause.EXTERNAL: to_say("Outside our systems"),
}
"""Whose the cause of an incident is."""

EVENTS = {
    EventKind.STARTED: to_say("The work has begun."),
    EventKind.COMPLETED: to_say("The work has ended as planned."),
}
"""What the clock alone has done to a maintenance; of all else it says which window holds."""

WINDOW_IS = to_say("The window is {window}.")
