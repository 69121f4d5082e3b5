"""Where to turn about an incident or work, by the support policy (sections 2 and 3)."""

import itertools

from msgspec import Struct

from statusgen.model import During, Phone, Policy, Region, Turn
from statusgen.text.policy_text import always_extended, class_names, spoken, usual_week
from statusgen.text.wording import Wording


class Contact(Struct, frozen=True):
    """The support that answers for an incident or for work.

    `number` is the telephone number that stands first; there are others if `has_more`.
    `languages` are spoken outside support hours, for a class that is answered at any hour, else
    empty; `classes` are the names of all such classes; `hours` are the usual week. `anytime` are
    the ways that are always open, `callers` may call, and `has_others` is whether anybody turns to
    a partner instead.
    """

    number: str
    has_more: bool
    languages: str
    classes: str
    hours: str
    anytime: str
    callers: str
    has_others: bool

    @property
    def is_critical(self) -> bool:
        """Whether the class is answered at any hour."""
        return bool(self.languages)


def contact(
    policy: Policy | None, cos: str | None, region: Region | None, words: Wording
) -> Contact | None:
    """Return whom to call about an incident of a class in a region; None if nobody can be called.

    Times are in the zone of the region, as readers say it.
    """
    if policy is None or not policy.phones:
        return None
    extended, region = always_extended(policy), region or policy.regions[0]
    is_critical = extended is not None and cos in extended.classes
    return Contact(
        number=_first(policy, region, words.language).number,
        has_more=len(policy.phones) > 1,
        languages=spoken(words, extended) if extended and is_critical else "",
        classes=class_names(words, policy, extended) if extended else "",
        hours=_hours(words, region),
        anytime=_anytime(policy, words),
        callers=_callers(policy, words),
        has_others=any(each.turn is not Turn.DIRECT for each in policy.tiers),
    )


def _first(policy: Policy, region: Region, language: str) -> Phone:
    """Return the number of a region, in the language of the readers if it has one."""

    def rank(phone: Phone) -> tuple[bool, bool]:
        is_elsewhere = phone.reach.region != region.id
        return is_elsewhere, phone.reach.language != language

    return min(policy.phones, key=rank)


def _hours(words: Wording, region: Region) -> str:
    """Return the usual week of a region: "Monday to Friday, 09:00 to 18:00 Rome time"."""
    zone = words.in_zone(region.timezone).spoken_zone
    return f"{'; '.join(usual_week(words, region))} {zone}"


def _anytime(policy: Policy, words: Wording) -> str:
    """Return the channels for a problem that are open at any time: "Ticket in WMP"."""
    always = (c for c in policy.channels if c.during is During.ALWAYS and c.takes_critical)
    return words.joined([each.name.in_language(words.language) for each in always])


def _callers(policy: Policy, words: Wording) -> str:
    """Return the tiers with direct support, the words that end all names said once."""
    direct = (each for each in policy.tiers if each.turn is Turn.DIRECT)
    names = [each.name.in_language(words.language).split() for each in direct]
    shared = _shared_end(names)
    stems = words.joined([" ".join(name[: len(name) - shared]) for name in names])
    return " ".join((stems, *names[0][len(names[0]) - shared :])) if names else ""


def _shared_end(names: list[list[str]]) -> int:
    """Return how many words at the end all of several names share, at least one being left."""
    if not names[1:]:
        return 0
    ends = zip(*(reversed(name[1:]) for name in names), strict=False)
    return sum(1 for _ in itertools.takewhile(lambda words: len(set(words)) == 1, ends))
