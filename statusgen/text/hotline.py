"""The hotline for critical problems, by the support policy (sections 2 and 3)."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from statusgen.model import ClassOfService, ExtendedSupport, Policy, Region, Turn
from statusgen.text.policy_text import always_extended, clock_name, spoken, usual_week
from statusgen.text.wording import Wording


class HotlineNumber(Struct, frozen=True):
    """A telephone number for display, and the label of its callers."""

    label: str
    display: str


class HotlineReferral(Struct, frozen=True):
    """The tiers that another party helps, and that party."""

    tiers: str
    who: str


class Hotline(Struct, frozen=True):
    """The contact for a class of service with support by phone at any hour.

    `callers` may call; `languages` are spoken outside support hours; `hours` has a line for each
    region; `referrals` name the contacts of everybody else.
    """

    cos: str
    callers: str
    languages: str
    numbers: tuple[HotlineNumber, ...]
    hours: tuple[str, ...]
    referrals: tuple[HotlineReferral, ...]


def hotlines(policy: Policy | None, words: Wording) -> Mapping[str | None, Hotline]:
    """Return the hotline for incidents of each class, by the id of the class.

    Classes without support round the clock are missing; all are if the policy has no number.
    """
    extended = always_extended(policy)
    if policy is None or extended is None or not policy.phones:
        return {}
    classes = (policy.class_of_service(each) for each in extended.classes)
    return {cos.id: _hotline(policy, extended, cos, words) for cos in classes}


def _hotline(
    policy: Policy, extended: ExtendedSupport, cos: ClassOfService, words: Wording
) -> Hotline:
    language = words.language
    callers = policy.users_of(policy.channel(extended.channel))
    return Hotline(
        cos=cos.name.in_language(language),
        callers=words.joined([tier.name.in_language(language) for tier in callers]),
        languages=spoken(words, extended),
        numbers=_numbers(policy, language),
        hours=tuple(_hours(region, words) for region in policy.regions),
        referrals=tuple(_referrals(policy, words)),
    )


def _numbers(policy: Policy, language: str) -> tuple[HotlineNumber, ...]:
    """Return all numbers, those for readers of `language` first."""
    ours = sorted(policy.phones, key=lambda each: each.reach.language != language)
    return tuple(HotlineNumber(each.label.in_language(language), each.number) for each in ours)


def _hours(region: Region, words: Wording) -> str:
    """Return the usual week of a region: "Europe: Monday to Friday, 09:00 to 18:00 CET"."""
    week = "; ".join(usual_week(words, region))
    label = region.label.in_language(words.language)
    return words.labelled(label, f"{week} {clock_name(region)}")


def _referrals(policy: Policy, words: Wording) -> Iterator[HotlineReferral]:
    """Yield the tiers with another contact, grouped by that contact.

    A tier on which the policy contradicts itself is included, because that contact helps it.
    """
    tiers: dict[str, list[str]] = {}
    language = words.language
    for tier in policy.tiers:
        if tier.turn is not Turn.DIRECT and tier.refers_to is not None:
            who = tier.refers_to.who.in_language(language)
            tiers.setdefault(who, []).append(tier.name.in_language(language))
    for who, names in tiers.items():
        yield HotlineReferral(words.joined(names), who)
