"""The post of one piece of news for a community group: plain text that stands alone."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from statusgen.domain.entry import Entry, entry_record
from statusgen.domain.incident import IncidentNow
from statusgen.domain.news import News
from statusgen.model import EventKind, Group, IncidentStatus, Maintenance, Region, Text
from statusgen.model.lazy_message import LazyMessage
from statusgen.render import urls
from statusgen.render.announcement import NewsItem, in_plain, news_item, with_states
from statusgen.render.context import SiteContext
from statusgen.text.hotline import Contact, contact
from statusgen.text.markdown import shortened, without_schemes
from statusgen.text.policy_text import always_extended
from statusgen.text.wording import Wording

FOLD = 125
"""Number of characters of a post before "See more" on a telephone: guidance, not a limit."""

_LAST_WORD = re.compile(r"(?:\s|\A)\S*\Z")
"""A space with what follows it, up to the end."""

RECENT = timedelta(days=7)
"""Maximum age of an announcement that still is to be posted, in whole days."""


class Post(Struct, frozen=True):
    """Context of the template of a post: plain text, and no web address but `address`.

    `headline` and `dateline` together fit before the fold; `full_title` is empty where the
    headline has it all. `since` is when an outage began, or was first known if `is_exact` is False;
    `span` from when to when it lasted, if it is over. `cause` is internal, upstream or external,
    where one is given; `facts` are lines. `helpline` is the name of the template that says where to
    turn: critical or standard while an incident is open, trouble when it or some work has ended or
    runs, question otherwise; it is empty if there is no `contact`.
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
    since: str
    is_exact: bool
    span: str
    length: str
    next_update: str
    cause: str
    facts: tuple[str, ...]
    is_over: bool
    address: str
    is_sample: bool
    contact: Contact | None
    helpline: str


class PostFile(Struct, frozen=True):
    """The post of one piece of news for one group in one language."""

    group: Group
    language: str
    text: str


def posts_of(context: SiteContext, news: News) -> tuple[PostFile, ...]:
    """Return the posts of `news` for each group in each of its languages that has all texts.

    Raises `ThemeError`.
    """
    return tuple(
        PostFile(group, language, post_text(context, news, language))
        for group in news.groups
        for language in group.languages
        if not lacks_text(context, news, language)
    )


def first_posts(posts: Iterable[PostFile]) -> tuple[PostFile, ...]:
    """Return the post of each group in the first language that it has one in."""
    firsts: dict[str, PostFile] = {}
    for post in posts:
        firsts.setdefault(post.group.id, post)
    return tuple(firsts.values())


def missing_languages(context: SiteContext, news: News) -> dict[str, tuple[Group, ...]]:
    """Return the languages in which `news` has no post, each with its groups."""
    missing = {
        language
        for group in news.groups
        for language in group.languages
        if lacks_text(context, news, language)
    }
    return {
        language: tuple(group for group in news.groups if language in group.languages)
        for language in sorted(missing)
    }


def missing_post(language: str, groups: Iterable[Group]) -> LazyMessage:
    """Return the sentence for commands on a language without a post."""
    values = {"language": language, "groups": ", ".join(group.id for group in groups)}
    return LazyMessage(
        "no post in '{language}' for {groups}: not all of its texts are in that language", values
    )


def lacks_text(context: SiteContext, news: News, language: str) -> bool:
    """Return whether a text of `news` is missing in a language, so that no post can be made."""
    return bool(missing_texts(context, news, language))


def missing_texts(context: SiteContext, news: News, language: str) -> tuple[str, ...]:
    """Return the keys of the texts of `news` that a language lacks: title, text, or a fact's."""
    return context.in_language(language).memoize_news(_missing_texts, news)


def _missing_texts(context: SiteContext, news: News) -> tuple[str, ...]:
    record, item = entry_record(news.entry), news_item(context, news)
    text_language = item.lang
    if isinstance(record, Maintenance) and news.text is None:
        text_language = _fallback(context, record.text)  # the clock repeats what was announced
    facts = ((fact.key, fact.lang) for fact in item.facts)
    languages = (("title", _fallback(context, record.title)), ("text", text_language), *facts)
    return tuple(key for key, language in languages if language)


def _fallback(context: SiteContext, text: Text) -> str | None:
    """Return the language in which a text is read instead of the context's, or None."""
    return context.text_with_language(text)[1]


def post_text(context: SiteContext, news: News, language: str) -> str:
    """Return the post in a language, as far as the content has it.

    The template is that of the kind of entry and the phase it is in. Raises `ThemeError`.
    """
    return context.in_language(language).memoize_news(_text, news)


def _text(context: SiteContext, news: News) -> str:
    kind = "incident" if isinstance(news.entry, IncidentNow) else "maintenance"
    template = f"posts/{kind}-{news.phase.value}.txt"
    zone = _zone(context, news.entry)
    local = replace(context, words=context.words.in_zone(zone).with_spoken_zone)
    return context.templates.render(template, post=_post(local, news))


def _post(context: SiteContext, news: News) -> Post:
    item, words = news_item(context, news), context.words
    found = _contact(context, news)
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
        since=words.near_stamp_with_utc(item.since, news.at) if item.since else "",
        is_exact=isinstance(news.entry, IncidentNow) and news.entry.incident.began is not None,
        span=words.window_with_utc(item.since, item.ended) if item.since and item.ended else "",
        length=words.duration(item.length) if item.length else "",
        next_update=words.near_stamp_with_utc(item.due, news.at) if item.due else "",
        cause=item.cause.value if item.cause else "",
        facts=tuple(_facts(words, item)),
        is_over=isinstance(news.phase, IncidentStatus) and not news.phase.is_open,
        address=context.public(urls.news_page(news)),
        is_sample=context.content.site.sample,
        contact=found,
        helpline=_helpline(news, item, found) if found else "",
    )


def _dateline(words: Wording, news: News, item: NewsItem) -> str:
    """Return heading and time: the window of work to come or running, else the time of the news."""
    if item.window is None or news.phase is EventKind.COMPLETED:
        return words.labelled(item.heading, words.stamp_with_utc(news.at))
    return words.labelled(item.heading, words.brief_window(*item.window))


def _facts(words: Wording, item: NewsItem) -> Iterator[str]:
    """Yield the facts as lines; when it began stands in a line of its own."""
    for fact in item.facts:
        if fact.key != "began":
            yield without_schemes(words.labelled(fact.label, fact.text))


def _contact(context: SiteContext, news: News) -> Contact | None:
    """Return whom to call: about an incident by its class, about work as if it were urgent."""
    entry, policy = news.entry, context.content.policy
    extended = always_extended(policy)
    urgent = extended.classes[0] if extended else None
    cos = entry.incident.cos if isinstance(entry, IncidentNow) else urgent
    return contact(policy, cos, _region(context, entry), context.words)


def _helpline(news: News, item: NewsItem, found: Contact) -> str:
    """Return the name of the template that says where to turn."""
    phase = news.phase
    if isinstance(phase, IncidentStatus):
        if phase.is_open:
            return "critical" if found.is_critical else "standard"
        return "question" if phase.is_afterword else "trouble"
    is_ahead = item.window is None or news.at < item.window[0] or phase is EventKind.CANCELLED
    return "question" if is_ahead else "trouble"


def _zone(context: SiteContext, entry: Entry) -> ZoneInfo:
    """Return the zone of the times of a post: that of the entry's region, else the site's."""
    region = _region(context, entry)
    return region.timezone if region else context.content.site.timezone


def _region(context: SiteContext, entry: Entry) -> Region | None:
    """Return the region that an entry names, or that all of its components share."""
    policy = context.content.policy
    if policy is None:
        return None
    if isinstance(entry, IncidentNow) and entry.incident.region:
        return policy.region(entry.incident.region)
    regions = {context.components[name].region for name in _affected(entry)}
    shared = regions.pop() if len(regions) == 1 else None
    return next((each for each in policy.regions if each.id == shared), None)


def _affected(entry: Entry) -> Iterator[str]:
    yield from entry.spans if isinstance(entry, IncidentNow) else entry.maintenance.affects


def before_fold(text: str) -> str:
    """Return the beginning of a post that stands before "See more", as far as its words are whole.

    A word that is longer than all of that is cut.
    """
    if len(text) <= FOLD:
        return text
    whole = _LAST_WORD.sub("", text[: FOLD + 1])
    return whole or text[:FOLD]
