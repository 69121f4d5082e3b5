"""The wording of the support policy: hours, goals and verdicts."""

from datetime import time, timedelta

from statusgen.domain.incident import IncidentNow
from statusgen.domain.response_goal import Basis, Outcome, ResponseGoal, Verdict
from statusgen.domain.support_hours import WeekdayHours, weekly_hours
from statusgen.model import (
    ClassOfService,
    During,
    EndOfWorkingDay,
    ExtendedSupport,
    Hours,
    Policy,
    Region,
    ResponseRule,
    Text,
    Within,
)
from statusgen.model.states import to_say
from statusgen.text.wording import Wording

# --- hours -------------------------------------------------------------------------------------


def when(words: Wording, during: During) -> str:
    """Return the times at which something is available, in words."""
    return words.say("At any time") if during is During.ALWAYS else words.say("In support hours")


def usual_week(words: Wording, region: Region) -> tuple[str, ...]:
    """Return the hours of a usual week: Monday to Friday, 09:00 to 18:00."""
    return tuple(_days(words, days) for days in weekly_hours(region) if days.hours)


def _days(words: Wording, days: WeekdayHours) -> str:
    intervals = [words.span(f"{each.opens:%H:%M}", _closing(each)) for each in days.hours]
    return f"{words.weekdays(days.first, days.last)}, {words.joined(intervals)}"


def _closing(hours: Hours) -> str:
    """Return the closing time; midnight is 24:00."""
    return "24:00" if hours.closes == time() else f"{hours.closes:%H:%M}"


# --- extended support --------------------------------------------------------------------------


def always_extended(policy: Policy | None) -> ExtendedSupport | None:
    """Return the extended support that is open at any hour, or None."""
    if policy is None or policy.extended is None:
        return None
    return policy.extended if policy.extended.during is During.ALWAYS else None


def extended_class(policy: Policy | None, entry: IncidentNow) -> ClassOfService | None:
    """Return the class of an incident if that is answered at any hour, or None."""
    cos, extended = entry.incident.cos, always_extended(policy)
    if policy is None or extended is None or cos not in extended.classes:
        return None
    return policy.class_of_service(cos)


def extended_way(words: Wording, policy: Policy, extended: ExtendedSupport) -> str:
    """Return the channel and hours of extended support: by phone, 24/7."""
    name = policy.channel(extended.channel).name
    channel = words.say("by phone") if policy.phones else _text(words, name)
    at_any_hour = words.say("{channel}, 24/7").format(channel=channel)
    return at_any_hour if extended.during is During.ALWAYS else channel


def class_names(words: Wording, policy: Policy, extended: ExtendedSupport) -> str:
    """Return the classes that are answered at any hour, as a list in a sentence."""
    names = [_text(words, policy.class_of_service(each).name) for each in extended.classes]
    return words.joined(names)


def spoken(words: Wording, extended: ExtendedSupport) -> str:
    """Return the languages of extended support: English."""
    return words.joined([words.language_name(each) for each in extended.languages])


# --- goals -------------------------------------------------------------------------------------


def goal(words: Wording, rule: ResponseRule) -> str:
    """Return a response goal as a figure: 30 min, Same working day."""
    match rule:
        case Within(duration):
            return words.duration(duration)
        case EndOfWorkingDay():
            return words.say("Same working day")


def goal_scope(words: Wording, policy: Policy, cos: ClassOfService) -> str:
    """Return the meaning of the figure of a goal, and the rule outside support hours."""
    match cos.goal:
        case Within(during=During.ALWAYS):
            return words.say("to a response, at any time.")
        case Within():
            within = words.say("to a response, in support hours.")
            return f"{within} {_outside_hours(words, policy, cos)}"
        case EndOfWorkingDay():
            return words.say("The next working day for tickets created outside support hours.")


def _outside_hours(words: Wording, policy: Policy, cos: ClassOfService) -> str:
    """Return the rule for a class outside support hours."""
    extended = policy.extended
    if extended is None or cos.id not in extended.classes:
        return words.say("Outside support hours, the time starts when support opens.")
    way = extended_way(words, policy, extended)
    return words.say("Outside support hours: {way}.").format(way=way)


def goal_reason(words: Wording, policy: Policy, goal: ResponseGoal) -> str:
    """Return the sentence that explains a goal; times are in the zone of `words`."""
    within = goal.cos.goal.duration if isinstance(goal.cos.goal, Within) else timedelta()
    return words.say(_REASONS[goal.basis]).format(
        cos=_text(words, goal.cos.name),
        region=_text(words, goal.region.label),
        within=words.duration(within),
        asked=words.stamp(goal.asked),
        way=_way_and_phones(words, policy),
    )


def _way_and_phones(words: Wording, policy: Policy) -> str:
    way, phones = _way(words, policy), _phones(words, policy)
    return words.labelled(way, phones) if way and phones else way or phones


def _phones(words: Wording, policy: Policy) -> str:
    return words.joined([f"{_text(words, each.label)} {each.number}" for each in policy.phones])


_REASONS = {
    Basis.SUPPORT_TIME: to_say(
        "{cos} issues are answered within {within} of support hours ({region}), counted from "
        "{asked}."
    ),
    Basis.WALL_TIME: to_say(
        "{cos} issues are answered within {within} at any hour, counted from {asked}."
    ),
    Basis.SAME_WORKING_DAY: to_say(
        "{cos} issues are answered by the end of the working day; {asked} is before the end of "
        "support hours ({region})."
    ),
    Basis.NEXT_WORKING_DAY: to_say(
        "{cos} issues are answered by the end of the working day; {asked} is after support hours "
        "or on a day off ({region}), so the next working day counts."
    ),
    Basis.EXTENDED_SUPPORT: to_say(
        "No response time is counted, because {asked} is outside support hours ({region}): {cos} "
        "issues then go to extended support ({way})."
    ),
}


# --- verdicts ----------------------------------------------------------------------------------


def verdict_sentence(words: Wording, policy: Policy, verdict: Verdict) -> str:
    """Return the verdict on an incident's response goal, as a sentence."""
    taken = words.duration(verdict.taken) if verdict.taken is not None else ""
    return words.say(_SENTENCES[verdict.outcome]).format(
        taken=taken,
        goal=_goal(words, verdict.goal),
        due=_due(words, verdict),
        way=_way(words, policy),
    )


_SENTENCES = {
    Outcome.MET: to_say("Answered in {taken}; goal {goal}."),
    Outcome.MISSED: to_say("Answered in {taken}; goal {goal}, missed."),
    Outcome.DUE: to_say("Not answered yet; due by {due}, goal {goal}."),
    Outcome.OVERDUE: to_say("Not answered yet; was due by {due}, goal {goal}."),
    Outcome.EXTENDED_SUPPORT: to_say(
        "Extended support: {way}. No response time is counted outside support hours."
    ),
}


def _due(words: Wording, verdict: Verdict) -> str:
    return words.brief_stamp(verdict.goal.due) if verdict.goal.due else ""


def _way(words: Wording, policy: Policy) -> str:
    return extended_way(words, policy, policy.extended) if policy.extended else ""


def _goal(words: Wording, goal: ResponseGoal) -> str:
    """Return the goal of one incident: 30 min, next working day."""
    match goal.basis, goal.cos.goal:
        case Basis.NEXT_WORKING_DAY, _:
            return words.say("next working day")
        case Basis.SUPPORT_TIME, Within(duration) if _is_put_off(goal, duration):
            length = words.duration(duration)
            return words.say("{n} in support hours").format(n=length)
        case _, Within(duration):
            return words.duration(duration)
        case _:
            return words.say("same working day")


def _is_put_off(goal: ResponseGoal, duration: timedelta) -> bool:
    """Return whether support was closed before the goal, so that its duration would mislead."""
    return goal.due is not None and goal.due - goal.asked > duration


def _text(words: Wording, text: Text) -> str:
    return text.in_language(words.language)
