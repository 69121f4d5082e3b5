"""The words of the page on which the NOC writes an entry, for the script that draws its form."""

from collections.abc import Iterator, Mapping

from statusgen.model import Announcement, IncidentStatus, MaintenanceStatus
from statusgen.model.states import to_say
from statusgen.render.context import SiteContext

_LABELS: Mapping[str, str] = {
    "example": to_say("{asked}, such as {example}"),
    "title": to_say("Title"),
    "text": to_say("Text"),
    "at": to_say("Time of this update"),
    "status": to_say("Status"),
    "component": to_say("Component"),
    "state": to_say("State"),
    "next_update": to_say("Next update"),
    "began": to_say("Began"),
    "reported": to_say("Reported"),
    "announced": to_say("Time of the announcement"),
    "starts": to_say("Starts"),
    "ends": to_say("Ends"),
    "cos": to_say("Class of service"),
    "scope": to_say("Who hears of it"),
    "scope.global": to_say("The page, feeds and groups"),
    "scope.limited": to_say("The page and feeds only"),
    "cause": to_say("Cause"),
    "cause.internal": to_say("Internal"),
    "cause.upstream": to_say("A supplier"),
    "cause.external": to_say("External"),
    "region": to_say("Region"),
    "ticket": to_say("Ticket"),
    "emergency_calls": to_say("Emergency calls"),
    "emergency_calls.affected": to_say("Affected"),
    "not_affected": to_say("What still works"),
    "emergency_calls.not_affected": to_say("Not affected"),
    "emergency_calls.unknown": to_say("Unknown"),
    "workaround": to_say("What to do meanwhile"),
    "effect": to_say("What readers will notice"),
    "completion": to_say("Completion"),
    "completion.automatic": to_say("By the clock"),
    "completion.confirmed": to_say("When somebody confirms it"),
    "status.extended": to_say("Extended"),
    "status.rescheduled": to_say("Rescheduled"),
    "promise.class": to_say("{time}, as the class promises"),
    "promise.other": to_say("Another time"),
    "problem.after": to_say("This has to be later than {time}."),
    "problem.not_before": to_say("This cannot be earlier than {time}."),
    "problem.not_after": to_say("This cannot be later than {time}."),
    "problem.skipped": to_say("This time does not exist: the clocks are changed then."),
    "problem.no_component": to_say("Without a component, the page shows no state of it."),
    "problem.future": to_say("This is still to come: nothing is published before it."),
}
"""Labels of the keys of entries, of the words that stand there, and of what is wrong with them."""


def labels(context: SiteContext) -> Iterator[tuple[str, str]]:
    """Yield each label behind its key."""
    words, policy = context.words, context.content.policy
    yield "city", words.city
    yield from _groups(context)
    for name, label in _LABELS.items():
        yield name, words.say(label)
    for each in (*IncidentStatus, *MaintenanceStatus):
        yield f"status.{each.value}", words.say(each.label)
    if policy is not None:
        yield from ((f"cos.{each.id}", context.text(each.name)) for each in policy.classes)
        yield from ((f"region.{each.id}", context.text(each.label)) for each in policy.regions)


def _groups(context: SiteContext) -> Iterator[tuple[str, str]]:
    """Yield which groups hear of an entry, by what it is; nothing where there are no groups."""
    say = context.words.say
    for kind in Announcement if context.content.groups else ():
        groups = (each for each in context.content.groups if kind in each.announces)
        names = ", ".join(context.text(each.name) for each in groups)
        heard = say("In the groups: {names}").format(names=names)
        yield f"groups.{kind.value}", heard if names else say("Not in the groups")
    if context.content.groups:
        yield "groups.limited", say("Not in the groups")
