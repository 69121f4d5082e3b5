"""The facts of an entry, as pages, posts, feeds, calendars and programs print them.

A new fact is a function and its place in `_FACTS`; no output knows which facts there are.
"""

from collections.abc import Callable
from urllib.parse import quote

from msgspec import Struct

from statusgen.domain.entry import Entry
from statusgen.domain.incident import IncidentNow
from statusgen.render.context import SiteContext


class Fact(Struct, frozen=True):
    """A fact with its label; `key` is its name for programs, `link` where there is more of it."""

    key: str
    label: str
    text: str
    link: str | None = None


def facts(context: SiteContext, entry: Entry) -> tuple[Fact, ...]:
    """Return the facts of an entry in the context's language, in the order to print them in."""
    return tuple(filter(None, (each(context, entry) for each in _FACTS)))


def in_lines(context: SiteContext, entry: Entry) -> str:
    """Return the facts of an entry as plain text, one a line."""
    return "\n".join(
        context.words.labelled(each.label, each.text) for each in facts(context, entry)
    )


def _ticket(context: SiteContext, entry: Entry) -> Fact | None:
    about = entry.incident if isinstance(entry, IncidentNow) else entry.maintenance
    ticket = about.ticket
    if ticket is None:
        return None
    url = context.content.site.ticket_url
    link = url.replace("{ticket}", quote(ticket, safe="")) if url else None
    return Fact("ticket", context.words.say("Ticket"), ticket, link)


def _began(context: SiteContext, entry: Entry) -> Fact | None:
    began = entry.incident.began if isinstance(entry, IncidentNow) else None
    if began is None:
        return None
    words = context.words
    return Fact("began", words.say("Began"), words.full_stamp_with_utc(began))


_FACTS: tuple[Callable[[SiteContext, Entry], Fact | None], ...] = (_began, _ticket)
"""The facts in their order; each is None for an entry that has it not."""
