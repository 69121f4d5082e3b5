"""How soon an incident was answered, held against the goal of its class."""

from markupsafe import Markup
from msgspec import Struct

from statusgen.domain.incident import IncidentNow
from statusgen.domain.sla import Verdict
from statusgen.model import ClassOfService
from statusgen.render import urls
from statusgen.render.context import Edition
from statusgen.render.views.parts import Phrase, filled, phrase
from statusgen.render.views.times import lapse, zoned
from statusgen.text.messages import to_say
from statusgen.text.policy_text import goal, goal_scope, verdict_sentence

PROMISE = "promise"
"""The name of the place on a page that tells when the next word is promised."""


class ResponseView(Struct, frozen=True):
    """The class of an incident, the goal of that, and how it was met.

    `verdict` and `times` are empty where the times of the incident do not support one.
    """

    cos: Phrase
    href: str
    goal: str
    scope: str
    verdict: str
    times: Markup


def response(edition: Edition, incident: IncidentNow) -> ResponseView | None:
    """Return what the policy says of an incident; None where it is of no class."""
    policy, name = edition.world.content.policy, incident.incident.cos
    if policy is None or name is None:
        return None
    cos, verdict = policy.class_of_service(name), incident.verdict
    return ResponseView(
        cos=phrase(edition, cos.name),
        href=class_href(edition, cos),
        goal=goal(edition.words, cos.goal),
        scope=goal_scope(edition.words, policy, cos),
        verdict=verdict_sentence(edition.words, policy, verdict) if verdict else "",
        times=_times(edition, verdict) if verdict else Markup(),
    )


def class_href(edition: Edition, cos: ClassOfService) -> str:
    """Return a link to what the policy says of a class."""
    return f"{edition.href(urls.SLA)}#class-{cos.id}"


def _times(edition: Edition, verdict: Verdict) -> Markup:
    """Return the instants on which a verdict rests."""
    say = edition.words.say
    told = [(to_say("Came in {time}"), verdict.goal.asked)]
    if verdict.taken is not None and verdict.answered is not None:
        told.append((to_say("answered {time}"), verdict.answered))
    if verdict.goal.due is not None:
        told.append((to_say("goal {time}"), verdict.goal.due))
    return Markup(", ").join(filled(say(each), time=zoned(edition, at)) for each, at in told)


def promise(edition: Edition, incident: IncidentNow) -> Markup:
    """Return when the next word is promised, or by how much it is overdue."""
    told = _promised(edition, incident)
    return Markup('<span data-live="{}">{}</span>').format(PROMISE, told) if told else told


def _promised(edition: Edition, incident: IncidentNow) -> Markup:
    due, words = incident.next_update, edition.words
    if due is None:
        return Markup()
    if not incident.is_overdue:
        return filled(words.say("Next update due {time}"), time=zoned(edition, due))
    message = words.say("Next update was due {time}, overdue by {late}")
    return filled(message, time=zoned(edition, due), late=lapse(edition, due))
