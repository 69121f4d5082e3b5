"""The site itself: its name and address, its components, and the groups that hear of its news."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from statusgen.model.states import Announcement, Audience, Completion
from statusgen.model.text import Text


@dataclass(frozen=True, slots=True)
class MaintenanceDefaults:
    """What holds for every maintenance that does not say otherwise."""

    completion: Completion = Completion.AUTOMATIC
    remind_before: timedelta | None = None
    notice_period: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Brand:
    """A logo (a file of `templates/site`) and an accent colour (`#rrggbb`), where there are any."""

    logo: str | None = None
    accent: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """One status site. `url` is its public address and ends with a slash."""

    name: Text
    url: str
    timezone: ZoneInfo
    languages: tuple[str, ...]
    maintenance: MaintenanceDefaults = MaintenanceDefaults()
    brand: Brand = Brand()
    sample: bool = False

    @property
    def language(self) -> str:
        """The language that a text is in where nothing is said."""
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that a partner uses and that can fail."""

    id: str
    name: Text
    description: Text | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class ComponentGroup:
    """Components that are shown together."""

    id: str
    name: Text
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A community group into which a person pastes announcements."""

    id: str
    name: Text
    url: str
    audience: Audience
    announces: frozenset[Announcement]
    languages: tuple[str, ...]
    max_length: int
