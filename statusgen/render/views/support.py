"""The support panel: which desks are open now, and whom to call about a Critical issue."""

from markupsafe import Markup
from msgspec import Struct

from statusgen.model import During, Policy, Region, Text
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import LinkView, Phrase, inline, phrase
from statusgen.render.views.support_desks import RegionView, regions
from statusgen.text.policy_text import (
    always_extended,
    class_names,
    extended_class,
    extended_way,
    spoken,
)


class PhoneView(Struct, frozen=True):
    """A telephone number; `countries` are those whose readers it is for, as ISO 3166 codes."""

    label: Phrase
    href: str
    display: str
    countries: str


class PanelView(Struct, frozen=True):
    """The support panel; `phones` lead while an incident is open that is answered at any hour.

    `terms` are those of support at any hour, `never` lists the exclusions of channels.
    """

    title: str
    phones: tuple[PhoneView, ...]
    terms: str
    regions: tuple[RegionView, ...]
    extended: LinkView | None
    never: tuple[Markup, ...]
    policy: str


def panel(context: RenderContext) -> PanelView | None:
    """Return the support panel; None where there is no policy."""
    policy = context.content.policy
    if policy is None:
        return None
    urgent = _urgent(context, policy)
    return PanelView(
        title=_title(context, urgent),
        phones=phones(context, policy, urgent[1]) if urgent else (),
        terms=terms(context, policy),
        regions=regions(context, policy),
        extended=None if urgent else _extended(context, policy),
        never=_never(context, policy),
        policy=context.href(urls.SLA),
    )


def _urgent(context: RenderContext, policy: Policy) -> tuple[Text, Region] | None:
    """Return the class and region of the worst open incident that is answered at any hour."""
    if not policy.phones:
        return None
    for incident in context.world.open_incidents:
        cos = extended_class(policy, incident)
        if cos is not None:
            return cos.name, policy.region(incident.incident.region)
    return None


def _title(context: SiteContext, urgent: tuple[Text, Region] | None) -> str:
    if urgent is None:
        return context.words.say("Support now")
    return call_first(context, urgent[0])


def call_first(context: SiteContext, cos: Text) -> str:
    """Return the advice on an issue of a class that is answered at any hour."""
    return context.words.say("{cos} issue? Please call.").format(cos=context.text(cos))


def terms(context: SiteContext, policy: Policy) -> str:
    """Return for which classes and in which languages the phone is answered at any hour."""
    extended = always_extended(policy)
    if extended is None:
        return ""
    message = context.words.say("Outside support hours: {cos} issues only, 24/7, in {languages}")
    languages = spoken(context.words, extended)
    return message.format(cos=class_names(context.words, policy, extended), languages=languages)


def _extended(context: SiteContext, policy: Policy) -> LinkView | None:
    """Return the link to support outside support hours, with its classes."""
    extended = always_extended(policy)
    if extended is None:
        return None
    names = class_names(context.words, policy, extended)
    note = context.words.say("{cos}, outside support hours").format(cos=names)
    way = extended_way(context.words, policy, extended)
    place = "phones" if policy.phones else "extended"
    return LinkView(way[:1].upper() + way[1:], f"{context.href(urls.SLA)}#{place}", note)


def _never(context: SiteContext, policy: Policy) -> tuple[Markup, ...]:
    """Return the exclusions of channels, in short.

    Those of channels of support hours are left out: the hours imply them.
    """
    message = context.words.say("{channel}: not for {what}")
    return tuple(
        filled(message, channel=inline(context, channel.name), what=_gist(context, what))
        for channel in policy.channels
        if channel.during is not During.SUPPORT_HOURS
        for what in channel.not_for
    )


def _gist(context: SiteContext, text: Text) -> Markup:
    """Return the first sentence of a text; the page of the policy has the whole text."""
    first = {name: full.partition(". ")[0] for name, full in text.by_language.items()}
    return inline(context, Text(text.first, first))


# --- phones ------------------------------------------------------------------------------------


def phones(context: SiteContext, policy: Policy, region: Region) -> tuple[PhoneView, ...]:
    """Return all telephone numbers, those for `region` first."""
    ours = sorted(policy.phones, key=lambda each: each.reach.region != region.id)
    return tuple(
        PhoneView(
            phrase(context, each.label), each.href, each.number, " ".join(each.reach.countries)
        )
        for each in ours
    )
