"""The sections of the page of the policy: their names and fallback languages."""

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from statusgen.model import Policy, Text
from statusgen.model.states import to_say
from statusgen.render.context import SiteContext

_ALWAYS = {"hours", "goals", "channels", "who", "mission", "source"}
"""Sections that every policy has."""


class SectionHead(Struct, frozen=True):
    """A section: its name, and the language of its content if that is not the page's."""

    label: str
    mark: str


def heads(context: SiteContext, policy: Policy) -> Iterator[tuple[str, SectionHead]]:
    """Yield the sections in the order of the page, each with its fragment.

    A policy is often written in one language only: each section names it once.
    """
    announces = policy.status_page or any(group.announces for group in policy.groups)
    for name, label, what in (
        ("hours", to_say("Hours"), policy.regions),
        ("goals", to_say("Classes and goals"), policy.classes),
        ("extended", to_say("Outside support hours"), policy.extended),
        ("channels", to_say("Channels"), policy.channels),
        ("tickets", to_say("Tickets"), policy.tickets),
        ("who", to_say("Who to contact"), policy.tiers),
        ("groups", to_say("Groups"), policy.groups),
        ("announcements", to_say("Announcements"), announces),
        ("monitoring", to_say("Proactive monitoring"), policy.monitoring),
        ("self-help", to_say("Self-help"), policy.self_help),
        ("mission", to_say("Scope of support"), policy.mission),
        ("source", to_say("Source"), policy.name),
    ):
        if what or name in _ALWAYS:
            yield name, SectionHead(context.words.say(label), mark_of(context, what))


def mark_of(context: SiteContext, what: object) -> str:
    """Return the name of the first language of any text that is not the context's own."""
    marks = (context.text_with_language(text)[2] for text in _texts(what))
    return next(filter(None, marks), "")


def _texts(what: object) -> Iterator[Text]:
    """Yield every text in a record of the model, however deep."""
    if isinstance(what, Text):
        yield what
    elif isinstance(what, Struct):
        yield from _texts(structs.astuple(what))
    elif isinstance(what, Iterable) and not isinstance(what, str):
        for each in what:
            yield from _texts(each)
