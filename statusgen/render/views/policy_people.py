"""Contacts of partners and customers, channels and community groups of the policy."""

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.model import Audience, Channel, Eligible, Policy, PolicyGroup, Statement, Tier, Turn
from statusgen.model.states import to_say
from statusgen.render.context import SiteContext
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import LinkView, Phrase, inline, joined, phrase, phrases
from statusgen.text.policy_text import when

CHAT = "chat"
"""The channel that the policy's links to a chat belong to, if it has one of this name."""


class ChannelView(Struct, frozen=True):
    """A channel of support: its users, its hours, its uses and exclusions."""

    id: str
    name: Phrase
    when: str
    who: Markup
    needs: Phrase | None
    critical: str
    used_for: tuple[Phrase, ...]
    not_for: tuple[Phrase, ...]
    links: tuple[LinkView, ...]


class TierView(Struct, frozen=True):
    """Partners or customers, their contact, and what the policy leaves open about that."""

    names: Markup
    turns: Markup
    note: Markup


class CommunityGroupView(Struct, frozen=True):
    """A community group: its audience and its uses."""

    name: Phrase
    url: str
    audience: str
    used_for: tuple[Phrase, ...]


# --- channels ----------------------------------------------------------------------------------


def channels(context: SiteContext, policy: Policy) -> Iterator[ChannelView]:
    """Yield the channels in the order of the policy."""
    for channel in policy.channels:
        yield _channel(context, policy, channel)
    if policy.chats and CHAT not in {channel.id for channel in policy.channels}:
        yield _only_links(context, policy)


def _channel(context: SiteContext, policy: Policy, channel: Channel) -> ChannelView:
    return ChannelView(
        id=f"channel-{channel.id}",
        name=phrase(context, channel.name),
        when=when(context.words, channel.during) if channel.during else "",
        who=_users(context, policy, channel),
        needs=phrase(context, channel.needs) if channel.needs else None,
        critical=_critical(context, policy) if channel.takes_critical else "",
        used_for=phrases(context, channel.used_for),
        not_for=phrases(context, channel.not_for),
        links=_links(context, policy) if channel.id == CHAT else (),
    )


def _only_links(context: SiteContext, policy: Policy) -> ChannelView:
    name, links = Phrase(context.words.say("Chat")), _links(context, policy)
    return ChannelView("channel-links", name, "", Markup(), None, "", (), (), links)


def _links(context: SiteContext, policy: Policy) -> tuple[LinkView, ...]:
    return tuple(LinkView(inline(context, each.label), each.url) for each in policy.chats)


def _users(context: SiteContext, policy: Policy, channel: Channel) -> Markup:
    """Return who may use a channel; another section lists those with direct support."""
    say = context.words.say
    match channel.who:
        case Eligible.EVERYONE:
            return escape(say("Everyone"))
        case Eligible.DIRECT_SUPPORT:
            return escape(say("Everyone with direct support"))
        case _:
            return _names(context, policy.users_of(channel))


def _critical(context: SiteContext, policy: Policy) -> str:
    """Return that the most urgent issues may be reported; their class is first in the policy."""
    cos = context.text(policy.classes[0].name)
    return context.words.say("{cos} issues can be reported here").format(cos=cos)


# --- tiers -------------------------------------------------------------------------------------


def tiers(context: SiteContext, policy: Policy) -> Iterator[TierView]:
    """Yield the contacts of tiers; neighbours with the same contact share a row."""
    for _, same in groupby(policy.tiers, key=_sameness):
        alike = tuple(same)
        first = alike[0]
        yield TierView(
            names=_names(context, alike),
            turns=_turns(context, first),
            note=_note(context, first),
        )


def _sameness(tier: Tier) -> tuple[object, ...]:
    who = tier.refer_to and tuple(tier.refer_to.who.by_language.items())
    return (
        tier.turn,
        who if tier.turn is not Turn.DIRECT else None,
        tier.id if _is_disputed(tier) else "",
    )


def _is_disputed(tier: Tier) -> bool:
    """Return whether sections of the policy disagree on a tier, decided or not."""
    return len({statement.support for statement in tier.statements}) > 1


def _names(context: SiteContext, some: tuple[Tier, ...]) -> Markup:
    return joined(context, (inline(context, tier.name) for tier in some))


def _turns(context: SiteContext, tier: Tier) -> Markup:
    if tier.turn is Turn.DIRECT:
        return escape(context.words.say("Support directly"))
    if tier.turn is Turn.REFER:
        return _referred(context, tier)
    return escape(
        context.words.say(
            "The policy makes two different statements, and which one applies is not decided yet"
        )
    )


def _referred(context: SiteContext, tier: Tier) -> Markup:
    if tier.refer_to is None:
        return escape(context.words.say("No direct support"))
    return inline(context, tier.refer_to.who)


def _note(context: SiteContext, tier: Tier) -> Markup:
    """Return the disagreement of sections of the policy; empty if they agree."""
    if not _is_disputed(tier):
        return Markup()
    said = Markup(" ").join(_statement(context, tier, each) for each in tier.statements)
    if tier.turn is not None:
        return filled(
            context.words.say("The policy makes two different statements. {said}"), said=said
        )
    message = context.words.say("{said} Until this is decided, contact {who}.")
    return filled(message, said=said, who=_referred(context, tier))


def _statement(context: SiteContext, tier: Tier, statement: Statement) -> Markup:
    is_direct = statement.support is Turn.DIRECT
    where = escape(context.words.say("support directly")) if is_direct else _referred(context, tier)
    message = context.words.say("Section {n}: {where}.")
    return filled(message, n=statement.section, where=where)


# --- groups ------------------------------------------------------------------------------------

_AUDIENCES = {
    Audience.EVERYONE: to_say("Open to everyone"),
    Audience.PARTNERS: to_say("Partners only"),
}


def groups(context: SiteContext, policy: Policy) -> Iterator[CommunityGroupView]:
    """Yield the community groups of the policy."""
    for group in policy.groups:
        yield CommunityGroupView(
            name=phrase(context, group.name),
            url=group.url,
            audience=_audience(context, group),
            used_for=phrases(context, group.used_for),
        )


def _audience(context: SiteContext, group: PolicyGroup) -> str:
    """Return who may join a group; what each section says while that is not decided."""
    say = context.words.say
    if group.audience is not None:
        return say(_AUDIENCES[group.audience])
    message = say("Section {n}: {where}.")
    statements = (
        message.format(n=each.section, where=say(_AUDIENCES[each.audience]))
        for each in group.statements
    )
    return " ".join(statements)
