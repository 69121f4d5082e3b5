"""Whom to call about a Critical problem, as the support policy has it (sections 2 and 3)."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from statusgen.model import ClassOfService, ExtendedSupport, Policy, Region, Text, Turn
from statusgen.text.policy_text import always_extended, clock_name, spoken, usual_week
from statusgen.text.wording import Wording


class HotlineNumber(Struct, frozen=True):
    """A telephone number as people read it, and for whom it is."""

    label: str
    display: str


class HotlineReferral(Struct, frozen=True):
    """Those who are helped by somebody else, and by whom."""

    tiers: str
    who: str


class Hotline(Struct, frozen=True):
    """How to reach support for a class of service that is answered by phone at any hour.

    `callers` may call; `languages` are spoken outside the support hours, of which `hours` has a
    line for each region; `referrals` tell everybody else where to turn.
    """

    cos: str
    callers: str
    languages: str
    numbers: tuple[HotlineNumber, ...]
    hours: tuple[str, ...]
    referrals: tuple[HotlineReferral, ...]


def hotlines(policy: Policy | None, words: Wording) -> Mapping[str | None, Hotline]:
    """Return whom to call about an incident, by the id of its class.

    A class is missing that has no support round the clock; all are where no number is known.
    """
    extended = always_extended(policy)
    if policy is None or extended is None or not policy.phones:
        return {}
    classes = (policy.class_of_service(each) for each in extended.classes)
    return {cos.id: _helpline(policy, extended, cos, words) for cos in classes}


def _helpline(
    policy: Policy, extended: ExtendedSupport, cos: ClassOfService, words: Wording
) -> Hotline:
    language = words.language
    callers = policy.users_of(policy.channel(extended.channel))
    return Hotline(
        cos=_said(cos.name, language),
        callers=words.joined([_said(tier.name, language) for tier in callers]),
        languages=spoken(words, extended),
        numbers=_numbers(policy, language),
        hours=tuple(_hours(region, words) for region in policy.regions),
        referrals=tuple(_referrals(policy, words)),
    )


def _numbers(policy: Policy, language: str) -> tuple[HotlineNumber, ...]:
    """Return all numbers, those for readers of `language` first."""
    ours = sorted(policy.phones, key=lambda each: each.reach.language != language)
    return tuple(HotlineNumber(_said(each.label, language), each.display) for each in ours)


def _hours(region: Region, words: Wording) -> str:
    """Return the usual week of a region: "Europe: Monday to Friday, 09:00 to 18:00 CET"."""
    week = "; ".join(usual_week(words, region))
    label = _said(region.label, words.language)
    return words.labelled(label, f"{week} {clock_name(region)}")


def _referrals(policy: Policy, words: Wording) -> Iterator[HotlineReferral]:
    """Yield who turns to somebody else, taken together by whom they turn to.

    While the policy contradicts itself on a tier, that one can ask those who surely help it.
    """
    tiers: dict[str, list[str]] = {}
    language = words.language
    for tier in policy.tiers:
        if tier.turn is not Turn.DIRECT and tier.refers_to is not None:
            who = _said(tier.refers_to.who, language)
            tiers.setdefault(who, []).append(_said(tier.name, language))
    for who, names in tiers.items():
        yield HotlineReferral(words.joined(names), who)


def _said(text: Text, language: str) -> str:
    return text.for_language(language)[0]
