"""The support policy: who may expect what, through which channel, when, and how soon."""

import enum
from collections.abc import Mapping
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.model.states import Announcement, Audience
from statusgen.model.text import Text


class During(enum.Enum):
    """Whether something runs in support hours only, or round the clock."""

    SUPPORT_HOURS = "support_hours"
    ALWAYS = "always"


class Turn(enum.Enum):
    """Whether somebody is helped by the vendor, or turns to somebody else."""

    DIRECT = "direct"
    REFER = "refer"


class Eligible(enum.Enum):
    """Who may use a channel, where that is not a list of tiers."""

    DIRECT_SUPPORT = "direct_support"
    EVERYONE = "everyone"


# --- regions -----------------------------------------------------------------------------------


class Hours(Struct, frozen=True):
    """Part of a day in local time; `closes` is the first minute outside, 00:00 the day's end."""

    opens: time
    closes: time


class Holiday(Struct, frozen=True):
    """A day on which a region gives no support in its usual hours."""

    date: date
    name: Text


class Region(Struct, frozen=True):
    """Support hours and the zone they are told in; `hours` by weekday, Monday being 0.

    `zone_name` is what the policy itself calls the zone, as in "CET".
    """

    id: str
    label: Text
    timezone: ZoneInfo
    hours: Mapping[int, tuple[Hours, ...]]
    zone_name: str | None = None
    holidays: tuple[Holiday, ...] = ()


# --- classes of service ------------------------------------------------------------------------


class Within(Struct, frozen=True, tag=True):
    """A goal that leaves a time to answer in, reckoned in support hours or round the clock."""

    duration: timedelta
    during: During


class EndOfWorkingDay(Struct, frozen=True, tag=True):
    """A goal to answer before the working day ends."""


ResponseRule = Within | EndOfWorkingDay


class ClassOfService(Struct, frozen=True):
    """What makes an issue one of this class, and how soon its first answer comes.

    `update_every` is how often the policy promises news of an open incident, if it does.
    """

    id: str
    name: Text
    conditions: tuple[Text, ...]
    goal: ResponseRule
    update_every: timedelta | None = None


class ExtendedSupport(Struct, frozen=True):
    """Help outside support hours: for which `classes`, by which channel, in which languages."""

    classes: tuple[str, ...]
    channel: str
    during: During
    languages: tuple[str, ...]
    covers: tuple[Text, ...]
    excludes: tuple[Text, ...]
    handling: Text | None = None


# --- people ------------------------------------------------------------------------------------


class Referral(Struct, frozen=True):
    """To whom somebody turns: in words, and as tiers where the policy names them."""

    who: Text
    tiers: tuple[str, ...] = ()


class Statement(Struct, frozen=True):
    """What one section of the policy says of a tier."""

    section: str
    turn: Turn


class Tier(Struct, frozen=True):
    """A kind of partner or customer, and where it turns for support.

    `statements` are the sections that disagree, where some do; `choice` is what the site follows,
    and None while nobody has settled that.
    """

    id: str
    name: Text
    statements: tuple[Statement, ...]
    choice: Turn | None = None
    refers_to: Referral | None = None

    @property
    def turn(self) -> Turn | None:
        """Where this tier turns; None while the policy contradicts itself and nobody chose."""
        said = {statement.turn for statement in self.statements}
        return self.choice or (said.pop() if len(said) == 1 else None)


# --- channels ----------------------------------------------------------------------------------


class Channel(Struct, frozen=True):
    """One way to reach support: who may use it, when, for what and for what not.

    `during` is None where the policy does not say; `takes_critical` tells whether a Critical issue
    may be reported there; `needs` is what must exist before the channel is used.
    """

    id: str
    name: Text
    who: Eligible | tuple[str, ...]
    during: During | None
    used_for: tuple[Text, ...]
    not_for: tuple[Text, ...] = ()
    needs: Text | None = None
    takes_critical: bool = False


class Reach(Struct, frozen=True):
    """Whose number or link one is, so that the reader's own can stand first.

    `region` is the one whose support hours hold; `countries` are ISO 3166 codes; `language` is
    that of the label's readers and promises nothing of what is spoken.
    """

    region: str | None = None
    countries: tuple[str, ...] = ()
    language: str | None = None


class Phone(Struct, frozen=True):
    """A telephone number: `number` in E.164 for a `tel:` link, `display` grouped for reading."""

    label: Text
    number: str
    display: str
    reach: Reach = Reach()


class Link(Struct, frozen=True):
    """A named address, as of a self-help resource or a chat with support."""

    label: Text
    url: str
    reach: Reach = Reach()


class PolicyGroup(Struct, frozen=True):
    """A community group in the policy's words; `group` is its id in groups.yml, if it is there."""

    name: Text
    url: str
    audience: Audience
    used_for: tuple[Text, ...]
    announces: tuple[Announcement, ...] = ()
    group: str | None = None


# --- the rest ----------------------------------------------------------------------------------


class Mission(Struct, frozen=True):
    """What support is for and what it does not do; what the operations centre (NOC) does."""

    offers: tuple[Text, ...]
    excludes: tuple[Text, ...] = ()
    noc: tuple[Text, ...] = ()


class TicketRules(Struct, frozen=True):
    """How to open a ticket, what must and what should be in it, and what holds afterwards."""

    steps: tuple[Text, ...]
    mandatory: tuple[Text, ...]
    helpful: tuple[Text, ...] = ()
    afterwards: tuple[Text, ...] = ()


class Monitoring(Struct, frozen=True):
    """What is watched, when, what follows, and by which channels a partner hears of it."""

    during: During
    steps: tuple[Text, ...]
    contact_by: tuple[str, ...] = ()


class Policy(Struct, frozen=True):
    """The support policy as data; the first region is the one meant where none is named.

    `created` and `updated` are months, given by their first day.
    """

    name: Text
    created: date
    updated: date
    permalink: str
    mission: Mission
    regions: tuple[Region, ...]
    classes: tuple[ClassOfService, ...]
    tiers: tuple[Tier, ...]
    channels: tuple[Channel, ...]
    extended: ExtendedSupport | None = None
    phones: tuple[Phone, ...] = ()
    chats: tuple[Link, ...] = ()
    groups: tuple[PolicyGroup, ...] = ()
    self_help: tuple[Link, ...] = ()
    tickets: TicketRules | None = None
    monitoring: Monitoring | None = None
    status_page: str | None = None

    def region(self, region_id: str | None = None) -> Region:
        """Return a region by its id, or the first; raises KeyError for an unknown one."""
        by_id = {region.id: region for region in self.regions}
        return self.regions[0] if region_id is None else by_id[region_id]

    def class_of_service(self, class_id: str) -> ClassOfService:
        """Return a class by its id; raises KeyError for an unknown one."""
        return {each.id: each for each in self.classes}[class_id]

    def channel(self, channel_id: str) -> Channel:
        """Return a channel by its id; raises KeyError for an unknown one."""
        return {channel.id: channel for channel in self.channels}[channel_id]

    def users_of(self, channel: Channel) -> tuple[Tier, ...]:
        """Return the tiers that may use `channel`; one on which sections disagree is left out."""
        return tuple(tier for tier in self.tiers if _may_use(tier, channel))


def _may_use(tier: Tier, channel: Channel) -> bool:
    match channel.who:
        case Eligible.EVERYONE:
            return True
        case Eligible.DIRECT_SUPPORT:
            return tier.turn is Turn.DIRECT
        case tiers:
            return tier.id in tiers
