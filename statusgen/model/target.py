"""Targets: the channels to which the news of a site is sent."""

from msgspec import Struct

from statusgen.model.states import Announcement


class NewsTarget(Struct, frozen=True):
    """One channel; `address_from` names the environment variable that has its address.

    An empty list stands for everything. `components` are the ids that subscribers know, `statuses`
    the words of incidents and of events of maintenances.
    `language` is None for the site's first one.
    """

    id: str
    address_from: str
    news: tuple[Announcement, ...] = ()
    components: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    language: str | None = None
    maintenance_notification: bool = False
