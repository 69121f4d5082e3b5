"""Schema of sla.yml, the support policy."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from statusgen import model
from statusgen.content.schema.base import Record, to_model, validated
from statusgen.content.schema.context import SchemaContext, with_policy_names
from statusgen.content.schema.errors import refuse
from statusgen.content.schema.policy_values import (
    AlwaysWord,
    Country,
    Day,
    DayHours,
    DeadlineWord,
    DuringWord,
    KnownChannel,
    KnownGroup,
    KnownTier,
    Month,
    PhoneNumber,
    Plain,
    SpokenLanguage,
    TurnWord,
    Who,
)
from statusgen.content.schema.scalars import (
    AnnouncementWord,
    AudienceWord,
    Duration,
    Flag,
    Identifier,
    KnownClass,
    KnownRegion,
    Prose,
    Title,
    Unique,
    Url,
    Zone,
    unique_ids,
)
from statusgen.content.source.parse import ParsedFile
from statusgen.problems import Place, Problem, Severity

# --- regions -----------------------------------------------------------------------------------


class HolidayRecord(Record):
    """A day off."""

    date: Day = Field(description="the date, as in 2026-12-25")
    name: Title = Field(description="what the day is called")


_Hours: TypeAlias = Annotated[
    DayHours, Field(description="hours such as 09:00-18:00, or a list of them")
]


class WeekRecord(Record):
    """The support hours of each weekday; a day left out is a day off."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    monday: _Hours = ()
    tuesday: _Hours = ()
    wednesday: _Hours = ()
    thursday: _Hours = ()
    friday: _Hours = ()
    saturday: _Hours = ()
    sunday: _Hours = ()

    @property
    def by_weekday(self) -> Mapping[int, tuple[model.Hours, ...]]:
        """The hours of each working day, Monday being 0."""
        days = (getattr(self, name) for name in type(self).model_fields)
        return {weekday: hours for weekday, hours in enumerate(days) if hours}

    @model_validator(mode="after")
    def _has_hours(self) -> "WeekRecord":
        if not self.by_weekday:
            refuse("these support hours are empty", "expected hours on at least one weekday")
        return self


class RegionRecord(Record):
    """A region and its support hours."""

    id: Identifier = Field(description="the permanent name of the region")
    label: Title = Field(description="the name that people read")
    timezone: Zone = Field(description="the zone of its hours, as in Europe/Rome")
    support_hours: WeekRecord = Field(description="hours by weekday, as in monday: 09:00-18:00")
    zone_name: Plain | None = Field(None, description="what the policy calls the zone, as in CET")
    holidays: tuple[HolidayRecord, ...] = Field((), description="days off, with date and name")

    @property
    def hours(self) -> Mapping[int, tuple[model.Hours, ...]]:
        """The hours as the model has them."""
        return self.support_hours.by_weekday


# --- classes of service ------------------------------------------------------------------------


class GoalRecord(Record):
    """A response goal: a time to answer in, or the end of the working day."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["within", "during"], "properties": {"by": False}},
                {"required": ["by"], "properties": {"within": False, "during": False}},
            ]
        }
    )

    within: Duration | None = Field(None, description="how soon, as in 30m; needs 'during'")
    during: DuringWord | None = Field(None, description="support_hours or always")
    by: DeadlineWord | None = Field(None, description="end_of_working_day, instead of 'within'")

    @model_validator(mode="after")
    def _is_one_rule(self) -> "GoalRecord":
        forms = "expected either 'within' and 'during', or 'by: end_of_working_day'"
        if (self.by is None) == (self.within is None and self.during is None):
            refuse("this is no goal" if self.by is None else "these are two goals in one", forms)
        if self.by is None and (self.within is None or self.during is None):
            missing = "within" if self.within is None else "during"
            refuse(f"'{missing}' is missing", forms)
        return self

    @property
    def rule(self) -> model.ResponseRule:
        """The goal as the model has it."""
        if self.within is None or self.during is None:
            return model.EndOfWorkingDay()
        return model.Within(self.within, self.during)


class ClassRecord(Record):
    """A class of service."""

    id: Identifier = Field(description="the permanent name of the class")
    name: Title = Field(description="the name that people read")
    conditions: tuple[Prose, ...] = Field(
        min_length=1, description="what makes an issue one of this class"
    )
    goal: Annotated[GoalRecord, AfterValidator(lambda goal: goal.rule)] = Field(
        description="how soon the first answer comes"
    )
    update_every: Duration | None = Field(
        None, description="how often news of an open incident is promised, as in 30m"
    )


class ExtendedRecord(Record):
    """Help outside support hours."""

    classes: Annotated[tuple[KnownClass, ...], Unique] = Field(
        min_length=1, description="the classes that it is for"
    )
    channel: KnownChannel = Field(description="the channel by which it is reached")
    during: AlwaysWord = Field(description="always")
    languages: tuple[SpokenLanguage, ...] = Field(
        min_length=1, description="the languages in which it is given, as in [en]"
    )
    covers: tuple[Prose, ...] = Field((), description="what it helps with")
    excludes: tuple[Prose, ...] = Field((), description="what it does not help with")
    handling: Prose | None = Field(None, description="what happens with what comes in")


# --- people ------------------------------------------------------------------------------------


class StatementRecord(Record):
    """Statement of one section of the policy on a tier, where sections disagree."""

    section: Plain = Field(description="the number of the section")
    support: TurnWord = Field(description="direct or refer")

    @property
    def turn(self) -> model.Turn:
        """Its word as the model has it."""
        return self.support


class ReferralRecord(Record):
    """The person or the tiers to whom a tier refers its customers."""

    who: Title = Field(description="to whom a tier turns, in words")
    tiers: Annotated[tuple[KnownTier, ...], Unique] = Field(
        (), description="the tiers that are meant"
    )


class TierRecord(Record):
    """A kind of partner or customer."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["support"]}, {"required": ["statements"]}]}
    )

    id: Identifier = Field(description="the permanent name of the tier")
    name: Title = Field(description="the name that people read")
    support: TurnWord | None = Field(
        None, description="direct: helped by support; refer: turns to somebody else"
    )
    statements: tuple[StatementRecord, ...] = Field(
        (), description="what sections of the policy say, where they disagree"
    )
    refer_to: ReferralRecord | None = Field(None, description="to whom the tier turns")

    @model_validator(mode="after")
    def _turns_somewhere(self) -> "TierRecord":
        turns = {self.support, *(each.support for each in self.statements)} - {None}
        if not turns:
            refuse("'support' is missing", "expected direct or refer")
        if model.Turn.REFER in turns and self.refer_to is None:
            refuse("'refer_to' is missing", "expected 'who' this tier turns to")
        return self

    @property
    def choice(self) -> model.Turn | None:
        """Its word as the model has it."""
        return self.support

    @property
    def refers_to(self) -> ReferralRecord | None:
        """Its referral as the model has it."""
        return self.refer_to


# --- channels ----------------------------------------------------------------------------------


class ChannelRecord(Record):
    """One way to reach support."""

    id: Identifier = Field(description="the permanent name of the channel")
    name: Title = Field(description="the name that people read")
    who: Who = Field(description="direct_support, everyone or a list of tiers")
    used_for: tuple[Prose, ...] = Field(min_length=1, description="what the channel is for")
    not_for: tuple[Prose, ...] = Field((), description="what the channel is not for")
    during: DuringWord | None = Field(None, description="support_hours or always")
    needs: Title | None = Field(None, description="what must exist before it is used")
    takes_critical: Flag = Field(
        default=False, description="true: the most urgent issues may be reported there"
    )


class ReachRecord(Record):
    """Whose number or link one is."""

    label: Title = Field(description="the name that people read, as in Italy")
    region: KnownRegion | None = Field(None, description="the region whose support hours hold")
    countries: Annotated[tuple[Country, ...], Unique] = Field(
        (), description="codes of countries whose readers see it first, as in [IT]"
    )
    language: SpokenLanguage | None = Field(
        None, description="the language of readers who see it first, as in it"
    )

    @property
    def reach(self) -> model.Reach:
        """Whose it is, without its label."""
        return to_model(model.Reach, self)


class PhoneRecord(ReachRecord):
    """A telephone number."""

    number: PhoneNumber = Field(description="the number in groups, as in +39 0461 171 5112")


class LinkRecord(ReachRecord):
    """A named address."""

    url: Url = Field(description="the address")


class AudienceStatementRecord(Record):
    """Statement of one section of the policy on the audience of a group."""

    section: Plain = Field(description="the number of the section")
    audience: AudienceWord = Field(description="everyone or partners")


class PolicyGroupRecord(Record):
    """A community group in the policy's words."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["audience"]}, {"required": ["statements"]}]}
    )

    name: Title = Field(description="the name that people read")
    url: Url = Field(description="the address of the group")
    audience: AudienceWord | None = Field(None, description="everyone or partners")
    statements: tuple[AudienceStatementRecord, ...] = Field(
        (), description="what sections of the policy say of the audience, where they disagree"
    )
    used_for: tuple[Prose, ...] = Field(min_length=1, description="what the group is for")
    announces: Annotated[tuple[AnnouncementWord, ...], Unique] = Field(
        (), description="what is announced there: global_problem, maintenance"
    )
    group: KnownGroup | None = Field(None, description="its id in groups.yml")

    @model_validator(mode="after")
    def _has_an_audience(self) -> "PolicyGroupRecord":
        if self.audience is None and not self.statements:
            refuse("'audience' is missing", "expected everyone or partners")
        return self


# --- the policy as a whole ---------------------------------------------------------------------


class MissionRecord(Record):
    """Purposes of support."""

    offers: tuple[Prose, ...] = Field(min_length=1, description="what support is for")
    excludes: tuple[Prose, ...] = Field((), description="what support does not do")
    noc: tuple[Prose, ...] = Field((), description="what the operations centre does")


class TicketsRecord(Record):
    """How to open a ticket, and what holds afterwards."""

    steps: tuple[Prose, ...] = Field(min_length=1, description="how to open a ticket, in order")
    mandatory: tuple[Title, ...] = Field(min_length=1, description="fields that must be filled in")
    essential: tuple[Prose, ...] = Field((), description="what support needs to begin its work")
    helpful: tuple[Prose, ...] = Field((), description="what helps when it is in the ticket")
    afterwards: tuple[Prose, ...] = Field((), description="what holds once it is open or closed")


class MonitoringRecord(Record):
    """Monitoring by the operations centre, and its consequences."""

    during: DuringWord = Field(description="support_hours or always")
    steps: tuple[Prose, ...] = Field(min_length=1, description="what happens, in order")
    contact_by: Annotated[tuple[KnownChannel, ...], Unique] = Field(
        (), description="the channels by which a partner hears of it"
    )


class PolicyFile(Record):
    """sla.yml."""

    name: Title = Field(description="the name of the policy")
    created: Month = Field(description="the month in which it was written, as in 2018-04")
    updated: Month = Field(description="the month in which it last changed, as in 2020-07")
    permalink: Url = Field(description="the address of the policy itself")
    mission: MissionRecord = Field(description="what support is for: offers, excludes, noc")
    regions: Annotated[tuple[RegionRecord, ...], AfterValidator(unique_ids)] = Field(
        min_length=1, description="regions with their support hours, the default first"
    )
    classes: Annotated[tuple[ClassRecord, ...], AfterValidator(unique_ids)] = Field(
        min_length=1, description="classes of service, the most urgent first"
    )
    tiers: Annotated[tuple[TierRecord, ...], AfterValidator(unique_ids)] = Field(
        min_length=1, description="kinds of partners and customers, and where each turns"
    )
    channels: Annotated[tuple[ChannelRecord, ...], AfterValidator(unique_ids)] = Field(
        min_length=1, description="the ways to reach support"
    )
    extended: ExtendedRecord | None = Field(None, description="help outside support hours")
    phones: tuple[PhoneRecord, ...] = Field((), description="telephone numbers")
    chats: tuple[LinkRecord, ...] = Field((), description="links to a chat or call with support")
    groups: tuple[PolicyGroupRecord, ...] = Field((), description="community groups")
    self_help: tuple[LinkRecord, ...] = Field((), description="where everybody finds answers")
    tickets: TicketsRecord | None = Field(None, description="how a ticket is opened")
    monitoring: MonitoringRecord | None = Field(None, description="what is watched, and when")
    status_page: Url | None = Field(None, description="the address of the status page")


# --- from a file to the policy -----------------------------------------------------------------


def read_policy(
    reading: ParsedFile, context: SchemaContext
) -> tuple[model.Policy | None, tuple[Problem, ...]]:
    """Return the policy in sla.yml and warnings, or None and everything that is wrong with it."""
    file, problems = validated(PolicyFile, reading, with_policy_names(context, reading.tree))
    if file is None:
        return None, tuple(problems)
    policy = to_model(model.Policy, file)
    disputed = (*_contradictions(policy, reading), *_disputed_audiences(policy, reading))
    return policy, (*problems, *disputed)


def _contradictions(policy: model.Policy, reading: ParsedFile) -> Iterator[Problem]:
    """Warn of each tier on which sections of the policy disagree and nobody has chosen."""
    for index, tier in enumerate(policy.tiers):
        if tier.turn is None:
            yield _disagreement(
                reading.source.key(("tiers", index, "statements")),
                f"on '{tier.id}'",
                [(each.turn.value, each.section) for each in tier.statements],
                "add 'support: direct' or 'support: refer' to say which one the site follows",
            )


def _disputed_audiences(policy: model.Policy, reading: ParsedFile) -> Iterator[Problem]:
    """Warn of each group on whose audience sections disagree and nobody has chosen."""
    for index, group in enumerate(policy.groups):
        if group.audience is None:
            yield _disagreement(
                reading.source.key(("groups", index, "statements")),
                "on the audience of this group",
                [(each.audience.value, each.section) for each in group.statements],
                "add 'audience: everyone' or 'audience: partners' to say which one holds",
            )


def _disagreement(
    place: Place, subject: str, statements: Iterable[tuple[str, str]], hint: str
) -> Problem:
    """Return the warning that sections of the policy say different things about one subject."""
    said = " and ".join(f"'{value}' in section {section}" for value, section in statements)
    message = f"the policy disagrees with itself {subject}: {said}"
    return Problem(place, message, hint, Severity.WARNING)
