"""The support policy: regions, classes of service, tiers, channels and response goals."""

import enum
from collections.abc import Mapping
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.model.states import Announcement, Audience
from statusgen.model.text import Text


class During(enum.Enum):
    """Whether a service runs in support hours only, or round the clock."""

    SUPPORT_HOURS = "support_hours"
    ALWAYS = "always"


class Turn(enum.Enum):
    """Whether a tier has direct support, or is referred to another party."""

    DIRECT = "direct"
    REFER = "refer"


class Eligible(enum.Enum):
    """The users of a channel, if they are not a list of tiers."""

    DIRECT_SUPPORT = "direct_support"
    EVERYONE = "everyone"


# --- regions -----------------------------------------------------------------------------------


class Hours(Struct, frozen=True):
    """Part of a day in local time; `closes` is the first minute outside, 00:00 the day's end."""

    opens: time
    closes: time


_Date = date  # a field of this name would be its own type in Python 3.14


class Holiday(Struct, frozen=True):
    """A day on which a region gives no support in its usual hours."""

    date: _Date
    name: Text


class Region(Struct, frozen=True):
    """Support hours and their time zone; `hours` by weekday, Monday being 0.

    `zone_name` is the policy's own name of the zone, such as "CET".
    """

    id: str
    label: Text
    timezone: ZoneInfo
    hours: Mapping[int, tuple[Hours, ...]]
    zone_name: str | None = None
    holidays: tuple[Holiday, ...] = ()


# --- classes of service ------------------------------------------------------------------------


class Within(Struct, frozen=True, tag=True):
    """A goal to answer within a duration, counted in support hours or round the clock."""

    duration: timedelta
    during: During


class EndOfWorkingDay(Struct, frozen=True, tag=True):
    """A goal to answer before the working day ends."""


ResponseRule = Within | EndOfWorkingDay


class ClassOfService(Struct, frozen=True):
    """A class of issues, its conditions, and the goal for the first answer.

    `update_every` is the promised interval between updates of an open incident, if any.
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
    """The contact of a tier: in words, and as tiers if the policy names them."""

    who: Text
    tiers: tuple[str, ...] = ()


class Statement(Struct, frozen=True):
    """The statement of one section of the policy on a tier."""

    section: str
    support: Turn


class Tier(Struct, frozen=True):
    """A kind of partner or customer, and its contact for support.

    `statements` has several sections if they disagree; `support` is the one that the site follows,
    None while that is not decided.
    """

    id: str
    name: Text
    statements: tuple[Statement, ...]
    support: Turn | None = None
    refer_to: Referral | None = None

    @property
    def turn(self) -> Turn | None:
        """Direct support or referral; None while the policy is contradictory and nobody chose."""
        turns = {statement.support for statement in self.statements}
        return self.support or (turns.pop() if len(turns) == 1 else None)


# --- channels ----------------------------------------------------------------------------------


class Channel(Struct, frozen=True):
    """A way to reach support, with its users, hours and purposes.

    `during` is None if the policy does not say; `takes_critical` is whether a Critical issue may be
    reported there; `needs` must exist before the channel is used.
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
    """The readers of a number or link, so that the reader's own is shown first.

    `region` is that of the support hours; `countries` are ISO 3166 codes; `language` is that of the
    label, not necessarily the spoken one.
    """

    region: str | None = None
    countries: tuple[str, ...] = ()
    language: str | None = None


class Phone(Struct, frozen=True):
    """A telephone number; `number` is international and grouped for reading."""

    label: Text
    number: str
    reach: Reach = Reach()

    @property
    def href(self) -> str:
        """The link that calls the number, in E.164."""
        return f"tel:{self.number.replace(' ', '')}"


class Link(Struct, frozen=True):
    """A named address, as of a self-help resource or a chat with support."""

    label: Text
    url: str
    reach: Reach = Reach()


class AudienceStatement(Struct, frozen=True):
    """The statement of one section of the policy on the audience of a group."""

    section: str
    audience: Audience


class PolicyGroup(Struct, frozen=True):
    """A community group in the policy's words; `group` is its id in groups.yml, if it is there.

    `statements` are those of sections that disagree; `audience` is the one that the site follows,
    None while that is not decided.
    """

    name: Text
    url: str
    audience: Audience | None
    used_for: tuple[Text, ...]
    announces: tuple[Announcement, ...] = ()
    group: str | None = None
    statements: tuple[AudienceStatement, ...] = ()


# --- the rest ----------------------------------------------------------------------------------


class Mission(Struct, frozen=True):
    """The services of support and its exclusions, and those of the operations centre (NOC)."""

    offers: tuple[Text, ...]
    excludes: tuple[Text, ...] = ()
    noc: tuple[Text, ...] = ()


class TicketRules(Struct, frozen=True):
    """The steps to open a ticket, its contents, and the rules afterwards."""

    steps: tuple[Text, ...]
    mandatory: tuple[Text, ...]
    essential: tuple[Text, ...] = ()
    helpful: tuple[Text, ...] = ()
    afterwards: tuple[Text, ...] = ()


class Monitoring(Struct, frozen=True):
    """Monitoring by the NOC: its hours, its steps, and the channels to contact partners."""

    during: During
    steps: tuple[Text, ...]
    contact_by: tuple[str, ...] = ()


class Policy(Struct, frozen=True):
    """The support policy; the first region is the default.

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
        """Return the tiers that may use `channel`, without tiers on which sections disagree."""
        return tuple(tier for tier in self.tiers if _may_use(tier, channel))


def _may_use(tier: Tier, channel: Channel) -> bool:
    match channel.who:
        case Eligible.EVERYONE:
            return True
        case Eligible.DIRECT_SUPPORT:
            return tier.turn is Turn.DIRECT
        case tiers:
            return tier.id in tiers
