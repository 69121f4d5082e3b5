"""What may stand in site.yml, components.yml and groups.yml."""

from typing import Annotated

from pydantic import AfterValidator, Field

from statusgen import model
from statusgen.content.schema.base import Record, to_model
from statusgen.content.schema.brand import Brand
from statusgen.content.schema.refusal import Complaint, Refusal
from statusgen.content.schema.scalars import (
    LANGUAGES,
    AnnouncementWord,
    AudienceWord,
    BaseUrl,
    CompletionWord,
    Count,
    Duration,
    Flag,
    Identifier,
    KnownRegion,
    Language,
    Prose,
    SiteLanguage,
    Title,
    Unique,
    Url,
    Zone,
    unique_ids,
)
from statusgen.problems import quoted

LONGEST_POST = 63206
"""How many characters a post may have in the groups of the policy (facts of Facebook)."""

# --- site.yml ----------------------------------------------------------------------------------


class MaintenanceDefaults(Record):
    """What holds for every maintenance that does not say otherwise."""

    completion: CompletionWord = Field(
        default=model.Completion.AUTOMATIC,
        description="automatic: by the clock; confirmed: when somebody says so",
    )
    remind_before: Duration | None = Field(
        default=None,
        description="how long before its start a maintenance is announced again, as in 24h",
    )
    notice_period: Duration | None = Field(
        default=None, description="how long before its start it must be announced, as in 5d"
    )


class SiteFile(Record):
    """site.yml."""

    name: Title = Field(description="the name of the site")
    url: BaseUrl = Field(description="the public address of the site")
    timezone: Zone = Field(description="the zone of times written without one, as in Europe/Rome")
    languages: Annotated[tuple[Language, ...], Unique] = Field(
        min_length=1,
        description=f"the languages of the site, the default first: {', '.join(LANGUAGES)}",
    )
    maintenance: MaintenanceDefaults = Field(
        default=MaintenanceDefaults(), description="what holds for every maintenance"
    )
    sample: Flag = Field(default=False, description="true: says everywhere that this is a sample")
    brand: Brand = Field(default=Brand(), description="a logo and an accent colour")


def to_site(file: SiteFile) -> model.Site:
    """Return the site that a valid site.yml describes."""
    return to_model(
        model.Site,
        file,
        maintenance=to_model(model.MaintenanceDefaults, file.maintenance),
        brand=to_model(model.Brand, file.brand),
    )


# --- components.yml ----------------------------------------------------------------------------


class ComponentRecord(Record):
    """One component."""

    id: Identifier = Field(description="the permanent name of the component, part of its address")
    name: Title = Field(description="the name that people read")
    description: Prose | None = Field(default=None, description="what the component is")
    region: KnownRegion | None = Field(default=None, description="a region of sla.yml")


class ComponentGroupRecord(Record):
    """Components that are shown together."""

    id: Identifier = Field(description="the permanent name of the group of components")
    name: Title = Field(description="the name that people read")
    components: tuple[ComponentRecord, ...] = Field(
        min_length=1, description="the components, in the order in which they are shown"
    )


def _unique_components(
    groups: tuple[ComponentGroupRecord, ...],
) -> tuple[ComponentGroupRecord, ...]:
    """Refuse a component id that is used twice, also over two groups."""
    seen: set[str] = set()
    twice: list[Complaint] = []
    for place, group in enumerate(groups):
        for index, component in enumerate(group.components):
            if component.id in seen:
                at = (place, "components", index, "id")
                message = f"duplicate id {quoted(component.id)}"
                twice.append(Complaint(message, "expected each component once", at))
            seen.add(component.id)
    if twice:
        raise Refusal.of(twice)
    return groups


class ComponentsFile(Record):
    """components.yml."""

    groups: Annotated[
        tuple[ComponentGroupRecord, ...],
        AfterValidator(unique_ids),
        AfterValidator(_unique_components),
    ] = Field(min_length=1, description="groups of components, in the order they are shown")


def to_component_groups(file: ComponentsFile) -> tuple[model.ComponentGroup, ...]:
    """Return the groups of components that a valid components.yml describes."""
    return tuple(
        to_model(
            model.ComponentGroup,
            group,
            components=tuple(to_model(model.Component, each) for each in group.components),
        )
        for group in file.groups
    )


# --- groups.yml --------------------------------------------------------------------------------


class GroupRecord(Record):
    """One community group."""

    id: Identifier = Field(description="the permanent name of the group, part of addresses")
    name: Title = Field(description="the name that people read")
    url: Url = Field(description="the address of the group")
    audience: AudienceWord = Field(
        default=model.Audience.EVERYONE, description="who reads the group: everyone or partners"
    )
    announces: Annotated[tuple[AnnouncementWord, ...], Unique] = Field(
        default=(), description="what is announced there: global_problem, maintenance"
    )
    languages: Annotated[tuple[SiteLanguage, ...], Unique] | None = Field(
        default=None,
        min_length=1,
        description="the languages of its posts; default: the site's first",
    )
    max_length: Count = Field(
        default=LONGEST_POST, description="how many characters a post may have"
    )


class GroupsFile(Record):
    """groups.yml."""

    groups: Annotated[tuple[GroupRecord, ...], AfterValidator(unique_ids)] = Field(
        description="the community groups that hear of news"
    )


def to_groups(file: GroupsFile, language: str) -> tuple[model.Group, ...]:
    """Return the community groups of a valid groups.yml; `language` is the site's first."""
    return tuple(
        to_model(
            model.Group,
            each,
            languages=each.languages or (language,),
        )
        for each in file.groups
    )
