"""The facts of an entry, as pages, posts, feeds, calendars and programs print them.

A new fact is a function and its place in `_FACTS`; no output knows which facts there are.
"""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from msgspec import Struct

from statusgen.domain.entry import Entry, entry_record
from statusgen.domain.incident import IncidentNow, ended_as, has_passed, workaround
from statusgen.model import MaintenanceStatus, Text
from statusgen.model.states import to_say
from statusgen.render.context import SiteContext
from statusgen.text.markdown import to_plain

BEGAN = "began"
"""Name of the fact when an incident began."""

EMERGENCY_CALLS = "emergency_calls"
"""Name of the fact on emergency calls."""


class Fact(Struct, frozen=True):
    """A fact with its label; `key` is its name for programs, `link` where there is more of it.

    `markdown` is set where the NOC wrote the text. If it is in another language than the rest,
    `lang` is the code of that language, and `mark` its name.
    """

    key: str
    label: str
    text: str
    link: str | None = None
    markdown: str = ""
    lang: str | None = None
    mark: str = ""


def facts(context: SiteContext, entry: Entry, at: datetime | None = None) -> tuple[Fact, ...]:
    """Return the facts of an entry in the context's language, in the order to print them in.

    With `at`, they are as they were published then.
    """
    stage = _stage(entry, at)
    return tuple(filter(None, (each(context, entry, stage) for each in _FACTS)))


def in_lines(context: SiteContext, entry: Entry, at: datetime | None = None) -> str:
    """Return the facts of an entry as plain text, one a line.

    Its beginning is left out: the formats that use this have a field for it.
    """
    said = (each for each in facts(context, entry, at) if each.key != BEGAN)
    return "\n".join(context.words.labelled(each.label, each.text) for each in said)


class _Stage(Struct, frozen=True):
    """How far an entry has come: whether it has passed, and whether it is true that it took place.

    What has passed is no longer felt. A false alarm and cancelled work did not take place.
    `workaround` is the one that holds.
    """

    has_passed: bool
    is_true: bool
    workaround: Text | None = None


def _stage(entry: Entry, at: datetime | None) -> _Stage:
    if isinstance(entry, IncidentNow):
        updates = tuple(each for each in entry.updates if at is None or each.at <= at)
        ended = ended_as(updates)
        is_true = ended is None or ended.counts_as_outage
        return _Stage(has_passed(entry, updates), is_true, workaround(entry, updates))
    events = [each for each in entry.events if at is None or each.at <= at]
    status = events[-1].status
    is_over = status in (MaintenanceStatus.COMPLETED, MaintenanceStatus.CANCELLED)
    return _Stage(is_over, status is not MaintenanceStatus.CANCELLED)


def _prose(context: SiteContext, key: str, label: str, text: Text) -> Fact:
    """Return a fact that the NOC wrote in Markdown."""
    found, lang, mark = context.text_with_language(text)
    return Fact(key, context.words.say(label), to_plain(found), None, found, lang, mark)


# --- the facts ---------------------------------------------------------------------------------


def _began(context: SiteContext, entry: Entry, _stage: _Stage) -> Fact | None:
    began = entry.incident.began if isinstance(entry, IncidentNow) else None
    if began is None:
        return None
    words = context.words
    return Fact(BEGAN, words.say("Began"), words.full_stamp_with_utc(began))


def _emergency_calls(context: SiteContext, entry: Entry, stage: _Stage) -> Fact | None:
    is_incident, about = isinstance(entry, IncidentNow), entry_record(entry)
    calls = about.emergency_calls
    if calls is None or not stage.is_true:
        return None
    sentence = calls.in_incident if is_incident else calls.in_work
    text, say = calls.over if stage.has_passed else sentence, context.words.say
    return Fact(EMERGENCY_CALLS, say("Emergency calls"), say(text)) if text else None


def _not_affected(context: SiteContext, entry: Entry, stage: _Stage) -> Fact | None:
    text = entry.incident.not_affected if isinstance(entry, IncidentNow) else None
    if text is None or stage.has_passed:
        return None
    return _prose(context, "not_affected", to_say("Still works"), text)


def _workaround(context: SiteContext, _entry: Entry, stage: _Stage) -> Fact | None:
    if stage.workaround is None:
        return None
    return _prose(context, "workaround", to_say("In the meantime"), stage.workaround)


def _effect(context: SiteContext, entry: Entry, stage: _Stage) -> Fact | None:
    text = None if isinstance(entry, IncidentNow) else entry.maintenance.effect
    if text is None or stage.has_passed:
        return None
    return _prose(context, "effect", to_say("Effect"), text)


def _ticket(context: SiteContext, entry: Entry, _stage: _Stage) -> Fact | None:
    ticket = entry_record(entry).ticket
    if ticket is None:
        return None
    url = context.content.site.ticket_url
    link = url.replace("{ticket}", quote(ticket, safe="")) if url else None
    return Fact("ticket", context.words.say("Ticket"), ticket, link)


_FACTS: tuple[Callable[[SiteContext, Entry, _Stage], Fact | None], ...] = (
    _began,
    _effect,
    _emergency_calls,
    _not_affected,
    _workaround,
    _ticket,
)
"""The facts in their order; each is None for an entry that has it not."""
