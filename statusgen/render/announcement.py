"""The text of one piece of news: as data for pages and feeds, and as a post for a group."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from statusgen.domain.entry import path_of
from statusgen.domain.incident import IncidentNow, ended_as
from statusgen.domain.maintenance import Event, MaintenanceNow
from statusgen.domain.news import News
from statusgen.model import Cause, EventKind, Group, IncidentStatus, State, promised_update
from statusgen.model.states import RECOVERED
from statusgen.problems import Place, Problem
from statusgen.render import urls
from statusgen.render.context import SiteContext
from statusgen.render.facts import Fact, facts
from statusgen.text.hotline import Hotline, hotlines
from statusgen.text.markdown import shortened, to_plain, without_schemes
from statusgen.text.wording import Wording

FOLD = 125
"""Number of characters of a post before "See more" on a telephone: guidance, not a limit."""


class NewsItem(Struct, frozen=True):
    """One piece of news in one language.

    `text` is Markdown: that of the NOC or, for an event by the clock, a sentence of ours. If it is
    in another language than the rest, `lang` is the code of that language, and `mark` its name.
    `affected` are the components that are worse than operational after the news, the worst first,
    and `recovered` those that are no longer; `was_outage` is False if they never were. `window` is
    that of a maintenance after the news; `due` is the time of the next promised update.
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
        cause=entry.incident.cause if status.counts_as_outage else None,
        due=promised_update(context.content.policy, entry.incident, update),
        facts=facts(context, entry, update.at),
        lang=lang,
        mark=mark,
        is_afterword=update.status.is_afterword,
    )


def _event_item(context: SiteContext, news: News, entry: MaintenanceNow) -> NewsItem:
    event = next(each for each in entry.events if each.id == news.id)
    states = _states_from(event, entry)
    text, lang, mark = text_of_event(context, entry, event)
    return NewsItem(
        heading=context.words.say(news.phase.heading),
        title=context.text(entry.maintenance.title),
        text=text,
        affected=_affected(context, states),
        recovered=_recovered(context, states),
        recovered_label=context.words.say(RECOVERED),
        window=(event.starts, event.ends),
        facts=facts(context, entry, event.at),
        lang=lang,
        mark=mark,
    )


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


# --- posts -------------------------------------------------------------------------------------


class Post(Struct, frozen=True):
    """Context of the template of a post: plain text, and no web address but `address`.

    `headline` and `dateline` together fit before the fold; `full_title` is empty where the
    headline has it all. `cause` is internal, upstream or external, where one is given; `facts` are
    lines.
    """

    headline: str
    dateline: str
    full_title: str
    text: str
    affected: str
    recovered: str
    recovered_label: str
    was_outage: bool
    window_utc: str
    next_update: str
    cause: str
    facts: tuple[str, ...]
    is_over: bool
    address: str
    is_sample: bool
    helpline: Hotline | None


def post_text(context: SiteContext, news: News, group: Group) -> str:
    """Return the post for `group`, in its first language as far as the content has it.

    The template is that of the kind of entry and the phase it is in. Raises `TemplateProblem`.
    """
    return context.in_language(group.languages[0]).memoize_news(_text, news)


def _text(context: SiteContext, news: News) -> str:
    kind = "incident" if isinstance(news.entry, IncidentNow) else "maintenance"
    template = f"posts/{kind}-{news.phase.value}.txt"
    return context.templates.render(template, post=_post(context, news))


def _post(context: SiteContext, news: News) -> Post:
    item, words = news_item(context, news), context.words
    title = without_schemes(item.title)
    dateline = _dateline(words, news, item)
    headline = shortened(title, FOLD - 1 - len(dateline))
    return Post(
        headline=headline,
        dateline=dateline,
        full_title="" if headline == title else title,
        text=in_plain(item.text, item.mark),
        affected=without_schemes(with_states(words, item.affected)),
        recovered=without_schemes(words.joined(item.recovered)),
        recovered_label=words.lead_in(item.recovered_label),
        was_outage=item.was_outage,
        window_utc=words.in_utc.brief_window(*item.window) if item.window else "",
        next_update=words.stamp_with_utc(item.due) if item.due else "",
        cause=item.cause.value if item.cause else "",
        facts=tuple(without_schemes(words.labelled(f.label, f.text)) for f in item.facts),
        is_over=isinstance(news.phase, IncidentStatus) and not news.phase.is_open,
        address=context.public(urls.news_page(news)),
        is_sample=context.content.site.sample,
        helpline=_helpline(context, news),
    )


def _dateline(words: Wording, news: News, item: NewsItem) -> str:
    """Return heading and time: the window of work to come or running, else the time of the news."""
    if item.window is None or news.phase is EventKind.COMPLETED:
        return words.labelled(item.heading, words.stamp_with_utc(news.at))
    return words.labelled(item.heading, words.brief_window(*item.window))


def _helpline(context: SiteContext, news: News) -> Hotline | None:
    """Return the hotline for an open incident."""
    entry, phase = news.entry, news.phase
    if isinstance(entry, MaintenanceNow) or isinstance(phase, EventKind) or not phase.is_open:
        return None
    return context.memoize(_helplines).get(entry.incident.cos)


def _helplines(context: SiteContext) -> Mapping[str | None, Hotline]:
    return hotlines(context.content.policy, context.words)


def too_long(news: News, group: Group, text: str) -> Problem | None:
    """Return the problem of a post that is too long for `group`, or None."""
    if len(text) <= group.max_length:
        return None
    path = path_of(news.entry)
    message = (
        f"the post for the group '{group.id}' about '{news.id}' has {len(text):,} characters, "
        f"and the group takes {group.max_length:,}"
    )
    hint = "shorten the text, or correct max_length in content/groups.yml"
    return Problem(Place(path), message, hint)
