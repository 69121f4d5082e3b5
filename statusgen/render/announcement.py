"""The text of one piece of news, as data for pages, feeds and posts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from msgspec import Struct

from statusgen.domain.incident import IncidentNow, ended_as
from statusgen.domain.incident_at import resolved_at
from statusgen.domain.maintenance import Event, MaintenanceNow
from statusgen.domain.news import News
from statusgen.model import Cause, EventKind, IncidentStatus, State, Update, promised_update
from statusgen.model.states import RECOVERED
from statusgen.render.context import SiteContext
from statusgen.render.facts import Fact, facts
from statusgen.text.markdown import to_plain
from statusgen.text.wording import Wording


class NewsItem(Struct, frozen=True):
    """One piece of news in one language.

    `text` is Markdown: that of the NOC or, for an event by the clock, a sentence of ours. If it is
    in another language than the rest, `lang` is the code of that language, and `mark` its name.
    `affected` are the components that are worse than operational after the news, the worst first,
    and `recovered` those that are no longer; `was_outage` is False if they never were. `window` is
    that of a maintenance after the news; `due` is the time of the next promised update. `since` and
    `ended` are the extent of an outage, or of work that is completed; `length` is how long it took.
    """

    heading: str
    title: str
    text: str
    affected: tuple[tuple[str, State], ...]
    recovered: tuple[str, ...]
    recovered_label: str
    was_outage: bool = True
    cause: Cause | None = None
    window: tuple[datetime, datetime] | None = None
    due: datetime | None = None
    facts: tuple[Fact, ...] = ()
    since: datetime | None = None
    ended: datetime | None = None
    length: timedelta | None = None
    lang: str | None = None
    mark: str = ""
    is_afterword: bool = False

    @property
    def newly_recovered(self) -> tuple[str, ...]:
        """The components that are no longer affected, where no earlier news named them so."""
        return () if self.is_afterword else self.recovered

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all components that the news is about."""
        return (*(name for name, _ in self.affected), *self.recovered)


def news_item(context: SiteContext, news: News) -> NewsItem:
    """Return `news` in the context's language, as far as the content has it.

    It never changes: it describes the entry as it was at `news.at`.
    """
    if isinstance(news.entry, IncidentNow):
        return _update_item(context, news, news.entry)
    return _event_item(context, news, news.entry)


def _update_item(context: SiteContext, news: News, entry: IncidentNow) -> NewsItem:
    index = next(n for n, update in enumerate(entry.updates) if update.id == news.id)
    update, after = entry.updates[index], entry.states[index]
    status = ended_as(entry.updates[: index + 1]) or update.status
    states = {name: after[name] for name in _affected_by(entry, update.at)}
    text, lang, mark = context.text_with_language(update.text)
    return NewsItem(
        heading=context.words.say(news.phase.heading),
        title=context.text(entry.incident.title),
        text=text,
        affected=_affected(context, states),
        recovered=_recovered(context, states),
        recovered_label=context.words.say(status.recovered),
        was_outage=status.counts_as_outage,
        cause=entry.incident.cause if status.names_cause else None,
        due=promised_update(context.content.policy, entry.incident, update),
        facts=_facts(context, entry, update, to_plain(text)),
        **_extent(entry, status, entry.updates[: index + 1]),
        lang=lang,
        mark=mark,
        is_afterword=update.status.is_afterword,
    )


def _event_item(context: SiteContext, news: News, entry: MaintenanceNow) -> NewsItem:
    event = next(each for each in entry.events if each.id == news.id)
    states = _states_from(event, entry)
    text, lang, mark = text_of_event(context, entry, event)
    said = to_plain(text)
    return NewsItem(
        heading=context.words.say(news.phase.heading),
        title=context.text(entry.maintenance.title),
        text=text,
        affected=_affected(context, states),
        recovered=_recovered(context, states),
        recovered_label=context.words.say(RECOVERED),
        window=(event.starts, event.ends),
        facts=tuple(each for each in facts(context, entry, event.at) if each.text not in said),
        **_run(entry, event),
        lang=lang,
        mark=mark,
    )


def _facts(context: SiteContext, entry: IncidentNow, update: Update, said: str) -> tuple[Fact, ...]:
    """Return the facts beside the text of an update, without a workaround that it says itself."""
    found = facts(context, entry, update.at)
    return tuple(each for each in found if each.key != "workaround" or each.text not in said)


class _Extent(TypedDict, total=False):
    since: datetime
    ended: datetime
    length: timedelta


def _extent(entry: IncidentNow, status: IncidentStatus, updates: Sequence[Update]) -> _Extent:
    """Return from when to when an outage lasted after `updates`, as far as it had by then."""
    since, ended = entry.started, resolved_at(updates)
    if not status.counts_as_outage:
        return {}
    if ended is None or ended <= since:
        return {"since": since}
    return {"since": since, "ended": ended, "length": ended - since}


def _run(entry: MaintenanceNow, event: Event) -> _Extent:
    """Return from when to when work went on that ends with `event`."""
    runs = [each for each in entry.spans if each.start < event.at]
    if event.kind is not EventKind.COMPLETED or not runs:
        return {}
    lengths = (min(each.end or event.at, event.at) - each.start for each in runs)
    return {"since": runs[0].start, "ended": event.at, "length": sum(lengths, timedelta())}


def text_of_event(
    context: SiteContext, entry: MaintenanceNow, event: Event
) -> tuple[str, str | None, str]:
    """Return the text of an event in Markdown, with the language that it falls back to.

    A reminder repeats the text of the maintenance. See `SiteContext.text_with_language`.
    """
    written = entry.maintenance.text if event.kind is EventKind.REMINDER else event.text
    return (
        context.text_with_language(written) if written else (context.words.event(event), None, "")
    )


def in_plain(text: str, mark: str) -> str:
    """Return Markdown as plain text, with the mark of another language below it."""
    return f"{to_plain(text)}\n({mark})" if mark else to_plain(text)


# --- components --------------------------------------------------------------------------------


def _affected_by(entry: IncidentNow, at: datetime) -> Iterator[str]:
    """Yield every component that an incident has affected by an instant."""
    updates = zip(entry.updates, entry.states, strict=True)
    by_then = [entry.incident.affects, *(states for update, states in updates if update.at <= at)]
    for name in entry.spans:
        if any(each.get(name, State.OPERATIONAL) > State.OPERATIONAL for each in by_then):
            yield name


def _states_from(event: Event, entry: MaintenanceNow) -> Mapping[str, State]:
    """Return the state of each component of a maintenance after `event`."""
    is_over = event.kind.is_end
    if event.kind is EventKind.UPDATED:
        is_over = not any(event.at in span for span in entry.spans)
    affects = entry.maintenance.affects
    return dict.fromkeys(affects, State.OPERATIONAL) if is_over else affects


def _affected(context: SiteContext, states: Mapping[str, State]) -> tuple[tuple[str, State], ...]:
    worse = [
        (name, states[component_id])
        for component_id, name in context.memoize(_names).items()
        if component_id in states and states[component_id] > State.OPERATIONAL
    ]
    return tuple(sorted(worse, key=lambda each: each[1], reverse=True))


def _recovered(context: SiteContext, states: Mapping[str, State]) -> tuple[str, ...]:
    return tuple(
        name
        for component_id, name in context.memoize(_names).items()
        if states.get(component_id) is State.OPERATIONAL
    )


def _names(context: SiteContext) -> Mapping[str, str]:
    """Return the names of all components by their ids, in the order of the site."""
    return {each.id: context.text(each.name) for each in context.content.components}


def with_states(words: Wording, affected: Iterable[tuple[str, State]]) -> str:
    """Return components with their states: "Cloud PBX (major outage) and WMP"."""
    return words.joined(
        [
            name if state is State.UNDER_MAINTENANCE else f"{name} ({words.say(state.in_sentence)})"
            for name, state in affected
        ]
    )
