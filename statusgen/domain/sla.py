"""Response goals of the support policy: when an answer is due, and whether it was in time.

Instants may be given in any zone and are returned in UTC.
"""

from datetime import UTC, datetime, timedelta

from statusgen.domain.response_goal import Basis, Outcome, ResponseGoal, Verdict
from statusgen.domain.support_hours import closing, days_from, in_support_hours, support_spans
from statusgen.model.entries import Incident
from statusgen.model.policy import ClassOfService, During, EndOfWorkingDay, Policy, Region, Within
from statusgen.spans import Span, length

# --- goals -------------------------------------------------------------------------------------


def response_goal(
    policy: Policy, cos: ClassOfService, region: Region, asked: datetime
) -> ResponseGoal:
    """Return when an issue that came in at `asked` should have its first answer.

    No clock runs for a class with extended support outside support hours, unless its own goal
    holds round the clock (policy, section 2.1). A ticket from before opening is answered the same
    working day; one from after closing, or from a day off, on the next.
    """
    asked = asked.astimezone(UTC)
    basis, due = _basis_and_due(policy, cos, region, asked)
    return ResponseGoal(cos, region, asked, basis, due)


def _basis_and_due(
    policy: Policy, cos: ClassOfService, region: Region, asked: datetime
) -> tuple[Basis, datetime | None]:
    match cos.goal:
        case Within(duration, During.ALWAYS):
            return Basis.WALL_TIME, asked + duration
        case _ if _is_extended(policy, cos) and not in_support_hours(region, asked):
            return Basis.EXTENDED_SUPPORT, None
        case Within(duration):
            return Basis.SUPPORT_TIME, _after_support_time(region, asked, duration)
        case EndOfWorkingDay():
            return _end_of_working_day(region, asked)


def _is_extended(policy: Policy, cos: ClassOfService) -> bool:
    return policy.extended is not None and cos.id in policy.extended.classes


def _after_support_time(region: Region, asked: datetime, duration: timedelta) -> datetime:
    """Return the instant at which `duration` of support time has passed since `asked`."""
    left = duration
    for span in support_spans(region, asked):
        start = max(span.start, asked)
        lasts = length(Span(start, span.end), start)
        if left <= lasts:
            break
        left -= lasts
    return start + left


def _end_of_working_day(region: Region, asked: datetime) -> tuple[Basis, datetime]:
    """Return the end of the first working day that closes after `asked`, and the basis for it."""
    today = asked.astimezone(region.timezone).date()
    closings = ((day, closing(region, day)) for day in days_from(region, asked))
    day, due = next((day, end) for day, end in closings if end is not None and end > asked)
    return Basis.SAME_WORKING_DAY if day == today else Basis.NEXT_WORKING_DAY, due


# --- verdicts ----------------------------------------------------------------------------------


def verdict(policy: Policy, incident: Incident, now: datetime) -> Verdict | None:
    """Return the verdict on an incident's response goal at `now`, or None to make no claim.

    No claim is made for an incident without a class, nor for one that begins with its first
    update, because nobody had asked. At its due time a goal is met by an answer, and overdue
    without one.
    """
    if incident.cos is None:
        return None
    first = incident.updates[0].at
    cos, region = policy.class_of_service(incident.cos), policy.region(incident.region)
    goal = response_goal(policy, cos, region, incident.came_in)
    answered = first if first <= now else None
    if goal.due is None:
        return Verdict(Outcome.EXTENDED_SUPPORT, goal, answered)
    if first <= goal.asked:
        return None
    return Verdict(_outcome(goal.due, answered, now), goal, answered)


def _outcome(due: datetime, answered: datetime | None, now: datetime) -> Outcome:
    if answered is not None:
        return Outcome.MET if answered <= due else Outcome.MISSED
    return Outcome.DUE if now < due else Outcome.OVERDUE
