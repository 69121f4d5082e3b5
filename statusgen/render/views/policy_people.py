"""Who may ask whom, by which channel, and what the groups are for, as the policy has it."""

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape
from msgspec import Struct

from statusgen.model import (
    Audience,
    Channel,
    Eligible,
    Link,
    Policy,
    PolicyGroup,
    Statement,
    Tier,
    Turn,
)
from statusgen.render.context import Edition
from statusgen.render.views import parts
from statusgen.render.views.parts import Phrase, filled, inline, phrase, phrases
from statusgen.text.messages import to_say
from statusgen.text.policy_text import when

CHAT = "chat"
"""The channel that the policy's links to a chat belong to, if it has one of this name."""


class ChannelView(Struct, frozen=True):
    """One way to reach support: for whom, when, for what and never for what."""

    id: str
    name: Phrase
    when: str
    who: Markup
    needs: Phrase | None
    critical: str
    used_for: tuple[Phrase, ...]
    not_for: tuple[Phrase, ...]
    links: tuple[parts.Link, ...]


class TierView(Struct, frozen=True):
    """Partners or customers, where they turn, and what the policy leaves open about that."""

    names: Markup
    turns: Markup
    note: Markup


class GroupView(Struct, frozen=True):
    """A community group: for whom and for what it is."""

    name: Phrase
    url: str
    audience: str
    used_for: tuple[Phrase, ...]


# --- channels ----------------------------------------------------------------------------------


def channels(edition: Edition, policy: Policy) -> Iterator[ChannelView]:
    """Yield the channels in the order of the policy."""
    for channel in policy.channels:
        yield _channel(edition, policy, channel)
    if policy.chats and CHAT not in {channel.id for channel in policy.channels}:
        yield _only_links(edition, policy)


def _channel(edition: Edition, policy: Policy, channel: Channel) -> ChannelView:
    return ChannelView(
        id=f"channel-{channel.id}",
        name=phrase(edition, channel.name),
        when=when(edition.words, channel.during) if channel.during else "",
        who=_users(edition, policy, channel),
        needs=phrase(edition, channel.needs) if channel.needs else None,
        critical=_critical(edition, policy) if channel.takes_critical else "",
        used_for=phrases(edition, channel.used_for),
        not_for=phrases(edition, channel.not_for),
        links=_links(edition, policy) if channel.id == CHAT else (),
    )


def _only_links(edition: Edition, policy: Policy) -> ChannelView:
    name, links = Phrase(edition.words.say("Chat")), _links(edition, policy)
    return ChannelView("channel-links", name, "", Markup(), None, "", (), (), links)


def _links(edition: Edition, policy: Policy) -> tuple[parts.Link, ...]:
    return tuple(_link(edition, each) for each in policy.chats)


def _link(edition: Edition, link: Link) -> parts.Link:
    return parts.Link(inline(edition, link.label), link.url)


def _users(edition: Edition, policy: Policy, channel: Channel) -> Markup:
    """Return who may use a channel; who has direct support is told in a place of its own."""
    say = edition.words.say
    match channel.who:
        case Eligible.EVERYONE:
            return escape(say("Everyone"))
        case Eligible.DIRECT_SUPPORT:
            return escape(say("All with direct support"))
        case _:
            return _names(edition, policy.users_of(channel))


def _critical(edition: Edition, policy: Policy) -> str:
    """Return that the most urgent issues may be reported; their classes lead the policy's list."""
    cos = edition.said(policy.classes[0].name)
    return edition.words.say("{cos} issues can be reported here").format(cos=cos)


# --- tiers -------------------------------------------------------------------------------------


def tiers(edition: Edition, policy: Policy) -> Iterator[TierView]:
    """Yield who turns where; neighbours who turn to the same place share a row."""
    for _, same in groupby(policy.tiers, key=_sameness):
        alike = tuple(same)
        first = alike[0]
        yield TierView(
            names=_names(edition, alike),
            turns=_turns(edition, first),
            note=_note(edition, first),
        )


def _sameness(tier: Tier) -> tuple[object, ...]:
    who = tier.refers_to and tuple(tier.refers_to.who.by_language.items())
    return (
        tier.turn,
        who if tier.turn is not Turn.DIRECT else None,
        tier.id if _is_disputed(tier) else "",
    )


def _is_disputed(tier: Tier) -> bool:
    """Return whether sections of the policy disagree on a tier, settled or not."""
    return len({statement.turn for statement in tier.statements}) > 1


def _names(edition: Edition, some: tuple[Tier, ...]) -> Markup:
    names = [str(inline(edition, tier.name)) for tier in some]
    return Markup(edition.words.joined(names)) if names else Markup()  # noqa: S704 - of markup


def _turns(edition: Edition, tier: Tier) -> Markup:
    if tier.turn is Turn.DIRECT:
        return escape(edition.words.say("Support, directly"))
    if tier.turn is Turn.REFER:
        return _referred(edition, tier)
    return escape(edition.words.say("The policy says both, and it is not settled which holds"))


def _referred(edition: Edition, tier: Tier) -> Markup:
    if tier.refers_to is None:
        return escape(edition.words.say("Not support directly"))
    return inline(edition, tier.refers_to.who)


def _note(edition: Edition, tier: Tier) -> Markup:
    """Return what sections of the policy disagree on; nothing where they agree."""
    if not _is_disputed(tier):
        return Markup()
    said = Markup(" ").join(_statement(edition, tier, each) for each in tier.statements)
    if tier.turn is not None:
        return filled(edition.words.say("The policy says both. {said}"), said=said)
    message = edition.words.say("{said} Until it is settled, ask {who}.")
    return filled(message, said=said, who=_referred(edition, tier))


def _statement(edition: Edition, tier: Tier, statement: Statement) -> Markup:
    is_direct = statement.turn is Turn.DIRECT
    where = (
        escape(edition.words.say("support, directly")) if is_direct else _referred(edition, tier)
    )
    message = edition.words.say("Section {n}: {where}.")
    return filled(message, n=statement.section, where=where)


# --- groups ------------------------------------------------------------------------------------

_AUDIENCES = {
    Audience.EVERYONE: to_say("Open to everyone"),
    Audience.PARTNERS: to_say("Partners only"),
}


def groups(edition: Edition, policy: Policy) -> tuple[GroupView, ...]:
    """Return the community groups of the policy."""
    return tuple(_group(edition, each) for each in policy.groups)


def _group(edition: Edition, group: PolicyGroup) -> GroupView:
    return GroupView(
        name=phrase(edition, group.name),
        url=group.url,
        audience=edition.words.say(_AUDIENCES[group.audience]),
        used_for=phrases(edition, group.used_for),
    )
