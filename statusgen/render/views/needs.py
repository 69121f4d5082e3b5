"""The ways to subscribe, by need: each with the addresses of the site and of its components."""

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct

from statusgen.render import urls
from statusgen.render.context import SiteContext

FOLDER = "{}"
"""Stands in an address for the folder of a component, and for nothing in that of the site."""
_FEED = "{feed}"
"""Stands in the address of the mailing list for that of a feed."""


class Address(Struct, frozen=True):
    """An address of the whole site.

    `each` is that of a component, with `FOLDER` for its folder, empty where there is none.
    """

    label: str
    href: str
    each: str = ""


class Need(Struct, frozen=True):
    """A way to subscribe: links to follow, or lines to paste elsewhere, and the badge below it."""

    id: str
    label: str
    about: str
    links: tuple[Address, ...] = ()
    lines: tuple[Address, ...] = ()
    has_badge: bool = False


def needs(context: SiteContext) -> tuple[Need, ...]:
    """Return the ways to subscribe that the site offers."""
    by_mail = (_by_mail(context),) if context.content.site.mail_list else ()
    return (
        _calendar(context),
        _slack(context),
        _teams(context),
        *by_mail,
        _reader(context),
        _operators(context),
        _scripts(context),
        _own_page(context),
    )


def _address(label: str, each: str) -> Address:
    return Address(label, each.replace(FOLDER, ""), each)


def _calendar(context: SiteContext) -> Need:
    say = context.words.say
    about = say("Maintenance windows; they move when the window moves.")
    return Need("calendar", say("In a calendar"), about, links=tuple(_calendars(context)))


def _calendars(context: SiteContext) -> Iterator[Address]:
    """Yield the calendar for each program: in its own address, or for any that knows `webcal:`."""
    calendar = context.public(f"{FOLDER}{urls.CALENDAR}")
    subscription = f"webcal:{calendar.partition(':')[2]}"
    outlook = "https://outlook.office.com/calendar/0/addfromweb?url="
    google = "https://calendar.google.com/calendar/r?cid="
    yield _address("Outlook", f"{outlook}{_quoted(calendar)}")
    yield _address("Google Calendar", f"{google}{_quoted(subscription)}")
    yield _address("Apple Calendar", subscription)
    yield _address(context.words.say(".ics file"), calendar)


def _slack(context: SiteContext) -> Need:
    say = context.words.say
    line = _address("Slack", f"/feed subscribe {_feed(context)}")
    return Need("slack", say("In Slack"), say("Paste this into the channel:"), lines=(line,))


def _teams(context: SiteContext) -> Need:
    say = context.words.say
    about = say("Add an RSS workflow to the channel with this address:")
    return Need("teams", say("In Teams"), about, lines=(_address("Teams", _feed(context)),))


def _by_mail(context: SiteContext) -> Need:
    say = context.words.say
    listed = context.content.site.mail_list or ""
    label, feed = say("Subscribe by email"), listed.replace(_FEED, _quoted(_feed(context)))
    address = _address(label, feed) if _FEED in listed else Address(label, listed)
    return Need("mail", say("By email"), say("An email for each update."), links=(address,))


def _reader(context: SiteContext) -> Need:
    say, public = context.words.say, context.public
    atom = _address("Atom", public(f"{FOLDER}{urls.FEED_ATOM}"))
    incidents = public(f"{urls.INCIDENTS}{urls.FEED_RSS}")
    maintenance = public(f"{urls.MAINTENANCE}{urls.FEED_RSS}")
    return Need(
        "reader",
        say("In a feed reader"),
        say("RSS carries every update. Atom keeps one entry per incident and rewrites it."),
        links=(
            _address("RSS", _feed(context)),
            atom,
            Address(say("Incidents only"), incidents),
            Address(say("Maintenance only"), maintenance),
        ),
    )


def _operators(context: SiteContext) -> Need:
    say = context.words.say
    about = say("Maintenance notices of all components that systems read (MAINTNOTE).")
    link = Address(urls.MAINTNOTE, context.url + urls.MAINTNOTE)
    return Need("operators", say("For network operators"), about, links=(link,))


def _scripts(context: SiteContext) -> Need:
    say = context.words.say
    feed = _address("JSON Feed", context.public(f"{FOLDER}{urls.FEED_JSON}"))
    api = Address("Statuspage API", f"{context.url}{urls.API}summary.json")
    metrics = Address("Prometheus", context.url + urls.METRICS)
    about = say("States, incidents and windows as data.")
    return Need("scripts", say("For scripts"), about, links=(feed, api, metrics))


def _own_page(context: SiteContext) -> Need:
    say = context.words.say
    about = say("A badge that is always current.")
    return Need("badge", say("On your own page"), about, has_badge=True)


def _feed(context: SiteContext) -> str:
    """Return the address of the feed that has every update."""
    return context.public(f"{FOLDER}{urls.FEED_RSS}")


def _quoted(address: str) -> str:
    """Return an address as a value in another one; `FOLDER` stays as it is."""
    return quote(address, safe=FOLDER)
