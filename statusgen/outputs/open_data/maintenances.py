"""A maintenance with its windows, the times it really ran and all that happened to it."""

from collections.abc import Iterable
from typing import Literal

from typing_extensions import TypedDict

from statusgen.domain.maintenance import Event, MaintenanceNow
from statusgen.domain.news import News
from statusgen.model import Completion, EventKind, MaintenanceStatus, State
from statusgen.outputs.open_data.announced import (
    FactRecordJson,
    NewsRecordJson,
    fact_records,
    in_common,
)
from statusgen.outputs.open_data.base import Address, File, Instant, StatuspageId, heading, moment
from statusgen.render import urls
from statusgen.render.announcement import text_of_event
from statusgen.render.context import SiteContext
from statusgen.render.json_text import instant
from statusgen.render.statuspage_names import entry_id


class RunRecordJson(TypedDict):
    """A time in which work was in progress."""

    start: Instant
    """From when on."""
    end: Instant | None
    """Until when; null while it is ongoing."""


class EventRecordJson(NewsRecordJson):
    """Something that happened to a maintenance."""

    event: EventKind
    """What happened."""
    status: MaintenanceStatus
    """Where the maintenance stood from then on."""
    starts: Instant
    """When its window began, as planned from then on."""
    ends: Instant
    """When its window ended, as planned from then on."""


class MaintenanceFileJson(File):
    """One maintenance with all its events."""

    kind: Literal["maintenance"]
    """What this file is."""
    id: str
    """Permanent name on this site."""
    statuspage_id: StatuspageId
    """Its id in the files below /api/v2/."""
    title: str
    """What it is, in a line."""
    page: Address
    """Its page."""
    status: MaintenanceStatus
    """Where it stands."""
    completion: Completion
    """Whether it ends by the clock, or when somebody says so."""
    is_awaiting_confirmation: bool
    """Whether its end has passed and nobody has said yet that the work is done."""
    announced: Instant
    """When it was first published."""
    starts: Instant
    """When its window begins, as planned now."""
    ends: Instant
    """When its window ends, as planned now."""
    ended: Instant | None
    """When it was completed or cancelled."""
    affects: dict[str, State]
    """What it means for each component while the work is in progress, by id."""
    runs: list[RunRecordJson]
    """The times in which work went on."""
    facts: list[FactRecordJson]
    """Further facts about it, each with its label."""
    events: list[EventRecordJson]
    """All that happened to it, newest first."""


def maintenance(
    context: SiteContext, entry: MaintenanceNow, news: Iterable[News]
) -> MaintenanceFileJson:
    """Return the file of a maintenance; `news` is all news of it, newest first."""
    about, events = entry.maintenance, {each.id: each for each in entry.events}
    return MaintenanceFileJson(
        **heading(context),
        kind="maintenance",
        id=entry.stable_id,
        statuspage_id=entry_id(context.content.site, entry),
        title=context.text(about.title),
        page=context.public(urls.entry_page(entry)),
        status=entry.status,
        completion=about.completion,
        is_awaiting_confirmation=entry.is_awaiting_confirmation,
        announced=instant(about.announced),
        starts=instant(entry.starts),
        ends=instant(entry.ends),
        ended=moment(entry.ended),
        affects={context.stable_id(name): state for name, state in about.affects.items()},
        runs=[RunRecordJson(start=instant(run.start), end=moment(run.end)) for run in entry.spans],
        facts=fact_records(context, entry),
        events=[_event(context, entry, each, events[each.id]) for each in news],
    )


def _event(
    context: SiteContext, entry: MaintenanceNow, news: News, event: Event
) -> EventRecordJson:
    text, _, _ = text_of_event(context, entry, event)
    return {
        **in_common(context, news, text),
        "event": event.kind,
        "status": event.status,
        "starts": instant(event.starts),
        "ends": instant(event.ends),
    }
