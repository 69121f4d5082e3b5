"""The first response to an incident, compared with the goal of its class."""

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.incident import IncidentNow
from statusgen.domain.response_goal import Verdict
from statusgen.model import ClassOfService
from statusgen.model.states import to_say
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import Phrase, phrase
from statusgen.render.views.times import lapse, zoned
from statusgen.text.policy_text import goal, goal_scope, verdict_sentence


class ResponseView(Struct, frozen=True):
    """The class of an incident, its goal, and whether it was met.

    `verdict` and `times` are empty where the times of the incident do not support one.
    """

    cos: Phrase
    href: str
    goal: str
    scope: str
    verdict: str
    times: Markup


def response(context: SiteContext, incident: IncidentNow) -> ResponseView | None:
    """Return the goal and the verdict of an incident; None if it has no class."""
    policy, name = context.content.policy, incident.incident.cos
    if policy is None or name is None:
        return None
    cos, verdict = policy.class_of_service(name), incident.verdict
    return ResponseView(
        cos=phrase(context, cos.name),
        href=class_href(context, cos),
        goal=goal(context.words, cos.goal),
        scope=goal_scope(context.words, policy, cos),
        verdict=verdict_sentence(context.words, policy, verdict) if verdict else "",
        times=_times(context, verdict) if verdict else Markup(),
    )


def class_href(context: SiteContext, cos: ClassOfService) -> str:
    """Return a link to a class on the page of the policy."""
    return f"{context.href(urls.SLA)}#class-{cos.id}"


def _times(context: SiteContext, verdict: Verdict) -> Markup:
    """Return the times from which a verdict follows."""
    say = context.words.say
    times = [(to_say("Reported {time}"), verdict.goal.asked)]
    if verdict.taken is not None and verdict.answered is not None:
        times.append((to_say("answered {time}"), verdict.answered))
    if verdict.goal.due is not None:
        times.append((to_say("goal {time}"), verdict.goal.due))
    return Markup(", ").join(filled(say(each), time=zoned(context, at)) for each, at in times)


def promise(context: SiteContext, incident: IncidentNow) -> Markup:
    """Return the time of the next promised update, or by how much it is overdue."""
    due, words = incident.next_update, context.words
    if due is None:
        return Markup()
    if not incident.is_overdue:
        return filled(words.say("Next update due {time}"), time=zoned(context, due))
    message = words.say("Next update was due {time}, overdue by {late}")
    return filled(message, time=zoned(context, due), late=lapse(context, due))
