"""Schema of site.yml, components.yml and groups.yml."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, ValidationInfo

from statusgen import model
from statusgen.content.colours import MIN_CONTRAST, PAPER, contrast
from statusgen.content.schema.base import Record
from statusgen.content.schema.context import LANGUAGES
from statusgen.content.schema.errors import FieldError, InputError, refuse, written
from statusgen.content.schema.names import ALIAS_HINT, ALIAS_IN_USE, is_of_windows
from statusgen.content.schema.policy_values import Day
from statusgen.content.schema.scalars import (
    Aliases,
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
    Scalar,
    SiteLanguage,
    Title,
    Unique,
    Url,
    Zone,
    context_of,
    matching,
    text_schema,
    unique_ids,
)
from statusgen.content.schema.urls import mail_list_address, site_address, ticket_address
from statusgen.problems import Location, quoted

MAX_POST = 63206
"""Maximum length of a post where groups.yml has no other, in characters (facts of Facebook)."""

# --- site.yml ----------------------------------------------------------------------------------


def _accent(value: object) -> str:
    text = written(value, "a colour")
    if not re.fullmatch("#[0-9A-Fa-f]{6}", text):
        refuse(f"{quoted(text)} is not a colour", "expected a value such as '#0a5bd3', in quotes")
    reached = contrast(text, PAPER)
    if reached < MIN_CONTRAST:
        message = f"the contrast of {text} on the page is only {int(reached * 10) / 10}:1"
        refuse(message, f"expected at least {MIN_CONTRAST}:1; choose a darker colour")
    return text.lower()


Accent: TypeAlias = Annotated[str, Scalar(_accent, text_schema("^#[0-9A-Fa-f]{6}$"))]

_FILE_NAME = "[A-Za-z0-9_-][A-Za-z0-9._-]*"
_OF_EVERY_SITE = "badge.svg|favicon(-[a-z]+)?.(svg|ico)|apple-touch-icon.png".replace(".", r"\.")
"""Pictures beside which a logo is published, in small letters: they may be one file elsewhere."""
_PICTURES = ("svg", "png", "jpg", "jpeg", "gif", "webp", "avif")


def _logo(value: object) -> str:
    text = written(value, "a file name")
    hint = "expected the name of a picture in templates/site, such as logo.svg"
    stem, _, suffix = text.lower().rpartition(".")
    if not re.fullmatch(_FILE_NAME, text) or is_of_windows(stem.partition(".")[0]):
        refuse(f"{quoted(text)} is not a plain file name", hint)
    if suffix not in _PICTURES:
        refuse(f"{quoted(text)} is no picture", f"{hint}; it ends in .{', .'.join(_PICTURES)}")
    if text != "favicon.svg" and re.fullmatch(_OF_EVERY_SITE, text.lower()):
        refuse(f"{quoted(text)} is the name of another file of the site", hint)
    return text


Logo: TypeAlias = Annotated[str, Scalar(_logo, text_schema(f"^{_FILE_NAME}$"))]


class BrandRecord(Record):
    """How a site looks like its owner's."""

    logo: Logo | None = Field(default=None, description="a file of templates/site")
    accent: Accent | None = Field(
        default=None, description="a colour, '#rrggbb', readable on white"
    )


class MaintenanceRecord(Record):
    """Defaults of all maintenances."""

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


TicketUrl: TypeAlias = Annotated[
    str, Scalar(ticket_address, text_schema(r"^https?://[^/?#@{]+[/?#].*\{ticket\}"))
]
"""The address of a ticket, with `{ticket}` for its reference."""


MailList: TypeAlias = Annotated[str, Scalar(mail_list_address, text_schema("^https?://."))]
"""The address of a mailing list, or of a service that mails the feed at `{feed}`."""


def _identity(value: object) -> str:
    text = written(value, "a host").strip()
    if "//" in text:
        refuse(f"{quoted(text)} is not a host name", "expected a value such as status.example.com")
    return site_address(f"https://{text}").partition("//")[2].rstrip("/")


Identity: TypeAlias = Annotated[str, Scalar(_identity, text_schema(r"^[^/]+(/[^/]+)*/?$"))]
"""A host, with the path of the site where there is one."""


Branch: TypeAlias = Annotated[
    str,
    matching(
        "[A-Za-z0-9._/+-]+", "a branch", "cannot be a branch", "expected its name, such as main"
    ),
]


class RepositoryRecord(Record):
    """Where the content is edited."""

    url: Url = Field(description="its address, as in https://github.com/acme/status")
    branch: Branch = Field(default="main", description="the branch that is published")


class SiteFile(Record):
    """site.yml."""

    name: Title = Field(description="the name of the site")
    url: BaseUrl = Field(description="the public address of the site")
    timezone: Zone = Field(description="the zone of times written without one, as in Europe/Rome")
    languages: Annotated[tuple[Language, ...], Unique] = Field(
        min_length=1,
        description=f"the languages of the site, the default first: {', '.join(LANGUAGES)}",
    )
    maintenance: MaintenanceRecord = Field(
        default=MaintenanceRecord(), description="what holds for every maintenance"
    )
    ticket_url: TicketUrl | None = Field(
        default=None, description="where a ticket can be read, with {ticket} for its reference"
    )
    mail_list: MailList | None = Field(
        default=None,
        description="where readers subscribe by email; with {feed} for the address of a feed",
    )
    identity: Identity | None = Field(
        default=None,
        description="what ids are built from; default: the host of url. After a move: the old host",
    )
    repository: RepositoryRecord | None = Field(
        default=None, description="the repository in which the content is edited"
    )
    sample: Flag = Field(default=False, description="true: says everywhere that this is a sample")
    brand: BrandRecord = Field(default=BrandRecord(), description="a logo and an accent colour")


# --- components.yml ----------------------------------------------------------------------------


STATUSPAGE_ID = "[a-z0-9]{12}"
"""Pattern of the ids of Statuspage."""

StatuspageId: TypeAlias = Annotated[
    str,
    matching(
        STATUSPAGE_ID,
        "an id",
        "is not an id of Statuspage",
        "expected twelve characters of a-z and 0-9",
    ),
]


class ComponentRecord(Record):
    """One component."""

    id: Identifier = Field(description="the permanent name of the component, part of its address")
    name: Title = Field(description="the name that people read")
    description: Prose | None = Field(default=None, description="what the component is")
    region: KnownRegion | None = Field(default=None, description="a region of sla.yml")
    retired: Day | None = Field(
        default=None, description="the day from which on only its page and its history remain"
    )
    aliases: Aliases = Field(
        default=(),
        description="former ids, the first one first: files may still name them, old addresses"
        " redirect, and ids of subscribers stay",
    )
    statuspage_id: StatuspageId | None = Field(
        default=None, description="the id that clients of a former Statuspage page know"
    )


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
    """Refuse an id, a former one or one of Statuspage that is used twice, also over two groups."""
    components = [
        ((place, "components", index), component)
        for place, group in enumerate(groups)
        for index, component in enumerate(group.components)
    ]
    ids = [((*at, "id"), each.id) for at, each in components]
    aliases = [
        ((*at, "aliases", index), name)
        for at, each in components
        for index, name in enumerate(each.aliases)
    ]
    known = [((*at, "statuspage_id"), each.statuspage_id or "") for at, each in components]
    twice = [
        *_used_twice(ids, "duplicate id {}", "expected each component once"),
        *_used_twice(aliases, ALIAS_IN_USE, ALIAS_HINT, {name for _, name in ids}),
        *_used_twice(known, "duplicate id {}", "expected each component once"),
    ]
    if twice:
        raise InputError.of(twice)
    return groups


def _used_twice(
    named: Iterable[tuple[Location, str]], message: str, hint: str, used: Iterable[str] = ()
) -> Iterator[FieldError]:
    seen = set(used)
    for at, name in named:
        if name in seen:
            yield FieldError(message.format(quoted(name)), hint, at)
        seen.update({name} - {""})


class ComponentsFile(Record):
    """components.yml."""

    groups: Annotated[
        tuple[ComponentGroupRecord, ...],
        AfterValidator(unique_ids),
        AfterValidator(_unique_components),
    ] = Field(min_length=1, description="groups of components, in the order they are shown")


# --- groups.yml --------------------------------------------------------------------------------


def _or_first(languages: tuple[str, ...] | None, info: ValidationInfo) -> tuple[str, ...]:
    context = context_of(info)
    listed = tuple(each for each in languages or () if each not in context.unlisted)
    return listed or (context.language,)


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
    languages: Annotated[
        Annotated[tuple[SiteLanguage, ...], Unique] | None, AfterValidator(_or_first)
    ] = Field(
        default=None,
        min_length=1,
        validate_default=True,
        description="the languages of its posts; default: the site's first",
    )
    max_length: Count = Field(default=MAX_POST, description="how many characters a post may have")
    remark: Title | None = Field(
        None, description="why more or less is announced there than the policy says"
    )


class GroupsFile(Record):
    """groups.yml."""

    groups: Annotated[tuple[GroupRecord, ...], AfterValidator(unique_ids)] = Field(
        description="the community groups that hear of news"
    )
