"""The site: its name and address, its components, and the groups that news are announced to."""

from datetime import date, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec import Struct

from statusgen.model.ids import stable_id
from statusgen.model.states import Announcement, Audience, Completion
from statusgen.model.text import Text


class MaintenanceDefaults(Struct, frozen=True):
    """Defaults of all maintenances."""

    completion: Completion = Completion.AUTOMATIC
    remind_before: timedelta | None = None
    notice_period: timedelta | None = None


class Brand(Struct, frozen=True):
    """A logo (a file of `templates/site`) and an accent colour (`#rrggbb`), where there are any."""

    logo: str | None = None
    accent: str | None = None


class Repository(Struct, frozen=True):
    """Where the content is edited: the address of the repository, and its branch."""

    url: str
    branch: str = "main"


class Site(Struct, frozen=True):
    """One status site. `url` is its public address and ends with a slash.

    `ticket_url` is the address of a ticket, with `{ticket}` for its reference. `mail_list` is
    where readers subscribe by email, with `{feed}` where a service takes the address of a feed.
    `identity` is the host, and the path if there is one, of the address that ids are built from,
    where that is not `url`.
    """

    name: Text
    url: str
    timezone: ZoneInfo
    languages: tuple[str, ...]
    maintenance: MaintenanceDefaults = MaintenanceDefaults()
    brand: Brand = Brand()
    ticket_url: str | None = None
    mail_list: str | None = None
    sample: bool = False
    identity: str | None = None
    repository: Repository | None = None

    @property
    def id_base(self) -> str:
        """Host and path of the address that ids are built from, with a slash at the end."""
        return f"{self.identity}/" if self.identity else self.url.partition("//")[2]

    @property
    def id_host(self) -> str:
        """The host that ids are built from."""
        return urlsplit(f"//{self.id_base}").hostname or ""

    @property
    def language(self) -> str:
        """The language of a text that does not name one."""
        return self.languages[0]


class Component(Struct, frozen=True):
    """One thing that a partner uses and that can fail.

    `retired` is the day in the site's zone from which on only its page and its history remain;
    `aliases` are its former ids, the first one first; `statuspage_id` is the id that it had on
    Statuspage.
    """

    id: str
    name: Text
    description: Text | None = None
    region: str | None = None
    retired: date | None = None
    aliases: tuple[str, ...] = ()
    statuspage_id: str | None = None

    @property
    def stable_id(self) -> str:
        """The id that subscribers know, which no renaming changes."""
        return stable_id(self.id, self.aliases)

    def is_retired(self, day: date) -> bool:
        """Return whether the component is retired on a day."""
        return self.retired is not None and self.retired <= day


class ComponentGroup(Struct, frozen=True):
    """Components that are shown together."""

    id: str
    name: Text
    components: tuple[Component, ...]


class Group(Struct, frozen=True):
    """A community group into which a person pastes announcements.

    `remark` says why it announces more or less than the policy does.
    """

    id: str
    name: Text
    url: str
    audience: Audience
    announces: tuple[Announcement, ...]
    languages: tuple[str, ...]
    max_length: int
    remark: Text | None = None
