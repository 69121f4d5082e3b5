"""The permanent addresses of the site, as paths below its base; defined here only."""

from datetime import date

from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.domain.maintenance import MaintenanceNow
from statusgen.domain.news import News
from statusgen.model import Site, Update

HOME = ""
HISTORY = "history/"
REPORTS = "reports/"
POSTS = "posts/"
SLA = "sla/"
SUBSCRIBE = "subscribe/"
COMPOSE = "compose/"
COMPOSE_DATA = f"{COMPOSE}data.json"
INCIDENTS = "incidents/"
MAINTENANCE = "maintenance/"
FEED_RSS = "feed.rss"
FEED_ATOM = "feed.atom"
FEED_JSON = "feed.json"
HISTORY_RSS = "history.rss"
HISTORY_ATOM = "history.atom"
CALENDAR = "maintenance.ics"
MAINTNOTE = "maintnote.ics"
NOT_FOUND = "404.html"
ICON = "favicon.svg"
ICON_FILE = "favicon.ico"
TOUCH_ICON = "apple-touch-icon.png"
BUILD = "build.json"
LATER = "later/"
API = "api/v2/"
DATA = "api/statusgen/v1/"
BADGE = "badge.svg"
BADGE_JSON = "badge.json"
METRICS = "metrics.txt"
SITEMAP = "sitemap.xml"
EMBED = "embed/"
PICTURES = "pictures/"
SITEMAP_PAGES = "sitemap-pages.xml"
FOLLOW = "follow"
"""Fragment of a page at which its own feeds are listed."""
DAYS = "days"
"""Fragment of a component's page at which its days are listed."""


def language_folder(site: Site, language: str) -> str:
    """Return the folder of a language: none for the site's first, `it/` for another."""
    return "" if language == site.language else f"{language}/"


def later_folder(folder: str) -> str:
    """Return where files are of what the pages in the folder of a language show later."""
    return f"{LATER}{folder}"


def later_file(folder: str, page: str) -> str:
    """Return the file of what a page shows later."""
    return f"{later_folder(folder)}{page}index.json"


def entry_page(entry: Entry) -> str:
    """Return the page of an incident or a maintenance."""
    return f"{kind_of(entry)}{entry.id}/"


def kind_of(entry: Entry) -> str:
    """Return the folder of all entries of the kind of an entry."""
    return INCIDENTS if isinstance(entry, IncidentNow) else MAINTENANCE


def news_page(news: News) -> str:
    """Return the page of one piece of news.

    News that is announced to a group has a page of its own, because previews are cached by
    address; all other news is a fragment of the page of its entry.
    """
    if news.groups:
        return f"{entry_page(news.entry)}{news.id}/"
    return f"{entry_page(news.entry)}#{anchor(news)}"


def anchor(news: News | Update) -> str:
    """Return the fragment of news on its entry's page; no other fragment has its prefix."""
    return f"update-{news.id}"


def component_page(component_id: str) -> str:
    """Return the page of a component."""
    return f"components/{component_id}/"


def component_badge_json(component_id: str) -> str:
    """Return what shields.io draws of the state of a component."""
    return f"{component_page(component_id)}{BADGE_JSON}"


def component_calendar(component_id: str) -> str:
    """Return the calendar of a component's planned maintenance."""
    return f"{component_page(component_id)}{CALENDAR}"


def event_file(entry: MaintenanceNow) -> str:
    """Return the calendar file of one maintenance window."""
    return f"{entry_page(entry)}event.ics"


def data_of(page: str) -> str:
    """Return the file of our own JSON with the data of a page."""
    return f"{DATA}{page.rstrip('/')}.json"


def component_badge(component_id: str) -> str:
    """Return the picture that shows the state of a component."""
    return f"{component_page(component_id)}{BADGE}"


def picture(about: str, key: str) -> str:
    """Return the picture about a state; the address changes with what is drawn, named by `key`."""
    return f"{PICTURES}{about}.{key[:8]}.png"


def news_pictures(shape: str, language: str) -> str:
    """Return the folder of the pictures of announced updates below that of all pictures."""
    return f"{shape}/{language}/"


def state_icon(shape: str) -> str:
    """Return the icon of a state, given by its shape's name; `ICON` is that of the state now."""
    return f"favicon-{shape}.svg"


def month_page(month: date) -> str:
    """Return the page of the month of a date."""
    return f"{HISTORY}{month:%Y-%m}/"


def history_of(component_id: str) -> str:
    """Return the history, in which a script looks for the entries of a component."""
    return f"{HISTORY}#component={component_id}"


def history_index(year: int) -> str:
    """Return the file in which the search of the history finds the entries of a year."""
    return f"{HISTORY}{year}.json"


def month_map(month: date) -> str:
    """Return the path of the sitemap of a month."""
    return f"sitemap-{month:%Y-%m}.xml"


def report_page(month: date) -> str:
    """Return the page of the figures of the month of a date."""
    return f"{REPORTS}{month:%Y-%m}/"


def post_file(group_id: str, news: News, language: str = "", entry_id: str = "") -> str:
    """Return the text file of one announcement for one group in a language.

    Without a language, it is the one that answers for the group's first; `entry_id` may be a former
    id.
    """
    ending = f".{language}.txt" if language else ".txt"
    return f"{POSTS}{group_id}/{entry_id or news.entry.id}-{news.id}{ending}"


def file_of(page: str) -> str:
    """Return the file that a web server answers with when asked for `page`."""
    path = page.partition("#")[0]
    return f"{path}index.html" if not path or path.endswith("/") else path
