"""The page of the support policy: contacts, channels, hours and response goals."""

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlsplit

from markupsafe import Markup
from msgspec import Struct

from statusgen.model import (
    Announcement,
    ClassOfService,
    EndOfWorkingDay,
    Link,
    Mission,
    Policy,
    Text,
    TicketRules,
)
from statusgen.model.states import to_say
from statusgen.render import urls
from statusgen.render.context import RenderContext, SiteContext
from statusgen.render.views.frame import Head, Page, as_of
from statusgen.render.views.markup import filled
from statusgen.render.views.parts import LinkView, Phrase, either, inline, phrase, phrases
from statusgen.render.views.policy_heads import SectionHead, heads
from statusgen.render.views.policy_hours import HoursView, hours_view
from statusgen.render.views.policy_people import (
    ChannelView,
    CommunityGroupView,
    TierView,
    channels,
    groups,
    tiers,
)
from statusgen.render.views.support import PhoneView, call_first, phones, terms
from statusgen.render.views.support_desks import RegionView, regions
from statusgen.text.policy_text import (
    always_extended,
    class_names,
    extended_way,
    goal,
    goal_scope,
    spoken,
    when,
)


class GoalView(Struct, frozen=True):
    """A class of service: its conditions and its goal."""

    id: str
    name: Phrase
    figure: str
    scope: str
    news: str
    conditions: tuple[Phrase, ...]


class ExtendedView(Struct, frozen=True):
    """Extended support: its terms, what it covers and what it excludes."""

    terms: str
    handling: Phrase | None
    covers: tuple[Phrase, ...]
    excludes: tuple[Phrase, ...]


class ListView(Struct, frozen=True):
    """A list with its name."""

    label: str
    lines: tuple[Phrase, ...]


class MonitoringView(Struct, frozen=True):
    """The steps of the operations centre after a finding."""

    when: str
    steps: tuple[Phrase, ...]
    contact: Markup


class SourceView(Struct, frozen=True):
    """The source of the policy, with its dates."""

    name: Phrase
    dates: str
    permalink: str


class PolicyView(Struct, frozen=True):
    """Context of the template of the policy's page.

    `heads` are the sections with content, by their fragment on the page; `working_day` explains
    the rule of the working day, if a goal has it.
    """

    heads: Mapping[str, SectionHead]
    regions: tuple[RegionView, ...]
    offers: tuple[Phrase, ...]
    call: str
    phones: tuple[PhoneView, ...]
    terms: str
    hours: HoursView
    goals: tuple[GoalView, ...]
    working_day: str
    extended: ExtendedView | None
    channels: tuple[ChannelView, ...]
    tickets: tuple[ListView, ...]
    tiers: tuple[TierView, ...]
    groups: tuple[CommunityGroupView, ...]
    announced: tuple[ListView, ...]
    status_page: str | None
    monitoring: MonitoringView | None
    self_help: tuple[LinkView, ...]
    mission: tuple[ListView, ...]
    source: SourceView


def policy_page(context: RenderContext, policy: Policy) -> Page:
    """Return the page of the support policy."""
    say = context.words.say
    head = Head(
        title=say("Who to contact, and how fast we respond"),
        description=". ".join(context.text(each) for each in policy.mission.offers),
        dated=as_of(context),
    )
    return Page(urls.SLA, "site/sla.html", head, _view(context, policy))


def _view(context: RenderContext, policy: Policy) -> PolicyView:
    return PolicyView(
        heads=dict(heads(context, policy)),
        regions=regions(context, policy),
        offers=phrases(context, policy.mission.offers),
        call=_call(context, policy),
        phones=phones(context, policy, policy.region()),
        terms=terms(context, policy),
        hours=hours_view(context, policy),
        goals=tuple(_goal(context, policy, each) for each in policy.classes),
        working_day=_working_day(context, policy),
        extended=_extended(context, policy),
        channels=tuple(channels(context, policy)),
        tickets=_tickets(context, policy.tickets) if policy.tickets else (),
        tiers=tuple(tiers(context, policy)),
        groups=tuple(groups(context, policy)),
        announced=tuple(_announced(context, policy)),
        status_page=policy.status_page,
        monitoring=_monitoring(context, policy),
        self_help=tuple(_help(context, each) for each in policy.self_help),
        mission=_mission(context, policy.mission),
        source=_source(context, policy),
    )


def _call(context: SiteContext, policy: Policy) -> str:
    """Return the advice on issues that are answered at any hour."""
    extended = always_extended(policy)
    if extended is None or not policy.phones:
        return ""
    return call_first(context, policy.class_of_service(extended.classes[0]).name)


# --- goals -------------------------------------------------------------------------------------


def _goal(context: SiteContext, policy: Policy, cos: ClassOfService) -> GoalView:
    return GoalView(
        id=f"class-{cos.id}",
        name=phrase(context, cos.name),
        figure=goal(context.words, cos.goal),
        scope=goal_scope(context.words, policy, cos),
        news=_news(context, cos),
        conditions=phrases(context, cos.conditions),
    )


def _news(context: SiteContext, cos: ClassOfService) -> str:
    """Return how often updates of an open incident are promised; empty if they are not."""
    if cos.update_every is None:
        return ""
    message = context.words.say("Updates every {n} while the incident is open.")
    return message.format(n=context.words.duration(cos.update_every))


def _working_day(context: SiteContext, policy: Policy) -> str:
    if not any(isinstance(each.goal, EndOfWorkingDay) for each in policy.classes):
        return ""
    return context.words.say(
        "“Working day” means: a ticket opened before support hours begin is answered the same day; "
        "one opened after closing time or on a day off is answered on the next working day."
    )


def _extended(context: SiteContext, policy: Policy) -> ExtendedView | None:
    extended = policy.extended
    if extended is None:
        return None
    message = context.words.say("Extended support, for {cos} issues only: {way}, in {languages}.")
    return ExtendedView(
        terms=message.format(
            cos=class_names(context.words, policy, extended),
            way=extended_way(context.words, policy, extended),
            languages=spoken(context.words, extended),
        ),
        handling=phrase(context, extended.handling) if extended.handling else None,
        covers=phrases(context, extended.covers),
        excludes=phrases(context, extended.excludes),
    )


# --- the rest ----------------------------------------------------------------------------------


def _tickets(context: SiteContext, rules: TicketRules) -> tuple[ListView, ...]:
    return _lists(
        context,
        (to_say("How to open a ticket"), rules.steps),
        (to_say("Required fields"), rules.mandatory),
        (to_say("Essential information"), rules.essential),
        (to_say("It helps"), rules.helpful),
        (to_say("Afterwards"), rules.afterwards),
    )


def _mission(context: SiteContext, mission: Mission) -> tuple[ListView, ...]:
    return _lists(
        context,
        (to_say("What support does"), mission.offers),
        (to_say("What support does not do"), mission.excludes),
        (to_say("What the NOC does"), mission.noc),
    )


def _lists(context: SiteContext, *lists: tuple[str, Collection[Text]]) -> tuple[ListView, ...]:
    """Return the lists that have items."""
    return tuple(
        ListView(context.words.say(label), phrases(context, items))
        for label, items in lists
        if items
    )


_ANNOUNCED = {
    Announcement.MAINTENANCE: to_say("Planned maintenance"),
    Announcement.GLOBAL_PROBLEM: to_say("Global problems with our services"),
}


def _announced(context: SiteContext, policy: Policy) -> Iterator[ListView]:
    """Yield each group with the kinds of announcements in it, and the remark on them."""
    groups = {group.id: group for group in context.content.groups}
    for named in policy.groups:
        group = groups.get(named.group or "")
        announces = group.announces if group else named.announces
        remarks = phrases(context, (group.remark,) if group and group.remark else ())
        labels = [context.words.say(_ANNOUNCED[kind]) for kind in Announcement if kind in announces]
        if labels:
            yield ListView(inline(context, named.name), (*map(Phrase, labels), *remarks))


def _monitoring(context: SiteContext, policy: Policy) -> MonitoringView | None:
    rules = policy.monitoring
    if rules is None:
        return None
    names = either(
        context, (inline(context, policy.channel(each).name) for each in rules.contact_by)
    )
    message = context.words.say("Partners are contacted by: {channels}")
    return MonitoringView(
        when=when(context.words, rules.during),
        steps=phrases(context, rules.steps),
        contact=filled(message, channels=names) if names else Markup(),
    )


def _help(context: SiteContext, link: Link) -> LinkView:
    return LinkView(inline(context, link.label), link.url, urlsplit(link.url).netloc)


def _source(context: SiteContext, policy: Policy) -> SourceView:
    words = context.words
    dates = words.say("Created {created}, updated {updated}.")
    return SourceView(
        name=phrase(context, policy.name),
        dates=dates.format(
            created=words.month(policy.created), updated=words.month(policy.updated)
        ),
        permalink=policy.permalink,
    )
