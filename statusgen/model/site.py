"""The site: its name and address, its components, and the groups that news are announced to."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

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


class Site(Struct, frozen=True):
    """One status site. `url` is its public address and ends with a slash.

    `ticket_url` is the address of a ticket, with `{ticket}` for its reference.
    """

    name: Text
    url: str
    timezone: ZoneInfo
    languages: tuple[str, ...]
    maintenance: MaintenanceDefaults = MaintenanceDefaults()
    brand: Brand = Brand()
    ticket_url: str | None = None
    sample: bool = False

    @property
    def language(self) -> str:
        """The language of a text that does not name one."""
        return self.languages[0]


class Component(Struct, frozen=True):
    """One thing that a partner uses and that can fail."""

    id: str
    name: Text
    description: Text | None = None
    region: str | None = None


class ComponentGroup(Struct, frozen=True):
    """Components that are shown together."""

    id: str
    name: Text
    components: tuple[Component, ...]


class Group(Struct, frozen=True):
    """A community group into which a person pastes announcements."""

    id: str
    name: Text
    url: str
    audience: Audience
    announces: tuple[Announcement, ...]
    languages: tuple[str, ...]
    max_length: int
